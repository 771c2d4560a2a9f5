"""What a leader's page reads: 40 indicators of a bureau with last year, twelve months, targets, and its 20 towns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bureau.periods import MONTH_SPANS, Span
from bureau.totals import rolling
from bureau.totals.reading import Page, amounts
from tests.benchmarks.data import FIRST_YEAR, YEARS, Size
from tests.benchmarks.measuring import Contest, Result, must_be_equal, rows, run, seconds

YEAR = FIRST_YEAR + YEARS - 1
TO_DATE = Span("t", 10)
INDICATORS = 40
ROUNDS = 60

# The classical layout: a row per cell, keyed, holding what the page shows and nothing else.
NARROW = """
DROP TABLE IF EXISTS bench_narrow;
CREATE TABLE bench_narrow (
    unit_id bigint, indicator_id bigint, year int, span text, approved numeric, provisional numeric,
    PRIMARY KEY (unit_id, year, indicator_id, span)
);
INSERT INTO bench_narrow
SELECT t.unit_id, t.indicator_id, t.year, v.span, v.approved, v.provisional
FROM totals_total t CROSS JOIN LATERAL (VALUES {cells}) v (span, approved, provisional)
WHERE t.series = 0 ORDER BY 1, 3, 2, 4;
"""
LIMIT = """
SELECT n.unit_id, n.indicator_id, n.year, n.span, n.approved, n.provisional, g.value, g.kind
FROM bench_narrow n
LEFT JOIN catalogue_target g ON g.unit_id = n.unit_id AND g.indicator_id = n.indicator_id AND g.year = n.year
     AND g.superseded_at IS NULL AND n.span = 't10'
WHERE n.unit_id = %(bureau)s AND n.year IN (%(year)s, %(year)s - 1) AND n.indicator_id = ANY(%(indicators)s)
UNION ALL
SELECT n.unit_id, n.indicator_id, n.year, n.span, n.approved, n.provisional, g.value, g.kind
FROM bench_narrow n
LEFT JOIN catalogue_target g ON g.unit_id = n.unit_id AND g.indicator_id = n.indicator_id AND g.year = n.year
     AND g.superseded_at IS NULL
WHERE n.unit_id = ANY(%(towns)s) AND n.year = %(year)s AND n.indicator_id = ANY(%(indicators)s) AND n.span = 't10'
"""
# The same cells from the facts while the reader waits: months and year to date of the bureau for two years, the year to
# date of each town, a stock by its last month, coverage and targets beside them. Rates would come on top.
ON_THE_FLY = """
WITH facts AS MATERIALIZED (
    SELECT f.unit_id, f.indicator_id, i.aggregate, f.month / 100 AS year, f.month %% 100 AS slot,
           f.approved_value AS a, f.value AS p
    FROM figures_figure f JOIN catalogue_indicator i ON i.id = f.indicator_id
    WHERE f.unit_id = ANY(%(units)s) AND f.indicator_id = ANY(%(indicators)s)
      AND f.month BETWEEN (%(year)s - 1) * 100 + 1 AND %(year)s * 100 + 12
), to_date AS MATERIALIZED (
    SELECT unit_id, indicator_id, year, count(p) AS reported,
           CASE WHEN aggregate = 'last' THEN (array_agg(a ORDER BY slot DESC) FILTER (WHERE a IS NOT NULL))[1]
                ELSE sum(a) END AS a,
           CASE WHEN aggregate = 'last' THEN (array_agg(p ORDER BY slot DESC) FILTER (WHERE p IS NOT NULL))[1]
                ELSE sum(p) END AS p
    FROM facts WHERE slot <= 10 GROUP BY unit_id, indicator_id, year, aggregate
), duties AS MATERIALIZED (
    SELECT a.unit_id, a.indicator_id, count(*) AS expected
    FROM catalogue_assignment a CROSS JOIN generate_series(1, 10) slot
    WHERE a.unit_id = ANY(%(units)s) AND a.indicator_id = ANY(%(indicators)s)
      AND %(year)s * 100 + slot BETWEEN a.begins AND coalesce(a.ends, 999912)
    GROUP BY a.unit_id, a.indicator_id
), cells AS (
    SELECT %(bureau)s::bigint AS unit_id, indicator_id, year, slot, sum(a) AS a, sum(p) AS p, count(p) AS reported,
           NULL::numeric AS expected
    FROM facts GROUP BY indicator_id, year, slot
    UNION ALL
    SELECT %(bureau)s, t.indicator_id, t.year, NULL, sum(t.a), sum(t.p), sum(t.reported), sum(d.expected)
    FROM to_date t LEFT JOIN duties d USING (unit_id, indicator_id) GROUP BY t.indicator_id, t.year
    UNION ALL
    SELECT t.unit_id, t.indicator_id, t.year, NULL, t.a, t.p, t.reported, d.expected
    FROM to_date t LEFT JOIN duties d USING (unit_id, indicator_id)
    WHERE t.year = %(year)s AND t.unit_id = ANY(%(towns)s)
)
SELECT c.*, g.value, g.kind
FROM cells c
LEFT JOIN catalogue_target g ON g.unit_id = c.unit_id AND g.indicator_id = c.indicator_id AND g.year = c.year
     AND g.superseded_at IS NULL AND c.slot IS NULL
