"""Conditions for 名单 that many registers ask for: what is overdue, and what was not passed on yet."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db.models import Exists, OuterRef, QuerySet

from bureau.registers.models import Deadline, RowLink
from bureau.registers.rows import Row

Pick = Callable[[QuerySet[Row], datetime.date], QuerySet[Row]]


def overdue(register: str, *keys: str) -> Pick:
    """Rows with a deadline of one of these keys that has passed."""

    def pick(rows: QuerySet[Row], today: datetime.date) -> QuerySet[Row]:
        late = Deadline.objects.filter(
            register=register, row_id=OuterRef("pk"), key__in=keys, due_on__lt=today
        )
        return rows.filter(Exists(late))

    return pick


def not_passed_on(register: str, key: str, **where: object) -> Pick:
    """Rows of a kind from which nothing was transferred in the way `key` yet."""

    def pick(rows: QuerySet[Row], today: datetime.date) -> QuerySet[Row]:
        passed = RowLink.objects.filter(register=register, row_id=OuterRef("pk"), key=key)
        return rows.filter(~Exists(passed), **where)

    return pick
