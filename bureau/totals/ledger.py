"""What the catalogue and the facts say about which pages there are: the years in play, and what a mark touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection

from bureau.catalogue.models import Aggregate, Indicator, RatePart
from bureau.periods import Month, StatisticalWindow

EXTENT = """
SELECT min(first.month), max(last.month)
FROM unnest(%(units)s::bigint[]) unit (id),
     LATERAL (SELECT month FROM figures_figure WHERE unit_id = unit.id ORDER BY month LIMIT 1) first,
     LATERAL (SELECT month FROM figures_figure WHERE unit_id = unit.id ORDER BY month DESC LIMIT 1) last
"""

# One probe per month: the first unit with a figure answers it.
REPORTED_MONTHS = """
SELECT month FROM unnest(%(months)s::bigint[]) month
WHERE EXISTS (SELECT 1 FROM figures_figure f WHERE f.unit_id = ANY(%(units)s) AND f.month = month.month)
"""


@dataclass(frozen=True)
class Line:
    """An indicator as the roll-up needs it."""

    aggregate: str
    start: int


@dataclass
class Ledger:
    """The catalogue: aggregate and beginning of the year of every indicator, and the terms of the rates."""

    lines: dict[int, Line]
    parts: dict[int, set[int]]
    rates: dict[int, set[int]]
    windows: dict[int, StatisticalWindow] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Ledger:
        rows = Indicator.objects.order_by("pk").values_list("pk", "aggregate", "year_start_month")
        lines = {pk: Line(aggregate, start) for pk, aggregate, start in rows}
        parts: defaultdict[int, set[int]] = defaultdict(set)
        rates: defaultdict[int, set[int]] = defaultdict(set)
        for rate_id, part_id in RatePart.objects.order_by("pk").values_list("rate_id", "part_id"):
            parts[rate_id].add(part_id)
            rates[part_id].add(rate_id)
        starts = {line.start for line in lines.values()}
        return cls(
            lines, dict(parts), dict(rates), {s: StatisticalWindow(year_start_month=s) for s in starts}
        )

    def of_aggregate(self, aggregate: Aggregate) -> list[int]:
        return [pk for pk, line in self.lines.items() if line.aggregate == aggregate]

    def is_rate(self, indicator: int) -> bool:
        return self.lines[indicator].aggregate == Aggregate.RATIO

    @cached_property
    def has_foreign_parts(self) -> bool:
        """Whether any rate has a part whose year begins in another month than its own."""
        return any(
            self.lines[part].start != self.lines[rate].start
            for rate, parts in self.parts.items()
            for part in parts
        )

    def years_of(self, months: Iterable[Month]) -> dict[int, set[int]]:
        """Statistical year → the beginnings of years under which one of the months lies in it."""
        years: defaultdict[int, set[int]] = defaultdict(set)
        for month in months:
            for start, window in self.windows.items():
                years[window.year_of(month)].add(start)
        return dict(years)

    def months_of(self, year: int, starts: Iterable[int]) -> list[Month]:
        return sorted({month for start in starts for month in self.windows[start].months_of(year)})


def reported_months(units: Sequence[int], months: Iterable[Month] | None = None) -> list[Month]:
    """Those of the months (of all months) in which at least one of the units has a figure.

    A page exists for whatever is expected in a year in which its tree reported anything: the year is then in play.
    """
    with connection.cursor() as cursor:
        if months is None:
            cursor.execute(EXTENT, {"units": list(units)})
            first, last = cursor.fetchone() or (None, None)
            if first is None or last is None:
                return []
            months = Month.between(Month.from_number(first), Month.from_number(last))
        numbers = [month.number for month in months]
        cursor.execute(REPORTED_MONTHS, {"units": list(units), "months": numbers})
        return [Month.from_number(number) for (number,) in cursor.fetchall()]
