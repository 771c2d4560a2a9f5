"""延长: more days for a clock, asked for by one person and approved by another."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.organisation.models import User
from bureau.registers.deadlines.computing import ground_of
from bureau.registers.deadlines.locking import locked
from bureau.registers.deadlines.refreshing import refresh
from bureau.registers.deadlines.terms import find_clock, is_open
from bureau.registers.declarations import Register
from bureau.registers.models import Prolongation
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState

MOST_DAYS: Final = 366
State = Prolongation.State


class OwnRequest(Exception):
    """Whoever asked for more days cannot grant them."""

    def __init__(self) -> None:
        super().__init__("申请和批准不能是同一个人，请由其他审核人批复。")


def ask_for_days(register: Register, row: Row, key: str, *, days: int, reason: str, by: User) -> Prolongation:
    """Ask for more days, in the unit of the clock. Nothing moves before another person agrees.

    Raises ValidationError by field, `WrongRowState` when the clock does not run or a request waits already.
    """
    term = find_clock(register, key)
    wrong: dict[str, list[str]] = {}
    if not 1 <= days <= MOST_DAYS:
        wrong["days"] = [f"延长天数应在 1 到 {MOST_DAYS} 之间。"]
    if not reason.strip():
        wrong["reason"] = ["请写明延长的理由，批准的人要看。"]
    if wrong:
        raise ValidationError(wrong)
    with transaction.atomic():
        current = locked(row)
        clock = ground_of(register, [current]).clock_of(term, current)
        if term.notice or clock is None or not is_open(register, term, current):
            raise WrongRowState(f"“{term.title}”现在不在计时，不用延长。")
        waiting = Prolongation.objects.filter(
            register=register.code, row_id=current.pk, key=key, state=State.PENDING
        )
        if waiting.exists():
            raise WrongRowState(f"“{term.title}”的延长申请正在等批复，请等批复以后再申请。")
        return Prolongation.objects.create(
            register=register.code,
            row_id=current.pk,
            key=key,
            days=days,
            reason=reason.strip(),
            requested_by=by,
        )


def decide(
    register: Register, row: Row, asked: Prolongation, *, agrees: bool, decision: str, by: User
) -> Prolongation:
    """Agree or not. Raises `OwnRequest` for whoever asked, `WrongRowState` when somebody decided before.

    A refusal needs a sentence: ValidationError without it.
    """
    if not agrees and not decision.strip():
        raise ValidationError({"decision": ["请写明不同意的理由，申请人会看到。"]})
    with transaction.atomic():
        current = locked(row)
        one = Prolongation.objects.select_for_update(of=("self",)).get(
            pk=asked.pk, register=register.code, row_id=current.pk
        )
        if one.state != State.PENDING:
            raise WrongRowState(f"这个申请已经批复过了：{one.get_state_display()}。")
        if one.requested_by_id == by.pk:
            raise OwnRequest
        one.state = State.ACCEPTED if agrees else State.REJECTED
        one.decided_by, one.decided_at, one.decision = by, timezone.now(), decision.strip()
        one.save(update_fields=["state", "decided_by", "decided_at", "decision"])
        refresh(register, [current])
    return one
