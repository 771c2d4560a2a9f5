"""Keeping the deadlines of rows in step with the rows: made anew whenever a row is written, for many at once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError as BrokerError

from bureau.registers.deadlines.computing import Line, ground_of
from bureau.registers.deadlines.terms import terms_of
from bureau.registers.declarations import Register
from bureau.registers.rows import Row

logger = logging.getLogger(__name__)

WATCH: Final = "registers.watch"

_KEEP = """
INSERT INTO registers_deadline AS d
    (register, row_id, key, kind, unit_id, owner_id, starts_on, due_on, remind_on)
SELECT %(register)s, w.* FROM unnest(
    %(rows)s::bigint[], %(keys)s::text[], %(kinds)s::text[], %(units)s::bigint[], %(owners)s::bigint[],
    %(starts)s::date[], %(dues)s::date[], %(reminds)s::date[]) w
ON CONFLICT (register, row_id, key) DO UPDATE SET
    kind = excluded.kind, unit_id = excluded.unit_id, owner_id = excluded.owner_id,
    starts_on = excluded.starts_on, due_on = excluded.due_on, remind_on = excluded.remind_on
WHERE (d.kind, d.unit_id, d.owner_id, d.starts_on, d.due_on, d.remind_on) IS DISTINCT FROM
    (excluded.kind, excluded.unit_id, excluded.owner_id, excluded.starts_on, excluded.due_on, excluded.remind_on)
"""

# Lines of cadences belong to a period, not to the row they point to.
_DROP = """
DELETE FROM registers_deadline d
WHERE d.register = %(register)s AND d.row_id = ANY(%(all)s) AND d.kind <> 'cadence' AND NOT EXISTS (
    SELECT 1 FROM unnest(%(rows)s::bigint[], %(keys)s::text[]) w(row_id, key)
    WHERE w.row_id = d.row_id AND w.key = d.key)
"""


def refresh(register: Register, rows: Sequence[Row]) -> None:
    """Make the deadlines of these rows again; called in the transaction that writes them."""
    if rows and register.cadences:
        transaction.on_commit(partial(_ring, register.code), robust=True)
    if not rows or not terms_of(register):
        return
    ground = ground_of(register, rows)
    lines = [line for row in rows for line in ground.lines_of(row)]
    _write(register, [row.pk for row in rows], lines)


def _ring(code: str) -> None:
    """Let missed periods be looked for. A dead bell is no error: beat looks by itself every hour."""
    try:
        current_app.send_task(WATCH, args=[code], retry=False, expires=600)
    except (BrokerError, OSError) as error:
        logger.warning("The bell for the cadences of %s is dead, beat will do: %s", code, error)


def _write(register: Register, ids: Sequence[int], lines: Sequence[Line]) -> None:
    keys: dict[str, Any] = {  # Any: arrays of columns of every type
        "register": register.code,
        "all": list(ids),
        "rows": [line.row_id for line in lines],
        "keys": [line.key for line in lines],
    }
    with connection.cursor() as cursor:
        cursor.execute(_DROP, keys)
        if lines:
            cursor.execute(
                _KEEP,
                keys
                | {
                    "kinds": [line.kind for line in lines],
                    "units": [line.unit_id for line in lines],
                    "owners": [line.owner_id for line in lines],
                    "starts": [line.starts_on for line in lines],
                    "dues": [line.due_on for line in lines],
                    "reminds": [line.remind_on for line in lines],
                },
            )
