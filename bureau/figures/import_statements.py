"""The statements of an import: what every cell of a file comes to, and the upsert of those that change."""

from __future__ import annotations

STAGE = """
CREATE TEMPORARY TABLE given (place bigint, unit_id bigint, month int, indicator_id bigint, value numeric(18, 4),
    seen int, has_note boolean, note text, has_explanation boolean, explanation text) ON COMMIT DROP
"""

# A sort of a whole file stays in memory; and compiling a statement costs more than these take.
ROOM = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"

# The months in which each unit reports each indicator: looked up once a pair, not once a cell. A table, because
# the rows of a WITH are guessed to be few, and joined one by one.
ASSIGNED = """
CREATE TEMPORARY TABLE assigned ON COMMIT DROP AS
SELECT a.unit_id, a.indicator_id, range_agg(int4range(a.begins, a.ends, '[]')) AS months
FROM catalogue_assignment a
WHERE a.unit_id IN (SELECT t.unit_id FROM {table} t) AND (a.ends IS NULL OR a.ends >= a.begins)
GROUP BY a.unit_id, a.indicator_id
"""

JUDGE = """
CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
SELECT c.place, c.unit_id, c.month, c.indicator_id, c.value, c.note, c.explanation, c.old, c.version, c.words,
       c.state, c.changed_by_id, c.twin, c.refusal,
       CASE WHEN c.source IN ('counted', 'override') AND c.value IS DISTINCT FROM c.old THEN 'override'
            WHEN c.source = 'counted' THEN 'counted' END AS kept_source,
       CASE WHEN c.twin IS NOT NULL THEN 'twice'
            WHEN c.value IS NOT DISTINCT FROM c.old AND NOT c.words THEN 'same'
            WHEN c.refusal <> '' THEN 'refused'
            WHEN c.aggregate = 'ratio' THEN 'derived'
            WHEN NOT c.assigned THEN 'unassigned'
            WHEN c.month > %(now)s THEN 'not_begun'
            WHEN c.sheet_id IS NULL AND NOT c.unit_open THEN 'closed_unit'
            WHEN c.state NOT IN ('open', 'returned') THEN 'wrong_state'
            WHEN c.state = 'returned' AND NOT c.sent_back THEN 'not_returned'
            WHEN c.seen <> c.version THEN 'stale'
            WHEN c.value < 0 AND coalesce(c.explanation, '') = '' THEN 'unexplained'
            WHEN c.source IN ('counted', 'override') AND c.value IS DISTINCT FROM c.old
                 AND coalesce(c.explanation, '') = '' THEN 'counted'
            WHEN c.old IS NULL AND c.value IS NOT NULL THEN 'new' ELSE 'changed' END AS verdict
FROM (
    SELECT g.place, g.unit_id, g.month, g.indicator_id, g.value, g.seen, x.refusal, f.value AS old,
           coalesce(f.version, 0) AS version, coalesce(f.source, '') AS source, f.changed_by_id,
           CASE WHEN g.has_note THEN g.note ELSE f.note END AS note,
           CASE WHEN g.has_explanation THEN g.explanation ELSE f.explanation END AS explanation,
           (g.has_note AND coalesce(g.note, '') <> coalesce(f.note, ''))
           OR (g.has_explanation AND coalesce(g.explanation, '') <> coalesce(f.explanation, '')) AS words,
           i.aggregate, s.id AS sheet_id, coalesce(s.state, 'open') AS state,
           (u.opened_on IS NULL OR u.opened_on < (to_date(g.month::text, 'YYYYMM') + interval '1 month'))
           AND (u.closed_on IS NULL OR u.closed_on >= to_date(g.month::text, 'YYYYMM')) AS unit_open,
           coalesce(a.months @> g.month, false) AS assigned,
           EXISTS (SELECT 1 FROM figures_cellreturn r WHERE r.sheet_id = s.id
                   AND r.indicator_id = g.indicator_id AND r.settled_at IS NULL) AS sent_back,
           lag(g.place) OVER (PARTITION BY g.unit_id, g.month, g.indicator_id ORDER BY g.place) AS twin
    FROM given g
    JOIN catalogue_indicator i ON i.id = g.indicator_id
    JOIN organisation_unit u ON u.id = g.unit_id
    LEFT JOIN assigned a ON a.unit_id = g.unit_id AND a.indicator_id = g.indicator_id
    LEFT JOIN unnest(%(units)s::bigint[], %(domains)s::text[], %(months)s::int[], %(refusals)s::text[])
           AS x (unit_id, domain, month, refusal)
           ON x.unit_id = g.unit_id AND x.domain = i.domain AND x.month = g.month
    LEFT JOIN figures_sheet s ON s.unit_id = g.unit_id AND s.month = g.month AND s.domain = i.domain
    LEFT JOIN figures_figure f
           ON f.unit_id = g.unit_id AND f.month = g.month AND f.indicator_id = g.indicator_id
) c
"""

