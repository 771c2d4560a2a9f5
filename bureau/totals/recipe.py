"""What a total is, said once, in three statements.

`own` makes the pages of the units that file (股室, 街镇) from the figures they filed, `rates` makes their rates from
the pages of the parts, and `climb` makes the pages of units one step further up from the pages just below them. Full
rebuild and roller run the same three and differ only in how much is wanted at a time. A page is a pure function of
figures, assignments, units and catalogue:

* flows add; stocks take each unit's last reported month of the span and add up the tree; maxima take the largest;
* a correction booked in a month (更正入账) adds to the cell of that month as soon as the cell itself counts;
* a rate sums the signed terms of its two sides over the unit-months in which every term is reported, each term along
  time by its own aggregate, and divides at every unit and span; rates themselves are never added or averaged;
* missing is not zero: a span is null until something in it was reported.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bureau.totals.columns import LAYERS, each, page_columns
from bureau.totals.spelling import complete

# What is made: everything in play in the year, or the pages asked for. `zero` counts the months before the year begins.
_ALL_LINES: Final = """
    SELECT u.unit_id, i.id AS indicator_id, $zero AS zero, $fold AS fold
    FROM unnest(%(units)s::bigint[]) u (unit_id), catalogue_indicator i
    WHERE i.aggregate <> 'ratio' AND i.year_start_month = ANY(%(starts)s)
"""
_SOME_LINES: Final = """
    SELECT w.unit_id, i.id AS indicator_id, $zero AS zero, $fold AS fold
    FROM unnest(%(asked_units)s::bigint[], %(asked_indicators)s::bigint[]) w (unit_id, indicator_id)
    JOIN catalogue_indicator i ON i.id = w.indicator_id
"""
_ALL_RATES: Final = """
    SELECT u.unit_id, i.id AS rate_id, i.year_start_month, $zero AS zero
    FROM unnest(%(units)s::bigint[]) u (unit_id), catalogue_indicator i
    WHERE i.aggregate = 'ratio' AND i.year_start_month = ANY(%(starts)s)
"""
_SOME_RATES: Final = """
    SELECT w.unit_id, i.id AS rate_id, i.year_start_month, $zero AS zero
    FROM unnest(%(asked_units)s::bigint[], %(asked_indicators)s::bigint[]) w (unit_id, rate_id)
    JOIN catalogue_indicator i ON i.id = w.rate_id
"""

# What the units reported month by month, approved and provisional, and what was expected of them.
_FILED: Final = """
    SELECT unit_id, indicator_id, zero, fold, $amounts, $due_or_zero
    FROM (
        SELECT unit_id, indicator_id, zero, fold, $pivot
        FROM (
            SELECT f.unit_id, f.indicator_id, l.zero, l.fold,
                   f.approved_value + coalesce(b.amount, 0) AS a, f.value + coalesce(b.amount, 0) AS p,
                   f.month / 100 * 12 + f.month %% 100 - l.zero AS slot
            FROM lines l JOIN figures_figure f ON f.unit_id = l.unit_id AND f.indicator_id = l.indicator_id
            LEFT JOIN (
                SELECT unit_id, indicator_id, month, sum(amount) AS amount FROM figures_booking
                WHERE unit_id = ANY(%(units)s) GROUP BY unit_id, indicator_id, month
            ) b ON b.unit_id = f.unit_id AND b.indicator_id = f.indicator_id AND b.month = f.month
            WHERE f.unit_id = ANY(%(units)s) AND f.month BETWEEN %(first_month)s AND %(last_month)s
        ) figures
        GROUP BY unit_id, indicator_id, zero, fold
    ) reported
    FULL JOIN (
        SELECT unit_id, indicator_id, zero, fold, $cover
        FROM (
            SELECT l.unit_id, l.indicator_id, l.zero, l.fold,
                   greatest(a.begins / 100 * 12 + a.begins %% 100 - l.zero, $opened - l.zero) AS begins,
                   least(a.ends / 100 * 12 + a.ends %% 100 - l.zero, $closed - l.zero, 12) AS ends
            FROM lines l
            JOIN catalogue_assignment a ON a.unit_id = l.unit_id AND a.indicator_id = l.indicator_id
            JOIN organisation_unit u ON u.id = l.unit_id
            WHERE a.unit_id = ANY(%(units)s)
        ) duties
        GROUP BY unit_id, indicator_id, zero, fold
    ) expected USING (unit_id, indicator_id, zero, fold)
