"""What a total is, said once: one statement makes pages from facts, one makes pages from the pages below.

Full rebuild and roller run the same two; they differ only in how much is wanted at a time. `leaves` makes the pages
of the units that file (股室, 街镇) from the figures they filed; `climb` makes the pages of units one step further up
from the pages just below them. A page is a pure function of figures, assignments, units and catalogue:

* flows add; stocks take each unit's last reported month of the span and add up the tree; maxima take the largest;
* a rate sums the signed terms of its two sides over the unit-months in which every term is reported, each term along
  time by its own aggregate, and divides at every unit and span; rates themselves are never added or averaged;
* missing is not zero: a span is null until something in it was reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bureau.periods import SPANS
from bureau.totals.columns import (
    KEY,
    LAYERS,
    MONTHS,
    amount_columns,
    count_columns,
    each,
    fold,
    page_columns,
    quarters,
    share,
    spell,
)

FOLDS: Final = ("sum", "last", "maximum")
_AMOUNTS: Final = amount_columns(MONTHS)
_DUE: Final = [f"e_{month}" for month in MONTHS]

# wanted(unit_id, indicator_id, start): whose reports are read, laid out in a year that begins with month `start`:
# the indicator's own, or that of a rate it is a term of. wanted_rates(unit_id, rate_id): the rates to be made.
ALL_WANTED: Final = """
    SELECT u.unit_id, i.indicator_id, i.start
    FROM unnest(%(units)s) u (unit_id), (
        SELECT id AS indicator_id, year_start_month AS start FROM catalogue_indicator WHERE aggregate <> 'ratio'
        UNION
        SELECT t.part_id, r.year_start_month
        FROM catalogue_ratepart t JOIN catalogue_indicator r ON r.id = t.rate_id
    ) i JOIN calendar USING (start)
"""
ALL_RATES: Final = """
    SELECT u.unit_id, r.id AS rate_id
    FROM unnest(%(units)s) u (unit_id), catalogue_indicator r JOIN calendar c ON c.start = r.year_start_month
    WHERE r.aggregate = 'ratio'
"""
SOME_WANTED: Final = """
    SELECT unit_id, indicator_id, start
    FROM unnest(%(wanted_units)s, %(wanted_indicators)s, %(wanted_starts)s) w (unit_id, indicator_id, start)
"""
SOME_RATES: Final = """
    SELECT unit_id, rate_id FROM unnest(%(rate_units)s, %(rates)s) w (unit_id, rate_id)
