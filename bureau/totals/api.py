"""Totals in the API, and the figures they are made of."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.catalogue.access import units_read_by
from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit
from bureau.organisation.people import person
from bureau.periods import Month
from bureau.totals.grains import GRAINS, spans_of
from bureau.totals.listing import Place, read_rows
from bureau.totals.serializers import RateTraceSerializer, TotalSerializer, TracedSerializer
from bureau.totals.tracing import trace
from bureau.web.api import parameters
from bureau.web.api.errors import invalid
from bureau.web.api.views import ApiView, ListView

WHEN = [
    OpenApiParameter("year", int, description="统计年度"),
    OpenApiParameter("month", str, description="取包含该月的那一期，如 2026-10"),
    OpenApiParameter("grain", str, enum=list(GRAINS)),
]
PERIODS = frozenset({"year", "month", "grain"})


def _when(request: Request) -> tuple[int | None, Month | None]:
    """The year and the month asked for. Raises 400 without either, and for a month outside the year."""
    year, month = parameters.year(request), parameters.month(request)
    if year is None and month is None:
        raise invalid({"year": ["请给出年度（year）或月份（month）。"]})
    return year, month


def _year_of(indicator: Indicator, year: int | None, month: Month | None) -> int | None:
    """The indicator's statistical year; None when the month does not lie in the year asked for."""
    if month is None:
        return year
    found = indicator.window.year_of(month)
    return found if year is None or year == found else None


class Totals(ListView):
    """Totals of a unit with all below it, by indicator and period."""

    filters = frozenset({"unit", "indicator", "children"}) | PERIODS
    serializer_class = TotalSerializer

    @extend_schema(
        parameters=[
            OpenApiParameter("unit", str, description="单位代码；省略时为您所在的区局或单位"),
            OpenApiParameter("indicator", str, description="指标代码；省略时为全部指标"),
            OpenApiParameter("children", OpenApiTypes.BOOL, description="同时列出直接下级"),
            *WHEN,
        ],
        responses=TotalSerializer(many=True),
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        page = self.paginate_queryset(self.places())
        return self.get_paginated_response(self.get_serializer(read_rows(page or []), many=True).data)

    def places(self) -> list[Place]:
        year, month = _when(self.request)
        grain = parameters.choice(self.request, "grain", GRAINS) or "month"
        places = []
        for unit in self.units():
            for indicator in self.indicators():
                own_year = _year_of(indicator, year, month)
                if own_year is not None:
                    spans = spans_of(grain, indicator.window, month)
                    places += [Place(unit, indicator, grain, own_year, span) for span in spans]
        return places

    def units(self) -> list[Unit]:
        readable = units_read_by(person(self.request))
        code = parameters.text(self.request, "unit")
        if code is not None:
            above = [get_object_or_404(readable, code=code)]
        else:
            above = [unit for unit in readable if not set(unit.lineage[:-1]) & {one.pk for one in readable}]
        if parameters.flag(self.request, "children"):
            above += [child for unit in list(above) for child in readable.filter(parent=unit)]
        return above

    def indicators(self) -> list[Indicator]:
        if not hasattr(self, "_indicators"):
            rows = Indicator.objects.in_force()
            code = parameters.text(self.request, "indicator")
            self._indicators = list(rows) if code is None else [get_object_or_404(Indicator, code=code)]
        return self._indicators


class TotalTrace(ApiView):
    """The figures that make a total up: `value` sums to the approved total, `provisional` to the provisional one."""

    filters = frozenset({"unit", "indicator"}) | PERIODS

    @extend_schema(
        parameters=[
            OpenApiParameter("unit", str, required=True),
            OpenApiParameter("indicator", str, required=True),
            *WHEN,
        ],
        responses=OpenApiResponse(
            PolymorphicProxySerializer(
                component_name="TotalTrace",
                serializers=[TracedSerializer(many=True), RateTraceSerializer],
                resource_type_field_name=None,
                many=False,
            ),
            description="比率分 numerator、denominator 两张表，其他指标是一张表",
        ),
    )
    def get(self, request: Request) -> Response:
        codes = {name: parameters.text(request, name) for name in ("unit", "indicator")}
        if missing := {name: ["请给出这一项。"] for name, code in codes.items() if code is None}:
            raise invalid(missing)
        unit = get_object_or_404(units_read_by(person(request)), code=codes["unit"])
        indicator = get_object_or_404(Indicator, code=codes["indicator"])
        year, month = _when(request)
        grain = parameters.choice(request, "grain", GRAINS) or ("year" if month is None else "month")
        own_year = _year_of(indicator, year, month)
        if own_year is None:
            raise invalid({"month": ["这个月不在所给的统计年度内。"]})
        if month is None and grain not in {"year", "ytd"}:
            raise invalid({"month": ["请给出月份，说明是哪一期。"]})
        found = trace(unit, indicator, own_year, spans_of(grain, indicator.window, month)[-1])
        if indicator.is_derived:
            return Response(RateTraceSerializer(found).data)
        return Response([TracedSerializer(figure).data for figure in found.figures])
