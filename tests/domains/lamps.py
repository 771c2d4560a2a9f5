"""When a deadline falls, reckoned day by day on a wall calendar, and in which words it is shown."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone

from bureau.organisation.workdays import calendar_with
from bureau.registers.rows import Row
from bureau.registers.timing import Clock, Expiry, FollowUp
from bureau.workdays import DayUnit

Term = Clock | Expiry | FollowUp
_DAY = datetime.timedelta(days=1)


@contextmanager
def on(day: datetime.date) -> Iterator[None]:
    """As if it were that day."""
    real = timezone.localdate

    def localdate(value: datetime.datetime | None = None) -> datetime.date:
        return day if value is None else real(value)

    with mock.patch.object(timezone, "localdate", localdate):
        yield


def due_by_hand(term: Term, row: Row) -> datetime.date | None:
    """The day until which it has to be done, as long as nobody has set, paused, prolonged or contacted anything."""
    if isinstance(term, Expiry):
        return _day(row, term.on)
    if isinstance(term, Clock):
        return _limit(term, _day(row, term.starts))
    if term.next_on and _day(row, term.next_on):
        return _day(row, term.next_on)
    since = _day(row, term.since) if term.since else timezone.localdate(row.created_at)
    if since is None:
        return None
    if term.every_days:
        return since + term.every_days * _DAY
    return _months_later(since, term.after_months[0] if term.after_months else term.every_months)


def words_of(term: Term) -> tuple[str, str]:
    """What the due page says on the day before it is late, and on the day after."""
    if isinstance(term, Expiry):
        return "将到期", "已过期"
    if isinstance(term, FollowUp):
        return "该跟进", "逾期"
    return ("公示中", "期满待办") if term.notice else ("将到期", "逾期")


def cell_of(html: str, row: Row) -> tuple[bool, str, str]:
    """The 时限 of a row in a list: whether it is red, its text, and what it says when pointed at."""
    line = re.search(rf'<tr id="row-{row.pk}">(.*?)</tr>', html, re.DOTALL)
    assert line is not None, "the list leaves the row out"
    cell = re.search(r'<td class="num when( late)?"\s*(?:data-tip="([^"]*)")?>([^<]*)</td>', line[1])
    return (False, "", "") if cell is None else (bool(cell[1]), cell[3], cell[2] or "")


def line_of(html: str, where: str, title: str) -> tuple[str, str]:
    """The word and the day of a row's line on the due page."""
    for line in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL):
        if f'href="{where}"' in line and f"<td>{title}</td>" in line:
            word = re.search(r'<span class="st st--\w+">([^<]*)</span>', line)
            day = re.search(r'<td class="nowrap">(\d{4}-\d\d-\d\d|—)</td>', line)
            assert word is not None
            assert day is not None
            return word[1], day[1]
    raise AssertionError(f"{title} is not on the due page")


def _limit(clock: Clock, starts_on: datetime.date | None) -> datetime.date | None:
    if starts_on is None:
        return None
    table, day, left = calendar_with({}), starts_on, clock.days
    while left:
        day += _DAY
        left -= clock.unit is DayUnit.CALENDAR or table.is_workday(day)
    while not table.is_workday(day):
        day += _DAY
    return day


def _months_later(day: datetime.date, number: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def _day(row: Row, name: str) -> datetime.date | None:
    value = getattr(row, name)
    if isinstance(value, datetime.datetime):
        return timezone.localdate(value)
    assert value is None or isinstance(value, datetime.date)
    return value
