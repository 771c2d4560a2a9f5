"""Counting a register of a million rows: all of it, and one unit's month, against one SQL statement each.

The register is that of placements (一人一次就业登记) with its three indicators: all rows, one kind less those who left,
and the other kind. The limit says in plain SQL what the three rules say, for these columns alone; the product spells
its statement from the rules, keeps what differs, takes away what is gone, looks for cells and queue, settles marks.
"""

from __future__ import annotations

import datetime
from typing import Final

from django.db import transaction

from bureau.periods import Month
from bureau.registers.counting.draining import Locking, count_all, drain
from bureau.registers.models import RowMark
from tests.benchmarks.data import FIRST_YEAR, YEARS, Size
from tests.benchmarks.measuring import Contest, Result, must_be_equal, rows, run

REGISTER: Final = "employment.placements"
ROWS: Final = 1_000_000
LAST_YEAR: Final = FIRST_YEAR + YEARS - 1
MONTH: Final = Month(LAST_YEAR, 10)

# What the counter tells the planner, the limit is told too.
PLANNER: Final = "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'"

# In ten rows eight are in force; in ten of these one has left again.
FILL: Final = """
INSERT INTO employment_placement
    (reporting_unit_id, number, state, version, origin, explanation, created_at, changed_at, kind, prior_status,
     employer, form, registered_on, destination, left_on, check_result)
SELECT u.ids[1 + n %% array_length(u.ids, 1)], 'BENCH-' || n,
       CASE WHEN d.dice %% 10 < 8 THEN '计入' WHEN d.dice %% 10 = 8 THEN '登记' ELSE '核减' END, 1, 'imported', '',
       now(), now(), CASE WHEN d.dice %% 3 < 2 THEN '城镇新增' ELSE '转移就业' END, '初次', '', '单位', d.day, '本地',
       CASE WHEN d.dice %% 11 = 0 THEN d.day + (d.dice %% 400)::int END, '未核'
FROM generate_series(1, %(rows)s) n
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM organisation_unit WHERE kind IN ('section', 'town')) u
CROSS JOIN LATERAL (SELECT abs(hashint8(n::bigint)::bigint) AS dice) h
CROSS JOIN LATERAL (SELECT h.dice, %(first)s::date + (h.dice / 7 %% %(days)s)::int AS day) d
"""

INDICATORS: Final = """
INSERT INTO catalogue_indicator
    (code, name, short_name, domain, group_key, "group", duty, "order", unit, display_unit, decimals, kind,
     aggregate, direction, numerator, denominator, register, counting_rule, reported_by, assessed,
     year_start_month, definition, legal_basis, summary_sections, search_text, is_local, retired)
SELECT 'employment.' || code, code, '', 'employment', 'bench', '测试', 'bench', 2000, '人', '人', 0, 'flow',
       'sum', 'higher', '', '', %(register)s, rule, 'both', false, 1, '', '', '{}', '', false, false
FROM (VALUES ('urban_rural_jobs', 'count by registered_on'),
             ('urban_new_jobs', 'count where kind=城镇新增 by registered_on, minus left_on in period'),
             ('rural_transfer_jobs', 'count where kind=转移就业 by registered_on')) v (code, rule)
ON CONFLICT (code) DO NOTHING
"""

LIMIT: Final = """
INSERT INTO bench_tally (unit_id, month, indicator_id, value, rows)
SELECT unit_id, month, indicator_id, sum(value), sum(rows) FROM (
    SELECT unit_id, month, x.indicator_id, x.value, x.rows FROM (
        SELECT reporting_unit_id AS unit_id,
               (extract(year FROM registered_on) * 100 + extract(month FROM registered_on))::int AS month,
               count(*) AS whole, count(*) FILTER (WHERE kind = '城镇新增') AS urban,
               count(*) FILTER (WHERE kind = '转移就业') AS rural
        FROM employment_placement WHERE state = '计入' {came} GROUP BY 1, 2
    ) came CROSS JOIN LATERAL (VALUES (%(whole)s, whole, whole), (%(urban)s, urban, urban), (%(rural)s, rural, rural))
           x (indicator_id, value, rows)
    UNION ALL
    SELECT reporting_unit_id, (extract(year FROM left_on) * 100 + extract(month FROM left_on))::int, %(urban)s,
           -count(*), count(*) FILTER (WHERE date_trunc('month', registered_on) <> date_trunc('month', left_on))
    FROM employment_placement WHERE state = '计入' AND kind = '城镇新增' AND left_on IS NOT NULL {left} GROUP BY 1, 2
) events WHERE rows <> 0 OR value <> 0 GROUP BY 1, 2, 3
ON CONFLICT (unit_id, month, indicator_id) DO UPDATE SET value = EXCLUDED.value, rows = EXCLUDED.rows
"""
ONE: Final = "AND reporting_unit_id = %(unit)s AND {day} BETWEEN %(first)s AND %(last)s"

