"""展期: the office lets a closed sheet take entries again, with a reason and until a day."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.figures.models import Sheet, SheetEvent
from bureau.figures.models.sheets import FILLABLE
from bureau.organisation.models import User
from bureau.returns.calendar.deadlines import deadline_of
from bureau.returns.models import Extension

LONGEST = datetime.timedelta(days=60)
STEP = "extend"


def extend(sheet: Sheet, *, until: datetime.date, reason: str, by: User) -> Extension:
    """Let the sheet take entries to the end of a day. Raises ValidationError by field."""
    now = timezone.now()
    deadline = deadline_of(sheet)
    wrong: dict[str, list[str]] = {}
    if sheet.state not in FILLABLE:
        wrong["sheet"] = ["这张表已经报送，不用展期；要改数请退回或走更正程序。"]
    elif deadline.closes_at is None:
        wrong["sheet"] = ["这张表没有设关表时间，现在就能填，不用展期。"]
    if not timezone.localdate(now) <= until <= timezone.localdate(now + LONGEST):
        wrong["until"] = [f"请填今天起 {LONGEST.days} 天以内的日期。"]
    if not reason.strip():
        wrong["reason"] = ["请写明展期的理由。"]
    if wrong:
        raise ValidationError(wrong)
    end = timezone.make_aware(datetime.datetime.combine(until, datetime.time.max))
    with transaction.atomic():
        extension = Extension.objects.create(sheet=sheet, until=end, reason=reason.strip(), by=by)
        SheetEvent.objects.create(
            sheet=sheet,
            step=STEP,
            from_state=sheet.state,
            to_state=sheet.state,
            by=by,
            remark=f"可填到{until.month}月{until.day}日：{reason.strip()}",
        )
    return extension
