"""The month's sheet as a workbook: our own paper table filled in a spreadsheet, or any list of indicators and numbers.

A row of our own table carries, in hidden columns, the indicator's code, the version it was made with and what stood
there then. What the person did not touch is left alone, so an old download never takes back what others saved since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bureau.figures.importing import GivenCell
from bureau.figures.models import Sheet
from bureau.figures.writing import KEEP, Kept
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.quantities import QuantityError, round_half_up
from bureau.returns.changes import MAX_WORDS
from bureau.returns.checks.explaining import refusal
from bureau.returns.checks.loading import thresholds_of
from bureau.returns.checks.thresholds import Thresholds
from bureau.returns.imports.judging import Reading, judged, place
from bureau.returns.imports.names import Ambiguous, Indicators, Named, units_by_name
from bureau.returns.imports.rights import filling_of, readable_units
from bureau.returns.lines import Line
from bureau.returns.reading import read_lines
from bureau.uploads.kinds import Preview, Wish
from bureau.uploads.reading import Grid, GridRow
from bureau.uploads.tables import Heads, amount_of, find_heads, month_of, rows_under, text_of

HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("指标代码", "代码"),
    "name": ("指标名称", "指标"),
    "unit_code": ("单位代码", "填报单位代码"),
    "month": ("月份",),
    "measure": ("计量单位", "单位"),
    "value": ("本月数", "数值"),
    "note": ("备注",),
    "explanation": ("说明",),
    "version": ("版本",),
    "stood": ("原值",),
    "stood_note": ("原备注",),
    "stood_explanation": ("原说明",),
}
NO_HEADS = "没有找到表头：需要一行标题，里面有“指标名称”（或“指标代码”）和“本月数”。请用下载的模板填写。"
NO_UNIT = "没有这个单位，或它不在您的范围内，请核对单位。"
NO_INDICATOR = "没有这个指标，请核对名称或代码。"
_LARGEST_VERSION = 2**31 - 2


def preview_sheet(wish: Wish, grids: Sequence[Grid]) -> Preview:
    """What the tables of one or several sheets would change."""
    _, units = units_by_name(readable_units(wish.user))
    if wish.unit is not None:
        units[wish.unit.pk] = wish.unit
    reading = Reading([grid.name for grid in grids], Indicators(), units, Preview())
    layout = _Layout(wish, reading)
    # All of them first: the layout asks the database on its way, and the comparison keeps the connection busy.
    return judged(reading, list(layout.cells(grids)), filling_of(wish.user, with_past=False))


@dataclass(frozen=True)
class _Home:
    """The unit and month of a row, with what its sheets hold now."""

    unit: Unit
    month: Month
    lines: Mapping[str, Line]
    thresholds: Thresholds


class _Layout:
    def __init__(self, wish: Wish, reading: Reading) -> None:
        self._wish = wish
        self._reading = reading
        self._by_code = {unit.code: unit for unit in reading.units.values()}
        self._homes: dict[tuple[int, Month], _Home] = {}

    def cells(self, grids: Sequence[Grid]) -> Iterator[GivenCell]:
        found = False
        for number, grid in enumerate(grids):
            heads = find_heads(grid, HEADS, {"value", "code"}) or find_heads(grid, HEADS, {"value", "name"})
            if heads is None:
                continue
            found = True
            for row in rows_under(grid, heads):
                yield from self._row(number, heads, row)
        if not found:
            self._reading.fault(0, 1, 0, "", NO_HEADS)

    def _row(self, number: int, heads: Heads, row: GridRow) -> Iterator[GivenCell]:
        columns = heads.columns
        code, name = text_of(row.at(columns.get("code"))), text_of(row.at(columns.get("name")))
        value = text_of(row.at(columns["value"]))
        if not code and not value or not code and not name:
            # Titles of groups, the signature line, empty rows: nothing to take from them.
            if value:
                self._fault(number, row, columns["value"], value, "这一行没有写是哪个指标。")
            return
        named = self._indicator(number, heads, row, code or name)
        home = self._home(number, heads, row)
        if named is None or home is None:
            return
        cell = self._cell(number, heads, row, named, home)
        if cell is not None:
            yield cell

    def _indicator(self, number: int, heads: Heads, row: GridRow, text: str) -> Named | None:
        column = heads.columns["code" if text_of(row.at(heads.columns.get("code"))) else "name"]
        try:
            named = self._reading.indicators.find(text)
        except Ambiguous as ambiguous:
            self._fault(number, row, column, text, str(ambiguous))
            return None
        if named is None:
            self._fault(number, row, column, text, NO_INDICATOR)
        return named

    def _home(self, number: int, heads: Heads, row: GridRow) -> _Home | None:
        """Which unit and month the row is for: what it says must be what was chosen, where both are given."""
        unit, month = self._wish.unit, self._wish.month
        column = heads.columns.get("unit_code")
        if said := text_of(row.at(column)):
            if unit is not None and said != unit.code:
                self._fault(number, row, column or 0, said, f"这一行不是{unit.name}的数，请核对单位。")
                return None
            unit = self._by_code.get(said)
        if unit is None:
            self._fault(
                number, row, column or 0, said, NO_UNIT if said else "没有写是哪个单位的数，请先选单位。"
            )
            return None
        column = heads.columns.get("month")
        said_month = row.at(column)
        if text_of(said_month):
            found = month_of(said_month)
            if found is None or (month is not None and found != month):
                expected = f"这一行不是{month.label}的数" if month and found else "月份看不懂"
                self._fault(number, row, column or 0, text_of(said_month), f"{expected}，请核对月份。")
                return None
            month = found
        if month is None:
            self._fault(number, row, column or 0, "", "没有写是哪个月的数，请先选月份。")
            return None
        key = (unit.pk, month)
        if key not in self._homes:
            self._homes[key] = _Home(unit, month, _lines(unit, month), thresholds_of(unit.bureau_id))
        return self._homes[key]

    def _cell(self, number: int, heads: Heads, row: GridRow, named: Named, home: _Home) -> GivenCell | None:
        column = heads.columns["value"]
        line = home.lines.get(named.code)
        try:
            value = self._value(heads, row, named, "value")
            stood = self._value(heads, row, named, "stood") if "stood" in heads.columns else None
        except QuantityError as error:
            self._fault(number, row, column, text_of(row.at(column)), str(error))
            return None
        touched = "stood" not in heads.columns or value != stood
        if named.is_rate:
            shown = None if line is None or line.value is None else round_half_up(line.value, named.decimals)
            if touched and value is not None and value != shown:
                sentence = f"“{named.name}”由分子分母算出，不用填；要改请改它的分子或分母。"
                self._fault(number, row, column, text_of(row.at(column)), sentence)
            return None
        try:
            note = self._words(heads, row, "note")
            explanation = self._words(heads, row, "explanation")
        except QuantityError as error:
            self._fault(number, row, heads.columns["note"], "", str(error))
            return None
        # Politeness explains no more in a file than on the page.
        is_new = isinstance(explanation, str) and (line is None or explanation != line.explanation)
        if is_new and (sentence := refusal(str(explanation), home.thresholds)):
            self._fault(number, row, heads.columns["explanation"], str(explanation), sentence)
            return None
        if not touched and isinstance(note, Kept) and isinstance(explanation, Kept):
            self._reading.preview.same += 1
            return None
        return GivenCell(
            place=place(number, row.number, column),
            unit_id=home.unit.pk,
            month=home.month.number,
            indicator_id=named.pk,
            value=value if touched or line is None else line.value,
            version=self._version(heads, row),
            note=note,
            explanation=explanation,
        )

    def _value(self, heads: Heads, row: GridRow, named: Named, key: str) -> Decimal | None:
        measure = text_of(row.at(heads.columns.get("measure")))
        return named.amount(amount_of(row.at(heads.columns[key])), measure)

    def _words(self, heads: Heads, row: GridRow, key: str) -> str | Kept | None:
        """A note or an explanation; kept where the file has none of it, or the person left it as it was."""
        if key not in heads.columns:
            return KEEP
        words = text_of(row.at(heads.columns[key]))
        stood = heads.columns.get(f"stood_{key}")
        if stood is not None and words == text_of(row.at(stood)):
            return KEEP
        if len(words) > MAX_WORDS:
            raise QuantityError(f"备注和说明最多 {MAX_WORDS} 个字，请写得短一些。")
        return words or None

    def _version(self, heads: Heads, row: GridRow) -> int | None:
        text = text_of(row.at(heads.columns.get("version")))
        plain = text.isascii() and text.isdecimal() and len(text) <= 10
        return min(int(text), _LARGEST_VERSION) if plain else None

    def _fault(self, number: int, row: GridRow, column: int, value: str, message: str) -> None:
        self._reading.fault(number, row.number, column, value, message)


def _lines(unit: Unit, month: Month) -> dict[str, Line]:
    """What the unit's sheets of the month hold now, by the codes of the indicators."""
    sheets = Sheet.objects.of_month(month).filter(unit=unit)
    return {line.code: line for sheet in sheets for line in read_lines(sheet)}
