"""Tallies made again from the rows: what differs is written, what no row bears out any more is taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from bureau.periods import Month
from bureau.registers.counting.compiling import Scope, Statement
from bureau.registers.counting.counted import Counted
from bureau.totals.columns import spell

_COUNT: Final = """
WITH fresh AS MATERIALIZED ($fresh),
gone AS (
    DELETE FROM registers_tally t
    USING unnest(%(spans_ids)s::bigint[], %(spans_firsts)s::int[], %(spans_lasts)s::int[]) s (indicator_id, first, last)
    WHERE t.indicator_id = s.indicator_id AND t.month BETWEEN coalesce(s.first, 0) AND coalesce(s.last, 999912)
      AND (%(units)s::bigint[] IS NULL OR t.unit_id = ANY(%(units)s))
      AND NOT EXISTS (SELECT 1 FROM fresh f
                      WHERE (f.unit_id, f.month, f.indicator_id) = (t.unit_id, t.month, t.indicator_id))
    RETURNING 1
),
kept AS (
    INSERT INTO registers_tally AS t (unit_id, month, indicator_id, value, rows, counted_at)
    SELECT unit_id, month, indicator_id, value, rows, now() FROM fresh
    ON CONFLICT (unit_id, month, indicator_id) DO UPDATE
    SET value = EXCLUDED.value, rows = EXCLUDED.rows, counted_at = EXCLUDED.counted_at
    WHERE (t.value, t.rows) IS DISTINCT FROM (EXCLUDED.value, EXCLUDED.rows)
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM kept)
"""

_DIFFERENT: Final = """
WITH fresh AS MATERIALIZED ($fresh),
kept AS (SELECT unit_id, month, indicator_id, value, rows FROM registers_tally WHERE indicator_id = ANY(%(spans_ids)s))
SELECT unit_id, month, indicator_id, kept.value, kept.rows, fresh.value, fresh.rows
FROM fresh FULL JOIN kept USING (unit_id, month, indicator_id)
WHERE (fresh.value, fresh.rows) IS DISTINCT FROM (kept.value, kept.rows)
ORDER BY unit_id, month, indicator_id
"""

_FORGET: Final = "DELETE FROM registers_tally WHERE indicator_id <> ALL(%s)"


def this_month() -> Month:
    """The month up to which stocks are told."""
    return Month.of(timezone.localdate())


def count(counted: Sequence[Counted], scope: Scope, horizon: Month) -> int:
    """Make the tallies of a scope again, in the transaction of the caller. Returns how many changed."""
    if not counted:
        return 0
    statement = Statement(counted, scope, horizon)
    with connection.cursor() as cursor:
        cursor.execute(spell(_COUNT, fresh=statement.sql), _parameters(statement, scope))
        (changed,) = cursor.fetchone() or (0,)
    return int(changed)


def forget_all_but(indicators: Collection[int]) -> None:
    """Take away the tallies of indicators that are counted no more."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [list(indicators)])


@dataclass(frozen=True)
class WrongTally:
    """A tally beside what a fresh count of the rows says; rows are None where there is none."""

    unit_id: int
    month: Month
    indicator_id: int
    kept: Decimal | None
    kept_rows: int | None
    counted: Decimal | None
    counted_rows: int | None


def wrong_tallies(counted: Sequence[Counted], horizon: Month) -> Iterator[WrongTally]:
    """Every tally of these indicators that a full count does not bear out. Writes nothing."""
    if not counted:
        return
    scope = Scope()
    statement = Statement(counted, scope, horizon)
    with connection.cursor() as cursor:
        cursor.execute(spell(_DIFFERENT, fresh=statement.sql), _parameters(statement, scope))
        for unit_id, month, indicator_id, *rest in cursor.fetchall():
            yield WrongTally(unit_id, Month.from_number(month), indicator_id, *rest)


def _parameters(statement: Statement, scope: Scope) -> dict[str, Any]:  # Any: whatever the driver adapts
    spans = statement.spans
    return {
        **statement.parameters,
        "spans_ids": list(spans),
        "spans_firsts": [span.first and span.first.number for span in spans.values()],
        "spans_lasts": [span.last and span.last.number for span in spans.values()],
        "units": None if scope.units is None else list(scope.units),
    }