"""


def leader_query(size: Size) -> Result:
    rolling.roll_up()
    spans = [*MONTH_SPANS, TO_DATE]
    run(NARROW.format(cells=", ".join(f"('{s.name}', t.a_{s.name}, t.p_{s.name})" for s in spans)))
    run("VACUUM ANALYZE bench_narrow")
    run("VACUUM ANALYZE totals_total")
    ((bureau,),) = rows("SELECT id FROM organisation_unit WHERE kind = 'bureau' ORDER BY id LIMIT 1")
    units = [
        pk for (pk,) in rows("SELECT id FROM organisation_unit WHERE parent_id = %s ORDER BY id", [bureau])
    ]
    towns = units[-20:]
    indicators = [
        pk
        for (pk,) in rows(
            "SELECT id FROM catalogue_indicator WHERE assessed ORDER BY id LIMIT %s", [INDICATORS]
        )
    ]
    parameters = {
        "bureau": bureau,
        "towns": towns,
        "units": units,
        "indicators": indicators,
        "year": YEAR,
    }

    def product() -> tuple[Mapping[tuple[int, int], Page], ...]:
        return (
            amounts([bureau], indicators, YEAR, spans, goals=True),
            amounts([bureau], indicators, YEAR - 1, spans),
            amounts(towns, indicators, YEAR, [TO_DATE], goals=True),
        )

    def limit() -> list[tuple[object, ...]]:
        return rows(LIMIT, parameters)

    _compare(limit(), product())
    _compare(_as_narrow(rows(ON_THE_FLY, parameters)), product())
    best_limit, best_product = Contest(limit=limit, product=product).best(ROUNDS)
    slow = min(seconds(lambda: rows(ON_THE_FLY, parameters)) for _ in range(5))
    times = slow / best_product
    note = f"from the facts it takes {slow * 1000:.1f} ms, {times:.1f} times the product (goal ≥ 8 at M)"
    return Result("leader_query", best_limit, best_product, 1.3, (note,))


def _as_narrow(cells: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:  # Any: whatever the columns hold
    return [
        (
            unit,
            indicator,
            year,
            TO_DATE.name if slot is None else f"m{slot:02d}",
            approved,
            provisional,
            goal,
            kind,
        )
        for unit, indicator, year, slot, approved, provisional, _, _, goal, kind in cells
    ]


def _compare(narrow: list[tuple[object, ...]], pages: tuple[Mapping[tuple[int, int], Page], ...]) -> None:
    this_year, last_year, towns = pages
    by_year = {YEAR: {**towns, **this_year}, YEAR - 1: last_year}
    different = []
    for unit, indicator, year, span, approved, provisional, goal, _ in narrow:
        page = by_year[int(str(year))][int(str(unit)), int(str(indicator))]
        cells: tuple[Decimal | None, Decimal | None] = (
            page.approved(Span.parse(str(span))),
            page.provisional(Span.parse(str(span))),
        )
        aim = page.goal.value if page.goal and span == TO_DATE.name else None
        if cells != (approved, provisional) or (year == YEAR and aim != goal):
            different.append((unit, indicator, year, span, cells))
    must_be_equal(different, "the narrow rows and the pages")
