"""The limits of the roll-up: the same cells by one statement each, with nothing a real table needs.

They know this data (every year begins in January, no maxima, every unit is assigned everything all along) and are
spelled for it; the product knows nothing and must come close.
"""

from __future__ import annotations

from bureau.periods import SPANS
from bureau.totals.columns import MONTHS, amount_columns, each, fold, page_columns, quarters, share, spell

AMOUNTS = amount_columns(MONTHS)
COUNTS = [f"{count}_{month}" for count in "re" for month in MONTHS]
ALL = page_columns()
SUMS = ", ".join([each("sum({0}) AS {0}", amount_columns()), each("sum({0})::int2 AS {0}", COUNTS)])

PAGES = """
months AS MATERIALIZED (
    SELECT f.unit_id, f.indicator_id, f.year, i.aggregate, $pivot
    FROM (
        SELECT unit_id, indicator_id, month / 100 AS year, month % 100 AS slot, approved_value AS a, value AS p
        FROM figures_figure $which
    ) f JOIN catalogue_indicator i ON i.id = f.indicator_id
    GROUP BY f.unit_id, f.indicator_id, f.year, i.aggregate
), parts AS MATERIALIZED (
    SELECT m.unit_id, t.rate_id, m.year, t.sign, (t.side = 'denominator')::int + 1 AS series, m.aggregate, $months
    FROM months m JOIN catalogue_ratepart t ON t.part_id = m.indicator_id
), complete AS MATERIALIZED (
    SELECT unit_id, rate_id, year, $complete FROM parts GROUP BY unit_id, rate_id, year
), sides AS (
    SELECT p.unit_id, p.rate_id AS indicator_id, p.year, p.series, p.aggregate, $signed
    FROM parts p JOIN complete c ON c.unit_id = p.unit_id AND c.rate_id = p.rate_id AND c.year = p.year
    GROUP BY p.unit_id, p.rate_id, p.year, p.series, p.aggregate
), own AS (
    SELECT unit_id, year, indicator_id, 0 AS series, $spans, $reported, $due
    FROM (SELECT *, $quarters FROM months OFFSET 0) q
), halves AS (
    SELECT unit_id, year, indicator_id, series, $spans, $reported, $due
    FROM (SELECT *, $quarters FROM sides OFFSET 0) q
), filing AS MATERIALIZED (
    SELECT unit_id, year, indicator_id, series, $columns FROM own
    UNION ALL
    SELECT unit_id, year, indicator_id, series, $met FROM halves GROUP BY unit_id, year, indicator_id, series
)"""

FULL = (
    """
INSERT INTO bench_limit (unit_id, year, indicator_id, series, $columns)
WITH """
    + PAGES
    + """, bureaus AS MATERIALIZED (
    SELECT u.parent_id AS unit_id, l.year, l.indicator_id, l.series, $sums
    FROM filing l JOIN organisation_unit u ON u.id = l.unit_id GROUP BY 1, 2, 3, 4
), cities AS (
    SELECT u.parent_id AS unit_id, l.year, l.indicator_id, l.series, $sums
    FROM bureaus l JOIN organisation_unit u ON u.id = l.unit_id WHERE u.parent_id IS NOT NULL GROUP BY 1, 2, 3, 4
), pages AS MATERIALIZED (
    SELECT * FROM filing UNION ALL SELECT * FROM bureaus UNION ALL SELECT * FROM cities
)
SELECT unit_id, year, indicator_id, series, $columns FROM pages
UNION ALL
SELECT unit_id, year, indicator_id, 0, $shares
FROM (SELECT * FROM pages WHERE series = 1) n
FULL JOIN (SELECT * FROM pages WHERE series = 2) d USING (unit_id, year, indicator_id)
"""
)

