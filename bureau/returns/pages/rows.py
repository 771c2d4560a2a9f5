"""Rows of the grid as the template draws them, by the page and by the answer to a save alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse

from bureau.catalogue.models import Aggregate
from bureau.figures.models import Sheet
from bureau.figures.writing import RivalCell
from bureau.quantities import entry
from bureau.registers.counting.behind import address
from bureau.registers.registry import find_register
from bureau.returns.entry.cumulative import to_date
from bureau.returns.lines import CellState, Line
from bureau.returns.models import Basis
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
class Behind:
    """The rows of a register from which a cell was counted: 台账 12 场, and where they are listed."""

    text: str
    address: str


@dataclass(frozen=True)
class Row:
    line: Line
    is_editable: bool
    panel: str
    trouble: Trouble | None = None
    basis: Basis = Basis.MONTH
    source: Behind | None = None

    @property
    def asks_total(self) -> bool:
        """Whether the year to date is typed here and the month computed beside it."""
        return self.basis is Basis.TO_DATE and self.line.adds_up

    @property
    def asked_for(self) -> str:
        """What to type: 本月数, 累计数 or, of a stock, 期末数."""
        if self.line.aggregate == Aggregate.LAST:
            return "期末数"
        return str((Basis.TO_DATE if self.asks_total else Basis.MONTH).label)

    @property
    def hint(self) -> str:
        """What an empty cell says of itself."""
        return "期末数" if self.line.aggregate == Aggregate.LAST else "未填"

    @property
    def stands(self) -> str:
        """What the cell holds, as its input field says it."""
        line = self.line
        if not self.asks_total:
            return line.text
        total = line.year_to_date if line.value is not None else None
        return "" if total is None else entry(total, unit=line.entry_unit, base_unit=line.unit)

    @property
    def typed(self) -> str:
        return self.trouble.typed if self.trouble else self.stands

    @property
    def value_text(self) -> str:
        return self.line.year_to_date_text if self._is_turned else self.line.value_text

    @property
    def beside_text(self) -> str:
        """The other of month and year to date."""
        return self.line.value_text if self._is_turned else self.line.year_to_date_text

    @property
    def _is_turned(self) -> bool:
        return self.basis is Basis.TO_DATE and self.line.aggregate in {Aggregate.SUM, Aggregate.RATIO}

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
    sheet: Sheet,
    lines: Sequence[Line],
    *,
    fills: bool,
    troubles: Mapping[str, Trouble] | None = None,
    basis: Basis = Basis.MONTH,
) -> list[Row]:
    base = reverse("returns:cells", args=[sheet.pk])
    return [
        Row(
            line,
            fills and line.is_open,
            f"{base}{line.code}/",
            (troubles or {}).get(line.code),
            basis,
            behind_line(sheet, line),
        )
        for line in lines
    ]


def behind_line(sheet: Sheet, line: Line) -> Behind | None:
    """What the cell was counted from; None for a cell that somebody typed."""
    register = None if line.rows is None else find_register(line.register)
    if register is None:
        return None
    where = address(register, line.code, sheet.unit.code, sheet.month)
    return Behind(f"台账 {line.rows} {register.measure}", where)


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


def rival_text(line: Line, rival: RivalCell, basis: Basis = Basis.MONTH) -> str:
    """What the other one stored, in the unit of entry and on the basis of the page."""
    value = to_date(line, rival.value) if basis is Basis.TO_DATE and line.adds_up else rival.value
    return "" if value is None else entry(value, unit=line.entry_unit, base_unit=line.unit)
