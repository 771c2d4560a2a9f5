"""Cadences: what has to happen in every month, quarter, half or year, and who has let a period pass (缺期).

A cadence is watched for the unit that keeps the register or, with `per`, for each firm. What counts is the period
that runs now and the one before: where this one has what it needs, nothing is owed any more.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from bureau.organisation.models import Unit
from bureau.registers.deadlines.periods import period_of
from bureau.registers.deadlines.terms import AT, Kind
from bureau.registers.deadlines.usage import keepers
from bureau.registers.declarations import FilledBy, Register
from bureau.registers.models import Deadline
from bureau.registers.registry import all_registers
from bureau.registers.timing import Cadence, Every

_DAY = datetime.timedelta(days=1)
# How many days before the end of the period it becomes pressing.
_LEAD: Final = {Every.MONTH: 7, Every.QUARTER: 15, Every.HALF: 30, Every.YEAR: 60}


def watch_all(today: datetime.date | None = None) -> int:
    """Make the lines of every cadence again; returns how many stand."""
    return sum(watch(register, today) for register in all_registers() if register.cadences)


def watch(register: Register, today: datetime.date | None = None) -> int:
    """Make the lines of the cadences of one register again."""
    today = today or timezone.localdate()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"registers.watch {register.code}"])
        lines = [line for cadence in register.cadences for line in _lines(register, cadence, today)]
        Deadline.objects.bulk_create(
            lines,
            batch_size=2_000,
            update_conflicts=True,
            unique_fields=["register", "row_id", "key"],
            update_fields=["kind", "unit", "owner", "starts_on", "due_on", "remind_on"],
        )
        wanted = [(line.row_id, line.key) for line in lines]
        standing = Deadline.objects.filter(register=register.code, kind=Kind.CADENCE)
        gone = [
            pk
            for pk, row_id, key in standing.values_list("pk", "row_id", "key")
            if (row_id, key) not in set(wanted)
        ]
        Deadline.objects.filter(pk__in=gone).delete()
    return len(lines)


def _lines(register: Register, cadence: Cadence, today: datetime.date) -> Iterator[Deadline]:
    if cadence.per:
        yield from _lines_per(register, cadence, today)
        return
    for unit in keepers(register, today):
        below = Q(reporting_unit=unit) if register.filled_by is FilledBy.TOWNS else _of_bureau(unit)
        rows = register.model._default_manager.filter(below, state__in=register.counted_states)
        began = rows.aggregate(first=Min(cadence.by))["first"]
        done = [day for (day,) in _days(rows.filter(_where(cadence.where)), cadence, today)]
        line = _line(register, cadence, done, began, today)
        if line is not None:
            line.unit, line.key = unit, f"{cadence.key}{AT}{unit.pk}"
            yield line


def _lines_per(register: Register, cadence: Cadence, today: datetime.date) -> Iterator[Deadline]:
    """One line for each firm that is behind, beside its latest row."""
    rows = register.model._default_manager.filter(state__in=register.counted_states).exclude(
        **{f"{cadence.per}": ""}
    )
    known = (
        rows.filter(_where(cadence.among))
        .order_by()
        .values_list("reporting_unit__lineage__1", cadence.per)
        .annotate(latest=Max("pk"), first=Min(cadence.by))
    )
    done: dict[tuple[object, object], list[datetime.date]] = {}
    for day, bureau, firm in _days(
        rows.filter(_where(cadence.where)), cadence, today, "reporting_unit__lineage__1", cadence.per
    ):
        done.setdefault((bureau, firm), []).append(day)
    owed: list[Deadline] = []
    for bureau, firm, latest, began in known:
        line = _line(register, cadence, done.get((bureau, firm), []), began, today)
        if line is not None:
            line.row_id, line.key = latest, cadence.key
            owed.append(line)
    places = {
        pk: (unit, owner)
        for pk, unit, owner in register.model._default_manager.filter(
            pk__in=[line.row_id for line in owed]
        ).values_list("pk", "reporting_unit_id", "created_by_id")
    }
    for line in owed:
        line.unit_id, line.owner_id = places[line.row_id]
        yield line


def _line(
    register: Register,
    cadence: Cadence,
    done: Sequence[datetime.date],
    began: datetime.date | None,
    today: datetime.date,
) -> Deadline | None:
    """What is owed now, or nothing: the period before counts only for whom there was something in it to do."""
    now = period_of(cadence.every, today)
    before = period_of(cadence.every, now.first - _DAY)
    times = Counter(period_of(cadence.every, day) for day in done)
    if times[now] >= cadence.times:
        return None
    missed = began is not None and began <= before.last and times[before] < cadence.times
    period = before if missed else now
    return Deadline(
        register=register.code,
        row_id=0,
        kind=Kind.CADENCE,
        starts_on=period.first,
        due_on=period.last,
        remind_on=period.last - _LEAD[cadence.every] * _DAY,
    )


def _days(
    rows: Any,
    cadence: Cadence,
    today: datetime.date,
    *more: str,  # Any: a query set of any register's rows
) -> Sequence[tuple[Any, ...]]:
    """The dates of rows in this period and the one before, each with the values of `more`."""
    now = period_of(cadence.every, today)
    begin = period_of(cadence.every, now.first - _DAY).first
    found = rows.filter(**{f"{cadence.by}__gte": begin, f"{cadence.by}__lte": now.last})
    return list(found.order_by().values_list(cadence.by, *more))


def _where(values: Mapping[str, object]) -> Q:
    """Field values; several for one field are alternatives."""
    found = Q()
    for name, value in values.items():
        several = isinstance(value, (tuple, list, set, frozenset))
        found &= Q(**{f"{name}__in" if several else name: value})
    return found


def _of_bureau(unit: Unit) -> Q:
    return Q(reporting_unit__lineage__contains=[unit.bureau_id])
