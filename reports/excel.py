"""Annex workbooks as .xlsx files. The only module that writes them.

Figures are real numbers with the decimals that the text prints; words stay words, whatever they begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Page

from reports.official_format import STANDARD, FontSet, ems
from reports.summaries.document import (
    MISSING,
    Cell,
    Column,
    Number,
    Properties,
    Row,
    Table,
    Workbook,
    Worksheet,
    cell_text,
    printable,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DEMONSTRATION_LINE = "演示数据"
# What a spreadsheet may take for a formula, full-width forms included.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME, _LONGEST_TEXT = 31, 32767
# A spreadsheet keeps 15 digits; a longer amount would change silently.
_DIGITS_KEPT = 15
_A4, _PORTRAIT_CHARACTERS = 9, 84
_NARROWEST, _WIDEST = 8.0, 48.0


def render(workbook: Workbook, fonts: FontSet = STANDARD.fonts) -> bytes:
    """The bytes of a workbook with one printable A4 page set for each table."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as file:
        file.set_properties(_properties(workbook.title, workbook.properties))
        file.set_size(2400, 1400)
        looks = _Looks(file, fonts)
        for sheet, name in zip(workbook.sheets, sheet_names(workbook.sheets), strict=True):
            _SheetWriting(file.add_worksheet(name), sheet.table, looks).write(workbook)
    return stream.getvalue()