# One unit, one month: its pages of the year, then the bureau's (and the city's) out of these and the other units'.
ONE_MONTH = (
    "WITH "
    + PAGES
    + """, bureau AS MATERIALIZED (
    SELECT u.parent_id AS unit_id, l.year, l.indicator_id, l.series, $touched_sums
    FROM (
        SELECT unit_id, year, indicator_id, series, $touched FROM filing
        UNION ALL
        SELECT unit_id, year, indicator_id, series, $touched FROM bench_copy
        WHERE unit_id = ANY(%(siblings)s) AND year = %(year)s
          AND (series > 0 OR indicator_id <> ALL(%(rates)s))
    ) l JOIN organisation_unit u ON u.id = l.unit_id GROUP BY 1, 2, 3, 4
), city AS MATERIALIZED (
    SELECT u.parent_id AS unit_id, l.year, l.indicator_id, l.series, $touched_sums
    FROM (
        SELECT unit_id, year, indicator_id, series, $touched FROM bureau
        UNION ALL
        SELECT unit_id, year, indicator_id, series, $touched FROM bench_copy
        WHERE unit_id = ANY(%(bureaus)s) AND year = %(year)s
          AND (series > 0 OR indicator_id <> ALL(%(rates)s))
    ) l JOIN organisation_unit u ON u.id = l.unit_id WHERE u.parent_id IS NOT NULL GROUP BY 1, 2, 3, 4
), above AS MATERIALIZED (
    SELECT * FROM bureau UNION ALL SELECT * FROM city
), written AS (
    INSERT INTO bench_copy (unit_id, year, indicator_id, series, $columns, computed_at)
    SELECT *, now() FROM (
        SELECT unit_id, year, indicator_id, series, $columns FROM filing
        UNION ALL
        SELECT unit_id, year, indicator_id, 0, $shares
        FROM (SELECT * FROM filing WHERE series = 1) n
        FULL JOIN (SELECT * FROM filing WHERE series = 2) d USING (unit_id, year, indicator_id)
    ) pages
    ON CONFLICT (unit_id, year, indicator_id, series) DO UPDATE SET $replaced, computed_at = excluded.computed_at
    WHERE ($old) IS DISTINCT FROM ($new)
)
INSERT INTO bench_copy (unit_id, year, indicator_id, series, $touched, computed_at)
SELECT *, now() FROM (
    SELECT unit_id, year, indicator_id, series, $touched FROM above
    UNION ALL
    SELECT unit_id, year, indicator_id, 0, $touched_shares
    FROM (SELECT * FROM above WHERE series = 1) n
    FULL JOIN (SELECT * FROM above WHERE series = 2) d USING (unit_id, year, indicator_id)
) pages
ON CONFLICT (unit_id, year, indicator_id, series) DO UPDATE SET $touched_replaced, computed_at = excluded.computed_at
WHERE ($touched_old) IS DISTINCT FROM ($touched_new)
"""
)


def full() -> str:
    return _spelled(FULL, which="", touched=ALL)


def one_month(slot: int) -> str:
    which = "WHERE unit_id = %(unit)s AND month BETWEEN %(year)s * 100 + 1 AND %(year)s * 100 + 12"
    return _spelled(
        ONE_MONTH.replace("month % 100", "month %% 100"), which=which, touched=page_columns([slot])
    )


def _spelled(statement: str, *, which: str, touched: list[str]) -> str:
    return spell(
        statement,
        which=which,
        pivot=", ".join(
            f"max({layer}) FILTER (WHERE slot = {slot}) AS {layer}_{month}"
            for layer in "ap"
            for slot, month in enumerate(MONTHS, 1)
        ),
        months=", ".join(AMOUNTS),
        complete=each("count({0}) = 3 AS {0}", AMOUNTS),
        signed=each("CASE WHEN bool_and(c.{0}) THEN sum(p.sign * p.{0}) END AS {0}", AMOUNTS),
        spans=", ".join(
            f"CASE aggregate WHEN 'sum' THEN {fold('sum', layer, span)} ELSE {fold('last', layer, span)} END "
            f"AS {layer}_{span.name}"
            for layer in "ap"
            for span in SPANS
        ),
        quarters=", ".join(quarters("a") + quarters("p")),
        reported=each("(p_{0} IS NOT NULL)::int AS r_{0}", MONTHS),
        due=each("1 AS e_{0}", MONTHS),
        met=", ".join([each("sum({0}) AS {0}", amount_columns()), each("max({0})::int2 AS {0}", COUNTS)]),
        sums=SUMS,
        columns=", ".join(ALL),
        shares=_shares(ALL),
        replaced=each("{0} = excluded.{0}", ALL),
        old=each("bench_copy.{0}", ALL),
        new=each("excluded.{0}", ALL),
        touched=", ".join(touched),
        touched_sums=each("sum({0}) AS {0}", touched),
        touched_shares=_shares(touched),
        touched_replaced=each("{0} = excluded.{0}", touched),
        touched_old=each("bench_copy.{0}", touched),
        touched_new=each("excluded.{0}", touched),
    )


def _shares(columns: list[str]) -> str:
    return ", ".join(share(f"n.{c}", f"d.{c}") if c[0] in "ap" else f"n.{c}" for c in columns)
