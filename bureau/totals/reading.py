"""Reading totals: pages of a year by unit and indicator, in one statement over wide rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from bureau.periods import SPANS, YEAR_SPAN, Span
from bureau.totals.columns import COUNTS, LAYERS, MONTHS, Series, spell

PAGES: Final = """
SELECT unit_id, indicator_id, series, computed_at, $columns
FROM totals_total
WHERE unit_id = ANY(%(units)s) AND year = %(year)s AND indicator_id = ANY(%(indicators)s) AND series <= %(series)s
"""
GOALS: Final = """
SELECT unit_id, indicator_id, kind, value FROM catalogue_target
WHERE unit_id = ANY(%(units)s) AND year = %(year)s AND indicator_id = ANY(%(indicators)s) AND superseded_at IS NULL
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
VALUE, NUMERATOR, DENOMINATOR = (int(series) for series in Series)
NO_ROW: Final = (None, None, None, None)  # nothing behind the key and the stamp


@dataclass(frozen=True, slots=True)
class Goal:
    """The target in force: its kind (`Target.Kind`) and value in the base unit."""

    kind: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Page:
    """One year of one indicator for one unit with everything below it; amounts in the indicator's base unit.

    `approved` counts what reviewers approved, `provisional` what stands in the sheets now, open and submitted ones
    included. None is 未填报, never zero. `computed_at` is when the page last came out different; None when there is no
    page, that is when nothing was reported and nothing is expected. Only the spans that were asked for can be read,
    and the coverage of their months.
    """

    unit_id: int
    indicator_id: int
    year: int
    computed_at: datetime.datetime | None
    columns: Mapping[str, int]
    row: Sequence[Any]  # as the database gives it
    numerator: Page | None = None
    denominator: Page | None = None
    goal: Goal | None = None

    def approved(self, span: Span) -> Decimal | None:
        return self._amount(f"a_{span.name}")

    def provisional(self, span: Span) -> Decimal | None:
        return self._amount(f"p_{span.name}")

    def reported(self, span: Span) -> int:
        """Unit-months of the span that were reported; of a rate those in which every part was."""
        return self._count(f"r_{span.name}")

    def expected(self, span: Span) -> int:
        """Unit-months of the span in which somebody has to report."""
        return self._count(f"e_{span.name}")

    def is_complete(self, span: Span) -> bool:
        return self.reported(span) >= self.expected(span)

    def _amount(self, column: str) -> Decimal | None:
        place = self.columns[column]
        return None if self.row is NO_ROW else self.row[place]

    def _count(self, column: str) -> int:
        place = self.columns[column]
        return 0 if self.row is NO_ROW else self.row[place]


def amounts(
    units: Iterable[int],
    indicators: Iterable[int],
    year: int,
    spans: Iterable[Span] = SPANS,
    *,
    sides: bool = False,
    goals: bool = False,
) -> dict[Key, Page]:
    """A page for every (unit id, indicator id) asked for, empty where there is none.

    `year` is the statistical year of the indicators, so ask for indicators of one window at a time. With `sides` the
    pages of rates carry the pages of their numerator and denominator, with `goals` every page its target.
    """
    units, indicators = list(units), list(indicators)
    expressions = columns_of(tuple(dict.fromkeys(spans)))
    columns = {name: place for place, name in enumerate(expressions, start=4)}  # after the key and the stamp
    statement = spell(PAGES, columns=", ".join(expressions.values()))
    parameters: dict[str, int | list[int]] = {
        "units": units,
        "indicators": indicators,
        "year": year,
        "series": DENOMINATOR if sides else VALUE,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found = {row[:3]: row for row in cursor.fetchall()}
        aims: dict[Key, Goal] = {}
        if goals:
            cursor.execute(GOALS, parameters)
            aims = {
                (unit, indicator): Goal(kind, value) for unit, indicator, kind, value in cursor.fetchall()
            }
    pages: dict[Key, Page] = {}
    for unit in units:
        for indicator in indicators:
            numerator = denominator = None
            if sides and (row := found.get((unit, indicator, NUMERATOR))) is not None:
                numerator = Page(unit, indicator, year, row[3], columns, row)
                row = found[unit, indicator, DENOMINATOR]
                denominator = Page(unit, indicator, year, row[3], columns, row)
            row = found.get((unit, indicator, VALUE), NO_ROW)
            goal = aims.get((unit, indicator))
            pages[unit, indicator] = Page(
                unit, indicator, year, row[3], columns, row, numerator, denominator, goal
            )
    return pages


def amount(unit: int, indicator: int, year: int, span: Span = YEAR_SPAN) -> Page:
    """One page, with its sides if it is a rate's."""
    return amounts([unit], [indicator], year, [span], sides=True)[unit, indicator]


@lru_cache(maxsize=200)
def columns_of(spans: tuple[Span, ...]) -> dict[str, str]:
    """How the amounts and the coverage of these spans are read; the coverage of longer spans adds up in SQL.

    Whoever reads a span may also ask how far each of its months is reported.
    """
    columns = {f"{layer}_{span.name}": f"{layer}_{span.name}" for layer in LAYERS for span in spans}
    months = sorted({slot for span in spans for slot in span.slots})
    columns |= {name: name for count in COUNTS for slot in months for name in [f"{count}_{MONTHS[slot - 1]}"]}
    for count in COUNTS:
        for span in spans:
            columns[f"{count}_{span.name}"] = " + ".join(f"{count}_{MONTHS[slot - 1]}" for slot in span.slots)
    return columns


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
