"""The full and the incremental roll-up against one SQL statement each."""

from __future__ import annotations

from django.db import transaction

from bureau.totals import rolling
from bureau.totals.columns import KEY, page_columns
from tests.benchmarks import limits
from tests.benchmarks.data import FIRST_YEAR, YEARS, Size
from tests.benchmarks.measuring import Contest, Result, must_be_equal, rows, run, seconds

# Both sides hash and neither compiles: what the product tells the planner, the limit is told too.
PLANNER = """
SET jit = off; SET max_parallel_workers_per_gather = 0; SET enable_nestloop = off; SET enable_mergejoin = off;
SET enable_sort = off; SET work_mem = '1GB';
"""
UNPLANNED = "RESET ALL"
DIFFERENCE = "(SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}) LIMIT 5"
CELLS = ", ".join([*KEY, *page_columns()])

SLOT = 10
YEAR = FIRST_YEAR + YEARS - 1
TOWN = "SELECT id, parent_id FROM organisation_unit WHERE kind = 'town' ORDER BY id LIMIT 1"
CHANGE = """
UPDATE figures_figure SET value = value + 1, approved_value = approved_value + 1 WHERE unit_id = %s AND month = %s
"""
MARK = """
INSERT INTO figures_mark (unit_id, month, indicator_id)
SELECT unit_id, month, indicator_id FROM figures_figure WHERE unit_id = %s AND month = %s
"""


def rollup_full(size: Size) -> Result:
    run("DROP TABLE IF EXISTS bench_limit; CREATE UNLOGGED TABLE bench_limit (LIKE totals_total)")
    run("ALTER TABLE bench_limit ALTER computed_at DROP NOT NULL")

    def limit() -> None:
        run(PLANNER)
        run(limits.full())
        run(UNPLANNED)

    contest = Contest(
        limit=limit,
        product=rolling.roll_up,
        before_limit=lambda: run("TRUNCATE bench_limit; CHECKPOINT"),
        before_product=lambda: run("TRUNCATE totals_total; CHECKPOINT"),
    )
    best_limit, best_product = contest.best(5 if size.name == "S" else 2)
    _compare("bench_limit", "limit and product")
    ((pages,),) = rows("SELECT count(*) FROM totals_total")
    return Result("rollup_full", best_limit, best_product, 1.8, (f"{pages} pages of 84 cells, all equal",))


def rollup_incremental(size: Size) -> Result:
    whole = seconds(rolling.roll_up)
    run("DELETE FROM figures_mark; DROP TABLE IF EXISTS bench_copy")
    run("CREATE TABLE bench_copy (LIKE totals_total INCLUDING ALL)")
    run("INSERT INTO bench_copy SELECT * FROM totals_total ORDER BY 1, 2, 3, 4")
    run("VACUUM ANALYZE")
    ((town, bureau),) = rows(TOWN)
    siblings = [unit for (unit,) in rows("SELECT id FROM organisation_unit WHERE parent_id = %s", [bureau])]
    bureaus = [unit for (unit,) in rows("SELECT id FROM organisation_unit WHERE kind = 'bureau'")]
    parameters = {
        "unit": town,
        "year": YEAR,
        "siblings": [unit for unit in siblings if unit != town],
        "bureaus": [unit for unit in bureaus if unit != bureau],
        "rates": [rate for (rate,) in rows("SELECT id FROM catalogue_indicator WHERE aggregate = 'ratio'")],
    }
    statement = limits.one_month(SLOT)

    def change() -> None:
        with transaction.atomic():
            run("SET LOCAL session_replication_role = replica")  # the marks are written once, below
            run(CHANGE, [town, YEAR * 100 + SLOT])
            run(MARK, [town, YEAR * 100 + SLOT])

    def limit() -> None:
        with transaction.atomic():
            run(PLANNER.replace("SET ", "SET LOCAL "))
            run(statement, parameters)

    best_limit, best_product = Contest(limit=limit, product=rolling.drain, before_limit=change).best(15)
    _compare("bench_copy", "limit and product")
    run("DROP TABLE bench_copy; CREATE UNLOGGED TABLE bench_copy AS SELECT * FROM totals_total")
    rolling.roll_up()
    _compare("bench_copy", "incremental and full roll-up")
    share = best_product / whole
    notes = (
        f"a full roll-up takes {whole * 1000:.0f} ms: the increment is 1/{1 / share:.0f} of it "
        f"(goal at M ≤ 1/150) and a full roll-up afterwards differs in 0 cells",
    )
    return Result("rollup_incremental", best_limit, best_product, 1.5, notes)


def _compare(table: str, what: str) -> None:
    for one, other in ((table, "totals_total"), ("totals_total", table)):
        must_be_equal(rows(DIFFERENCE.format(columns=CELLS, one=one, other=other)), what)
