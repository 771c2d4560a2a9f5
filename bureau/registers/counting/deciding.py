"""Deciding a difference that waits: restate the month, book it in the current one, or only note why it is there.

Restating and booking are corrections like any other: asked for by whoever changed the rows, decided by a reviewer.
Nobody's rights are judged here but one: who changed the rows does not decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bureau.audit.models import AuditEntry
from bureau.figures.access import may_read, may_review
from bureau.figures.correcting import accept_correction, corrected_value, request_correction
from bureau.figures.models import Correction, Figure, Sheet
from bureau.figures.writing import WrongState
from bureau.organisation.models import User
from bureau.registers.counting.behind import made_by
from bureau.registers.counting.bell import ring
from bureau.registers.counting.counted import How, load_counted
from bureau.registers.declarations import Register
from bureau.registers.models import Restatement, RestatementState
from bureau.registers.registry import find_register
from bureau.registers.rows import Row

STYLES: Final = {
    RestatementState.RESTATED: Correction.Style.RESTATE,
    RestatementState.BOOKED: Correction.Style.BOOK,
}
DECISIONS: Final = (RestatementState.RESTATED, RestatementState.BOOKED, RestatementState.NOTED)
MOST_ROWS: Final = 50


class OwnChange(Exception):
    """Whoever changed the rows cannot decide what becomes of the difference."""

    def __init__(self) -> None:
        super().__init__("这个差额是您改动台账引起的，请由其他审核人处理。")


@dataclass(frozen=True)
class Seen:
    """Both ends of the difference as the reviewer saw them."""

    reported: Decimal | None
    counted: Decimal | None


def read_by(user: User) -> QuerySet[Restatement]:
    """Differences in sheets that she reads."""
    return _in_sheets(may_read(user)).select_related(
        "unit", "indicator", "changed_by", "decided_by", "correction"
    )


def waiting_for(user: User) -> QuerySet[Restatement]:
    """Differences that she may decide."""
    waiting = _in_sheets(may_review(user)).filter(state=RestatementState.WAITING)
    return waiting.filter(Q(changed_by__isnull=True) | ~Q(changed_by=user))


def _in_sheets(right: Q) -> QuerySet[Restatement]:
    sheets = Sheet.objects.filter(
        right, unit=OuterRef("unit"), month=OuterRef("month"), domain=OuterRef("indicator__domain")
    )
    return Restatement.objects.filter(Exists(sheets))


def decide(
    restatement: Restatement, state: RestatementState, *, seen: Seen, reason: str, document: str, by: User
) -> Restatement:
    """Settle the difference in one of the `DECISIONS`; all of it or nothing.

    Raises `OwnChange`, `WrongState` when it is decided or has changed since it was seen, and ValidationError by field
    when the cell takes no such correction.
    """
    with transaction.atomic():
        one = (
            Restatement.objects.select_for_update().select_related("indicator", "unit").get(pk=restatement.pk)
        )
        if one.state != RestatementState.WAITING:
            raise WrongState(f"这个差额已经处理（{RestatementState(one.state).label}），不能再处理。")
        if one.changed_by_id == by.pk:
            raise OwnChange
        if (one.reported, one.counted) != (seen.reported, seen.counted):
            raise WrongState("台账或审定数刚刚又变了，请看过现在的差额再处理。")
        if state in STYLES:
            one.correction = _correct(one, STYLES[state], reason, document, by)
        one.state, one.reason, one.document = state, reason, document
        one.decided_by, one.decided_at = by, timezone.now()
        one.save()
        ring()
    restatement.refresh_from_db()
    return restatement


def decide_together(
    seen: Mapping[int, Seen], state: RestatementState, *, reason: str, document: str, by: User
) -> list[Restatement]:
    """Settle several differences in one way, all or none: one row that came late moves several figures.

    `seen` maps the ids of the differences to what the reviewer saw. Raises as `decide` does; the sentence of a
    ValidationError names the figure that cannot be settled in this way.
    """
    with transaction.atomic():
        decided = []
        for one in Restatement.objects.select_related("indicator").filter(pk__in=seen).order_by("pk"):
            try:
                decided.append(decide(one, state, seen=seen[one.pk], reason=reason, document=document, by=by))
            except ValidationError as error:
                raise ValidationError([f"{one.indicator.name}：{text}" for text in error.messages]) from error
    return decided


def beside(one: Restatement) -> QuerySet[Restatement]:
    """The other differences that wait in the same unit and month for the same register."""
    return (
        Restatement.objects.filter(
            unit=one.unit_id, month=one.month, register=one.register, state=RestatementState.WAITING
        )
        .exclude(pk=one.pk)
        .select_related("unit", "indicator", "changed_by")
        .order_by("indicator__order", "pk")
    )


def _correct(one: Restatement, style: Correction.Style, reason: str, document: str, by: User) -> Correction:
    sheet = sheet_of(one)
    asker = one.changed_by or sheet.submitted_by
    if asker is None:
        raise WrongState("查不到是谁改动了台账，不能替他申请更正；请由填报人在月报表上申请更正。")
    figure = Figure.objects.filter(unit=one.unit_id, month=one.month, indicator=one.indicator_id).first()
    standing = None if figure is None else corrected_value(figure)
    value = (standing or Decimal(0)) + (one.counted or Decimal(0)) - (one.reported or Decimal(0))
    correction = request_correction(
        sheet=sheet,
        indicator=one.indicator,
        value=value,
        reason=reason,
        document=document,
        style=style,
        by=asker,
    )
    return accept_correction(correction, remark=reason, by=by, is_count=True)


def sheet_of(one: Restatement) -> Sheet:
    return Sheet.objects.select_related("unit", "submitted_by").get(
        unit=one.unit_id, month=one.month, domain=one.indicator.domain
    )


def changed_rows(one: Restatement) -> list[Row]:
    """The rows that changed since the month was approved and have, or had, to do with it; the latest first."""
    register = find_register(one.register)
    counted = [each for each in load_counted({one.register}) if each.id == one.indicator_id]
    if register is None or not counted:
        return []
    since = sheet_of(one).approved_at
    rows = register.model._default_manager.filter(reporting_unit=one.unit_id).order_by("-changed_at", "-pk")
    if since is not None:
        rows = rows.filter(changed_at__gt=since)
    (rule,) = counted
    if any(part.how is not How.MONTH for part in rule.parts):
        # Whatever opened or closed since may be in a stock.
        return list(rows[:MOST_ROWS])
    first, last = rule.window.days_of(one.month)
    days = _days(register)
    within = Q(pk__in=[])
    for name in days:
        within |= Q(**{f"{name}__range": (first, last)})
    now = set(
        rows.filter(within | made_by(rule, register, one.month)).values_list("pk", flat=True)[:MOST_ROWS]
    )
    entries = AuditEntry.objects.filter(
        subject=register.table, action="update", key__in=[str(pk) for pk in rows.values_list("pk", flat=True)]
    )
    if since is not None:
        entries = entries.filter(at__gt=since)
    for key, old in entries.values_list("key", "old"):
        held = [old.get(name) for name in days] if isinstance(old, dict) else []
        if any(isinstance(day, str) and first <= date.fromisoformat(day) <= last for day in held if day):
            now.add(int(key))
    return list(rows.filter(pk__in=now)[:MOST_ROWS])


def _days(register: Register) -> list[str]:
    return [
        field.name
        for field in register.model._meta.concrete_fields
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
    ]
