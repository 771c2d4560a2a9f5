"""Lists of sheets: which there are, and how far every unit is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.figures.hashing import content_hashes
from bureau.figures.models import Sheet, SheetState
from bureau.organisation.people import person
from bureau.returns.api.shapes import ProgressSerializer, SheetSerializer, sheet_json
from bureau.returns.calendar.board import Place, places_of
from bureau.returns.calendar.deadlines import deadlines_of
from bureau.returns.counting import NOTHING, counts_of
from bureau.returns.naming import domains
from bureau.returns.progress import progress_of
from bureau.returns.steps import current_month
from bureau.web.api import parameters
from bureau.web.api.views import ListView


class Sheets(ListView):
    """The sheets one reads, newest month first, each with its hash and its counts of cells by state."""

    filters = frozenset({"unit", "month", "domain", "state"})
    orderings: ClassVar[Mapping[str, str]] = {"month": "month", "unit": "unit__order"}
    serializer_class = SheetSerializer

    @extend_schema(
        parameters=[OpenApiParameter(name, str) for name in ("unit", "month", "domain", "state")],
        responses=SheetSerializer(many=True),
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        sheets = self.paginate_queryset(self.get_queryset()) or []
        keys = [sheet.pk for sheet in sheets]
        counts, hashes = counts_of(keys, with_rates=True), content_hashes(keys)
        due = deadlines_of(sheets)
        return self.get_paginated_response(
            [
                sheet_json(sheet, counts.get(sheet.pk, NOTHING), hashes[sheet.pk], due[sheet.pk])
                for sheet in sheets
            ]
        )

    def rows(self) -> QuerySet[Sheet]:
        rows = Sheet.objects.readable_by(person(self.request)).select_related("unit")
        if unit := parameters.text(self.request, "unit"):
            rows = rows.filter(unit__code=unit)
        if month := parameters.month(self.request):
            rows = rows.of_month(month)
        if domain := parameters.choice(self.request, "domain", domains()):
            rows = rows.filter(domain=domain)
        if state := parameters.choice(self.request, "state", [state.value for state in SheetState]):
            rows = rows.filter(state=state)
        return rows.order_by("-month", "unit__order", "unit__code", "domain")


class Progress(ListView):
    """Unit by form in one month (this one unless `month` says so), sheets that were never opened among them."""

    filters = frozenset({"month"})
    serializer_class = ProgressSerializer

    @extend_schema(parameters=[OpenApiParameter("month", str)], responses=ProgressSerializer(many=True))
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        month = parameters.month(request) or current_month()
        found: Any = progress_of(person(request), month)  # Any: DRF's paginator also takes lists
        page = self.paginate_queryset(found) or []
        return self.get_paginated_response([_progress_json(place) for place in places_of(page)])


def _progress_json(place: Place) -> dict[str, object]:
    standing = place.standing
    return {
        "unit": standing.unit.code,
        "domain": standing.domain,
        "month": str(standing.month),
        "sheet": standing.sheet.pk if standing.sheet else None,
        "state": standing.sheet.state if standing.sheet else None,
        "due": place.deadline.due_on.isoformat(),
        "days_late": place.days_late,
    }
