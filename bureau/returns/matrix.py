"""指标×街镇: one indicator across all units that file it, for one month, in two statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from bureau.catalogue.models import Aggregate, Indicator
from bureau.figures.models import Sheet
from bureau.organisation.models import User
from bureau.periods import Month
from bureau.returns.facts import Facts, line_of
from bureau.returns.lines import Line
from bureau.returns.series import Term

# The columns of `Facts`, behind the sheet and its unit.
_CELLS = """
SELECT s.id, s.state, u.id, coalesce(nullif(u.short_name, ''), u.name), u.kind,
       i.id, i.code, i.name, i.parent_id, i."group", i.unit, i.decimals, i.aggregate, i.definition, i.kind,
       i.cutoff_day, i.year_start_month, q.indicator_id IS NOT NULL,
       f.value, coalesce(f.version, 0), coalesce(f.source, ''), f.note, f.explanation,
       t.kind, t.value, t.stretch, b.reason, b.full_name, b.at, h.months, h.amounts,
       k.amount, k.months, coalesce(d.is_done, false), coalesce(d.waits, false),
       i.register, CASE WHEN f.source IN ('counted', 'override') THEN coalesce(y.rows, 0) END
FROM figures_sheet s
JOIN organisation_unit u ON u.id = s.unit_id
JOIN catalogue_indicator i ON i.id = %(indicator)s
LEFT JOIN LATERAL (
    SELECT a.indicator_id FROM catalogue_assignment a WHERE a.unit_id = s.unit_id AND a.indicator_id = i.id
    AND a.begins <= %(month)s AND (a.ends IS NULL OR a.ends >= %(month)s) LIMIT 1
) q ON true
LEFT JOIN figures_figure f ON f.unit_id = s.unit_id AND f.month = %(month)s AND f.indicator_id = i.id
LEFT JOIN registers_tally y ON y.unit_id = s.unit_id AND y.month = %(month)s AND y.indicator_id = i.id
LEFT JOIN catalogue_target t ON t.unit_id = s.unit_id AND t.indicator_id = i.id AND t.superseded_at IS NULL
     AND t.year = %(year)s
LEFT JOIN LATERAL (
    SELECT c.reason, p.full_name, c.at FROM figures_cellreturn c JOIN organisation_user p ON p.id = c.by_id
    WHERE c.sheet_id = s.id AND c.indicator_id = i.id AND c.settled_at IS NULL ORDER BY c.id DESC LIMIT 1
) b ON true
LEFT JOIN LATERAL (
    SELECT array_agg(g.month) AS months, array_agg(g.value + coalesce(
               (SELECT sum(l.amount) FROM figures_booking l
                WHERE l.unit_id = g.unit_id AND l.month = g.month AND l.indicator_id = g.indicator_id), 0)) AS amounts
    FROM figures_figure g
    WHERE g.unit_id = s.unit_id AND g.month = ANY(%(months)s) AND g.indicator_id = i.id AND g.value IS NOT NULL
) h ON true
LEFT JOIN LATERAL (
    SELECT sum(l.amount) AS amount, array_agg(c.month ORDER BY c.month) AS months
    FROM figures_booking l JOIN figures_correction c ON c.id = l.correction_id
    WHERE l.unit_id = s.unit_id AND l.month = %(month)s AND l.indicator_id = i.id
) k ON true
LEFT JOIN LATERAL (
    SELECT bool_or(c.state = 'accepted') AS is_done, bool_or(c.state = 'pending') AS waits
    FROM figures_correction c
    WHERE c.unit_id = s.unit_id AND c.month = %(month)s AND c.indicator_id = i.id
) d ON true
WHERE s.id = ANY(%(sheets)s)
ORDER BY u.kind DESC, u."order", u.code
"""

_TERMS = """
SELECT s.unit_id, p.side = 'numerator', p.sign, i.aggregate, EXISTS (
           SELECT 1 FROM catalogue_assignment a WHERE a.unit_id = s.unit_id AND a.indicator_id = p.part_id
           AND a.begins <= %(month)s AND (a.ends IS NULL OR a.ends >= %(month)s)), h.months, h.amounts
