"""Indicators and targets as the API shows them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bureau.catalogue.models import Indicator, IndicatorDefinition, Target
from bureau.periods import Month
from bureau.quantities import QuantityError, parse, plain


@extend_schema_field(OpenApiTypes.STR)
class PlainDecimal(serializers.Field[Decimal, object, str, Any]):  # Any: whatever the field is read from
    """A number as a string of plain decimals; text or a JSON number comes in."""

    def to_representation(self, value: Decimal) -> str:
        return plain(value)

    def to_internal_value(self, data: object) -> Decimal:
        try:
            number = parse(data, unit="元", decimals=4)
        except QuantityError as error:
            raise serializers.ValidationError(str(error)) from error
        if number is None:
            raise serializers.ValidationError('请填数字，例如 "11000"。')
        return number


class WindowSerializer(serializers.Serializer[Indicator]):
    cutoff_day = serializers.IntegerField(allow_null=True)
    year_start_month = serializers.IntegerField()


class DefinitionSerializer(serializers.ModelSerializer[IndicatorDefinition]):
    begins = serializers.CharField(help_text="启用月份，如 2023-01")

    class Meta:
        model = IndicatorDefinition
        fields = ("begins", "text", "legal_basis")


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    """`definition` is the 口径 in force this month; `history` all of them, the oldest first."""

    parent = serializers.SerializerMethodField()  # type: ignore[assignment]  # DRF takes fields off the class
    children = serializers.SerializerMethodField()
    aliases = serializers.SerializerMethodField()
    window = WindowSerializer(source="*")
    definition = serializers.SerializerMethodField()
    history = DefinitionSerializer(source="definitions", many=True)

    class Meta:
        model = Indicator
        fields = (
            "code",
            "name",
            "short_name",
            "domain",
            "group",
            "unit",
            "display_unit",
            "decimals",
            "kind",
            "direction",
            "aggregate",
            "numerator",
            "denominator",
            "parent",
            "exhaustive",
            "children",
            "aliases",
            "register",
            "reported_by",
            "assessed",
            "window",
            "definition",
            "legal_basis",
            "history",
            "is_local",
            "retired",
        )

    def get_parent(self, indicator: Indicator) -> str | None:
        return indicator.parent.code if indicator.parent else None

    def get_children(self, indicator: Indicator) -> list[str]:
        return [child.code for child in indicator.children.all()]

    def get_aliases(self, indicator: Indicator) -> list[str]:
        return [alias.name for alias in indicator.aliases.all()]

    def get_definition(self, indicator: Indicator) -> str:
        now = Month.of(timezone.localdate())
        in_force = [one for one in indicator.definitions.all() if one.begins <= now]
        return in_force[-1].text if in_force else indicator.definition


class TargetSerializer(serializers.ModelSerializer[Target]):
    unit = serializers.CharField(source="unit.code")
    indicator = serializers.CharField(source="indicator.code")
    value = PlainDecimal()
    stretch = PlainDecimal(allow_null=True)
    date = serializers.DateField(source="issued_on", allow_null=True)

    class Meta:
        model = Target
        fields = (
            "unit",
            "indicator",
            "year",
            "kind",
            "value",
            "stretch",
            "issuer",
            "document",
            "date",
            "version",
        )
        read_only_fields = ("version",)


class TargetWish(serializers.Serializer[Mapping[str, object]]):
    """One target as somebody wants it; `value` null withdraws it. The unit and the indicator go by their codes."""

    unit = serializers.CharField(max_length=40)
    indicator = serializers.CharField(max_length=80)
    year = serializers.IntegerField(min_value=1990, max_value=2099)
    kind = serializers.ChoiceField(Target.Kind.choices, default=Target.Kind.AT_LEAST)
    value = PlainDecimal(allow_null=True)
    stretch = PlainDecimal(allow_null=True, default=None)
    issuer = serializers.CharField(max_length=80, allow_blank=True, default="")
    document = serializers.CharField(max_length=80, allow_blank=True, default="")
    date = serializers.DateField(allow_null=True, default=None)
    version = serializers.IntegerField(
        min_value=0, required=False, help_text="看到的版本（0：还没有）；给出时，若已被改过则拒绝。"
    )

    def validate_date(self, day: datetime.date | None) -> datetime.date | None:
        if day is not None and not 1990 <= day.year <= 2099:
            raise serializers.ValidationError("下达日期请填 1990 到 2099 年之间的日期。")
        return day
