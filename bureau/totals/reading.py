"""Reading totals: pages of a year by unit and indicator, in one statement over wide rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from bureau.periods import SPANS, YEAR_SPAN, Span
from bureau.totals.columns import MONTHS, Series, each, spell

PAGES: Final = """
SELECT unit_id, indicator_id, series, computed_at, $columns
FROM totals_total
WHERE unit_id = ANY(%(units)s) AND year = %(year)s AND indicator_id = ANY(%(indicators)s) AND series <= %(series)s
"""
STALE: Final = """
SELECT EXISTS (
    SELECT 1 FROM figures_mark m LEFT JOIN organisation_unit u ON u.id = m.unit_id
    WHERE u.id IS NULL OR u.lineage @> ARRAY[%(unit)s]::bigint[]
)
"""
OLDEST_MARK: Final = (
    "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::float8 FROM figures_mark"
)

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """One year of one indicator for one unit with everything below it; amounts in the indicator's base unit.

    `approved` counts what reviewers approved, `provisional` what stands in the sheets now, open and submitted ones
    included. None is 未填报, never zero. `computed_at` is when the page last came out different; None when there is no
    page, that is when nothing was reported and nothing is expected. Only the spans that were asked for can be read.
    """

    unit_id: int
    indicator_id: int
    year: int
    computed_at: datetime.datetime | None
    columns: Mapping[str, int]
    row: Sequence[Any]  # as the database gives it: decimals, then counts
    numerator: Page | None = None
    denominator: Page | None = None

    def approved(self, span: Span) -> Decimal | None:
        return self._amount(f"a_{span.name}")

    def provisional(self, span: Span) -> Decimal | None:
        return self._amount(f"p_{span.name}")

    def reported(self, span: Span) -> int:
        """Unit-months of the span that were reported; of a rate those in which every part was."""
        return sum(self._count(f"r_{MONTHS[slot - 1]}") for slot in span.slots)

    def expected(self, span: Span) -> int:
        """Unit-months of the span in which somebody has to report."""
        return sum(self._count(f"e_{MONTHS[slot - 1]}") for slot in span.slots)

    def is_complete(self, span: Span) -> bool:
        return self.reported(span) >= self.expected(span)

    def _amount(self, column: str) -> Decimal | None:
        place = self.columns[column]
        return self.row[place] if self.row else None

    def _count(self, column: str) -> int:
        place = self.columns[column]
        return self.row[place] if self.row else 0


def amounts(
    units: Iterable[int],
    indicators: Iterable[int],
    year: int,
    spans: Iterable[Span] = SPANS,
    *,
    sides: bool = False,
) -> dict[Key, Page]:
    """A page for every (unit id, indicator id) asked for, empty where there is none.

    `year` is the statistical year of the indicators, so ask for indicators of one window at a time. With `sides` the
    pages of rates carry the pages of their numerator and denominator.
    """
    units, indicators, names = list(units), list(indicators), columns_of(spans)
    columns = {name: place for place, name in enumerate(names)}
    found: dict[tuple[int, int, int], Page] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            spell(PAGES, columns=each("{0}", names)),
            {
                "units": units,
                "indicators": indicators,
                "year": year,
                "series": max(Series) if sides else Series.VALUE,
            },
        )
        for unit_id, indicator_id, series, computed_at, *row in cursor.fetchall():
            found[unit_id, indicator_id, series] = Page(
                unit_id, indicator_id, year, computed_at, columns, row
            )
    pages: dict[Key, Page] = {}
    for unit_id in units:
        for indicator_id in indicators:
            key = (unit_id, indicator_id)
            page = found.get((*key, Series.VALUE)) or Page(*key, year, None, columns, ())
            numerator = found.get((*key, Series.NUMERATOR))
            if numerator is not None:
                denominator = found[(*key, Series.DENOMINATOR)]
                page = Page(*key, year, page.computed_at, columns, page.row, numerator, denominator)
            pages[key] = page
    return pages


def amount(unit: int, indicator: int, year: int, span: Span = YEAR_SPAN) -> Page:
    """One page, with its sides if it is a rate's."""
    return amounts([unit], [indicator], year, [span], sides=True)[unit, indicator]


def columns_of(spans: Iterable[Span]) -> list[str]:
    """The columns in which the amounts and the coverage of these spans stand."""
    wanted = list(dict.fromkeys(spans))
    slots = sorted({slot for span in wanted for slot in span.slots})
    return [
        *(f"a_{span.name}" for span in wanted),
        *(f"p_{span.name}" for span in wanted),
        *(f"r_{MONTHS[slot - 1]}" for slot in slots),
        *(f"e_{MONTHS[slot - 1]}" for slot in slots),
    ]


def is_stale(unit_id: int) -> bool:
    """Whether a change in this unit, or below it, still waits for the roller."""
    with connection.cursor() as cursor:
        cursor.execute(STALE, {"unit": unit_id})
        (stale,) = cursor.fetchone() or (False,)
    return bool(stale)


def oldest_mark_seconds() -> float:
    """How long the oldest change has been waiting; 0 when none is."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_MARK)
        (seconds,) = cursor.fetchone() or (0.0,)
    return float(seconds)


def marks_waiting() -> int:
    """How many changes still wait for the roller."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM figures_mark")
        (count,) = cursor.fetchone() or (0,)
    return int(count)
