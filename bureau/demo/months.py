"""The synthetic months: what the plan says, made into cells that look like a bureau's own year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from bureau.demo.allotting import allot, allot_within, noise, scaled
from bureau.demo.filers import Filer
from bureau.demo.tables import Method, PlanRow
from bureau.periods import Month

Cells = dict[str, dict[Month, int]]  # unit code → month → value in the base unit
BASE_YEAR: Final = 2024


class SyntheticYears:
    """Fills `table` (indicator code → cells) for one bureau, row after row of the plan, always in whole years."""

    def __init__(self, bureau: str, years: Sequence[int]) -> None:
        self.bureau = bureau
        self.years = years
        self.table: dict[str, Cells] = {}
        self._methods: Mapping[Method, Callable[[PlanRow, Sequence[Filer], int], Cells]] = {
            Method.FLOW: self._flow,
            Method.SHARE: self._share,
            Method.PER: self._per,
            Method.TIMES: self._times,
            Method.SUM: self._sum,
            Method.STOCK: self._stock,
            Method.YEARLY: self._yearly,
            Method.PART: self._part,
            Method.ROLL: self._roll,
            Method.PROGRESS: self._progress,
            Method.PEAK: self._peak,
        }

    def add(self, row: PlanRow, filers: Sequence[Filer], *, step: int = 1) -> None:
        self.table[row.code] = self._methods[row.method](row, filers, step)

    def annual(self, row: PlanRow, year: int) -> int:
        """The size of a flow in a year, growing and a little uneven."""
        grown = row.size(self.bureau) * (100 + row.growth * (year - BASE_YEAR)) / 100
        return scaled(round(grown), by=noise(row.code, self.bureau, year), per_mille=30)

    def _months(self, row: PlanRow) -> list[Month]:
        return [Month(year, number) for year in self.years for number in row.filed_in]

    def _flow(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        cells: Cells = {filer.unit: {} for filer in filers}
        for year in self.years:
            weights = [
                scaled(filer.weight * 1000, by=noise(row.code, filer.unit, year), per_mille=100)
                for filer in filers
            ]
            shares = allot(self.annual(row, year) // step * step, weights, step=step)
            for filer, share in zip(filers, shares, strict=True):
                seasonal = [
                    scaled(weight * 1000, by=noise(row.code, filer.unit, year, number), per_mille=90)
                    for number, weight in enumerate(row.season, start=1)
                ]
                for number, value in enumerate(allot(share, seasonal, step=step), start=1):
                    cells[filer.unit][Month(year, number)] = value
        return cells

    def _share(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        cells: Cells = {filer.unit: {} for filer in filers}
        for year in self.years:
            keys = [(filer.unit, Month(year, number)) for filer in filers for number in row.filed_in]
            caps = [self.base(row, unit, month) for unit, month in keys]
            wanted = round(row.size(self.bureau) * sum(caps))
            total = min(scaled(wanted, by=noise(row.code, self.bureau, year), per_mille=15), sum(caps))
            weights = [
                scaled(cap * 1000, by=noise(row.code, *key), per_mille=50)
                for cap, key in zip(caps, keys, strict=True)
            ]
            for (unit, month), value in zip(
                keys, allot_within(total // step * step, weights, caps, step=step), strict=True
            ):
                cells[unit][month] = value
        return cells

    def _per(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        cells: Cells = {filer.unit: {} for filer in filers}
        for year in self.years:
            keys = [(filer.unit, Month(year, number)) for filer in filers for number in row.filed_in]
            bases = [self.base(row, unit, month) for unit, month in keys]
            total = scaled(
                round(row.size(self.bureau) * sum(bases)),
                by=noise(row.code, self.bureau, year),
                per_mille=20 if sum(bases) else 0,
            )
            weights = [
                scaled(base * 1000, by=noise(row.code, *key), per_mille=70)
                for base, key in zip(bases, keys, strict=True)
            ]
            for (unit, month), value in zip(
                keys, allot(total // step * step, weights, step=step), strict=True
            ):
                cells[unit][month] = value
        return cells

    def _times(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        def product(unit: str, month: Month) -> int:
            exact = self.base(row, unit, month) * self._rate(row, month) / step
            return int(exact.to_integral_value(ROUND_CEILING)) * step

        return self._each(row, filers, product)

    def _sum(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        return self._each(row, filers, lambda unit, month: self.base(row, unit, month))

    def _stock(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        start = dict(
            zip(
                [filer.unit for filer in filers],
                allot(round(row.size(self.bureau)), [filer.weight for filer in filers]),
                strict=True,
            )
        )

        def level(unit: str, month: Month) -> int:
            grown = round(start[unit] * (100 + row.growth * self._age(month)) / 100)
            return scaled(grown, by=noise(row.code, unit, month), per_mille=3)

        return self._each(row, filers, level)

    def _yearly(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        level = {
            (filer.unit, year): value
            for year in self.years
            for filer, value in zip(
                filers, allot(self.annual(row, year), [filer.weight for filer in filers]), strict=True
            )
        }
        return self._each(row, filers, lambda unit, month: level[unit, month.year])

    def _part(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        def part(unit: str, month: Month) -> int:
            whole = self.base(row, unit, month)
            kept = whole * self._rate(row, month) * (100_000 + noise(row.code, unit)) / 100_000
            return min(int(kept.to_integral_value(ROUND_FLOOR)), whole)

        return self._each(row, filers, part)

    def _roll(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        cells: Cells = {}
        start = allot(round(row.size(self.bureau)), [filer.weight for filer in filers])
        for filer, level in zip(filers, start, strict=True):
            cells[filer.unit] = {}
            for month in self._months(row):
                level += self.base(row, filer.unit, month)
                if level < 0:
                    raise ValueError(f"{row.code} falls below zero in {filer.unit} {month}")
                cells[filer.unit][month] = level
        return cells

    def _progress(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        cells: Cells = {}
        for filer in filers:
            cells[filer.unit] = {}
            for year in self.years:
                reached = 0
                for number in range(1, 13):
                    month = Month(year, number)
                    so_far = Decimal(sum(row.season[:number])) / sum(row.season)
                    level = self.base(row, filer.unit, month) * row.size(self.bureau) * so_far
                    cells[filer.unit][month] = max(int(level) - reached, 0)
                    reached = max(int(level), reached)
        return cells

    def _peak(self, row: PlanRow, filers: Sequence[Filer], step: int) -> Cells:
        return self._each(
            row, filers, lambda unit, month: peak_of(row, round(row.size(self.bureau)), unit, month)
        )

    def _each(self, row: PlanRow, filers: Sequence[Filer], value: Callable[[str, Month], int]) -> Cells:
        return {
            filer.unit: {month: value(filer.unit, month) for month in self._months(row)} for filer in filers
        }

    def base(self, row: PlanRow, unit: str, month: Month) -> int:
        """The sum of the row's terms in one cell; a term that the unit does not file adds nothing."""
        return sum(term.sign * self.table[term.code].get(unit, {}).get(month, 0) for term in row.terms)

    def _rate(self, row: PlanRow, month: Month) -> Decimal:
        return row.size(self.bureau) * (100 + row.growth * self._age(month)) / 100

    @staticmethod
    def _age(month: Month) -> Decimal:
        """Years since the synthetic months begin."""
        return Decimal(month - Month(BASE_YEAR, 1)) / 12


def peak_of(row: PlanRow, highest: int, unit: str, month: Month) -> int:
    """Of a maximum: the highest itself in March, a little less in the other months."""
    return highest if month.month == 3 else highest - 1 - abs(noise(row.code, unit, month)) % 8