"""

# calendar(start, m01 … m12): the months of the year in hand for every beginning of a year that is in play.
_FILED: Final = """
WITH calendar AS MATERIALIZED (
    SELECT start, $months
    FROM unnest(%(starts)s) start, LATERAL (
        SELECT (%(year)s - (start > 1)::int) * 12 + start - 1 AS zero
    ) beginning
), wanted AS MATERIALIZED (
    $wanted
), months AS MATERIALIZED (
    SELECT unit_id, indicator_id, start, $pivot
    FROM (
        SELECT f.unit_id, f.indicator_id, w.start, (f.month %% 100 - w.start + 12) %% 12 + 1 AS slot,
               f.approved_value AS a, f.value AS p
        FROM wanted w
        JOIN calendar c USING (start)
        JOIN figures_figure f ON f.unit_id = w.unit_id AND f.indicator_id = w.indicator_id
             AND f.month BETWEEN c.m01 AND c.m12
        WHERE f.unit_id = ANY(%(units)s) AND f.month BETWEEN %(first_month)s AND %(last_month)s
    ) reports
    GROUP BY unit_id, indicator_id, start
), expected AS MATERIALIZED (
    SELECT unit_id, indicator_id, start, $cover
    FROM (
        SELECT w.unit_id, w.indicator_id, w.start,
               greatest(a.begins, to_char(u.opened_on, 'YYYYMM')::int) AS begins,
               least(a.ends, to_char(u.closed_on, 'YYYYMM')::int, 999912) AS ends
        FROM wanted w
        JOIN catalogue_assignment a ON a.unit_id = w.unit_id AND a.indicator_id = w.indicator_id
        JOIN organisation_unit u ON u.id = w.unit_id
        WHERE a.unit_id = ANY(%(units)s)
    ) duties
    JOIN calendar USING (start)
    GROUP BY unit_id, indicator_id, start
), filed AS MATERIALIZED (
    SELECT unit_id, indicator_id, start, $amounts, $due
    FROM months FULL JOIN expected USING (unit_id, indicator_id, start)
)"""

# complete: the months in which a unit reported (was expected to report) every term of a rate.
# sides: what the two sides of a rate hold in those months, apart by the aggregate of their terms.
_SIDES: Final = """, terms AS MATERIALIZED (
    SELECT w.unit_id, w.rate_id, CASE t.side WHEN 'numerator' THEN 1 ELSE 2 END AS series, t.part_id, t.sign,
           r.year_start_month AS start, p.aggregate,
           count(*) OVER (PARTITION BY w.unit_id, w.rate_id) AS terms,
           min(p.aggregate) OVER side <> max(p.aggregate) OVER side AS mixed
    FROM ($wanted_rates) w
    JOIN catalogue_ratepart t ON t.rate_id = w.rate_id
    JOIN catalogue_indicator r ON r.id = t.rate_id
    JOIN catalogue_indicator p ON p.id = t.part_id
    WINDOW side AS (PARTITION BY w.unit_id, w.rate_id, t.side)
), complete AS MATERIALIZED (
    SELECT t.unit_id, t.rate_id, $all_reported, $all_due
    FROM terms t JOIN filed f ON f.unit_id = t.unit_id AND f.indicator_id = t.part_id AND f.start = t.start
    GROUP BY t.unit_id, t.rate_id
), sides AS MATERIALIZED (
    SELECT t.unit_id, t.rate_id AS indicator_id, t.series, t.aggregate, t.mixed, $signed, $side_due
    FROM terms t
    JOIN filed f ON f.unit_id = t.unit_id AND f.indicator_id = t.part_id AND f.start = t.start
    JOIN complete c ON c.unit_id = t.unit_id AND c.rate_id = t.rate_id
    GROUP BY t.unit_id, t.rate_id, t.series, t.aggregate, t.mixed
)"""

_OWN: Final = """
    SELECT f.unit_id, f.indicator_id, 0 AS series, i.aggregate, false AS mixed, $amounts, $due
    FROM filed f JOIN catalogue_indicator i ON i.id = f.indicator_id AND i.year_start_month = f.start
"""

_AND_SIDES: Final = """
    UNION ALL
    SELECT unit_id, indicator_id, series, aggregate, mixed, $amounts, $due FROM sides
"""

# A side that mixes flows and stocks comes out of the folding in two halves, which meet in `sums`.
_FOLDED: Final = """, foldable AS MATERIALIZED (
    $foldable
), folded AS MATERIALIZED (
    $folds
), sums AS MATERIALIZED (
    SELECT * FROM (
        SELECT unit_id, indicator_id, series, $columns FROM folded WHERE NOT mixed
        UNION ALL
        SELECT unit_id, indicator_id, series, $met FROM folded WHERE mixed GROUP BY unit_id, indicator_id, series
    ) met
    WHERE a_t12 IS NOT NULL OR p_t12 IS NOT NULL OR $due_at_all
)"""

_FOLD: Final = """
    SELECT unit_id, indicator_id, series, mixed, $spans, $reported, $due
    FROM (SELECT *$quarters FROM foldable WHERE aggregate = '$aggregate' OFFSET 0) whole_months
"""

# A full join because it can only be hashed or merged: a nested loop over two unestimated sides goes quadratic.
_SUMS: Final = "SELECT * FROM sums"
_AND_QUOTIENTS: Final = """
    UNION ALL
    SELECT unit_id, indicator_id, 0 AS series, $shares, $counts
    FROM (SELECT * FROM sums WHERE series = 1) n
    FULL JOIN (SELECT * FROM sums WHERE series = 2) d USING (unit_id, indicator_id)
