"""The queue of differences (待重述): what the rows of a settled month come to, beside what was approved.

The month stays as it is. At most one difference waits per cell; it is kept up to date while it waits, and goes when
there is none any more. A difference that was only noted stays explained: what waits is what came since.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from django.db import connection, models
from django.utils import timezone

from bureau.registers.counting.columns import month_of
from bureau.registers.counting.filling import ADOPTED
from bureau.registers.registry import find_register
from bureau.totals.columns import spell

# What a cell stands at: as approved, with what corrections booked elsewhere for it and what was only noted. A cell
# that somebody reports otherwise has its explanation and is no count.
SETTLED: Final = """
settled AS (
    SELECT c.register, c.unit_id, c.indicator_id, c.month, c.counted, f.approved_value + (
               SELECT coalesce(sum(b.amount), 0)
               FROM figures_booking b JOIN figures_correction k ON k.id = b.correction_id
               WHERE k.unit_id = c.unit_id AND k.month = c.month AND k.indicator_id = c.indicator_id) + (
               SELECT coalesce(sum(coalesce(n.counted, 0) - coalesce(n.reported, 0)), 0) FROM registers_restatement n
               WHERE n.unit_id = c.unit_id AND n.month = c.month AND n.indicator_id = c.indicator_id
                 AND n.state = 'noted') AS reported
    FROM cells c
    LEFT JOIN figures_figure f ON f.unit_id = c.unit_id AND f.month = c.month AND f.indicator_id = c.indicator_id
    WHERE c.state IN ('approved', 'locked') AND f.source IS DISTINCT FROM 'override'
)
"""

_QUEUE: Final = spell(
    """
WITH $adopted, $settled,
differing AS MATERIALIZED (
    SELECT DISTINCT * FROM settled WHERE coalesce(counted, 0) <> coalesce(reported, 0)
), gone AS (
    UPDATE registers_restatement w SET state = 'gone', decided_at = %(at)s
    FROM (SELECT unnest(%(told_indicators)s::bigint[]) AS indicator_id, unnest(%(told_units)s::bigint[]) AS unit_id,
                 unnest(%(told_firsts)s::int[]) AS first, unnest(%(told_lasts)s::int[]) AS last) t
    WHERE w.state = 'waiting' AND w.indicator_id = t.indicator_id AND w.month BETWEEN t.first AND t.last
      AND (t.unit_id IS NULL OR w.unit_id = t.unit_id)
      AND NOT EXISTS (SELECT 1 FROM differing d
                      WHERE (d.unit_id, d.month, d.indicator_id) = (w.unit_id, w.month, w.indicator_id))
)
INSERT INTO registers_restatement AS w
       (register, unit_id, indicator_id, month, reported, counted, state, seen_at, reason, document)
SELECT register, unit_id, indicator_id, month, reported, counted, 'waiting', %(at)s, '', '' FROM differing
ON CONFLICT (unit_id, indicator_id, month) WHERE state = 'waiting' DO UPDATE
SET reported = EXCLUDED.reported, counted = EXCLUDED.counted, register = EXCLUDED.register
WHERE (w.reported, w.counted, w.register) IS DISTINCT FROM (EXCLUDED.reported, EXCLUDED.counted, EXCLUDED.register)
RETURNING w.id, w.register
""",
    adopted=ADOPTED,
    settled=SETTLED,
)

# Whoever changed the rows last: first among those with a date in that month, then in the unit at all.
_CHANGERS: Final = """
UPDATE registers_restatement w SET changed_by_id = (
    SELECT r.changed_by_id FROM $table r
    WHERE r.reporting_unit_id = w.unit_id AND r.changed_by_id IS NOT NULL
    ORDER BY w.month IN ($months) DESC, r.changed_at DESC, r.id DESC LIMIT 1)
WHERE w.id = ANY(%s)
"""


def requeue(parameters: dict[str, Any]) -> int:  # Any: whatever the driver adapts
    """Bring the queue up to date for what was told. Returns how many differences came or changed."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, {**parameters, "at": timezone.now()})
        found: defaultdict[str, list[int]] = defaultdict(list)
        for pk, register in cursor.fetchall():
            found[register].append(pk)
    for register, waiting in found.items():
        _name_changers(register, waiting)
    return sum(len(waiting) for waiting in found.values())


def _name_changers(code: str, waiting: list[int]) -> None:
    register = find_register(code)
    assert register is not None  # only counted indicators come this far
    quote = connection.ops.quote_name
    days = [
        f"r.{quote(str(field.column))}"
        for field in register.model._meta.concrete_fields
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
    ]
    months = ", ".join(f"coalesce({month_of(day, None)}, 0)" for day in days)
    statement = spell(_CHANGERS, table=quote(register.table), months=months)
    with connection.cursor() as cursor:
        cursor.execute(statement, [waiting])