def sheet_names(sheets: Iterable[Worksheet]) -> list[str]:
    """Names that a spreadsheet accepts: 31 characters, no reserved sign, none twice."""
    names: list[str] = []
    taken: set[str] = {"history"}
    for sheet in sheets:
        wanted = _FORBIDDEN_IN_NAMES.sub(" ", printable(sheet.name)).strip("' ") or "附表"
        name, count = wanted[:_LONGEST_NAME].rstrip("' "), 1
        while name.casefold() in taken:
            count += 1
            ending = f"（{count}）"
            name = wanted[: _LONGEST_NAME - len(ending)] + ending
        taken.add(name.casefold())
        names.append(name)
    return names


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell looks; equal looks share one format of the file."""

    face: str
    size: int = 11
    align: str = "left"
    number_format: str = "@"
    border: int = 1
    indent: int = 0
    quoted: bool = False


class _Looks:
    def __init__(self, file: xlsxwriter.Workbook, fonts: FontSet) -> None:
        self.fonts = fonts
        self._file = file
        self._known: dict[_Look, Format] = {}

    def get(self, look: _Look) -> Format:
        if look not in self._known:
            self._known[look] = self._file.add_format(
                {
                    "font_name": look.face,
                    "font_size": look.size,
                    "align": look.align,
                    "valign": "vcenter",
                    "num_format": look.number_format,
                    "border": look.border,
                    "indent": look.indent,
                    "text_wrap": not look.number_format.startswith("0"),
                    "quote_prefix": look.quoted,
                }
            )
        return self._known[look]


class _SheetWriting:
    """One table on one page, written row after row."""

    def __init__(self, page: Page, table: Table, looks: _Looks) -> None:
        self._page = page
        self._table = table
        self._looks = looks
        self._last = len(table.columns) - 1
        self._next = 0

    def write(self, workbook: Workbook) -> None:
        widths = [self._width(position) for position in range(self._last + 1)]
        for position, width in enumerate(widths):
            self._page.set_column(position, position, width)
        self._opening(workbook)
        head = self._next
        self._heads()
        self._print_setup(head, landscape=sum(widths) > _PORTRAIT_CHARACTERS, workbook=workbook)
        for row in self._table.rows:
            self._row(row)
        self._page.ignore_errors({"number_stored_as_text": f"A1:XFD{self._next + 1}"})
        if self._table.note:
            self._line(self._table.note, _Look(self._looks.fonts.song, 10, border=0))

    def _opening(self, workbook: Workbook) -> None:
        fonts = self._looks.fonts
        title = self._table.caption or workbook.title
        self._line(title, _Look(fonts.title, 18, "center", border=0), height=36)
        marks = [
            workbook.as_of,
            DEMONSTRATION_LINE if workbook.is_demonstration else "",
            self._table.unit_line,
        ]
        line = "　　".join(mark for mark in marks if mark)
        if line:
            self._line(line, _Look(fonts.song, 11, "right", border=0))

    def _heads(self) -> None:
        look = _Look(self._looks.fonts.hei, align="center")
        self._page.set_row(self._next, 30)
        for position, column in enumerate(self._table.columns):
            self._text(position, column.title, look)
        self._next += 1
        if any(column.unit for column in self._table.columns):
            for position, column in enumerate(self._table.columns):
                self._text(position, column.unit, look)
            self._next += 1
        self._page.freeze_panes(self._next, 1)

    def _row(self, row: Row) -> None:
        face = self._looks.fonts.hei if row.total else self._looks.fonts.song
        for position, (cell, column) in enumerate(zip(row.cells, self._table.columns, strict=True)):
            self._cell(position, cell, column, face, indent=0 if position else row.level)
        self._next += 1

    def _cell(self, position: int, cell: Cell, column: Column, face: str, indent: int) -> None:
        if cell is None:
            self._text(position, MISSING, _Look(face, align="center"))
            return
        if isinstance(cell, str):
            self._text(position, cell, _Look(face, align=column.align, indent=indent))
            return
        amount = _amount(cell)
        if amount is None:
            self._text(position, cell.text, _Look(face, align="right"))
            return
        look = _Look(face, align="right", number_format=number_format(cell.decimals))
        self._page.write_number(self._next, position, float(amount), self._looks.get(look))

    def _text(self, position: int, text: str, look: _Look) -> None:
        text = _kept(text)
        if text.startswith(_FORMULA_STARTS):
            look = _Look(
                look.face, look.size, look.align, look.number_format, look.border, look.indent, quoted=True
            )
        if text:
            self._page.write_string(self._next, position, text, self._looks.get(look))
        else:
            self._page.write_blank(self._next, position, None, self._looks.get(look))

    def _line(self, text: str, look: _Look, *, height: int = 20) -> None:
        """A line across all columns."""
        self._page.set_row(self._next, height)
        if self._last:
            # merge_range would guess the type of the text, so the cells are merged empty.
            self._page.merge_range(self._next, 0, self._next, self._last, "", self._looks.get(look))
        self._text(0, text, look)
        self._next += 1

    def _print_setup(self, head: int, *, landscape: bool, workbook: Workbook) -> None:
        page = self._page
        page.set_paper(_A4)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(head, self._next - 1)
        page.center_horizontally()
        page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        page.set_footer("&C— &P —")
        if workbook.is_demonstration:
            page.set_header(f"&R{DEMONSTRATION_LINE}")

    def _width(self, position: int) -> float:
        column = self._table.columns[position]
        longest = max(
            [ems(column.title), ems(column.unit)]
            + [
                ems(cell_text(row.cells[position])) + (0 if position else row.level)
                for row in self._table.rows
            ]
        )
        return min(max(longest * 2 + 3, _NARROWEST), _WIDEST)


def number_format(decimals: int) -> str:
    """``0``, ``0.0``, ``0.00`` …: as many decimals as the text prints, no grouping."""
    return "0." + "0" * decimals if decimals else "0"


def _amount(number: Number) -> Decimal | None:
    """The number to write, None where a spreadsheet would not keep it."""
    amount = number.value
    if amount is None and re.fullmatch(r"-?\d+(\.\d+)?", number.text):
        amount = Decimal(number.text)
    if amount is None or not amount.is_finite() or len(amount.normalize().as_tuple().digits) > _DIGITS_KEPT:
        return None
    return amount


def _kept(text: str) -> str:
    text = printable(text)
    if len(text) > _LONGEST_TEXT:
        raise ValueError(f"a cell holds {_LONGEST_TEXT} characters, not {len(text)}")
    return text


def _properties(title: str, given: Properties) -> dict[str, str | datetime]:
    moment = (given.generated_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    comments = " ".join(part for part in (given.serial, given.data_version) if part)
    named = {"title": title, "author": given.issuer, "comments": comments}
    return {**{key: printable(value)[:255] for key, value in named.items()}, "created": moment}
