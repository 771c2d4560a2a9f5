"""中止与恢复: a clock stands still while somebody else has to act."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.organisation.models import User
from bureau.registers.deadlines.computing import ground_of
from bureau.registers.deadlines.locking import locked
from bureau.registers.deadlines.refreshing import refresh
from bureau.registers.deadlines.terms import find_clock, is_open
from bureau.registers.declarations import Register
from bureau.registers.models import Pause
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState

_DAY = datetime.timedelta(days=1)


def pause(
    register: Register, row: Row, key: str, *, begins_on: datetime.date, reason: str, by: User
) -> Pause:
    """Stop the clock from a day on, until it is resumed.

    Raises ValidationError by field, `WrongRowState` when the clock does not run; KeyError for an unknown clock.
    """
    term = find_clock(register, key)
    if not reason.strip():
        raise ValidationError({"reason": ["请写明中止的理由，它会留在这一行的经过里。"]})
    with transaction.atomic():
        current = locked(row)
        clock = ground_of(register, [current]).clock_of(term, current)
        if clock is None or not is_open(register, term, current):
            raise WrongRowState(f"“{term.title}”现在不在计时，不用中止。")
        if clock.due_on is None:
            raise WrongRowState(f"“{term.title}”已经中止，恢复以后才能再次中止。")
        if not clock.starts_on < begins_on <= min(timezone.localdate(), clock.due_on):
            last = min(timezone.localdate(), clock.due_on)
            raise ValidationError(
                {"begins_on": [f"中止日应在 {clock.starts_on + _DAY:%Y-%m-%d} 至 {last:%Y-%m-%d} 之间。"]}
            )
        if any(standing.holds(begins_on) for standing in clock.suspensions):
            raise ValidationError({"begins_on": ["这一天已经在一次中止之内，请核对。"]})
        if any(standing.begins_on > begins_on for standing in clock.suspensions):
            raise ValidationError({"begins_on": ["此后已经中止过一次，请填那次恢复以后的日期。"]})
        made = Pause.objects.create(
            register=register.code,
            row_id=current.pk,
            key=key,
            begins_on=begins_on,
            reason=reason.strip(),
            by=by,
        )
        refresh(register, [current])
    return made


def resume(register: Register, row: Row, key: str, *, resumes_on: datetime.date, by: User) -> Pause:
    """Let the clock run again: `resumes_on` is the first day that counts.

    Raises ValidationError by field, and `WrongRowState` when the clock was not stopped.
    """
    term = find_clock(register, key)
    with transaction.atomic():
        current = locked(row)
        standing = Pause.objects.filter(
            register=register.code, row_id=current.pk, key=key, ends_on=None
        ).first()
        if standing is None:
            raise WrongRowState(f"“{term.title}”没有中止，或已经恢复。")
        if not standing.begins_on < resumes_on <= timezone.localdate() + _DAY:
            raise ValidationError(
                {"resumes_on": [f"恢复日应在中止日 {standing.begins_on:%Y-%m-%d} 之后、最迟明天。"]}
            )
        standing.ends_on = resumes_on - _DAY
        standing.save(update_fields=["ends_on"])
        refresh(register, [current])
    return standing
