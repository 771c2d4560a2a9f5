from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bureau.figures.models import Sheet, SheetEvent
from bureau.figures.writing import WrongState
from bureau.organisation.models import WorkdayException
from bureau.organisation.workdays import calendar_with
from bureau.periods import Month
from bureau.returns import steps
from bureau.returns.calendar.deadlines import (
    Deadline,
    DeadlineState,
    deadline,
    deadline_of,
    deadlines_of,
    filed_at,
    must_take_entries,
)
from bureau.returns.calendar.rules import Rule, history_of, rule_of, set_rule
from bureau.returns.models import Extension, FormRule
from tests.returns.office import DOMAIN, Office

NOVEMBER = Month(2023, 11)
USUAL = Rule(DOMAIN)
SAMPLE = Rule(DOMAIN, cutoff_day=20, due_in=FormRule.DueIn.SAME_MONTH, due_day=25)
PUBLISHED = calendar_with({})


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(year, month, day, hour, minute))


def due(rule: Rule, month: Month = NOVEMBER) -> Deadline:
    return deadline(rule, month, PUBLISHED)


rules = st.builds(
    Rule,
    domain=st.just(DOMAIN),
    cutoff_day=st.none() | st.integers(1, 28),
    due_in=st.sampled_from([0, 1]),
    due_day=st.integers(1, 31),
    grace_days=st.integers(0, 20),
    closes_after=st.none() | st.integers(0, 366),
)
months = st.builds(Month, st.integers(2012, 2030), st.integers(1, 12))


@given(rules, months)
def test_a_deadline_falls_on_a_working_day_and_never_before_the_day_of_the_rule(
    rule: Rule, month: Month
) -> None:
    found = due(rule, month)
    assert PUBLISHED.is_workday(found.due_on)
    assert found.due_on >= rule.due_on(month)
    assert found.shifted_from == (rule.due_on(month) if found.due_on != rule.due_on(month) else None)


@given(rules, months)
def test_no_working_day_is_skipped_between_the_day_of_the_rule_and_the_deadline(
    rule: Rule, month: Month
) -> None:
    found = due(rule, month)
    named = rule.due_on(month)
    between = (named + datetime.timedelta(days=n) for n in range((found.due_on - named).days))
    assert not any(PUBLISHED.is_workday(day) for day in between)


@given(rules, months)
def test_due_grace_and_close_follow_each_other(rule: Rule, month: Month) -> None:
    found = due(rule, month)
    assert found.due_at <= found.grace_until
    assert found.closes_at is None or found.grace_until <= found.closes_at


@given(rules, months)
def test_the_state_only_ever_grows_worse(rule: Rule, month: Month) -> None:
    order = list(DeadlineState)
    found = due(rule, month)
    states = [found.state(found.due_at + datetime.timedelta(days=day)) for day in range(-10, 400, 7)]
    assert states == sorted(states, key=order.index)


@given(st.integers(1, 28), months)
def test_windows_with_a_cut_off_day_follow_each_other_without_gap_or_overlap(
    cutoff: int, month: Month
) -> None:
    rule = replace(SAMPLE, cutoff_day=cutoff)
    assert rule.opens_on(month + 1) == rule.days_of(month)[1] + datetime.timedelta(days=1)


def test_a_form_of_the_20th_covers_the_21st_to_the_20th_and_opens_on_the_21st() -> None:
    assert SAMPLE.days_of(NOVEMBER) == (datetime.date(2023, 10, 21), datetime.date(2023, 11, 20))
    assert due(SAMPLE).opens_on == datetime.date(2023, 10, 21)
    assert SAMPLE.window_words == "上月 21 日至当月 20 日"


def test_a_25th_that_is_a_saturday_moves_to_monday_the_27th_and_says_so() -> None:
    assert due(SAMPLE).sentence(at(2023, 11, 24)) == "11月27日 17:30（原 25 日逢周六顺延），还有 3 天"


def test_a_deadline_in_the_national_holiday_moves_behind_it() -> None:
    found = due(USUAL, Month(2023, 9))
    assert found.due_on == datetime.date(2023, 10, 7)  # a Saturday on which people worked
    assert found.shift_words == "原 5 日逢放假顺延"


def test_a_rule_that_does_not_shift_keeps_the_saturday() -> None:
    assert due(replace(SAMPLE, shifts=False)).due_on == datetime.date(2023, 11, 25)


def test_a_31st_is_the_last_day_of_a_shorter_month() -> None:
    rule = replace(USUAL, due_in=FormRule.DueIn.SAME_MONTH, due_day=31)
    assert rule.due_on(Month(2023, 2)) == datetime.date(2023, 2, 28)


def test_days_left_states_and_words_along_the_way() -> None:
    rule = replace(SAMPLE, grace_days=1, closes_after=5)
    found = due(rule)
    told = [
        (found.state(when), found.left_words(when))
        for when in (
            at(2023, 11, 20),
            at(2023, 11, 24),
            at(2023, 11, 27, 17, 30),
            at(2023, 11, 27, 17, 31),
            at(2023, 11, 28, 17, 31),
            at(2023, 12, 2, 17, 31),
        )
    ]
    assert told == [
        (DeadlineState.FINE, "还有 7 天"),
        (DeadlineState.SOON, "还有 3 天"),
        (DeadlineState.SOON, "今天截止"),
        (DeadlineState.SOON, "在宽限期内"),
        (DeadlineState.LATE, "已逾期 1 天"),
        (DeadlineState.CLOSED, "已关表"),
    ]


