"""Tables as .xlsx files: the only module of the core that writes them.

Numbers are numbers, words stay words whatever they begin with, and a page prints on A4 under its repeated head.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bureau.jobs.formulas import FORMULA_STARTS

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME, _LONGEST_TEXT = 31, 32767
# A spreadsheet keeps 15 digits; a longer amount is written as words rather than changed silently.
_DIGITS_KEPT = 15
_LONGEST_CHOICES, _ROWS_OFFERED = 255, 20_000
_A4 = 9
_SONG, _TITLE = "宋体", "方正小标宋简体"


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters, whether people see it, and what may be chosen below the head."""

    title: str
    width: float = 10
    align: str = "left"
    hidden: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; an open one may be filled in a sheet that is otherwise locked."""

    value: str | Decimal | datetime.date | None
    number_format: str = "General"
    indent: int = 0
    is_open: bool = False
    is_head: bool = False
    is_grey: bool = False


@dataclass
class Page:
    """One worksheet: title, a line beneath it, the head, the rows, lines at the foot."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    title: str = ""
    line: str = ""
    foot: Sequence[str] = field(default_factory=tuple)
    is_form: bool = False
    mark: str = ""


def render(pages: Iterable[Page], *, title: str, serial: str) -> bytes:
    """The bytes of a workbook; the serial number stands in its properties and in the foot of every page."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False}) as file:
        file.set_properties({"title": _plain(title)[:255], "comments": f"编号 {serial}"})
        looks, taken = _Looks(file), set[str]()
        for page in pages:
            _Writing(file.add_worksheet(_sheet_name(page.name, taken)), page, looks).write(serial)
    return stream.getvalue()


def number_format(decimals: int, *, money: bool = False) -> str:
    """As many decimals as the paper prints; money shows its fen and what goes beyond."""
    if money:
        return "0.00####"
    return "0." + "0" * decimals if decimals else "0"


class _Looks:
    """Equal looks share one format of the file."""

    def __init__(self, file: xlsxwriter.Workbook) -> None:
        self._file = file
        self._known: dict[tuple[object, ...], Format] = {}

    def get(self, **look: object) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._known:
            usual = {"font_name": _SONG, "font_size": 11, "valign": "vcenter"}
            self._known[key] = self._file.add_format(usual | look)
        return self._known[key]

    def of(self, cell: Cell, column: Column) -> Format:
        look: dict[str, object] = {"border": 1, "align": column.align, "num_format": cell.number_format}
        if isinstance(cell.value, str):
            look |= {"num_format": "@", "text_wrap": True, "quote_prefix": cell.value.startswith(_STARTS)}
        elif isinstance(cell.value, datetime.date) and cell.number_format == "General":
            look["num_format"] = "yyyy-mm-dd"
        if cell.indent:
            look["indent"] = cell.indent
        if cell.is_head:
            look |= {"bold": True, "align": "left"}
        if cell.is_grey:
            look["bg_color"] = "#E7E7E4"
        if cell.is_open:
            look |= {"locked": False, "bg_color": "#F2F6FC", "font_color": "#1D4E9E"}
        return self.get(**look)


_STARTS = tuple(FORMULA_STARTS)


class _Writing:
    def __init__(self, sheet: Worksheet, page: Page, looks: _Looks) -> None:
        self._sheet = sheet
        self._page = page
        self._looks = looks
        self._last = max((n for n, column in enumerate(page.columns) if not column.hidden), default=0)
        self._next = 0

    def write(self, serial: str) -> None:
        for place, column in enumerate(self._page.columns):
            self._sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
        if self._page.title:
            self._across(self._page.title, 34, font_name=_TITLE, font_size=18, align="center")
        if self._page.line:
            self._across(self._page.line, 20, align="left")
        head = self._next
        self._sheet.set_row(head, 28)
        for place, column in enumerate(self._page.columns):
            look = self._looks.get(bold=True, border=1, align="center", text_wrap=True, bg_color="#F4F3EE")
            self._sheet.write_string(head, place, column.title, look)
        self._next += 1
        self._sheet.freeze_panes(self._next, 2 if self._page.is_form else 0)
        self._offer_choices()
        for row in self._page.rows:
            self._row(row)
        for text in self._page.foot:
            self._across(text, 24, align="left")
        self._print(head, serial)
        if self._page.is_form:
            # Against slips of the mouse, not against people: there is no password.
            self._sheet.protect(
                "", {"format_columns": True, "format_rows": True, "select_locked_cells": True}
            )

    def _offer_choices(self) -> None:
        for place, column in enumerate(self._page.columns):
            # A spreadsheet takes no longer list than this; it is a help, the import checks again.
            if column.choices and len(",".join(column.choices)) <= _LONGEST_CHOICES:
                rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
                self._sheet.data_validation(self._next, place, self._next + _ROWS_OFFERED, place, rule)

    def _row(self, cells: Sequence[Cell]) -> None:
        for place, (cell, column) in enumerate(zip(cells, self._page.columns, strict=True)):
            look = self._looks.of(cell, column)
            match cell.value:
                case None | "":
                    self._sheet.write_blank(self._next, place, None, look)
                case str():
                    self._sheet.write_string(self._next, place, _plain(cell.value), look)
                case Decimal() if len(cell.value.normalize().as_tuple().digits) <= _DIGITS_KEPT:
                    self._sheet.write_number(self._next, place, float(cell.value), look)
                case Decimal():
                    self._sheet.write_string(self._next, place, f"{cell.value:f}", look)
                case datetime.date():
                    self._sheet.write_datetime(self._next, place, cell.value, look)
        self._next += 1

    def _across(self, text: str, height: int, **look: object) -> None:
        """A line over all visible columns. It is merged empty: merging guesses the type of what it is given."""
        shown = self._looks.get(**look, quote_prefix=text.startswith(_STARTS))
        self._sheet.set_row(self._next, height)
        if self._last:
            self._sheet.merge_range(self._next, 0, self._next, self._last, "", shown)
        self._sheet.write_string(self._next, 0, _plain(text), shown)
        self._next += 1

    def _print(self, head: int, serial: str) -> None:
        sheet = self._sheet
        sheet.set_paper(_A4)
        if sum(column.width for column in self._page.columns if not column.hidden) > 90:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.print_area(0, 0, max(self._next - 1, head), self._last)
        sheet.center_horizontally()
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.set_footer(f"&L&8编号 {serial}&C— &P —")
        if self._page.mark:
            sheet.set_header(f"&R{self._page.mark}")
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._next + 1}"})


def _sheet_name(wanted: str, taken: set[str]) -> str:
    plain = _FORBIDDEN_IN_NAMES.sub(" ", _plain(wanted)).strip("' ") or "附表"
    name, count = plain[:_LONGEST_NAME].rstrip("' "), 1
    while name.casefold() in taken | {"history"}:
        count += 1
        ending = f"（{count}）"
        name = plain[: _LONGEST_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _plain(text: str) -> str:
    """Without the control characters that no workbook may hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")[:_LONGEST_TEXT]
