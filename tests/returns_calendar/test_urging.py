from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bureau.figures.models import Sheet
from bureau.periods import Month
from bureau.returns import tasks
from bureau.returns.calendar import urging
from bureau.returns.calendar.deadlines import deadline_of
from bureau.returns.calendar.rules import Rule, set_rule
from bureau.returns.calendar.urging import Urged, kind_of, urge, urge_by_calendar, urges_told_to
from bureau.returns.models import Urge
from tests.returns.office import DOMAIN, MONTH, Office


def before_due(sheet: Sheet, days: int) -> datetime.datetime:
    return deadline_of(sheet).due_at - datetime.timedelta(days=days, hours=9)


def test_urging_writes_one_reminder_which_the_clerk_sees_and_nobody_else(office: Office) -> None:
    sheet = office.sheet()
    assert urge([sheet], by=office["zhao"]) == Urged(sent=1, resting=0, settled=0)
    assert [one.sheet for one in urges_told_to(office["zhang"])] == [sheet]
    assert not urges_told_to(office["wang"]).exists()


def test_a_sheet_is_urged_once_in_four_hours_and_the_sentence_says_so(office: Office) -> None:
    sheets = [office.sheet(), office.sheet(office.other_town)]
    urge(sheets[:1], by=office["zhao"])
    urged = urge(sheets, by=office["li"])
    assert urged == Urged(sent=1, resting=1, settled=0)
    assert urged.sentence == ("已催报 1 张表，填报人在“本月”里能看到；1 张表 4 小时内已催过，请稍后再催。")


def test_after_four_hours_a_sheet_is_urged_again(office: Office) -> None:
    sheet = office.sheet()
    urge([sheet], by=office["zhao"])
    Urge.objects.update(at=timezone.now() - urging.PAUSE)
    assert urge([sheet], by=office["zhao"]).sent == 1


def test_filed_and_closed_sheets_are_not_urged(office: Office) -> None:
    filed = office.submitted()
    set_rule(bureau=office.east, begins=Month(2025, 1), rule=Rule(DOMAIN, closes_after=0), by=None)
    closed = office.sheet(office.other_town, month=Month(2026, 1))
    urged = urge([filed, closed], by=office["zhao"])
    assert urged == Urged(sent=0, resting=0, settled=2)
    assert urged.sentence == "2 张表已报或已关，不用催。"


def test_the_reminder_goes_once_the_sheet_is_filed(office: Office) -> None:
    sheet = office.filled()
    urge([sheet], by=office["zhao"])
    office.submitted()
    assert not urges_told_to(office["zhang"]).exists()


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (4, []),
        (3, ["three_days"]),
        (2, ["three_days"]),
        (1, ["one_day"]),
        (0, ["due"]),
        (-9, ["due"]),
    ],
)
def test_the_calendar_urges_three_days_before_one_day_before_and_on_the_day(
    days: int, kinds: list[str], office: Office
) -> None:
    sheet = office.sheet()
    urge_by_calendar(before_due(sheet, days))
    assert [one.kind for one in Urge.objects.all()] == kinds


def test_running_the_calendar_every_hour_of_the_last_week_gives_three_reminders(office: Office) -> None:
    sheet = office.sheet()
    for hours in range(7 * 24, -24, -6):
        urge_by_calendar(before_due(sheet, 0) - datetime.timedelta(hours=hours))
    assert sorted(one.kind for one in Urge.objects.all()) == ["due", "one_day", "three_days"]


def test_a_deadline_that_is_put_off_is_reminded_of_again(office: Office) -> None:
    sheet = office.sheet()
    urge_by_calendar(before_due(sheet, 0))
    set_rule(bureau=office.east, begins=MONTH, rule=replace(Rule(DOMAIN), due_day=20), by=None)
    urge_by_calendar(before_due(sheet, 0))
    assert Urge.objects.filter(kind="due").count() == 2


def test_the_task_of_the_morning_urges_what_is_overdue(office: Office) -> None:
    office.sheet(month=Month(2026, 1))
    tasks.urge()
    assert [one.get_kind_display() for one in Urge.objects.all()] == ["T+0 自动提醒"]


@given(st.integers(-400, 400))
def test_every_day_calls_for_one_kind_at_most_and_nearer_days_for_later_kinds(days: int) -> None:
    order = [None, *[Urge.Kind.THREE_DAYS, Urge.Kind.ONE_DAY, Urge.Kind.DUE]]
    assert order.index(kind_of(days)) <= order.index(kind_of(days - 1))
