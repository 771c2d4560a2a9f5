"""跟进记录: writing down a contact settles the follow-up that was due and starts the next."""

from __future__ import annotations

import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.organisation.models import User
from bureau.registers.cleaning import EARLIEST, NeedsExplanation, RefusedRow
from bureau.registers.deadlines.computing import add_months
from bureau.registers.deadlines.locking import locked
from bureau.registers.deadlines.refreshing import refresh
from bureau.registers.deadlines.settings import setting_in_force
from bureau.registers.deadlines.terms import find_follow_up
from bureau.registers.declarations import Register
from bureau.registers.models import Contact
from bureau.registers.rows import Row
from bureau.registers.timing import FollowUp
from bureau.registers.writing import change_row

WAYS: Final = ("电话", "上门", "来访", "微信", "短信", "其他")


def record_contact(
    register: Register,
    row: Row,
    key: str,
    *,
    done_on: datetime.date,
    result: str,
    by: User,
    way: str = "",
    next_on: datetime.date | None = None,
) -> Contact:
    """Write down what came of a contact. Where the row itself keeps the next day, it is written there as well.

    Raises ValidationError by field, and `WrongRowState` for a row that is a draft or void. Raises KeyError when the
    register has no such follow-up.
    """
    follow = find_follow_up(register, key)
    _check(done_on, result, next_on)
    with transaction.atomic():
        current = locked(row)
        contact = Contact.objects.create(
            register=register.code,
            row_id=current.pk,
            key=key,
            done_on=done_on,
            way=way.strip(),
            result=result.strip(),
            next_on=next_on,
            by=by,
        )
        if follow.next_on:
            _keep_next(register, follow, current, contact, by)
        refresh(register, [locked(current)])
    return contact


def _check(done_on: datetime.date, result: str, next_on: datetime.date | None) -> None:
    wrong: dict[str, list[str]] = {}
    if done_on > timezone.localdate():
        wrong["done_on"] = ["跟进日期还没有到，请填已经联系的日期。"]
    elif done_on < EARLIEST:
        wrong["done_on"] = ["跟进日期早于 1949 年，请核对年份。"]
    if not result.strip():
        wrong["result"] = ["请写明跟进的结果，如“已就业”“仍在找工作”。"]
    if next_on is not None and next_on <= done_on:
        wrong["next_on"] = ["下次跟进日应在本次日期之后，请核对。"]
    if wrong:
        raise ValidationError(wrong)


def _keep_next(register: Register, follow: FollowUp, row: Row, contact: Contact, by: User) -> None:
    next_on = contact.next_on or _usual_next(register, follow, row, contact.done_on)
    if next_on is None:
        raise ValidationError({"next_on": ["请填写下次跟进日，这一行按它提醒。"]})
    try:
        change_row(row, {follow.next_on: next_on}, version=row.version, by=by)
    except RefusedRow as error:
        sentences = [sentence for found in error.fields.values() for sentence in found]
        raise ValidationError({"next_on": sentences}) from error
    except NeedsExplanation as error:
        raise ValidationError({"next_on": list(error.sentences)}) from error


def _usual_next(
    register: Register, follow: FollowUp, row: Row, done_on: datetime.date
) -> datetime.date | None:
    if not (follow.every_days or follow.every_months):
        return None
    every = setting_in_force(register, follow.key, bureau_id=row.reporting_unit.bureau_id)
    return done_on + datetime.timedelta(days=every) if follow.every_days else add_months(done_on, every)
