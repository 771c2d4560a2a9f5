"""One district bureau of the demonstration: its published year, its synthetic years, and who files what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bureau.catalogue.models import Indicator
from bureau.demo.allotting import noise
from bureau.demo.assignments import Duty
from bureau.demo.exact import ExactYear
from bureau.demo.filers import Filer, filers_of
from bureau.demo.months import BASE_YEAR, SyntheticYears
from bureau.demo.tables import plan, seeds, targets
from bureau.demo.targets import TargetBook
from bureau.demo.units import DemoUnit
from bureau.organisation.models import UnitKind
from bureau.periods import Month

# Up to which month the published year of each bureau goes: one summary was written in November.
PUBLISHED: Final = {"east": Month(2023, 11), "west": Month(2022, 12)}
FIRST_SYNTHETIC: Final = Month(BASE_YEAR, 1)
HUNDRED_YUAN: Final = 100


class DemoBureau:
    """Everything of one bureau before it is written. `current` is the last month that has figures."""

    def __init__(
        self,
        code: str,
        units: Sequence[DemoUnit],
        indicators: Mapping[str, Indicator],
        *,
        current: Month,
    ) -> None:
        self.code = code
        self.current = current
        self.duties: list[Duty] = []
        self.filers: dict[str, tuple[Filer, ...]] = {}
        self._sections = {unit.code for unit in units if unit.kind is UnitKind.SECTION}
        last = PUBLISHED[code]
        self.seeds = seeds(f"{code}_{last.year}")
        self.published = ExactYear(self.seeds, plan(), last=last)
        self.synthetic = SyntheticYears(code, range(BASE_YEAR, current.year + 1))
        for row in plan():
            indicator = indicators[row.code]
            step = HUNDRED_YUAN if indicator.unit == "元" else 1
            past = filers_of(row, indicator, units, month=last)
            self.filers[row.code] = filers_of(row, indicator, units, month=FIRST_SYNTHETIC)
            self.synthetic.add(row, self.filers[row.code], step=step)
            begins = FIRST_SYNTHETIC
            if row.code in self.seeds:
                self.published.add(row, past, step=step)
                begins = Month(last.year, 1)
                year_end = Month(last.year, 12)
                if year_end.next != FIRST_SYNTHETIC:
                    self.duties.append(Duty(row, past, begins, year_end))
                    begins = FIRST_SYNTHETIC
            filing = past if begins != FIRST_SYNTHETIC else self.filers[row.code]
            self.duties.append(Duty(row, filing, begins, None))

    def set_targets(self, book: TargetBook) -> None:
        book.add_published(self.code, PUBLISHED[self.code].year, self.seeds)
        handed_down = [row.code for row in targets() if row.handed_down]
        for year in self.synthetic.years:
            book.add_year(self.code, year, targets(), self.synthetic.table)
            book.hand_down(self.code, year, handed_down, self.filers)

    def published_cells(self) -> Iterator[tuple[str, str, Month, int]]:
        """Indicator code, unit code, month and value of every figure of the published year."""
        for code, cells in self.published.table.items():
            for unit, months in cells.items():
                for month, value in months.items():
                    yield code, unit, month, value

    def synthetic_cells(self) -> Iterator[tuple[str, str, Month, int]]:
        """The same from 2024 to the current month, in which the sections have not yet filed everything."""
        for code, cells in self.synthetic.table.items():
            for unit, months in cells.items():
                late = unit in self._sections and noise("late", code) % 8 == 0
                for month, value in months.items():
                    if month < self.current or (month == self.current and not late):
                        yield code, unit, month, value