def test_days_late_count_from_the_due_day_and_only_after_grace() -> None:
    found = due(replace(SAMPLE, grace_days=1))
    now = at(2024, 1, 1)
    assert found.days_late(at(2023, 11, 27, 17, 0), now) == 0
    assert found.days_late(at(2023, 11, 28, 17, 0), now) == 0
    assert found.days_late(at(2023, 11, 28, 18, 0), now) == 1
    assert found.days_late(at(2023, 12, 7, 9, 0), now) == 10
    assert found.days_late(None, at(2023, 12, 4)) == 7


def test_a_form_works_without_any_rule(office: Office) -> None:
    sheet = office.sheet(month=Month(2026, 9))
    found = deadline_of(sheet)
    assert found.rule == USUAL
    assert found.due_words == "10月8日 17:30"  # the 5th lies in the holiday


def test_a_rule_holds_from_its_month_on_and_earlier_months_keep_theirs(office: Office) -> None:
    this = steps.current_month()
    set_rule(bureau=office.east, begins=Month(2026, 1), rule=SAMPLE, by=office["zhao"])
    set_rule(bureau=office.east, begins=this, rule=replace(SAMPLE, due_day=28), by=office["zhao"])
    assert rule_of(office.town, DOMAIN, Month(2025, 12)).due_day == 5
    assert rule_of(office.town, DOMAIN, this - 1).due_day == 25
    assert rule_of(office.town, DOMAIN, this + 5).due_day == 28
    assert rule_of(office.foreign_town, DOMAIN, this).due_day == 5
    assert [row.due_day for row in history_of(office.east, DOMAIN)] == [28, 25]


def test_setting_a_rule_twice_for_one_month_replaces_it(office: Office) -> None:
    this = steps.current_month()
    for day in (26, 27):
        set_rule(bureau=office.east, begins=this, rule=replace(SAMPLE, due_day=day), by=office["zhao"])
    assert [row.due_day for row in history_of(office.east, DOMAIN)] == [27]


def test_a_new_rule_does_not_judge_again_what_was_filed_under_the_old_one(office: Office) -> None:
    this = steps.current_month()
    set_rule(bureau=office.east, begins=this - 6, rule=SAMPLE, by=office["zhao"])
    with pytest.raises(ValidationError) as refused:
        set_rule(bureau=office.east, begins=this - 1, rule=USUAL, by=office["zhao"])
    assert "最早从" in refused.value.message_dict["begins"][0]


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (replace(USUAL, due_in=FormRule.DueIn.SAME_MONTH, due_day=25), "due_day"),
        (replace(SAMPLE, due_day=19), "due_day"),
        (replace(SAMPLE, grace_days=3, closes_after=2), "closes_after"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(rule: Rule, field: str, office: Office) -> None:
    with pytest.raises(ValidationError) as refused:
        set_rule(bureau=office.east, begins=steps.current_month(), rule=rule, by=office["zhao"])
    assert list(refused.value.message_dict) == [field]


def test_a_bureaus_own_day_off_moves_its_deadlines_and_nobody_elses(office: Office) -> None:
    WorkdayException.objects.create(
        bureau=office.east, date=datetime.date(2026, 10, 8), is_workday=False, name="停电检修"
    )
    month = Month(2026, 9)
    foreign = steps.open_sheet(unit=office.foreign_town, month=month, domain=DOMAIN)
    assert deadline_of(office.sheet(month=month)).due_on == datetime.date(2026, 10, 9)
    assert deadline_of(foreign).due_on == datetime.date(2026, 10, 8)


def test_the_deadlines_of_many_sheets_are_one_statement(office: Office) -> None:
    set_rule(bureau=office.east, begins=Month(2025, 1), rule=SAMPLE, by=None)
    sheets = Sheet.objects.bulk_create(
        Sheet(unit=unit, month=Month(2024, 1) + step, domain=DOMAIN)
        for unit in (office.town, office.other_town, office.foreign_town)
        for step in range(20)
    )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = deadlines_of(sheets)
    assert (len(found), len(asked)) == (60, 1)


def test_lateness_is_judged_by_the_first_filing_that_was_not_taken_back(office: Office) -> None:
    sheet = office.sheet()
    stamps = ["submit", "withdraw", "submit", "return", "submit"]
    for day, step in enumerate(stamps, start=1):
        event = SheetEvent.objects.create(sheet=sheet, step=step, to_state="submitted")
        SheetEvent.objects.filter(pk=event.pk).update(at=at(2026, 11, day))
    assert filed_at([sheet.pk]) == {sheet.pk: at(2026, 11, 3)}


def test_a_sheet_that_was_never_filed_has_no_filing(office: Office) -> None:
    sheet = office.sheet()
    assert filed_at([sheet.pk]) == {sheet.pk: None}


def test_a_closed_sheet_takes_nothing_until_the_office_extends_it(office: Office) -> None:
    set_rule(bureau=office.east, begins=Month(2025, 1), rule=replace(SAMPLE, closes_after=3), by=None)
    sheet = office.sheet(month=Month(2026, 1))
    with pytest.raises(WrongState, match="1月29日关表"):
        must_take_entries(sheet)
    until = timezone.now() + datetime.timedelta(days=2)
    Extension.objects.create(sheet=sheet, until=until, reason="系统割接", by=office["zhao"])
    must_take_entries(sheet)
    assert deadline_of(sheet).state(timezone.now()) is DeadlineState.LATE
