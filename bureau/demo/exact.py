"""The months of a published year: cells whose year is exactly what the summary printed.

A figure that another one bounds is divided within the cells of that other one, so that no month breaks a relation
which the year keeps. Where the printed figures themselves disagree, the last month carries the difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bureau.demo.allotting import allot, allot_within, noise, scaled
from bureau.demo.filers import Filer
from bureau.demo.months import Cells, peak_of
from bureau.demo.tables import Method, PlanRow, SeedRow
from bureau.periods import Month

LEVELS: Final = frozenset({Method.STOCK, Method.YEARLY, Method.PART, Method.ROLL})


class ExactYear:
    """Fills `table` for the indicators of one seed file; `last` is the month the summary was written in."""

    def __init__(self, seeds: Mapping[str, SeedRow], plan: Sequence[PlanRow], *, last: Month) -> None:
        self.seeds = seeds
        self.last = last
        self.months = [Month(last.year, number) for number in range(1, last.month + 1)]
        self.table: dict[str, Cells] = {}
        self._plan = {row.code: row for row in plan}

    def add(self, row: PlanRow, filers: Sequence[Filer], *, step: int = 1) -> None:
        total = self.seeds[row.code].value
        bases = self._bases(row)
        match row.method:
            case Method.SUM if bases:
                cells = self._summed(row, filers, total)
            case Method.SHARE if bases:
                cells = self._within(row, filers, total, bases, step)
            case Method.PER | Method.TIMES if bases:
                cells = self._along(row, filers, total, bases, step)
            case Method.ROLL if bases:
                cells = self._rolled_back(row, filers, total)
            case Method.PART if bases:
                cells = self._part(row, filers, total, bases)
            case Method.PEAK:
                cells = {
                    filer.unit: {month: peak_of(row, total, filer.unit, month) for month in self.months}
                    for filer in filers
                }
            case method if method in LEVELS:
                cells = self._level(row, filers, total)
            case _:
                cells = self._spread(row, filers, total, step)
        self.table[row.code] = cells

    def _bases(self, row: PlanRow) -> list[tuple[int, str]]:
        """The signed codes that the row hangs on, where all have figures this year; else what bounds those."""
        if row.terms and all(term.code in self.table for term in row.terms):
            return [(term.sign, term.code) for term in row.terms]
        if row.method is Method.SHARE:
            return self._bases(self._plan[row.terms[0].code])
        return []

    def _base(self, bases: Sequence[tuple[int, str]], unit: str, month: Month) -> int:
        return sum(sign * self.table[code].get(unit, {}).get(month, 0) for sign, code in bases)

    def _keys(self, row: PlanRow, filers: Sequence[Filer]) -> list[tuple[str, Month]]:
        months = [month for month in self.months if month.month in row.filed_in]
        return [(filer.unit, month) for filer in filers for month in months]

    def _spread(self, row: PlanRow, filers: Sequence[Filer], total: int, step: int) -> Cells:
        keys = self._keys(row, filers)
        weight = {filer.unit: filer.weight for filer in filers}
        weights = [
            scaled(
                weight[unit] * row.season[month.month - 1] * 1000,
                by=noise(row.code, unit, month),
                per_mille=90,
            )
            for unit, month in keys
        ]
        return _cells(keys, allot(total, weights, step=step))

    def _within(
        self,
        row: PlanRow,
        filers: Sequence[Filer],
        total: int,
        bases: Sequence[tuple[int, str]],
        step: int,
    ) -> Cells:
        keys = self._keys(row, filers)
        caps = [self._base(bases, unit, month) for unit, month in keys]
        return _cells(keys, allot_within(total, caps, caps, step=step))

    def _along(
        self,
        row: PlanRow,
        filers: Sequence[Filer],
        total: int,
        bases: Sequence[tuple[int, str]],
        step: int,
    ) -> Cells:
        keys = self._keys(row, filers)
        return _cells(keys, allot(total, [self._base(bases, unit, month) for unit, month in keys], step=step))

    def _summed(self, row: PlanRow, filers: Sequence[Filer], total: int) -> Cells:
        bases = self._bases(row)
        keys = self._keys(row, filers)
        cells = _cells(keys, [self._base(bases, unit, month) for unit, month in keys])
        if not row.months:
            reached = sum(sum(months.values()) for months in cells.values())
            cells[filers[0].unit][self.last] += total - reached
        return cells

    def _level(self, row: PlanRow, filers: Sequence[Filer], total: int) -> Cells:
        """A stock that reaches the printed figure in the last month, having moved as the plan's growth says."""
        months = [month for month in self.months if month.month in row.filed_in]
        reached = allot(total, [filer.weight for filer in filers])
        return {
            filer.unit: {
                month: round(level * (1 - row.growth * (months[-1] - month) / 1200)) for month in months
            }
            for filer, level in zip(filers, reached, strict=True)
        }

    def _rolled_back(self, row: PlanRow, filers: Sequence[Filer], total: int) -> Cells:
        bases = self._bases(row)
        cells: Cells = {}
        for filer, level in zip(filers, allot(total, [filer.weight for filer in filers]), strict=True):
            cells[filer.unit] = {}
            for month in reversed(self.months):
                cells[filer.unit][month] = level
                level -= self._base(bases, filer.unit, month)
        return cells

    def _part(
        self, row: PlanRow, filers: Sequence[Filer], total: int, bases: Sequence[tuple[int, str]]
    ) -> Cells:
        """The same part of the whole in every month, exact in the last."""
        wholes = [self._base(bases, filer.unit, self.last) for filer in filers]
        reached = allot_within(total, wholes, wholes)
        return {
            filer.unit: {
                month: self._base(bases, filer.unit, month) * part // whole if whole else 0
                for month in self.months
            }
            for filer, whole, part in zip(filers, wholes, reached, strict=True)
        }


def _cells(keys: Sequence[tuple[str, Month]], values: Sequence[int]) -> Cells:
    cells: Cells = {}
    for (unit, month), value in zip(keys, values, strict=True):
        cells.setdefault(unit, {})[month] = value
    return cells
