"""Yearly targets: those the summary of 2023 prints, and invented ones that some keep and some miss."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from bureau.catalogue.declarations import Kind
from bureau.catalogue.models import Indicator, Target
from bureau.demo.allotting import allot, noise
from bureau.demo.filers import Filer
from bureau.demo.months import Cells
from bureau.demo.tables import SeedRow, TargetRow
from bureau.demo.units import CITY
from bureau.organisation.models import Unit, User
from bureau.periods import Month

# Document numbers are invented, and say so.
BUREAU_DOCUMENTS: Final = {
    "east": "东区人社发〔{year}〕2号（演示）",
    "west": "西区人社发〔{year}〕2号（演示）",
}
CITY_DOCUMENT: Final = "示人社发〔{year}〕6号（演示）"


class TargetBook:
    """Collects the targets of all bureaus and years; `write()` stores them at once."""

    def __init__(self, units: Mapping[str, Unit], indicators: Mapping[str, Indicator], *, by: User) -> None:
        self.units = units
        self.indicators = indicators
        self.by = by
        self.targets: list[Target] = []

    def add_published(self, bureau: str, year: int, seeds: Mapping[str, SeedRow]) -> None:
        for code, seed in seeds.items():
            if seed.target is not None:
                self._add(bureau, code, year, Target.Kind.AT_LEAST, Decimal(seed.target))

    def add_year(self, bureau: str, year: int, rows: Sequence[TargetRow], table: Mapping[str, Cells]) -> None:
        """The targets of one synthetic year, from what that year will bring."""
        for row in rows:
            value = row.sizes[bureau]
            if row.basis == "pace":
                wobble = Decimal(noise("target", bureau, row.code, year)) / 50_000
                indicator = self.indicators[row.code]
                value = Decimal(
                    _plain(year_of(table[row.code], indicator, year) * (value + wobble), indicator)
                )
            self._add(bureau, row.code, year, Target.Kind(row.kind), value)

    def hand_down(
        self, bureau: str, year: int, codes: Sequence[str], filers: Mapping[str, Sequence[Filer]]
    ) -> None:
        """Divide the bureau's targets among those who file; the parts sum to the whole."""
        whole = {
            target.indicator.code: target.value
            for target in self.targets
            if target.unit.code == bureau and target.year == year
        }
        for code in codes:
            parts = allot(int(whole[code]), [filer.weight for filer in filers[code]])
            for filer, part in zip(filers[code], parts, strict=True):
                self._add(filer.unit, code, year, Target.Kind.AT_LEAST, Decimal(part))

    def write(self) -> int:
        return len(Target.objects.bulk_create(self.targets))

    def _add(self, unit: str, code: str, year: int, kind: Target.Kind, value: Decimal) -> None:
        bureau, _, leaf = unit.partition("-")
        if leaf:
            issuer, document = self.units[bureau].name, BUREAU_DOCUMENTS[bureau]
        else:
            issuer, document = f"{CITY[1]}人力资源和社会保障局", CITY_DOCUMENT
        self.targets.append(
            Target(
                unit=self.units[unit],
                indicator=self.indicators[code],
                year=year,
                kind=kind,
                value=value,
                issuer=issuer,
                document=document.format(year=year),
                issued_on=datetime.date(year, 3, 8) if leaf else datetime.date(year, 2, 20),
                set_by=self.by,
            )
        )


def year_of(cells: Cells, indicator: Indicator, year: int) -> int:
    """What the whole year comes to: the sum of a flow, the last month of a stock."""
    if indicator.kind == Kind.STOCK:
        return sum(months[Month(year, 12)] for months in cells.values())
    return sum(value for months in cells.values() for month, value in months.items() if month.year == year)


def _plain(value: Decimal, indicator: Indicator) -> int:
    """A figure as plans set it: round."""
    if indicator.unit == "元":
        return round(value / 100_000) * 100_000
    steps = ((100_000, 500), (10_000, 200), (1_000, 50), (100, 10), (20, 5), (0, 1))
    step = next(step for least, step in steps if value >= least)
    return max(round(value / step) * step, 1)
