"""The summary as a file: .docx is the text with its annex, .xlsx is the annex with real numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from bureau.organisation.models import Unit
from reports import excel, word
from reports.summaries.building import document_of, title_of, workbook_of
from reports.summaries.document import Properties
from reports.summaries.figures import YearFigures
from reports.summaries.reading import figures_of

KIND = "summary"  # its name among the kinds of exports
FORMATS = ("docx", "xlsx")


@dataclass(frozen=True, slots=True)
class SummaryFile:
    """A finished file, its name for people, and how many numbers (of a workbook: rows) it holds.

    `fingerprint` is that of the text, for whoever declares this file the final one; a workbook is no text.
    """

    name: str
    content: bytes
    rows: int
    fingerprint: str = ""


def summary_file(
    unit: Unit, year: int, file_format: str, *, provisional: bool = False, serial: str = ""
) -> SummaryFile:
    """Read the figures and print them. Raises KeyError for a format that there is not."""
    return FILES[file_format](figures_of(unit, year, provisional=provisional), serial)


def _docx(figures: YearFigures, serial: str) -> SummaryFile:
    document = document_of(figures, _properties(figures, serial))
    name = f"{title_of(figures.unit, figures.year)}.docx"
    numbers = sum(1 for _ in document.numbers())
    return SummaryFile(name, word.render(document), numbers, document.fingerprint())


def _xlsx(figures: YearFigures, serial: str) -> SummaryFile:
    workbook = workbook_of(figures, _properties(figures, serial))
    rows = sum(len(sheet.table.rows) for sheet in workbook.sheets)
    return SummaryFile(f"{workbook.title}.xlsx", excel.render(workbook), rows)


FILES = {"docx": _docx, "xlsx": _xlsx}


def _properties(figures: YearFigures, serial: str) -> Properties:
    computed = "" if figures.computed_at is None else timezone.localtime(figures.computed_at).isoformat()
    return Properties(
        issuer=figures.unit.name,
        serial=serial,
        data_version=computed,
        generated_at=timezone.now(),
    )
