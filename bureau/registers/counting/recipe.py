"""The statements of the counter, with places for what a register and its rules put in."""

from __future__ import annotations

from typing import Final

# A date outside the years that anybody may name is a slip of the pen and counts nowhere.
FRESH: Final = """
WITH $scans
spans AS (
    SELECT * FROM unnest($ids::bigint[], $firsts::int[], $lasts::int[], $starts::int[], $silent::boolean[])
           AS s (indicator_id, first, last, start, silent)
),
$folds
answers (unit_id, month, indicator_id, value, rows) AS ($answers)
SELECT a.unit_id, a.month, a.indicator_id,
       CASE WHEN s.silent THEN sum(a.value) ELSE coalesce(sum(a.value), 0) END AS value, sum(a.rows)::int AS rows
FROM answers a JOIN spans s USING (indicator_id)
WHERE a.month BETWEEN coalesce(s.first, $earliest_named) AND coalesce(s.last, $latest_named)
GROUP BY a.unit_id, a.month, a.indicator_id, s.silent
"""

# The months for which what came before is told, each with the class of graduates that it is about.
GRID: Final = """
grid AS MATERIALIZED (
    SELECT month, (month / 100 - (mod(month, 100) < $class_begins)::int) AS class
    FROM (
        SELECT (date_part('year', day) * 100 + date_part('month', day))::int AS month
        FROM generate_series(to_date(greatest($earliest, $earliest_named)::text, 'YYYYMM')::timestamp,
                             to_date($horizon::text, 'YYYYMM')::timestamp, interval '1 month') day
    ) days
),
"""

OPEN_SUMS: Final = """
open_sums AS (
    SELECT e.unit_id, e.indicator_id, greatest(e.month, coalesce(s.first, $earliest_named)) AS month,
           sum(e.value) AS value, sum(e.rows) AS rows
    FROM ($events) e (unit_id, month, indicator_id, value, rows) JOIN spans s USING (indicator_id) GROUP BY 1, 2, 3
),
"""
OPEN: Final = """
SELECT k.unit_id, g.month, k.indicator_id, sum(e.value) OVER w, sum(e.rows) OVER w
FROM (SELECT unit_id, indicator_id, min(month) AS since FROM open_sums GROUP BY 1, 2) k
JOIN grid g ON g.month >= k.since
LEFT JOIN open_sums e ON e.unit_id = k.unit_id AND e.indicator_id = k.indicator_id AND e.month = g.month
WINDOW w AS (PARTITION BY k.unit_id, k.indicator_id ORDER BY g.month)
"""

YEAR_SUMS: Final = """
year_sums AS (
    SELECT e.unit_id, e.indicator_id, e.month, s.start,
           e.month / 100 + (s.start > 1 AND mod(e.month, 100) >= s.start)::int AS year,
           sum(e.value) AS value, sum(e.rows) AS rows
    FROM ($events) e (unit_id, month, indicator_id, value, rows) JOIN spans s USING (indicator_id)
    GROUP BY 1, 2, 3, 4, 5
),
"""
YEAR: Final = """
SELECT k.unit_id, g.month, k.indicator_id, sum(e.value) OVER w, sum(e.rows) OVER w
FROM (SELECT unit_id, indicator_id, start, year, min(month) AS since FROM year_sums GROUP BY 1, 2, 3, 4) k
JOIN grid g ON g.month >= k.since AND k.year = g.month / 100 + (k.start > 1 AND mod(g.month, 100) >= k.start)::int
LEFT JOIN year_sums e ON e.unit_id = k.unit_id AND e.indicator_id = k.indicator_id AND e.month = g.month
WINDOW w AS (PARTITION BY k.unit_id, k.indicator_id, k.year ORDER BY g.month)
"""

SCAN: Final = """
$name AS (
    SELECT r.reporting_unit_id AS unit_id, $month AS month, $gathered FROM $table r WHERE $rows GROUP BY 1, 2
)"""
SCANNED: Final = """
SELECT s.unit_id, s.month, x.indicator_id, x.value, x.rows
FROM $name s CROSS JOIN LATERAL (VALUES $values) x (indicator_id, value, rows) WHERE x.rows <> 0 OR x.value <> 0
"""
APPEARED: Final = """
$name AS (
    SELECT unit_id, month, count(*) AS value
    FROM (
        SELECT r.reporting_unit_id AS unit_id, min($month) AS month
        FROM $table r CROSS JOIN LATERAL unnest($values) v (value)
        WHERE $rows AND v.value <> '' GROUP BY r.reporting_unit_id, v.value, $year
    ) x GROUP BY 1, 2
)"""
CLASSED: Final = """
$name AS (
    SELECT r.reporting_unit_id AS unit_id, $class_year AS class, $month AS month, $value AS value, $count AS rows
    FROM $table r WHERE $rows GROUP BY 1, 2, 3
)"""
OF_CLASS: Final = """
SELECT c.unit_id, g.month, $id::bigint, sum(c.value), sum(c.rows)
FROM $name c JOIN grid g ON c.class = g.class AND c.month <= g.month WHERE c.rows > 0 GROUP BY 1, 2
"""
ARRIVED: Final = "SELECT unit_id, month, $id::bigint, value::numeric, 0 FROM $name"
FIRST: Final = "(SELECT min(month) FROM $name)"