"""

_OWN: Final = """
WITH lines AS MATERIALIZED ($lines), sums AS $materialized (
    SELECT * FROM (
        SELECT unit_id, indicator_id, 0 AS series, $spans, $reported, $due
        FROM (SELECT *, $quarters FROM ($filed) filed OFFSET 0) whole_months
    ) pages
    WHERE a_t12 IS NOT NULL OR p_t12 IS NOT NULL OR $due_at_all > 0
)"""

# terms: one row per wanted rate, unit and term. A term whose year begins in another month than the rate's (`foreign`)
# has no page that fits and is read from the facts.
# parts: the months of the terms. complete: in which of them the unit reported, or had to report, every term.
# sides: what the two sides hold in those months, apart by the aggregate of their terms.
_RATES: Final = """
WITH terms AS MATERIALIZED (
    SELECT w.unit_id, w.rate_id, w.zero, CASE t.side WHEN 'numerator' THEN 1 ELSE 2 END AS series,
           t.part_id, t.sign, $fold AS fold, i.year_start_month <> w.year_start_month AS is_foreign,
           count(*) OVER (PARTITION BY w.unit_id, w.rate_id) AS terms,
           min(i.aggregate) OVER side <> max(i.aggregate) OVER side AS mixed
    FROM ($rates) w
    JOIN catalogue_ratepart t ON t.rate_id = w.rate_id
    JOIN catalogue_indicator i ON i.id = t.part_id
    WINDOW side AS (PARTITION BY w.unit_id, w.rate_id, t.side)
), $foreign_months parts AS MATERIALIZED (
    SELECT t.*, $part_months
    FROM terms t
    JOIN totals_total p ON p.unit_id = t.unit_id AND p.indicator_id = t.part_id
    WHERE p.unit_id = ANY(%(units)s) AND p.year = %(year)s AND p.series = 0 AND NOT t.is_foreign
    $foreign_parts
), complete AS MATERIALIZED (
    SELECT unit_id, rate_id, $all_reported, $all_due
    FROM parts GROUP BY unit_id, rate_id
), sides AS (
    SELECT p.unit_id, p.rate_id AS indicator_id, p.series, p.fold, p.mixed, $signed, $side_due
    FROM parts p JOIN complete c ON c.unit_id = p.unit_id AND c.rate_id = p.rate_id
    GROUP BY p.unit_id, p.rate_id, p.series, p.fold, p.mixed
), folded AS MATERIALIZED (
    SELECT unit_id, indicator_id, series, mixed, $spans, $reported, $due
    FROM (SELECT *, $quarters FROM sides OFFSET 0) whole_months
), sums AS MATERIALIZED (
    SELECT * FROM (
        SELECT unit_id, indicator_id, series, $columns FROM folded WHERE NOT mixed
        UNION ALL  -- a side of flows and stocks comes out of the folding in two halves
        SELECT unit_id, indicator_id, series, $met FROM folded WHERE mixed GROUP BY unit_id, indicator_id, series
    ) pages
    WHERE a_t12 IS NOT NULL OR p_t12 IS NOT NULL OR $due_at_all > 0
)"""

_FOREIGN_MONTHS: Final = """
lines AS MATERIALIZED (
    SELECT DISTINCT unit_id, part_id AS indicator_id, zero, fold FROM terms WHERE is_foreign
), filed AS MATERIALIZED ($filed),"""
_FOREIGN_PARTS: Final = """
    UNION ALL
    SELECT t.*, $amounts, $due
    FROM terms t JOIN filed f ON f.unit_id = t.unit_id AND f.indicator_id = t.part_id AND f.zero = t.zero
    WHERE t.is_foreign
"""

_BELOW: Final = """
    FROM totals_total t
    WHERE t.unit_id = ANY(%(children)s) AND t.year = %(year)s $only
"""
_CLIMB: Final = """
WITH sums AS MATERIALIZED (
    SELECT %(parent)s::bigint AS unit_id, t.indicator_id, t.series, $added
    $below AND t.indicator_id <> ALL(%(maxima)s) AND (t.series > 0 OR t.indicator_id <> ALL(%(rates)s))
    GROUP BY t.indicator_id, t.series
)"""
_AND_LARGEST: Final = """
    UNION ALL
    SELECT %(parent)s::bigint AS unit_id, t.indicator_id, t.series, $largest
    $below AND t.indicator_id = ANY(%(maxima)s)
    GROUP BY t.indicator_id, t.series
"""

# What is written: of everything all pages, else those that came out different. `slots` has a bit for every month that
# did, since newer figures than the marks in hand may have moved more months than they name.
_MOVED: Final = """, moved AS MATERIALIZED (
    SELECT * FROM (
        SELECT *, $page_slots AS slots FROM (
            SELECT s.*, $slots AS own_slots
            FROM sums s
            LEFT JOIN (SELECT * FROM totals_total WHERE unit_id = ANY(%(units)s) AND year = %(year)s) o
              ON o.unit_id = s.unit_id AND o.indicator_id = s.indicator_id AND o.series = s.series
        ) months
    ) compared
    WHERE slots > 0
)"""
_PAGES: Final = "SELECT unit_id, indicator_id, series, $columns FROM $made"
# A full join because it can only be hashed or merged: a nested loop over two unestimated sides goes quadratic.
_AND_QUOTIENTS: Final = """
    UNION ALL
    SELECT unit_id, indicator_id, 0 AS series, $shares, $counts
    FROM (SELECT * FROM $made WHERE series = 1) n
    FULL JOIN (SELECT * FROM $made WHERE series = 2) d USING (unit_id, indicator_id)