DIFFERENCE: Final = """
WITH product AS (SELECT unit_id, month, indicator_id, value, rows FROM registers_tally WHERE indicator_id = ANY(%s)),
plain AS (SELECT unit_id, month, indicator_id, value, rows FROM bench_tally)
(TABLE plain EXCEPT TABLE product) UNION ALL (TABLE product EXCEPT TABLE plain) LIMIT 5
"""
CHANGE: Final = """
UPDATE employment_placement SET state = CASE state WHEN '计入' THEN '登记' ELSE '计入' END
WHERE id = (SELECT min(id) FROM employment_placement
            WHERE reporting_unit_id = %(unit)s AND registered_on BETWEEN %(first)s AND %(last)s AND left_on IS NULL)
"""


def registers_full(size: Size) -> Result:
    """Every row of the register, from nothing to all tallies."""
    names = lay_out()

    def limit() -> None:
        with transaction.atomic():
            run(PLANNER)
            run(LIMIT.format(came="", left=""), names)

    contest = Contest(
        limit=limit,
        product=lambda: count_all([REGISTER]),
        before_limit=lambda: run("TRUNCATE bench_tally; CHECKPOINT"),
        before_product=lambda: run("DELETE FROM registers_tally; CHECKPOINT"),
    )
    best_limit, best_product = contest.best(5)
    must_be_equal(rows(DIFFERENCE, [list(names.values())]), "the plain statement and the counter")
    ((tallies,),) = rows("SELECT count(*) FROM registers_tally")
    notes = (f"{ROWS} rows, {tallies} tallies of three indicators, all equal",)
    return Result("registers_full", best_limit, best_product, 1.3, notes)


def registers_month(size: Size) -> Result:
    """One row of one unit changes, and its month is counted again."""
    names = lay_out()
    count_all([REGISTER])
    run("TRUNCATE bench_tally")
    with transaction.atomic():
        run(LIMIT.format(came="", left=""), names)
    run("VACUUM ANALYZE registers_tally")
    run("VACUUM ANALYZE bench_tally")
    ((unit,),) = rows("SELECT id FROM organisation_unit WHERE kind = 'town' ORDER BY id LIMIT 1")
    scope = {**names, "unit": unit, "first": MONTH.first_day, "last": MONTH.last_day}
    statement = LIMIT.format(came=ONE.format(day="registered_on"), left=ONE.format(day="left_on"))

    def change() -> None:
        with transaction.atomic():
            run("SET LOCAL session_replication_role = replica")  # the mark is written once, below
            run(CHANGE, scope)
        RowMark.objects.all().delete()
        RowMark.objects.create(register=REGISTER, unit_id=unit, month=MONTH)

    def limit() -> None:
        with transaction.atomic():
            run(PLANNER)
            run(statement, scope)

    best_limit, best_product = Contest(
        limit=limit, product=lambda: drain(Locking.WAIT), before_limit=change
    ).best(25)
    must_be_equal(rows(DIFFERENCE, [list(names.values())]), "the plain statement and the counter")
    must_be_equal(rows("SELECT id FROM registers_rowmark"), "no mark and the marks left")
    notes = ("lock, marks, rules, tallies, cells, queue and the marks' deletion against the bare statement",)
    return Result("registers_month", best_limit, best_product, 3.0, notes)


def lay_out() -> dict[str, int]:
    """The rows and the indicators, once; the ids of the indicators by name."""
    if not rows("SELECT 1 FROM employment_placement WHERE number LIKE 'BENCH-%%' LIMIT 1", []):
        with transaction.atomic():
            run("SET LOCAL session_replication_role = replica")
            run(INDICATORS, {"register": REGISTER})
            first, last = datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)
            run(FILL, {"rows": ROWS, "first": first, "days": (last - first).days + 1})
        run("CREATE UNLOGGED TABLE IF NOT EXISTS bench_tally (LIKE registers_tally INCLUDING ALL)")
        run("VACUUM ANALYZE employment_placement")
        RowMark.objects.all().delete()
    found = dict(rows("SELECT name, id FROM catalogue_indicator WHERE register = %s", [REGISTER]))
    return {
        "whole": found["urban_rural_jobs"],
        "urban": found["urban_new_jobs"],
        "rural": found["rural_transfer_jobs"],
    }
