"""Indicators and targets in the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.catalogue.access import sets_targets, units_read_by, units_targeted_by
from bureau.catalogue.models import Indicator, Target
from bureau.catalogue.searching import search
from bureau.catalogue.serializers import IndicatorSerializer, TargetSerializer, TargetWish
from bureau.catalogue.targets import Goal, Paper, set_target, withdraw_target
from bureau.organisation.models import Unit, User
from bureau.organisation.people import person
from bureau.web.api import parameters
from bureau.web.api.errors import invalid
from bureau.web.api.views import ApiView, ListView

MOST_FOUND = 500
MOST_TARGETS = 2000
# A plain list, where a serializer would be described as a page of one.
ALL_SET = {"type": "array", "items": {"$ref": "#/components/schemas/Target"}}


class Indicators(ListView):
    """The catalogue in the order of the paper tables; with `search`, what the words may mean, best first."""

    filters = frozenset({"domain", "search"})
    permission_classes = (IsAuthenticated,)
    serializer_class = IndicatorSerializer

    @extend_schema(
        parameters=[OpenApiParameter("domain", str), OpenApiParameter("search", str)],
        responses=IndicatorSerializer(many=True),
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """The rows of the page, found ones in the order of the search: a list where words were given."""
        rows = Indicator.objects.in_force()
        if domain := parameters.text(self.request, "domain"):
            rows = rows.of_domain(domain)
        rows = rows.select_related("parent").prefetch_related("children", "aliases", "definitions")
        if words := parameters.text(self.request, "search"):
            return search(words, among=rows, limit=MOST_FOUND)  # type: ignore[return-value]  # pages take lists too
        return rows


class OneIndicator(ApiView):
    """One indicator with its definition in force, the earlier ones, its parts and its window."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(responses=IndicatorSerializer)
    def get(self, request: Request, code: str) -> Response:
        rows = Indicator.objects.select_related("parent").prefetch_related(
            "children", "aliases", "definitions"
        )
        return Response(IndicatorSerializer(get_object_or_404(rows, code=code)).data)


class Targets(ListView):
    """The targets in force of the units one reads; an office sets those of its bureau and of the units below."""

    filters = frozenset({"unit", "year"})
    orderings: ClassVar[Mapping[str, str]] = {
        "year": "year",
        "unit": "unit__order",
        "indicator": "indicator__code",
    }
    serializer_class = TargetSerializer

    @extend_schema(parameters=[OpenApiParameter("unit", str), OpenApiParameter("year", int)])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet[Target]:
        units = units_read_by(person(self.request))
        if code := parameters.text(self.request, "unit"):
            units = units.filter(pk=get_object_or_404(units, code=code).pk)
        targets = Target.objects.current().filter(unit__in=units).select_related("unit", "indicator")
        if (year := parameters.year(self.request)) is not None:
            targets = targets.of_year(year)
        return targets.order_by("unit__order", "unit__code", "indicator__domain", "indicator__order", "year")

    @extend_schema(request={"application/json": TargetWish(many=True)}, responses={200: ALL_SET})
    def put(self, request: Request) -> Response:
        """Set targets, all of them or none. The answer holds those in force; a withdrawn one is not among them."""
        by = person(request)
        if not sets_targets(by):
            raise PermissionDenied
        given = request.data if isinstance(request.data, list) else [request.data]
        if len(given) > MOST_TARGETS:
            raise invalid({"": [f"一次最多下达 {MOST_TARGETS} 个目标，请分几次。"]})
        wishes = TargetWish(data=given, many=True)
        wishes.is_valid(raise_exception=True)
        with transaction.atomic():
            units = _units(by, {wish["unit"] for wish in wishes.validated_data})
            targets = _set_all(wishes.validated_data, units, by)
        return Response(TargetSerializer(targets, many=True).data)


def _units(by: User, codes: set[str]) -> dict[str, Unit]:
    units = {unit.code: unit for unit in units_targeted_by(by).filter(code__in=codes)}
    if codes - set(units):
        raise Http404
    return units


def _set_all(wishes: list[dict[str, Any]], units: Mapping[str, Unit], by: User) -> list[Target]:
    """Any: validated data of a serializer. Raises 400 with all mistakes at once, each by its place in the list."""
    indicators = {
        row.code: row for row in Indicator.objects.filter(code__in=[wish["indicator"] for wish in wishes])
    }
    fields: dict[str, list[str]] = {}
    targets: list[Target] = []
    seen: set[tuple[str, str, int]] = set()
    for place, wish in enumerate(wishes):
        indicator = indicators.get(wish["indicator"])
        key = (wish["unit"], wish["indicator"], wish["year"])
        if indicator is None:
            fields[f"{place}.indicator"] = [f"没有代码为“{wish['indicator'][:40]}”的指标，请核对。"]
        elif key in seen:
            fields[f"{place}.indicator"] = ["同一单位、指标和年度的目标只能出现一次。"]
        else:
            seen.add(key)
            try:
                target = _set_one(wish, units[wish["unit"]], indicator, by)
            except ValidationError as error:
                fields |= {f"{place}.{name}": sentences for name, sentences in error.message_dict.items()}
            else:
                targets += [target] if target else []
    if fields:
        raise invalid(fields)
    return targets


def _set_one(wish: Mapping[str, Any], unit: Unit, indicator: Indicator, by: User) -> Target | None:
    if wish["value"] is None:
        withdraw_target(unit=unit, indicator=indicator, year=wish["year"], seen_version=wish.get("version"))
        return None
    return set_target(
        unit=unit,
        indicator=indicator,
        year=wish["year"],
        goal=Goal(Target.Kind(wish["kind"]), wish["value"], wish["stretch"]),
        paper=Paper(wish["issuer"], wish["document"], wish["date"]),
        by=by,
        seen_version=wish.get("version"),
    )
