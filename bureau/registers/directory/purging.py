"""Personal data leaves when it is due; what was counted from the rows stays.

Of a row whose matter is finished and whose years are over, the sealed texts are removed. Their blind indexes are
replaced by a hash of them under another key: the same person is still one person to whatever counts, and can no longer
be looked up by an ID number.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, Greatest

from bureau.audit.recording import record
from bureau.registers.declarations import VOID, Phase, Register
from bureau.registers.models import Mention, Person
from bureau.registers.personal import personal_fields
from bureau.registers.registry import all_registers
from bureau.registers.rows import Row
from bureau.sealing import purge_pepper

ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Due:
    """How many rows of a register are to lose their personal data."""

    register: Register
    rows: int


def due_rows(register: Register, today: datetime.date) -> QuerySet[Row]:
    """Finished rows whose last date lies more than the register's years back, and that were not purged yet."""
    finished = [state.name for state in register.states if state.phase is not Phase.MOVING]
    retention = register.retention
    dates = [F(name) for name in retention.after]
    changed = Cast("changed_at", DateField())
    ends = Coalesce(Greatest(*dates) if len(dates) > 1 else dates[0], changed) if dates else changed
    try:
        limit = today.replace(year=today.year - retention.years)
    except ValueError:  # 29 February
        limit = today.replace(year=today.year - retention.years, day=28)
    return (
        register.model._default_manager.filter(state__in=[*finished, VOID], purged_on__isnull=True)
        .annotate(_ends_on=ends)
        .filter(_ends_on__lt=limit)
        .filter(_has_personal(register))
    )


def due_now(today: datetime.date) -> list[Due]:
    """What a purge would do today, register by register; registers without anything due are left out."""
    counted = [
        Due(register, due_rows(register, today).count())
        for register in all_registers()
        if personal_fields(register.model)
    ]
    return [one for one in counted if one.rows]


def purge(today: datetime.date, *, by: str) -> list[Due]:
    """Remove what is due, in short transactions; each leaves one line in the trail, without the data."""
    done = []
    for register in all_registers():
        if not personal_fields(register.model):
            continue
        total = 0
        while removed := _purge_some(register, today, by):
            total += removed
        if total:
            done.append(Due(register, total))
    return done


def _purge_some(register: Register, today: datetime.date, by: str) -> int:
    with transaction.atomic():
        ids = list(
            due_rows(register, today)
            .select_for_update(of=("self",))
            .order_by("pk")
            .values_list("pk", flat=True)[:ROWS_AT_ONCE]
        )
        if not ids:
            return 0
        _empty(register, ids, today)
        persons = Mention.objects.filter(register=register.code, row_id__in=ids, person__isnull=False)
        known = set(persons.values_list("person_id", flat=True))
        persons.delete()
        Person.objects.filter(pk__in=known).exclude(mentions__isnull=False).delete()
        record(
            "purge",
            register.table,
            f"{ids[0]}–{ids[-1]}",
            actor=by,
            address="",
            new={"register": register.code, "rows": len(ids)},
            detail=f"{register.title}：{len(ids)} 行的个人信息已按期清除，计数不变。",
        )
        return len(ids)


def _empty(register: Register, ids: list[int], today: datetime.date) -> None:
    columns = []
    for name in personal_fields(register.model):
        text, index = map(connection.ops.quote_name, (name, f"{name}_index"))
        columns.append(f"{text} = NULL")
        columns.append(
            f"{index} = left(translate(encode(sha256(convert_to({index} || %(pepper)s, 'UTF8')), 'base64'),"
            " '+/', '-_'), 20)"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {register.table} SET {', '.join(columns)}, purged_on = %(today)s,"  # noqa: S608  # own names
            " version = version + 1 WHERE id = ANY(%(ids)s)",
            {"pepper": purge_pepper(), "today": today, "ids": ids},
        )


def _has_personal(register: Register) -> Q:
    condition = Q()
    for name in personal_fields(register.model):
        condition |= Q(**{f"{name}__isnull": False})
    return condition
