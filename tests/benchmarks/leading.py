"""What a leader's page reads: 40 indicators of a bureau with last year, twelve months, targets, and its 20 towns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

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
# The same figures summed from the facts while the reader waits (flows only: a stock would cost more still).
ON_THE_FLY = """
SELECT 'bureau', f.indicator_id, f.month, NULL::bigint, sum(f.approved_value), sum(f.value)
FROM figures_figure f
WHERE f.unit_id = ANY(%(units)s) AND f.indicator_id = ANY(%(indicators)s)
  AND f.month BETWEEN (%(year)s - 1) * 100 + 1 AND %(year)s * 100 + 12
GROUP BY f.indicator_id, f.month
UNION ALL
SELECT 'town', f.indicator_id, NULL, f.unit_id, sum(f.approved_value), sum(f.value)
FROM figures_figure f
WHERE f.unit_id = ANY(%(towns)s) AND f.indicator_id = ANY(%(indicators)s)
  AND f.month BETWEEN %(year)s * 100 + 1 AND %(year)s * 100 + 10
GROUP BY f.indicator_id, f.unit_id
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
    best_limit, best_product = Contest(limit=limit, product=product).best(ROUNDS)
    slow = min(seconds(lambda: rows(ON_THE_FLY, parameters)) for _ in range(5))
    times = slow / best_product
    note = f"from the facts it takes {slow * 1000:.1f} ms, {times:.1f} times the product (goal ≥ 8 at M)"
    return Result("leader_query", best_limit, best_product, 1.3, (note,))


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
