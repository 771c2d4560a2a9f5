"""How many rows are late, and how many will soon be: what index and list say in their heads."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import Count, Q

from bureau.registers.models import Deadline
from bureau.registers.pages.reach import Reach


def due_of(reaches: Sequence[Reach], today: datetime.date) -> dict[str, tuple[int, int]]:
    """Rows past a deadline, and rows whose reminder has come, by code."""
    units = {unit.pk for one in reaches for unit in one.units}
    codes = [one.register.code for one in reaches]
    found = (
        Deadline.objects.filter(unit__in=units, register__in=codes, remind_on__lte=today)
        .order_by()
        .values("register")
        .annotate(
            late=Count("pk", filter=Q(due_on__lt=today) & ~Q(kind=Deadline.Kind.NOTICE)), near=Count("pk")
        )
    )
    return {one["register"]: (one["late"], one["near"] - one["late"]) for one in found}