FROM figures_sheet s
JOIN catalogue_ratepart p ON p.rate_id = %(indicator)s
JOIN catalogue_indicator i ON i.id = p.part_id
LEFT JOIN LATERAL (
    SELECT array_agg(g.month) AS months, array_agg(g.value) AS amounts FROM figures_figure g
    WHERE g.unit_id = s.unit_id AND g.month = ANY(%(months)s) AND g.indicator_id = p.part_id AND g.value IS NOT NULL
) h ON true
WHERE s.id = ANY(%(sheets)s)
"""


@dataclass(frozen=True)
class UnitLine:
    """One unit's cell of the indicator. `sheet_state` is the state of the sheet in which the cell stands."""

    sheet_id: int
    sheet_state: str
    unit_id: int
    unit: str
    kind: str
    line: Line


@dataclass(frozen=True)
class Sums:
    """What the rows come to; None where nothing adds up or nothing is reported."""

    value: Decimal | None
    previous: Decimal | None
    last_year: Decimal | None
    year_to_date: Decimal | None


def read_matrix(user: User, indicator: Indicator, month: Month) -> list[UnitLine]:
    """The units whose sheets this person reads and that file the indicator: towns first, then sections."""
    sheets = list(
        Sheet.objects.readable_by(user)
        .of_month(month)
        .filter(domain=indicator.domain)
        .values_list("pk", flat=True)
    )
    parameters: dict[str, int | list[int]] = {
        "sheets": sheets,
        "indicator": indicator.pk,
        "month": month.number,
        "months": [one.number for one in Month.between(month.last_year, month)],
        "year": indicator.window.year_of(month),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, parameters)
        rows = cursor.fetchall()
        terms: dict[int, list[Term]] = {}
        if indicator.aggregate == Aggregate.RATIO:
            cursor.execute(_TERMS, parameters)
            terms = _terms(cursor.fetchall())
    lines: list[UnitLine] = []
    for sheet_id, state, unit_id, unit, kind, *rest in rows:
        facts = Facts(*rest)
        if _files(facts, unit_id, terms):
            parts = terms.get(unit_id, ())
            line = line_of(facts, parts, month=month, sheet_state=state, number=len(lines) + 1)
            lines.append(UnitLine(sheet_id, state, unit_id, unit, kind, line))
    return lines


def sums_of(lines: Collection[UnitLine]) -> Sums | None:
    """Flows and stocks add over units; rates and maxima do not, and one unit needs no sum."""
    if len(lines) < 2 or any(one.line.aggregate not in {Aggregate.SUM, Aggregate.LAST} for one in lines):
        return None
    return Sums(
        value=_sum([one.line.value for one in lines]),
        previous=_sum([one.line.previous for one in lines]),
        last_year=_sum([one.line.last_year for one in lines]),
        year_to_date=_sum([one.line.year_to_date for one in lines]),
    )


def _files(facts: Facts, unit_id: int, terms: Mapping[int, Sequence[Term]]) -> bool:
    if facts.aggregate == Aggregate.RATIO:
        return unit_id in terms
    return facts.asked or facts.value is not None


def _terms(
    found: Sequence[tuple[int, bool, int, str, bool, list[int] | None, list[Decimal] | None]],
) -> dict[int, list[Term]]:
    """By unit; of units that file every part."""
    terms: dict[int, list[Term]] = {}
    foreign: set[int] = set()
    for unit_id, is_numerator, sign, aggregate, asked, months, amounts in found:
        series = dict(zip(months or (), amounts or (), strict=True))
        terms.setdefault(unit_id, []).append(Term(is_numerator, sign, aggregate, series))
        if not asked:
            foreign.add(unit_id)
    return {unit_id: parts for unit_id, parts in terms.items() if unit_id not in foreign}


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    reported = [value for value in values if value is not None]
    return sum(reported, Decimal(0)) if reported else None