"""

_INSERT: Final = """
INSERT INTO totals_total ($key, $columns, computed_at)
SELECT unit_id, %(year)s, indicator_id, series, $columns, statement_timestamp()
FROM ($pages) pages
ORDER BY unit_id, indicator_id, series
"""

_UPSERT: Final = """
, changed AS (
    $insert
    ON CONFLICT ($key) DO UPDATE SET $assignments, computed_at = excluded.computed_at
    WHERE ($old) IS DISTINCT FROM ($new)
    RETURNING unit_id, indicator_id
)"""

_DONE: Final = "SELECT count(*) FROM changed"

# A page that was asked for and not made has nothing left to stand on.
_CHANGED_OR_VANISHED: Final = """, vanished AS (
    DELETE FROM totals_total t
    USING unnest(%(asked_units)s, %(asked_indicators)s) asked (unit_id, indicator_id)
    WHERE t.unit_id = asked.unit_id AND t.indicator_id = asked.indicator_id AND t.year = %(year)s
      AND NOT EXISTS (
          SELECT 1 FROM sums s WHERE s.unit_id = asked.unit_id AND s.indicator_id = asked.indicator_id
      )
    RETURNING t.unit_id, t.indicator_id
)
SELECT DISTINCT unit_id, indicator_id, false FROM changed
UNION ALL
SELECT DISTINCT unit_id, indicator_id, true FROM vanished
"""

# The same further up: pages of `parents` that no page of a child stands below any more.
EMPTIED: Final = """
DELETE FROM totals_total t
WHERE t.unit_id = ANY(%(parents)s) AND t.indicator_id = ANY(%(indicators)s) AND t.year = %(year)s
  AND NOT EXISTS (
      SELECT 1 FROM organisation_unit u JOIN totals_total c ON c.unit_id = u.id
      WHERE u.parent_id = t.unit_id AND c.year = t.year AND c.indicator_id = t.indicator_id
  )
"""


@lru_cache
def leaves(*, everything: bool, rates: bool = True) -> str:
    """Pages of filing units from their figures, for the year `year`.

    Parameters: units, first_month, last_month (outer bounds that let the index serve) and, unless `everything`,
    wanted_units, wanted_indicators, wanted_starts, rate_units, rates, asked_units, asked_indicators. With `everything`
    the pages of the units and the year must be gone; else what differs is replaced, what has lost its ground is
    deleted, and both are returned as (unit, indicator, vanished).
    """
    columns = page_columns()
    statement = _FILED + (_SIDES if rates else "")
    statement += _FOLDED.replace("$foldable", _OWN + _AND_SIDES if rates else _OWN)
    statement = statement.replace("$folds", "UNION ALL".join(_folded(aggregate) for aggregate in FOLDS))
    pages = _SUMS + (_AND_QUOTIENTS if rates else "")
    statement += _written(pages, everything=everything, answer=_CHANGED_OR_VANISHED)
    numbered = list(enumerate(MONTHS, start=1))
    return spell(
        statement,
        wanted=ALL_WANTED if everything else SOME_WANTED,
        wanted_rates=ALL_RATES if everything else SOME_RATES,
        months=", ".join(
            f"(zero + {slot - 1}) / 12 * 100 + (zero + {slot - 1}) %% 12 + 1 AS {month}"
            for slot, month in numbered
        ),
        pivot=", ".join(
            f"max({layer}) FILTER (WHERE slot = {slot}) AS {layer}_{month}"
            for layer in LAYERS
            for slot, month in numbered
        ),
        cover=each("max(CASE WHEN {0} BETWEEN begins AND ends THEN 1 ELSE 0 END) AS e_{0}", MONTHS),
        amounts=", ".join(_AMOUNTS),
        due=", ".join(_DUE),
        all_reported=each("count(f.{0}) = min(t.terms) AS {0}", _AMOUNTS),
        all_due=each("(sum(f.{0}) = min(t.terms))::int AS {0}", _DUE),
        signed=each("CASE WHEN bool_and(c.{0}) THEN sum(t.sign * f.{0}) END AS {0}", _AMOUNTS),
        side_due=each("min(c.{0}) AS {0}", _DUE),
        columns=", ".join(columns),
        met=", ".join([each("sum({0}) AS {0}", amount_columns()), each("max({0}) AS {0}", count_columns())]),
        due_at_all=each("{0}", _DUE, " + ") + " > 0",
        **_quotient_parts(columns),
        **_upsert_parts(columns),
    )


_BELOW: Final = """
    SELECT u.parent_id AS unit_id, t.indicator_id, t.series, $columns
    FROM organisation_unit u
    JOIN totals_total t ON t.unit_id = u.id AND t.year = %(year)s $only
    JOIN catalogue_indicator i ON i.id = t.indicator_id
    WHERE u.id = ANY(%(children)s) AND t.unit_id = ANY(%(children)s) AND $which
    GROUP BY u.parent_id, t.indicator_id, t.series
