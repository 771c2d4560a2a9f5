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
    """Pages of one year to be made again, perhaps none.

    `starts` are the months in which years may begin for which the marks lie in this one: each may have come into play.
    """

    year: int
    starts: set[int] = field(default_factory=set)
    own: set[tuple[int, int]] = field(default_factory=set)
    rates: set[tuple[int, int]] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.own) + len(self.rates)

    def of_years_beginning_in(self, starts: set[int], ledger: Ledger) -> Touched:
        """Only the pages of indicators whose year begins in one of these months."""
        if starts == self.starts:
            return self
        own, rates = (
            {(unit, indicator) for unit, indicator in pages if ledger.lines[indicator].start in starts}
            for pages in (self.own, self.rates)
        )
        return Touched(self.year, starts, own, rates)


def touch(marks: Iterable[MarkSeen], ledger: Ledger, all_months: list[Month]) -> list[Touched]:
    """The pages that marks with a unit reach, year by year. `all_months` are those a mark without month means."""
    years: dict[int, Touched] = {}
    for mark in marks:
        assert mark.unit_id is not None
        months = all_months if mark.month is None else [mark.month]
        for year, starts in ledger.years_of(months).items():
            years.setdefault(year, Touched(year)).starts |= starts
        named = [mark.indicator_id] if mark.indicator_id is not None else list(ledger.lines)
        for indicator in _with_rates(named, ledger):
            window = ledger.windows[ledger.lines[indicator].start]
            for month in months:
                touched = years[window.year_of(month)]
                pages = touched.rates if ledger.is_rate(indicator) else touched.own
                pages.add((mark.unit_id, indicator))
    return [years[year] for year in sorted(years)]


def _with_rates(indicators: Iterable[int], ledger: Ledger) -> Iterator[int]:
    for indicator in indicators:
        if indicator in ledger.lines:
            yield indicator
            yield from ledger.rates.get(indicator, ())
