"""A sheet read from the facts: two statements, however many cells it has.

Years to date come from the unit's own figures and not from the totals, so that a cell just saved shows at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db import connection

from bureau.catalogue.models import Aggregate
from bureau.figures.models import Sheet
from bureau.periods import Month
from bureau.returns.facts import Facts, line_of
from bureau.returns.lines import (
    CellState,
    GroupOfLines,
    Line,
)
from bureau.returns.series import Term

# The months a sheet shows: this one, twelve back, and all between (every statistical year to date lies within).
_LINES = """
WITH asked AS (
    SELECT DISTINCT a.indicator_id FROM catalogue_assignment a
    WHERE a.unit_id = %(unit)s AND a.begins <= %(month)s AND (a.ends IS NULL OR a.ends >= %(month)s)
      AND (%(only)s::bigint[] IS NULL OR a.indicator_id = ANY(%(only)s))
), series AS (
    SELECT f.indicator_id, array_agg(f.month) AS months, array_agg(f.value + coalesce(k.amount, 0)) AS amounts
    FROM figures_figure f
    LEFT JOIN (
        SELECT indicator_id, month, sum(amount) AS amount FROM figures_booking
        WHERE unit_id = %(unit)s GROUP BY indicator_id, month
    ) k ON k.indicator_id = f.indicator_id AND k.month = f.month
    WHERE f.unit_id = %(unit)s AND f.month = ANY(%(months)s) AND f.value IS NOT NULL
      AND (%(only)s::bigint[] IS NULL OR f.indicator_id = ANY(%(only)s))
    GROUP BY f.indicator_id
), booked AS (
    SELECT b.indicator_id, sum(b.amount) AS amount, array_agg(c.month ORDER BY c.month) AS months
    FROM figures_booking b JOIN figures_correction c ON c.id = b.correction_id
    WHERE b.unit_id = %(unit)s AND b.month = %(month)s GROUP BY b.indicator_id
), corrected AS (
    SELECT c.indicator_id, bool_or(c.state = 'accepted') AS is_done, bool_or(c.state = 'pending') AS waits
    FROM figures_correction c
    WHERE c.unit_id = %(unit)s AND c.month = %(month)s GROUP BY c.indicator_id
), back AS (
    SELECT DISTINCT ON (c.indicator_id) c.indicator_id, c.reason, u.full_name, c.at
    FROM figures_cellreturn c JOIN organisation_user u ON u.id = c.by_id
    WHERE c.sheet_id = %(sheet)s AND c.settled_at IS NULL ORDER BY c.indicator_id, c.id DESC
)
SELECT i.id, i.code, i.name, i.parent_id, i."group", i.unit, i.decimals, i.aggregate, i.definition, i.kind,
       i.cutoff_day, i.year_start_month, q.indicator_id IS NOT NULL,
       f.value, coalesce(f.version, 0), coalesce(f.source, ''), f.note, f.explanation,
       t.kind, t.value, t.stretch, b.reason, b.full_name, b.at, s.months, s.amounts,
       k.amount, k.months, coalesce(c.is_done, false), coalesce(c.waits, false),
       i.register, CASE WHEN f.source IN ('counted', 'override') THEN coalesce(y.rows, 0) END
FROM catalogue_indicator i
LEFT JOIN asked q ON q.indicator_id = i.id
LEFT JOIN figures_figure f ON f.unit_id = %(unit)s AND f.month = %(month)s AND f.indicator_id = i.id
LEFT JOIN catalogue_target t ON t.unit_id = %(unit)s AND t.indicator_id = i.id AND t.superseded_at IS NULL
     AND t.year = %(year)s + CASE WHEN i.year_start_month BETWEEN 2 AND %(calendar_month)s THEN 1 ELSE 0 END
LEFT JOIN back b ON b.indicator_id = i.id
LEFT JOIN series s ON s.indicator_id = i.id
LEFT JOIN booked k ON k.indicator_id = i.id
LEFT JOIN corrected c ON c.indicator_id = i.id
LEFT JOIN registers_tally y ON y.unit_id = %(unit)s AND y.month = %(month)s AND y.indicator_id = i.id
WHERE i.domain = %(domain)s AND NOT i.retired
  AND (%(only)s::bigint[] IS NULL OR i.id = ANY(%(only)s) OR i.aggregate = 'ratio' AND EXISTS (
       SELECT 1 FROM catalogue_ratepart p WHERE p.rate_id = i.id AND p.part_id = ANY(%(only)s)))
ORDER BY i."order", i.code
"""

_TERMS = """
SELECT p.rate_id, p.side = 'numerator', p.sign, i.aggregate, EXISTS (
           SELECT 1 FROM catalogue_assignment a WHERE a.unit_id = %(unit)s AND a.indicator_id = p.part_id
           AND a.begins <= %(month)s AND (a.ends IS NULL OR a.ends >= %(month)s)), s.months, s.amounts
