"""GET findings/: what the checks found, for programs."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.organisation.people import person
from bureau.returns.models import KeptFinding
from bureau.web.api import parameters
from bureau.web.api.views import ListView


class SideSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    working = serializers.CharField()
    value = serializers.CharField()
    unit = serializers.CharField()


class SuggestionSerializer(serializers.Serializer[object]):
    indicator = serializers.CharField()
    name = serializers.CharField()
    value = serializers.CharField()
    text = serializers.CharField()


class KeptFindingSerializer(serializers.Serializer[KeptFinding]):
    id = serializers.IntegerField()
    unit = serializers.CharField(source="unit.code")
    month = serializers.CharField()
    domain = serializers.CharField()
    rule = serializers.CharField()
    level = serializers.CharField()
    title = serializers.CharField()
    message = serializers.CharField()
    sides = SideSerializer(many=True)
    suggestions = SuggestionSerializer(many=True)
    cells = serializers.ListField(source="indicators", child=serializers.CharField())
    explanation = serializers.CharField()
    open = serializers.BooleanField(source="is_open")
    first_seen = serializers.SerializerMethodField()
    last_seen = serializers.SerializerMethodField()
    closed_at = serializers.SerializerMethodField()

    def get_first_seen(self, finding: KeptFinding) -> str:
        return timezone.localtime(finding.first_seen).isoformat(timespec="seconds")

    def get_last_seen(self, finding: KeptFinding) -> str:
        return timezone.localtime(finding.last_seen).isoformat(timespec="seconds")

    def get_closed_at(self, finding: KeptFinding) -> str | None:
        at = finding.closed_at
        return None if at is None else timezone.localtime(at).isoformat(timespec="seconds")


class Findings(ListView):
    """The findings on all sheets one reads, newest month first; those that went away only with `open=0`."""

    filters = frozenset({"unit", "month", "level", "open"})
    serializer_class = KeptFindingSerializer

    @extend_schema(
        parameters=[
            OpenApiParameter("unit", str),
            OpenApiParameter("month", str),
            OpenApiParameter("level", str, enum=list(KeptFinding.Level.values)),
            OpenApiParameter("open", bool),
        ],
        responses=KeptFindingSerializer(many=True),
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet[KeptFinding]:
        rows = KeptFinding.objects.readable_by(person(self.request)).select_related("unit")
        if unit := parameters.text(self.request, "unit"):
            rows = rows.filter(unit__code=unit)
        if month := parameters.month(self.request):
            rows = rows.filter(month=month)
        if level := parameters.choice(self.request, "level", KeptFinding.Level.values):
            rows = rows.filter(level=level)
        match parameters.flag(self.request, "open"):
            case True:
                rows = rows.open()
            case False:
                rows = rows.exclude(pk__in=KeptFinding.objects.open().values("pk"))
            case None:
                rows = rows.standing()
        return rows.order_by("-month", "unit__order", "unit__code", "domain", "pk")
