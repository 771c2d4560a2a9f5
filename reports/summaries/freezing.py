"""定稿: keeping a summary as it was exported, so that whatever changes afterwards can be told."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bureau.jobs.exports import EXPORT
from bureau.jobs.models import Job, JobState
from bureau.organisation.models import Unit, User
from reports.models import FrozenFigure, FrozenSummary, digest_of
from reports.summaries.bindings import value_behind
from reports.summaries.building import document_of
from reports.summaries.document import Document
from reports.summaries.exporting import KIND
from reports.summaries.figures import YearFigures
from reports.summaries.reading import figures_of, indicators_by_code


class NotFreezable(Exception):
    """The text cannot be declared final as it stands; the message says what to do."""


def freeze(unit: Unit, year: int, *, by: User) -> FrozenSummary:
    """Keep the text of approved figures as the next edition: the very text that was last exported as Word.

    Raises `NotFreezable` when no export says exactly what the text says now, or when it is frozen already.
    """
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)  # one edition after the other
        figures = figures_of(unit, year)
        document = document_of(figures)
        fingerprint = document.fingerprint()
        job = _export_of(unit, year, fingerprint)
        if job is None:
            raise NotFreezable(
                "没有和现在的文稿一致的 Word 文件：还没有导出，或导出以后数又变了。请先导出 Word，再定稿。"
            )
        editions = FrozenSummary.objects.filter(unit=unit, year=year)
        latest = editions.order_by("-edition").first()
        if latest is not None and latest.fingerprint == fingerprint:
            raise NotFreezable(f"现在的文稿就是第{latest.edition}稿，不用再定稿。")
        rows = list(_rows(document, figures))
        file = (job.result or {})["file"]
        frozen = FrozenSummary.objects.create(
            unit=unit,
            year=year,
            edition=(editions.aggregate(last=Max("edition"))["last"] or 0) + 1,
            title=document.title,
            last=figures.last,
            serial=file["serial"],
            file_sha256=file["sha256"],
            fingerprint=fingerprint,
            digest=digest_of(rows),
            frozen_by=by,
            frozen_at=timezone.now(),
        )
        for row in rows:
            row.summary = frozen
        FrozenFigure.objects.bulk_create(rows)
    return frozen


def _export_of(unit: Unit, year: int, fingerprint: str) -> Job | None:
    """The newest finished export that printed exactly this text."""
    return (
        Job.objects.filter(
            kind=EXPORT,
            state=JobState.DONE,
            params__kind=KIND,
            params__params__unit=unit.code,
            params__params__year=year,
            result__fingerprint=fingerprint,
        )
        .order_by("-pk")
        .first()
    )


def _rows(document: Document, figures: YearFigures) -> Iterator[FrozenFigure]:
    indicators = indicators_by_code()
    for place, number in enumerate(document.numbers()):
        source = number.source
        if source is not None:
            yield FrozenFigure(
                place=place,
                unit=figures.unit,
                indicator=indicators[source.indicator],
                year=source.year,
                span=source.span,
                kind=source.kind,
                value=value_behind(number, source, figures),
                text=number.text,
            )