FROM catalogue_ratepart p JOIN catalogue_indicator i ON i.id = p.part_id
LEFT JOIN LATERAL (
    SELECT array_agg(f.month) AS months, array_agg(f.value) AS amounts FROM figures_figure f
    WHERE f.unit_id = %(unit)s AND f.month = ANY(%(months)s) AND f.indicator_id = p.part_id AND f.value IS NOT NULL
) s ON true
WHERE p.rate_id = ANY(%(rates)s)
"""


@dataclass(frozen=True)
class Counts:
    """How far a sheet is: cells asked for, with a value, explained as not available, missing, and the others."""

    asked: int
    filled: int
    explained: int
    derived: int
    counted: int
    returned: int
    not_applicable: int

    @property
    def missing(self) -> int:
        return self.asked - self.filled - self.explained


def read_lines(sheet: Sheet) -> list[Line]:
    """All rows of the sheet in paper order: what is asked, the rates these make, and the parents of both."""
    rows, terms = _read(sheet, None)
    kept = _kept(rows, terms)
    depths: dict[int, int] = {}
    seen_parents: set[int | None] = set()
    lines: list[Line] = []
    for row in rows:
        if row.indicator_id not in kept:
            continue
        depth = depths.get(row.parent_id, -1) + 1 if row.parent_id is not None else 0
        depths[row.indicator_id] = depth
        first = depth > 0 and row.parent_id not in seen_parents
        seen_parents.add(row.parent_id)
        lines.append(
            line_of(
                row,
                terms.get(row.indicator_id, ()),
                month=sheet.month,
                sheet_state=sheet.state,
                number=len(lines) + 1,
                depth=depth,
                first=first,
            )
        )
    return lines


def read_some(sheet: Sheet, indicators: Sequence[int]) -> list[Line]:
    """These cells and the rates made of them, without their places in the table."""
    rows, terms = _read(sheet, list(indicators))
    wanted = set(indicators)
    return [
        line_of(row, terms.get(row.indicator_id, ()), month=sheet.month, sheet_state=sheet.state)
        for row in rows
        if row.indicator_id in wanted or row.indicator_id in terms
    ]


@dataclass(frozen=True)
class Trend:
    """Two statistical years of one cell, month by month; `slot` is this month's place in the year, from 1."""

    this_year: Sequence[Decimal | None]
    last_year: Sequence[Decimal | None]
    slot: int


def read_trend(sheet: Sheet, indicator: int) -> Trend:
    """The unit's own months of this statistical year up to the sheet's, and the whole one before."""
    earliest = sheet.month - 23
    rows, terms = _read(sheet, [indicator], earliest)
    row = next(row for row in rows if row.indicator_id == indicator)
    window, parts = row.window, terms.get(indicator, ())
    year, slot = window.year_of(sheet.month), window.slot_of(sheet.month)
    now = [row.over(parts, [one.number]) for one in window.months_of(year)[:slot]]
    before = [row.over(parts, [one.number]) for one in window.months_of(year - 1)]
    return Trend([*now, *[None] * (12 - slot)], before, slot)


def in_groups(lines: Sequence[Line]) -> list[GroupOfLines]:
    return [GroupOfLines(title, list(part)) for title, part in groupby(lines, key=lambda line: line.group)]


def counts_in(lines: Sequence[Line]) -> Counts:
    asked = [line for line in lines if not line.is_derived and line.state is not CellState.NOT_APPLICABLE]
    return Counts(
        asked=len(asked),
        filled=sum(line.value is not None for line in asked),
        explained=sum(line.value is None and bool(line.explanation) for line in asked),
        derived=sum(line.is_derived for line in lines),
        counted=sum(line.source == "counted" for line in asked),
        returned=sum(line.state is CellState.RETURNED for line in lines),
        not_applicable=sum(line.state is CellState.NOT_APPLICABLE for line in lines),
    )


def _read(
    sheet: Sheet, only: list[int] | None, earliest: Month | None = None
) -> tuple[list[Facts], dict[int, list[Term]]]:
    month = sheet.month
    earliest = earliest or month.last_year
    parameters = {
        "unit": sheet.unit_id,
        "sheet": sheet.pk,
        "domain": sheet.domain,
        "month": month.number,
        "months": [one.number for one in Month.between(earliest, month)],
        "year": month.year,
        "calendar_month": month.month,
        "only": only,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LINES, parameters)
        rows = [Facts(*row) for row in cursor.fetchall()]
        rates = [row.indicator_id for row in rows if row.aggregate == Aggregate.RATIO]
        if not rates:
            return rows, {}
        cursor.execute(_TERMS, parameters | {"rates": rates})
        return rows, _terms(cursor.fetchall())


def _terms(
    found: Sequence[tuple[int, bool, int, str, bool, list[int] | None, list[Decimal] | None]],
) -> dict[int, list[Term]]:
    """The rates of which the unit files every part; the others cannot be told from its sheet."""
    terms: defaultdict[int, list[Term]] = defaultdict(list)
    foreign: set[int] = set()
    for rate_id, is_numerator, sign, aggregate, asked, months, amounts in found:
        series = dict(zip(months or (), amounts or (), strict=True))
        terms[rate_id].append(Term(is_numerator, sign, aggregate, series))
        if not asked:
            foreign.add(rate_id)
    return {rate_id: parts for rate_id, parts in terms.items() if rate_id not in foreign}


def _kept(rows: Sequence[Facts], terms: Mapping[int, Sequence[Term]]) -> set[int]:
    parents = {row.indicator_id: row.parent_id for row in rows}
    kept: set[int] = set()
    for row in rows:
        shown = row.indicator_id in terms or (
            row.aggregate != Aggregate.RATIO and (row.asked or row.value is not None)
        )
        at: int | None = row.indicator_id if shown else None
        while at is not None and at not in kept:
            kept.add(at)
            at = parents.get(at)
    return kept & parents.keys()
