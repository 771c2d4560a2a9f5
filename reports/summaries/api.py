"""The API of the yearly summaries. They are living texts: a summary's id is its unit's and its year's."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bureau import quantities
from bureau.jobs.api import AcceptedExport, accepted
from bureau.jobs.exports import start_export
from bureau.organisation.models import Unit, User
from bureau.organisation.people import person
from bureau.web.api.views import ApiView, ListView
from reports.summaries import access
from reports.summaries.bindings import value_behind
from reports.summaries.building import document_of, title_of
from reports.summaries.document import Document, Heading, Number
from reports.summaries.exporting import FORMATS, KIND
from reports.summaries.figures import YearFigures
from reports.summaries.reading import figures_of, years_of

_YEARS = 10_000  # a summary's id is unit × 10000 + year


class SummaryLine(serializers.Serializer[object]):
    id = serializers.IntegerField()
    unit = serializers.CharField()
    year = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.CharField(help_text="live：文中的数随报表更新")


class OutlineEntry(serializers.Serializer[object]):
    level = serializers.IntegerField()
    text = serializers.CharField()
    bindings = serializers.IntegerField(help_text="这个标题下的数字处数")


class Binding(serializers.Serializer[object]):
    text = serializers.CharField()
    indicator = serializers.CharField()
    unit = serializers.CharField()
    year = serializers.IntegerField()
    span = serializers.CharField()
    kind = serializers.CharField()
    value = serializers.CharField(allow_null=True, help_text="基本单位的值；完成率等为百分数")
    computed_at = serializers.DateTimeField(allow_null=True)
    state = serializers.CharField(help_text="live；waiting：还有报上来的数未审定，没有计入")


class SummaryDetail(SummaryLine):
    as_of = serializers.CharField(allow_null=True)
    computed_at = serializers.DateTimeField(allow_null=True)
    outline = OutlineEntry(many=True)
    bindings = Binding(many=True)


class ExportBody(serializers.Serializer[object]):
    format = serializers.ChoiceField(choices=FORMATS, default="docx")
    provisional = serializers.BooleanField(default=False)


class Summaries(ListView):
    serializer_class = SummaryLine

    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        units = list(access.readable_units(person(request)))
        if not units:
            raise PermissionDenied
        lines = [_line(unit, year) for unit in units for year in years_of(unit)]
        return self.get_paginated_response(self.paginate_queryset(lines))


class Summary(ApiView):
    @extend_schema(operation_id="summaries_retrieve", responses=SummaryDetail)
    def get(self, request: Request, summary_id: int) -> Response:
        unit, year = _readable(person(request), summary_id)
        figures = figures_of(unit, year)
        document = document_of(figures)
        computed = None if figures.computed_at is None else timezone.localtime(figures.computed_at)
        return Response(
            _line(unit, year)
            | {
                "as_of": None if figures.last is None else str(figures.last),
                "computed_at": computed,
                "outline": _outline(document),
                "bindings": list(_bindings(document, figures)),
            }
        )


class SummaryExport(ApiView):
    @extend_schema(request=ExportBody, responses={202: AcceptedExport})
    def post(self, request: Request, summary_id: int) -> Response:
        unit, year = _readable(person(request), summary_id)
        if not access.exportable_units(person(request)).filter(pk=unit.pk).exists():
            raise PermissionDenied
        body = ExportBody(data=request.data)
        body.is_valid(raise_exception=True)
        job = start_export(person(request), KIND, {"unit": unit.code, "year": year, **body.validated_data})
        return accepted(job)


def _line(unit: Unit, year: int) -> dict[str, object]:
    return {
        "id": unit.pk * _YEARS + year,
        "unit": unit.code,
        "year": year,
        "title": title_of(unit, year),
        "state": "live",
    }


def _readable(user: User, summary_id: int) -> tuple[Unit, int]:
    unit_id, year = divmod(summary_id, _YEARS)
    unit = access.known_units(user).filter(pk=unit_id).first()
    if unit is None:
        raise Http404
    if not access.readable_units(user).filter(pk=unit_id).exists():
        raise PermissionDenied
    if year not in years_of(unit):
        raise Http404
    return unit, year


def _outline(document: Document) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = []
    counts: list[int] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            entries.append({"level": block.level, "text": block.text})
            counts.append(0)
        elif counts:
            counts[-1] += sum(1 for run in getattr(block, "runs", ()) if isinstance(run, Number))
    return [entry | {"bindings": count} for entry, count in zip(entries, counts, strict=True)]


def _bindings(document: Document, figures: YearFigures) -> Iterator[dict[str, object]]:
    for number in document.numbers():
        source = number.source
        if source is None:
            continue
        figure = figures.figures[source.indicator]
        value = value_behind(number, source, figures)
        yield {
            "text": number.text,
            "indicator": source.indicator,
            "unit": source.unit,
            "year": source.year,
            "span": source.span,
            "kind": source.kind,
            "value": None if value is None else quantities.plain(value),
            "computed_at": None if figure.computed_at is None else timezone.localtime(figure.computed_at),
            "state": "live" if figure.is_settled else "waiting",
        }
