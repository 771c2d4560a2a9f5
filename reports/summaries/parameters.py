"""What an export of a summary is asked for with, from the page and from the API."""

from __future__ import annotations

from typing import TypedDict

from rest_framework import serializers


class SummaryFields(TypedDict):
    unit: str
    year: int
    provisional: bool


class SummaryParams(serializers.Serializer[SummaryFields]):
    unit = serializers.CharField(max_length=40)
    year = serializers.IntegerField(min_value=1990, max_value=2099)
    provisional = serializers.BooleanField(default=False)
