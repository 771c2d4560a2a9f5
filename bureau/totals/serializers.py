"""Totals and what they are made of, as the API shows them."""

from __future__ import annotations

from rest_framework import serializers

from bureau.catalogue.serializers import PlainDecimal, WindowSerializer
from bureau.totals.listing import TotalRow
from bureau.totals.tracing import Trace, Traced


class TotalSerializer(serializers.Serializer[TotalRow]):
    unit = serializers.CharField()
    indicator = serializers.CharField()
    grain = serializers.CharField()
    period = serializers.CharField(help_text="2026-10、2026-Q4、2026-H2、2026；年初至今为末月")
    window = WindowSerializer()
    value = PlainDecimal(allow_null=True, help_text="审定数")
    provisional = PlainDecimal(allow_null=True, help_text="含未审数")
    numerator = PlainDecimal(allow_null=True)
    denominator = PlainDecimal(allow_null=True)
    reported = serializers.IntegerField(help_text="已报的单位月数")
    expected = serializers.IntegerField(help_text="应报的单位月数")
    target = PlainDecimal(allow_null=True)
    completion = PlainDecimal(allow_null=True, help_text="年初至期末占全年目标的百分比")
    pace = PlainDecimal(allow_null=True, help_text="序时进度，百分比")
    light = serializers.CharField()
    as_of = serializers.DateTimeField(allow_null=True)
    stale = serializers.BooleanField(help_text="还有改动在等待汇总")


class TracedSerializer(serializers.Serializer[Traced]):
    unit = serializers.CharField(source="unit.code")
    month = serializers.CharField()
    indicator = serializers.CharField(source="indicator.code")
    value = PlainDecimal(allow_null=True, help_text="计入审定数的部分")
    provisional = PlainDecimal(allow_null=True, help_text="计入含未审数的部分")
    source = serializers.CharField()  # type: ignore[assignment]  # the API has a field of this name
    rows = serializers.IntegerField(allow_null=True, default=None, help_text="台账行数")


class RateTraceSerializer(serializers.Serializer[Trace]):
    numerator = TracedSerializer(many=True)
    denominator = TracedSerializer(many=True)
