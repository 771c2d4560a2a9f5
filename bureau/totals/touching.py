"""From marks to pages: which pages of which years a change of facts reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bureau.periods import Month
from bureau.totals.ledger import Ledger


@dataclass(frozen=True)
class MarkSeen:
    """A mark as the roller read it: null reads as all."""

    id: int
    unit_id: int | None
    month: Month | None
    indicator_id: int | None


@dataclass
class Touched:
    """Pages of one year to be made again. `slots` are the months whose columns can have moved; null means all."""

    year: int
    starts: set[int] = field(default_factory=set)
    own: set[tuple[int, int]] = field(default_factory=set)
    rates: set[tuple[int, int]] = field(default_factory=set)
    slots: set[int] | None = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.own) + len(self.rates)


def touch(marks: Iterable[MarkSeen], ledger: Ledger, all_months: list[Month]) -> list[Touched]:
    """The pages that marks with a unit reach, year by year. `all_months` are those a mark without month means."""
    years: dict[int, Touched] = {}
    for mark in marks:
        assert mark.unit_id is not None
        named = [mark.indicator_id] if mark.indicator_id is not None else list(ledger.lines)
        for indicator in _with_rates(named, ledger):
            start = ledger.lines[indicator].start
            window = ledger.windows[start]
            for month in all_months if mark.month is None else [mark.month]:
                year = window.year_of(month)
                touched = years.setdefault(year, Touched(year))
                touched.starts.add(start)
                pages = touched.rates if ledger.is_rate(indicator) else touched.own
                pages.add((mark.unit_id, indicator))
                if mark.month is None:
                    touched.slots = None
                elif touched.slots is not None:
                    touched.slots.add(window.slot_of(month))
    return [years[year] for year in sorted(years)]


def _with_rates(indicators: Iterable[int], ledger: Ledger) -> Iterator[int]:
    for indicator in indicators:
        if indicator in ledger.lines:
            yield indicator
            yield from ledger.rates.get(indicator, ())