"""


@lru_cache(maxsize=200)
def climb(slots: tuple[int, ...] | None, *, everything: bool, maxima: bool = True, rates: bool = True) -> str:
    """Pages of the parents of `children` from the children's pages, for the year `year`.

    Only the columns that a change in `slots` moves are made; null means all. `maxima` and `rates` say whether any are
    among the indicators. Unless `everything`, it is about `indicators` only, and what differs is replaced and returned;
    with it the pages of the parents and the year must be gone.
    """
    columns = page_columns(slots)
    amounts = [c for c in columns if c[0] in LAYERS]
    counts = each("sum(t.{0}) AS {0}", [c for c in columns if c[0] not in LAYERS])
    only = "" if everything else "AND t.indicator_id = ANY(%(indicators)s)"
    adding = "i.aggregate <> 'maximum' AND (i.aggregate <> 'ratio' OR t.series > 0)"
    sums = spell(_BELOW, columns=f"{each('sum(t.{0}) AS {0}', amounts)}, {counts}", only=only, which=adding)
    pages = _SUMS
    if maxima:
        largest = f"{each('max(t.{0}) AS {0}', amounts)}, {counts}"
        pages += " UNION ALL " + spell(_BELOW, columns=largest, only=only, which="i.aggregate = 'maximum'")
    if rates:
        pages += _AND_QUOTIENTS
    return spell(
        f"WITH sums AS MATERIALIZED ({sums})" + _written(pages, everything=everything, answer=_DONE),
        columns=", ".join(columns),
        **_quotient_parts(columns),
        **_upsert_parts(columns),
    )


def _written(pages: str, *, everything: bool, answer: str) -> str:
    insert = _INSERT.replace("$pages", pages)
    return insert if everything else _UPSERT.replace("$insert", insert) + answer


def _folded(aggregate: str) -> str:
    doubled = (
        ["", *(column for layer in LAYERS for column in quarters(layer))] if aggregate == "sum" else [""]
    )
    return spell(
        _FOLD,
        aggregate=aggregate,
        quarters=", ".join(doubled),
        spans=", ".join(
            f"{fold(aggregate, layer, span)} AS {layer}_{span.name}" for layer in LAYERS for span in SPANS
        ),
        reported=each("(p_{0} IS NOT NULL)::int AS r_{0}", MONTHS),
        due=each("coalesce({0}, 0) AS {0}", _DUE),
    )


def _quotient_parts(columns: Sequence[str]) -> dict[str, str]:
    return {
        "shares": ", ".join(f"{share('n.' + c, 'd.' + c)} AS {c}" for c in columns if c[0] in LAYERS),
        "counts": each("n.{0}", [c for c in columns if c[0] not in LAYERS]),
    }


def _upsert_parts(columns: Sequence[str]) -> dict[str, str]:
    return {
        "key": ", ".join(KEY),
        "assignments": each("{0} = excluded.{0}", columns),
        "old": each("totals_total.{0}", columns),
        "new": each("excluded.{0}", columns),
    }