"""

_INSERT: Final = """
INSERT INTO totals_total ($key, $columns, computed_at)
SELECT unit_id, %(year)s, indicator_id, series, $columns, statement_timestamp()
FROM ($pages) pages
ORDER BY unit_id, indicator_id, series
"""
_REPLACE: Final = "ON CONFLICT ($key) DO UPDATE SET $assignments, computed_at = excluded.computed_at"
_WHERE_DIFFERENT: Final = " WHERE ($old) IS DISTINCT FROM ($new)"

# A page that was asked for and not made has nothing left to stand on.
_MOVED_OR_VANISHED: Final = """, written AS ($insert), vanished AS (
    DELETE FROM totals_total t
    USING unnest(%(asked_units)s::bigint[], %(asked_indicators)s::bigint[]) asked (unit_id, indicator_id)
    WHERE t.unit_id = ANY(%(units)s) AND t.year = %(year)s
      AND t.unit_id = asked.unit_id AND t.indicator_id = asked.indicator_id
      AND NOT EXISTS (
          SELECT 1 FROM sums s WHERE s.unit_id = asked.unit_id AND s.indicator_id = asked.indicator_id
      )
    RETURNING t.unit_id, t.indicator_id
)
SELECT DISTINCT unit_id, indicator_id, slots, false FROM moved
UNION ALL
SELECT DISTINCT unit_id, indicator_id, $all_slots, true FROM vanished
"""
# The same further up: pages of `parent` that no page of a child stands below any more.
EMPTIED: Final = """
DELETE FROM totals_total t
WHERE t.unit_id = %(parent)s AND t.indicator_id = ANY(%(indicators)s) AND t.year = %(year)s
  AND NOT EXISTS (
      SELECT 1 FROM totals_total c
      WHERE c.unit_id = ANY(%(children)s) AND c.year = t.year AND c.indicator_id = t.indicator_id
  )
"""


@lru_cache
def own(*, everything: bool) -> str:
    """Pages of filing units from their figures.

    Parameters: year, units, starts (months in which years begin), first_month and last_month (outer bounds that let
    the index serve) and, unless `everything`, asked_units and asked_indicators in pairs. With `everything` the pages
    of the units and the year must be gone; else what differs is replaced, what has lost its ground is deleted, and
    both are answered as (unit, indicator, bits of the months that moved, vanished).
    """
    return complete(
        _OWN + _from_facts(_PAGES, everything=everything),
        page_columns(),
        page_slots="own_slots",
        filed=_FILED,
        lines=_ALL_LINES if everything else _SOME_LINES,
        materialized="NOT MATERIALIZED" if everything else "MATERIALIZED",
    )


@lru_cache
def rates(*, everything: bool, foreign: bool) -> str:
    """Pages of rates of filing units; parameters and answer are those of `own`.

    `foreign` says whether any of the rates has a part whose year begins in another month.
    """
    return complete(
        _RATES + _from_facts(_PAGES + _AND_QUOTIENTS, everything=everything),
        page_columns(),
        page_slots="bit_or(own_slots) OVER (PARTITION BY unit_id, indicator_id)",
        rates=_ALL_RATES if everything else _SOME_RATES,
        foreign_months=_FOREIGN_MONTHS.replace("$filed", _FILED) if foreign else "",
        foreign_parts=_FOREIGN_PARTS if foreign else "",
    )


@lru_cache(maxsize=200)
def climb(
    slots: tuple[int, ...] | None, *, everything: bool, maxima: bool = True, quotients: bool = True
) -> str:
    """Pages of `parent` from the pages of its `children`.

    Parameters: year, parent, children, rates and maxima (ids of the indicators of these aggregates) and, unless
    `everything`, indicators. Only the columns that a change in `slots` moves are made; null means all. `maxima` and
    `quotients` say whether maxima and rates are among the indicators. What differs is replaced; with `everything` the
    pages of the parent and the year must be gone.
    """
    columns = page_columns(slots)
    amounts = [column for column in columns if column[0] in LAYERS]
    counts = each("sum(t.{0}) AS {0}", [column for column in columns if column[0] not in LAYERS])
    pages = _PAGES + (_AND_QUOTIENTS if quotients else "") + (_AND_LARGEST if maxima else "")
    insert = _INSERT.replace("$pages", pages) + ("" if everything else _REPLACE + _WHERE_DIFFERENT)
    return complete(
        _CLIMB + insert.replace("$made", "sums"),
        columns,
        below=_BELOW.replace("$only", "" if everything else "AND t.indicator_id = ANY(%(indicators)s)"),
        added=f"{each('sum(t.{0}) AS {0}', amounts)}, {counts}",
        largest=f"{each('max(t.{0}) AS {0}', amounts)}, {counts}",
    )


def _from_facts(pages: str, *, everything: bool) -> str:
    insert = _INSERT.replace("$pages", pages)
    if everything:
        return insert.replace("$made", "sums")
    return _MOVED + _MOVED_OR_VANISHED.replace("$insert", insert + _REPLACE).replace("$made", "moved")
