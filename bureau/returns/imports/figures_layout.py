"""Many units, indicators and months in one table: a row per figure, or a row per indicator with months side by side.

This is the way of whole years, so it goes past django-import-export's row-by-row machinery to COPY and one upsert:
20,000 rows of twelve months are seconds instead of minutes. Its idea stays: a dry run, its differences, then the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bureau.figures.importing import GivenCell
from bureau.organisation.models import Unit
from bureau.periods import Month, PeriodError
from bureau.quantities import QuantityError
from bureau.returns.imports.judging import Reading, judged, place
from bureau.returns.imports.names import Ambiguous, Indicators, Named, Names, units_by_name
from bureau.returns.imports.rights import filling_of, readable_units
from bureau.returns.imports.sheet_layout import NO_INDICATOR, NO_UNIT
from bureau.uploads.kinds import Preview, Wish
from bureau.uploads.reading import Grid, GridRow
from bureau.uploads.tables import Heads, amount_of, find_heads, month_of, rows_under, text_of

HEADS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位代码", "填报单位代码", "填报单位", "单位名称", "单位"),
    "indicator": ("指标代码", "代码", "指标名称", "指标"),
    "measure": ("计量单位", "单位"),
    "month": ("月份", "所属月份", "报告期"),
    "year": ("年度", "年份", "年"),
    "value": ("数值", "本月数", "值"),
}
NO_HEADS = (
    "没有找到表头：需要一行标题，里面有“指标”，以及“月份”和“数值”两列，或各月份（如 2025-01、1月）各一列。"
)
NO_MONTH = "月份看不懂，请写成 2025-10 或 2025年10月。"
NO_YEAR = "表头只写了几月，请加一列“年度”，或把表头写成 2025-10 的样子。"
_BARE = re.compile(r"(\d{1,2})月")


def preview_figures(wish: Wish, grids: Sequence[Grid]) -> Preview:
    """What the figures of the tables would change."""
    units, by_pk = units_by_name(readable_units(wish.user))
    if wish.unit is not None:
        by_pk[wish.unit.pk] = wish.unit
    reading = Reading([grid.name for grid in grids], Indicators(), by_pk, Preview())
    cells = _Layout(wish, reading, units).cells(grids)
    return judged(reading, cells, filling_of(wish.user, with_past=True))


class _Column(NamedTuple):
    """A column of values: its place, and the number of the month it is of; the year of a bare 3月 stands in the row."""

    column: int
    number: int | None
    bare: int


@dataclass(frozen=True)
class _Owner:
    """What a row is about."""

    unit: Unit
    named: Named
    measure: str


class _Layout:
    def __init__(self, wish: Wish, reading: Reading, units: Names) -> None:
        self._wish = wish
        self._reading = reading
        self._units = units
        self._found: dict[str, Unit | None] = {}
        self._months: dict[tuple[str, int], Month | None] = {}
        # Those of bare columns that may be filled: what a file of years asks for at every cell.
        self._numbers: dict[tuple[str, int], int] = {}

    def cells(self, grids: Sequence[Grid]) -> Iterator[GivenCell]:
        found = False
        for number, grid in enumerate(grids):
            heads = find_heads(grid, HEADS, {"indicator"})
            columns = [] if heads is None else _columns(grid, heads)
            if heads is None or not columns:
                continue
            found = True
            for row in rows_under(grid, heads):
                yield from self._row(number, heads, columns, row)
        if not found:
            self._reading.fault(0, 1, 0, "", NO_HEADS)

    def _row(
        self, number: int, heads: Heads, columns: Sequence[_Column], row: GridRow
    ) -> Iterator[GivenCell]:
        filled = [one for one in columns if row.at(one.column) not in (None, "")]
        if not filled:
            return
        owner = self._owner(number, heads, row)
        if owner is None:
            return
        unit, amount, measure, indicator = owner.unit.pk, owner.named.amount, owner.measure, owner.named.pk
        begin = place(number, row.number, 0)
        year = text_of(row.at(heads.columns.get("year"))) if filled[-1].bare else ""
        numbers, row_cells = self._numbers, row.cells
        for one in filled:
            month = numbers.get((year, one.bare)) if one.bare else one.number
            if month is None and (month := self._month(number, heads, row, one, year)) is None:
                continue
            cell = row_cells[one.column]
            try:
                # Digits alone are what they are; anything else is read as a person would.
                plain = cell.isdecimal() if type(cell) is str else type(cell) is float and cell.is_integer()
                value = amount(cell if plain else amount_of(cell), measure)
            except QuantityError as error:
                self._fault(number, row, one.column, text_of(cell), str(error))
                continue
            if value is not None:
                yield GivenCell(begin + one.column, unit, month, indicator, value)

    def _owner(self, number: int, heads: Heads, row: GridRow) -> _Owner | None:
        columns = heads.columns
        named_at = columns["indicator"]
        text = text_of(row.at(named_at))
        try:
            named = self._reading.indicators.find(text) if text else None
            unit = self._unit(text_of(row.at(columns.get("unit"))))
        except Ambiguous as ambiguous:
            self._fault(number, row, named_at, text, str(ambiguous))
            return None
        if named is None:
            self._fault(number, row, named_at, text, NO_INDICATOR if text else "这一行没有写是哪个指标。")
        if unit is None:
            said = text_of(row.at(columns.get("unit")))
            sentence = NO_UNIT if said else "没有写是哪个单位的数，请补上单位。"
            self._fault(number, row, columns.get("unit", 0), said, sentence)
        if named is None or unit is None:
            return None
        measure = text_of(row.at(columns.get("measure")))
        return _Owner(unit, named, "" if measure == named.entry_unit else measure)

    def _unit(self, said: str) -> Unit | None:
        """The unit a row names, or the one that was chosen; raises `Ambiguous`."""
        if not said:
            return self._wish.unit
        if said not in self._found:
            pk = self._units.find(said)
            self._found[said] = None if pk is None else self._reading.units[pk]
        unit = self._found[said]
        return unit if self._wish.unit is None or unit == self._wish.unit else None

    def _month(self, number: int, heads: Heads, row: GridRow, one: _Column, year: str) -> int | None:
        """The number of the month of a cell whose column does not say it all."""
        column = heads.columns.get("year" if one.bare else "month", one.column)
        said = year if one.bare else text_of(row.at(column))
        if (said, one.bare) not in self._months:
            self._months[said, one.bare] = _in_year(said, one.bare) if one.bare else month_of(row.at(column))
        month = self._months[said, one.bare]
        if month is None:
            has_year = "year" in heads.columns
            self._fault(number, row, column, said, NO_YEAR if one.bare and not has_year else NO_MONTH)
        elif self._wish.month is not None and month != self._wish.month:
            self._fault(number, row, column, said, f"这一行不是{self._wish.month.label}的数，请核对月份。")
            return None
        elif one.bare:
            self._numbers[said, one.bare] = month.number
        return None if month is None else month.number

    def _fault(self, number: int, row: GridRow, column: int, value: str, message: str) -> None:
        self._reading.fault(number, row.number, column, value, message)


def _columns(grid: Grid, heads: Heads) -> list[_Column]:
    """The columns that hold values: one beside a month, or one for each month."""
    if "value" in heads.columns and "month" in heads.columns:
        return [_Column(heads.columns["value"], None, 0)]
    row = next(row for row in grid.rows if row.number == heads.row)
    columns = []
    for column, cell in enumerate(row.cells):
        if column in heads.columns.values():
            continue
        month, bare = month_of(cell), _BARE.fullmatch(heads.title(column))
        if month is not None or bare:
            columns.append(_Column(column, month.number if month else None, int(bare[1]) if bare else 0))
    return columns


def _in_year(said: str, number: int) -> Month | None:
    try:
        return Month.parse(f"{said.removesuffix('年').strip():0>4}-{number:02d}")
    except PeriodError:
        return None
