"""The deadline of a sheet, as its head says it."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils import timezone

from bureau.figures.models import Sheet, SheetState
from bureau.figures.models.sheets import FILLABLE
from bureau.returns.calendar.deadlines import Deadline, DeadlineState, deadline_of
from bureau.returns.naming import form_number, span_label

register = template.Library()


@dataclass(frozen=True)
class ShownDeadline:
    """What the head of a sheet prints of its rule and its deadline. `left` is empty once the sheet is filed."""

    words: str
    shift: str
    left: str
    is_late: bool
    is_closed: bool
    title: str
    number: str
    span: str
    issuer: str
    document: str


@register.simple_tag
def deadline(sheet: Sheet) -> ShownDeadline:
    """`{% deadline sheet as due %}`."""
    return shown(sheet, deadline_of(sheet))


def shown(sheet: Sheet, found: Deadline) -> ShownDeadline:
    now = timezone.now()
    state, rule = found.state(now), found.rule
    is_owed = sheet.state in FILLABLE
    is_closed = sheet.state == SheetState.OPEN and state is DeadlineState.CLOSED
    left = found.left_words(now)
    if state is DeadlineState.CLOSED and not is_closed:
        left = f"已逾期 {found.days_late(None, now)} 天"
    return ShownDeadline(
        words=found.due_words,
        shift=found.shift_words,
        left=left if is_owed else "",
        is_late=is_owed and state in {DeadlineState.LATE, DeadlineState.CLOSED},
        is_closed=is_closed,
        title=rule.form_title,
        number=rule.number or f"人社{form_number(sheet.domain)}",
        span=span_label(sheet.month, rule.window),
        issuer=rule.issuer,
        document=rule.document,
    )
