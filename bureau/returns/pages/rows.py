"""Rows of the grid as the template draws them, by the page and by the answer to a save alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse

from bureau.figures.models import Sheet
from bureau.figures.writing import RivalCell
from bureau.quantities import entry
from bureau.returns.lines import CellState, Line
from bureau.returns.reading import Counts, in_groups

SAVED = "returns/saved.html"
BAR = "returns/bar.html"


@dataclass(frozen=True)
class Trouble:
    """Why a cell was not saved; `typed` is what stays in it, `version` the one it must be sent with next time."""

    typed: str
    sentence: str
    version: int
    is_conflict: bool = False


@dataclass(frozen=True)
class Row:
    line: Line
    is_editable: bool
    panel: str
    trouble: Trouble | None = None

    @property
    def typed(self) -> str:
        return self.trouble.typed if self.trouble else self.line.text

    @property
    def version(self) -> int:
        return self.trouble.version if self.trouble else self.line.version

    @property
    def css(self) -> str:
        """The classes of the cell, see the component list of the design."""
        line = self.line
        if self.trouble:
            return "fill is-conflict" if self.trouble.is_conflict else "fill is-invalid"
        names = ["fill"]
        if line.is_derived or line.state is CellState.COUNTED:
            names.append("is-derived")
        elif line.state is CellState.NOT_APPLICABLE:
            names.append("is-na")
        elif self.is_editable:
            names += ["is-empty"] if line.value is None else []
            names += ["is-returned"] if line.returned else []
        elif line.state is CellState.LOCKED:
            names.append("is-locked")
        if line.explanation:
            names.append("is-explained")
        return " ".join(names)


@dataclass(frozen=True)
class GroupOfRows:
    number: str
    title: str
    rows: Sequence[Row]


_NUMERALS = "一二三四五六七八九十"


def rows_of(
    sheet: Sheet, lines: Sequence[Line], *, fills: bool, troubles: Mapping[str, Trouble] | None = None
) -> list[Row]:
    base = reverse("returns:cells", args=[sheet.pk])
    return [
        Row(line, fills and line.is_open, f"{base}{line.code}/", (troubles or {}).get(line.code))
        for line in lines
    ]


def groups_of(rows: Sequence[Row]) -> list[GroupOfRows]:
    by_code = {row.line.code: row for row in rows}
    return [
        GroupOfRows(numeral(place), group.title, [by_code[line.code] for line in group.lines])
        for place, group in enumerate(in_groups([row.line for row in rows]), start=1)
    ]


def numeral(number: int) -> str:
    """一, 十二, 二十三: up to 99 groups."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def saved_html(row: Row) -> str:
    """The cells of the row that a save may have changed."""
    return render_to_string(SAVED, {"row": row})


def bar_html(sheet: Sheet, counts: Counts, token: str) -> str:
    """The bar with its forms; `token` is the page's CSRF token."""
    return render_to_string(BAR, {"sheet": sheet, "counts": counts, "fills": True, "csrf_token": token})


def rival_text(line: Line, rival: RivalCell) -> str:
    """What the other one stored, in the unit of entry."""
    return "" if rival.value is None else entry(rival.value, unit=line.entry_unit, base_unit=line.unit)
