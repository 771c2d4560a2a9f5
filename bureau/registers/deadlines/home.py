"""What the first page of the day says of registers: how much is late, what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from bureau.organisation.access import has_role
from bureau.organisation.models import Role, User
from bureau.registers.deadlines.due import (
    AskedForDays,
    DueLine,
    asked_for_days,
    lines_of,
    numbers_of,
    own,
    pressing,
    readable,
)
from bureau.registers.models import Deadline
from bureau.web.tabs import Count

SHOWN = 6


@dataclass(frozen=True)
class DueAtHome:
    """`lines` are the first few; `asked` the requests for more days that wait for her."""

    late: int
    soon: int
    lines: Sequence[DueLine]
    asked: Sequence[AskedForDays]

    @property
    def number(self) -> int:
        return self.late + self.soon


def due_at_home(user: User, today: datetime.date | None = None) -> DueAtHome:
    """A clerk sees her own units, whoever reviews or leads everything she reads."""
    today = today or timezone.localdate()
    mine = own(user) if has_role(user, Role.CLERK) else readable(user)
    lines = Deadline.objects.filter(mine)
    number, late = numbers_of(lines, today)
    first = (
        lines.filter(pressing(today)).select_related("unit", "owner").order_by("due_on", "pk")[:SHOWN]
        if number
        else []
    )
    asked = asked_for_days(user) if has_role(user, Role.REVIEWER) else []
    return DueAtHome(late, number - late, lines_of(first, today), asked)


def due_count(user: User) -> Count | None:
    """For the index: what presses in the units she keeps, red when something is late."""
    if not has_role(user, Role.CLERK):
        return None
    number, late = numbers_of(Deadline.objects.filter(own(user)), timezone.localdate())
    return Count(number, late=late > 0)