JUDGED = """
SELECT j.place, j.verdict, j.unit_id, j.month, j.indicator_id, j.old, j.value, j.words, j.state,
       coalesce(w.full_name, ''), j.twin, coalesce(j.refusal, '')
FROM judged j LEFT JOIN organisation_user w ON w.id = j.changed_by_id
WHERE (j.verdict = ANY(%s)) = %s ORDER BY j.place LIMIT %s
"""

PLAN = """
COPY (SELECT unit_id, month, indicator_id, value, version, note, explanation, kept_source FROM judged
      WHERE verdict IN ('new', 'changed') ORDER BY unit_id, month, indicator_id) TO STDOUT
"""

PLANNED = """
CREATE TEMPORARY TABLE planned (unit_id bigint, month int, indicator_id bigint, value numeric(18, 4), version int,
    note text, explanation text, kept_source text) ON COMMIT DROP
"""

OPEN = """
WITH opened AS (
    INSERT INTO figures_sheet (unit_id, month, domain, state, content_hash, opened_at)
    SELECT DISTINCT p.unit_id, p.month, i.domain, 'open', '', %(at)s::timestamptz
    FROM planned p JOIN catalogue_indicator i ON i.id = p.indicator_id
    ON CONFLICT (unit_id, month, domain) DO NOTHING RETURNING id
)
INSERT INTO figures_sheetevent (sheet_id, step, from_state, to_state, by_id, at, remark)
SELECT id, 'open', '', 'open', %(by)s, %(at)s, '' FROM opened
"""

# Locked in one order by everybody, and for the rest of the transaction: no approval passes between look and write.
LOCK = """
SELECT s.id FROM figures_sheet s
WHERE (s.unit_id, s.month, s.domain) IN (
    SELECT p.unit_id, p.month, i.domain FROM planned p JOIN catalogue_indicator i ON i.id = p.indicator_id)
ORDER BY s.id FOR SHARE
"""

# Cells that were not there are left to the upsert, which writes none that is there by now; only to name such a cell
# are they looked up.
OVERTAKEN = """
SELECT p.unit_id, p.month, p.indicator_id, coalesce(w.full_name, '')
FROM planned p
JOIN catalogue_indicator i ON i.id = p.indicator_id
JOIN figures_sheet s ON s.unit_id = p.unit_id AND s.month = p.month AND s.domain = i.domain
LEFT JOIN figures_figure f ON f.unit_id = p.unit_id AND f.month = p.month AND f.indicator_id = p.indicator_id
    AND (p.version > 0 OR %(new_too)s)
LEFT JOIN assigned a ON a.unit_id = p.unit_id AND a.indicator_id = p.indicator_id
LEFT JOIN organisation_user w ON w.id = f.changed_by_id
WHERE coalesce(f.version, 0) <> p.version
   OR s.state NOT IN ('open', 'returned')
   OR s.state = 'returned' AND NOT EXISTS (
      SELECT 1 FROM figures_cellreturn r
      WHERE r.sheet_id = s.id AND r.indicator_id = p.indicator_id AND r.settled_at IS NULL)
   OR NOT coalesce(a.months @> p.month, false)
ORDER BY p.unit_id, p.month, p.indicator_id LIMIT 20
"""

UPSERT = """
INSERT INTO figures_figure AS f (unit_id, month, indicator_id, sheet_id, value, version, source, note, explanation,
                                 changed_by_id, changed_at)
SELECT p.unit_id, p.month, p.indicator_id, s.id, p.value, p.version + 1,
       coalesce(p.kept_source, CASE WHEN p.month < %(historic)s THEN 'historic' ELSE %(source)s END),
       p.note, p.explanation, %(by)s, %(at)s
FROM planned p
JOIN catalogue_indicator i ON i.id = p.indicator_id
JOIN figures_sheet s ON s.unit_id = p.unit_id AND s.month = p.month AND s.domain = i.domain
ORDER BY p.unit_id, p.month, p.indicator_id
ON CONFLICT (unit_id, month, indicator_id) DO UPDATE
SET value = EXCLUDED.value, version = EXCLUDED.version, source = EXCLUDED.source, note = EXCLUDED.note,
    explanation = EXCLUDED.explanation, changed_by_id = EXCLUDED.changed_by_id, changed_at = EXCLUDED.changed_at,
    sheet_id = EXCLUDED.sheet_id
WHERE f.version = EXCLUDED.version - 1
"""
