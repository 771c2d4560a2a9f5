"""The counter: takes marks, counts what they touch again, deletes exactly the marks it saw.

What is owed stands in PostgreSQL (`registers_rowmark`, appended in the transaction of every change of rows, sheets,
adoptions and rules). Everything is done in one transaction under one lock: a counter that dies has changed nothing, and
a mark that is appended meanwhile waits for the next round. Counting twice, late or in any order ends in the same
tallies, because they are made again and never adjusted.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from django.db import connection, transaction

from bureau.periods import Month
from bureau.registers.counting.compiling import EARLIEST, LATEST, Scope
from bureau.registers.counting.counted import Counted, How, load_counted
from bureau.registers.counting.filling import fill, parameters_of, told
from bureau.registers.counting.queueing import requeue
from bureau.registers.counting.tallying import count, forget_all_but, this_month
from bureau.registers.models import Adoption, RowMark

LOCK: Final = 20_264
MARKS_AT_ONCE: Final = 20_000
# More different spans of months than these are counted as one: reading the months between costs less than asking again.
SPANS_AT_ONCE: Final = 6

# Counting reads many rows once: compiling a statement costs more than it saves, and a large count sorts in memory.
_TRY: Final = """
SELECT pg_try_advisory_xact_lock(%s, 0), set_config('jit', 'off', true), set_config('work_mem', '64MB', true)
"""
_WAIT: Final = _TRY.replace("pg_try_advisory_xact_lock", "pg_advisory_xact_lock")
_MARKS: Final = "SELECT id, register, unit_id, month FROM registers_rowmark ORDER BY id LIMIT %s"
_SETTLED: Final = "DELETE FROM registers_rowmark WHERE id = ANY(%s)"
_MARK: Final = """
INSERT INTO registers_rowmark (register, unit_id, month) SELECT unnest(%s::text[]), NULL, %s::int
"""
# Stocks are told month by month; when a month has begun they are told for it, though no row changed.
_TURN: Final = """
INSERT INTO registers_horizon AS h (id, month) VALUES (1, %(month)s)
ON CONFLICT (id) DO UPDATE SET month = EXCLUDED.month WHERE h.month < EXCLUDED.month RETURNING 1
"""


class Locking(enum.Enum):
    """How a counter takes its turn."""

    TRY = "somebody else is counting: leave it to them"
    WAIT = "wait for whoever is counting"


class MarkSeen(NamedTuple):
    """A mark as the counter read it: null reads as all."""

    id: int
    register: str
    unit_id: int | None
    month: int | None


def drain(locking: Locking = Locking.TRY) -> int:
    """Settle marks until none is left, and return how many were settled.

    A ring that finds somebody counting goes home: whoever counts looks for marks once more after letting go.
    """
    settled = 0
    while RowMark.objects.exists() and (number := settle(locking)):
        settled += number
    return settled


def settle(locking: Locking = Locking.WAIT) -> int:
    """Settle the marks there are in one transaction and return how many there were."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WAIT if locking is Locking.WAIT else _TRY, [LOCK])
        taken, *_ = cursor.fetchone() or (False,)
        if taken is False:
            return 0
        cursor.execute(_MARKS, [MARKS_AT_ONCE])
        marks = [MarkSeen(*row) for row in cursor.fetchall()]
        if marks:
            _count_again(marks, this_month())
            cursor.execute(_SETTLED, [[mark.id for mark in marks]])
    return len(marks)


def turn_month() -> bool:
    """Mark all stocks when a month has begun since they were told. Returns whether one had."""
    month = this_month()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TURN, {"month": month.number})
        if cursor.fetchone() is None:
            return False
        stocks = {
            part.register.code for one in load_counted() for part in one.parts if part.how is not How.MONTH
        }
        cursor.execute(_MARK, [sorted(stocks), month.number])
    return True


def count_all(registers: Iterable[str] | None = None) -> int:
    """Count all rows of these registers (None: of all), with figures and queue. Returns how many tallies moved."""
    horizon = this_month()
    wanted = None if registers is None else set(registers)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WAIT, [LOCK])
        counted = load_counted(wanted)
        if wanted is None:
            forget_all_but([one.id for one in counted])
        scope = Scope()
        moved = sum(count(some, scope, horizon) for some in _by_register(counted))
        parameters = parameters_of(counted, told(counted, scope, horizon))
        fill(parameters)
        requeue(parameters)
    return moved


def _by_register(counted: Iterable[Counted]) -> Iterable[list[Counted]]:
    piles: defaultdict[str, list[Counted]] = defaultdict(list)
    for one in counted:
        piles[one.register.code].append(one)
    return piles.values()


def _count_again(marks: Iterable[MarkSeen], horizon: Month) -> None:
    by_register: defaultdict[str, list[MarkSeen]] = defaultdict(list)
    for mark in marks:
        by_register[mark.register].append(mark)
    counted = load_counted(by_register.keys())
    asked = []
    for register, some in by_register.items():
        touched = [one for one in counted if one.touches({register})]
        for scope in scopes_of(some):
            count(touched, scope, horizon)
            asked += told(touched, scope, horizon)
    if asked and Adoption.objects.filter(register__in={one.register.code for one in counted}).exists():
        parameters = parameters_of(counted, asked)
        fill(parameters)
        requeue(parameters)


def scopes_of(marks: Iterable[MarkSeen]) -> list[Scope]:
    """What the marks of one register ask for: units with the same span of months together."""
    spans: dict[int, tuple[int, int] | None] = {}
    everywhere: list[int] = []
    for mark in marks:
        if mark.unit_id is None:
            if mark.month is None:
                return [Scope()]
            everywhere.append(mark.month)
        elif mark.month is None:
            spans[mark.unit_id] = None
        else:
            span = spans.get(mark.unit_id, (mark.month, mark.month))
            if span is not None:
                spans[mark.unit_id] = min(span[0], mark.month), max(span[1], mark.month)
    units: defaultdict[tuple[int, int] | None, list[int]] = defaultdict(list)
    for unit_id, span in spans.items():
        units[span].append(unit_id)
    dated = [span for span in units if span is not None]
    if len(dated) > SPANS_AT_ONCE:
        whole = min(first for first, _ in dated), max(last for _, last in dated)
        together = sorted(unit for span in dated for unit in units.pop(span))
        units[whole] = together
    scopes = [Scope(None, *_months(min(everywhere), max(everywhere)))] if everywhere else []
    for span, some in units.items():
        scopes.append(Scope(tuple(sorted(some)), *(_months(*span) if span else (None, None))))
    return scopes


def _months(first: int, last: int) -> tuple[Month, Month]:
    """A slip of the pen (0202年) may have left a mark outside the years there are."""
    within = [min(max(number, EARLIEST.number), LATEST.number) for number in (first, last)]
    return Month.from_number(within[0]), Month.from_number(within[1])
