"""Checking totals against the facts by another road than the roll-up's: long and narrow instead of wide.

Every figure is joined to every span it lies in and to every unit above its own, grouped once, and compared with the
columns of the pages. It is slow, plain and shares neither statements nor folding with `recipe`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import connection, transaction

from bureau.periods import SPANS
from bureau.totals.columns import MONTHS, NAMES, spell
from bureau.totals.ledger import Ledger, reported_months
from bureau.totals.tree import Tree

LONG: Final = """
WITH spans (span, slot) AS (VALUES $spans),
figures AS (
    SELECT f.unit_id, f.indicator_id, i.aggregate, i.year_start_month AS start, f.month,
           f.value + booked.amount AS value, f.approved_value + booked.amount AS approved_value
    FROM figures_figure f JOIN catalogue_indicator i ON i.id = f.indicator_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(k.amount), 0) AS amount FROM figures_booking k
        WHERE k.unit_id = f.unit_id AND k.month = f.month AND k.indicator_id = f.indicator_id
    ) booked
    WHERE f.unit_id = ANY(%(units)s) AND f.month = ANY(%(months)s) AND i.aggregate <> 'ratio'
), terms AS (
    SELECT t.rate_id, r.year_start_month AS start, t.side, t.part_id, t.sign,
           (SELECT count(*) FROM catalogue_ratepart o WHERE o.rate_id = t.rate_id) AS terms
    FROM catalogue_ratepart t JOIN catalogue_indicator r ON r.id = t.rate_id
), layers AS (
    SELECT 'a' AS layer, indicator_id, 0 AS series, indicator_id AS part_id, 1 AS sign, aggregate, start,
           unit_id, month, approved_value AS amount
    FROM figures WHERE approved_value IS NOT NULL
    UNION ALL
    SELECT 'p', indicator_id, 0, indicator_id, 1, aggregate, start, unit_id, month, value
    FROM figures WHERE value IS NOT NULL
    UNION ALL
    SELECT c.layer, c.rate_id, CASE c.side WHEN 'numerator' THEN 1 ELSE 2 END, c.part_id, c.sign, c.aggregate,
           c.start, c.unit_id, c.month, c.amount
    FROM (
        SELECT v.layer, t.rate_id, t.side, t.part_id, t.sign, f.aggregate, t.start, f.unit_id, f.month, v.amount,
               t.terms, count(*) OVER (PARTITION BY v.layer, t.rate_id, f.unit_id, f.month) AS found
        FROM terms t
        JOIN figures f ON f.indicator_id = t.part_id
        CROSS JOIN LATERAL (VALUES ('a', f.approved_value), ('p', f.value)) v (layer, amount)
        WHERE v.amount IS NOT NULL
    ) c
    WHERE c.found = c.terms
), slots AS (
    SELECT *, month / 100 + (start > 1 AND month %% 100 >= start)::int AS year,
           (month %% 100 - start + 12) %% 12 + 1 AS slot
    FROM layers
), by_unit AS (
    SELECT l.layer, l.unit_id, l.indicator_id, l.series, l.year, s.span, l.aggregate,
           l.sign * CASE l.aggregate
               WHEN 'sum' THEN sum(l.amount)
               WHEN 'last' THEN (array_agg(l.amount ORDER BY l.slot DESC) FILTER (WHERE l.aggregate = 'last'))[1]
               WHEN 'maximum' THEN max(l.amount)
           END AS amount
    FROM slots l JOIN spans s ON s.slot = l.slot
    WHERE l.year = %(year)s
    GROUP BY l.layer, l.unit_id, l.indicator_id, l.series, l.year, s.span, l.aggregate, l.part_id, l.sign
), by_tree AS (
    SELECT b.layer, above.unit_id, b.indicator_id, b.series, b.span,
           CASE WHEN min(b.aggregate) = 'maximum' THEN max(b.amount) ELSE sum(b.amount) END AS amount
    FROM by_unit b
    JOIN organisation_unit u ON u.id = b.unit_id
    CROSS JOIN LATERAL unnest(u.lineage) above (unit_id)
    GROUP BY b.layer, above.unit_id, b.indicator_id, b.series, b.span
), wanted AS (
    SELECT layer, unit_id, indicator_id, series, span, amount FROM by_tree
    UNION ALL
    SELECT layer, unit_id, indicator_id, 0, span,
           round(100.000000000000000000000000000000 * sum(amount) FILTER (WHERE series = 1)
                 / nullif(sum(amount) FILTER (WHERE series = 2), 0), 6)
    FROM by_tree WHERE series > 0 GROUP BY layer, unit_id, indicator_id, span
), found AS (
    SELECT v.layer, t.unit_id, t.indicator_id, t.series::int, v.span, v.amount
    FROM totals_total t CROSS JOIN LATERAL (VALUES $columns) v (layer, span, amount)
    WHERE t.unit_id = ANY(%(all_units)s) AND t.year = %(year)s AND v.amount IS NOT NULL
)
SELECT unit_id, indicator_id, series, layer || '_' || span, found.amount, wanted.amount
FROM (SELECT * FROM wanted WHERE amount IS NOT NULL) wanted
FULL JOIN found USING (layer, unit_id, indicator_id, series, span)
WHERE found.amount IS DISTINCT FROM wanted.amount
ORDER BY 1, 2, 3, 4
"""

# Coverage: a unit-month counts once per page above it, when it was reported, and when somebody had to report it.
COVERAGE: Final = """
WITH months AS (
    SELECT * FROM unnest(%(starts)s::bigint[], %(slots)s::bigint[], %(months)s::bigint[]) m (start, slot, month)
), lines AS (
    SELECT i.id AS indicator_id, i.year_start_month AS start, i.id AS part_id, 1::bigint AS parts
    FROM catalogue_indicator i WHERE i.aggregate <> 'ratio'
    UNION
    SELECT i.id, i.year_start_month, t.part_id,
           (SELECT count(DISTINCT o.part_id) FROM catalogue_ratepart o WHERE o.rate_id = i.id)
    FROM catalogue_indicator i JOIN catalogue_ratepart t ON t.rate_id = i.id
), unit_months AS (
    SELECT 'r' AS count, l.indicator_id, f.unit_id, m.slot
    FROM lines l
    JOIN months m ON m.start = l.start
    JOIN figures_figure f ON f.indicator_id = l.part_id AND f.month = m.month
    WHERE f.value IS NOT NULL AND f.unit_id = ANY(%(units)s)
    GROUP BY l.indicator_id, f.unit_id, m.slot, l.parts HAVING count(DISTINCT l.part_id) = l.parts
    UNION ALL
    SELECT 'e', l.indicator_id, u.id, m.slot
    FROM lines l
    JOIN months m ON m.start = l.start
    JOIN catalogue_assignment a ON a.indicator_id = l.part_id
         AND m.month BETWEEN a.begins AND coalesce(a.ends, m.month)
    JOIN organisation_unit u ON u.id = a.unit_id
         AND m.month >= coalesce(to_char(u.opened_on, 'YYYYMM')::int, 0)
         AND m.month <= coalesce(to_char(u.closed_on, 'YYYYMM')::int, 999912)
    WHERE u.id = ANY(%(units)s)
    GROUP BY l.indicator_id, u.id, m.slot, l.parts HAVING count(DISTINCT l.part_id) = l.parts
), wanted AS (
    SELECT m.count, above.unit_id, m.indicator_id, m.slot, count(*) AS amount
    FROM unit_months m
    JOIN organisation_unit u ON u.id = m.unit_id
    CROSS JOIN LATERAL unnest(u.lineage) above (unit_id)
    GROUP BY m.count, above.unit_id, m.indicator_id, m.slot
), found AS (
    SELECT v.count, t.unit_id, t.indicator_id, v.slot, v.amount::bigint AS amount
    FROM totals_total t CROSS JOIN LATERAL (VALUES $counts) v (count, slot, amount)
    WHERE t.unit_id = ANY(%(all_units)s) AND t.year = %(year)s AND t.series = 0 AND v.amount > 0
)
SELECT unit_id, indicator_id, 0, count || '_m' || lpad(slot::text, 2, '0'), found.amount, wanted.amount
FROM wanted FULL JOIN found USING (count, unit_id, indicator_id, slot)
WHERE found.amount IS DISTINCT FROM wanted.amount
ORDER BY 1, 2, 3, 4
"""


@dataclass(frozen=True)
class Difference:
    """One column of one page that is not what the facts say."""

    unit_id: int
    year: int
    indicator_id: int
    series: int
    column: str
    found: Decimal | None
    wanted: Decimal | None


def differences() -> Iterator[Difference]:
    """Everything in the totals that the facts do not bear out, year by year."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        tree, ledger = Tree.load(), Ledger.load()
        for root_id in tree.roots():
            units = tree.filing_under(root_id)
            in_play = ledger.years_of(reported_months(units))
            cursor.execute(
                "SELECT DISTINCT year FROM totals_total WHERE unit_id = ANY(%s)", [tree.under(root_id)]
            )
            for year in sorted({*in_play, *(year for (year,) in cursor.fetchall())}):
                starts = sorted(in_play.get(year, ()))
                months = [
                    (s, slot, ledger.windows[s].month_at(year, slot)) for s in starts for slot in range(1, 13)
                ]
                parameters: dict[str, int | list[int]] = {
                    "year": year,
                    "units": units,
                    "all_units": tree.under(root_id),
                    "starts": [start for start, _, _ in months],
                    "slots": [slot for _, slot, _ in months],
                    "months": [month.number for _, _, month in months],
                }
                for statement in (LONG, COVERAGE):
                    cursor.execute(_with_columns(statement), parameters)
                    for unit_id, indicator_id, series, column, found, wanted in cursor.fetchall():
                        yield Difference(unit_id, year, indicator_id, series, column, found, wanted)


def _with_columns(statement: str) -> str:
    return spell(
        statement,
        spans=", ".join(f"('{span.name}', {slot})" for span in SPANS for slot in span.slots),
        columns=", ".join(f"('{layer}', '{name}', t.{layer}_{name})" for layer in "ap" for name in NAMES),
        counts=", ".join(
            f"('{count}', {slot}, t.{count}_{month})"
            for count in "re"
            for slot, month in enumerate(MONTHS, 1)
        ),
    )
