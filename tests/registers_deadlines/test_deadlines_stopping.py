"""Clocks that stand still, clocks that are given more days, and notices that have to run out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bureau.registers.deadlines.pausing import pause, resume
from bureau.registers.deadlines.prolonging import OwnRequest, ask_for_days, decide
from bureau.registers.deadlines.reading import elapsed, events_of, lights_of, of_row
from bureau.registers.declarations import Phase, Register, State, Step
from bureau.registers.models import Deadline
from bureau.registers.rows import Row
from bureau.registers.timing import Clock
from bureau.registers.writing import WrongRowState, enter_row, take_step
from bureau.workdays import DayUnit
from tests.people import People
from tests.registers_deadlines.conftest import Redeclare

FAIRS = "employment.job_fairs"
CLOCK = Clock("results", "填报结果", "held_on", 5, stops_in=("结果已报",), remind_days=2)
NOTICE = Clock("notice", "公示期", "held_on", 5, notice=True)


@pytest.fixture
def register(redeclare: Redeclare) -> Register:
    return redeclare(FAIRS, clocks=(CLOCK,), plans=(), checks=())


@pytest.fixture
def row(register: Register, people: People) -> Row:
    return held(register, people, "2025-10-09")


def held(register: Register, people: People, day: str | date) -> Row:
    values = {"title": "现场会", "kind": "线下", "held_on": day}
    return enter_row(register, values, unit=people.section, by=people["chen"], state="已举办")


def due(row: Row) -> date | None:
    return Deadline.objects.get(row_id=row.pk).due_on


def test_a_suspended_clock_has_no_end_and_says_so(register: Register, row: Row, people: People) -> None:
    pause(register, row, "results", begins_on=date(2025, 10, 13), reason="等待鉴定结论", by=people["chen"])
    assert due(row) is None
    light = lights_of(register, [row], date(2026, 3, 1))[row.pk]
    assert (light.word, light.text, light.mark) == ("中止", "中止", "none")


def test_a_resumed_clock_ends_as_many_working_days_later_as_it_stood_still(
    register: Register, row: Row, people: People
) -> None:
    pause(register, row, "results", begins_on=date(2025, 10, 13), reason="等待鉴定结论", by=people["chen"])
    resume(register, row, "results", resumes_on=date(2025, 10, 20), by=people["chen"])
    # 10 and 11 counted before; 20, 21 and 22 count after.
    assert due(row) == date(2025, 10, 22)
    assert lights_of(register, [row], date(2025, 10, 21))[row.pk].text == "余 1 日"


def test_days_that_are_suspended_are_not_among_the_days_left(
    register: Register, row: Row, people: People
) -> None:
    pause(register, row, "results", begins_on=date(2025, 10, 14), reason="等待鉴定结论", by=people["chen"])
    resume(register, row, "results", resumes_on=date(2025, 10, 20), by=people["chen"])
    # Of 14 to 17 none counts; 20 and 21 do.
    assert due(row) == date(2025, 10, 21)
    assert lights_of(register, [row], date(2025, 10, 13))[row.pk].left == "还有 2 个工作日"


def test_a_clock_is_not_suspended_twice_nor_resumed_without_being_suspended(
    register: Register, row: Row, people: People
) -> None:
    with pytest.raises(WrongRowState, match="没有中止"):
        resume(register, row, "results", resumes_on=date(2025, 10, 20), by=people["chen"])
    pause(register, row, "results", begins_on=date(2025, 10, 13), reason="等待鉴定结论", by=people["chen"])
    with pytest.raises(WrongRowState, match="已经中止"):
        pause(register, row, "results", begins_on=date(2025, 10, 14), reason="再等", by=people["chen"])


@pytest.mark.parametrize("day", [date(2025, 10, 9), date(2025, 10, 16)])
def test_a_clock_is_suspended_only_while_it_runs(
    register: Register, row: Row, people: People, day: date
) -> None:
    with pytest.raises(ValidationError, match="中止日应在 2025-10-10 至 2025-10-15 之间"):
        pause(register, row, "results", begins_on=day, reason="等待", by=people["chen"])


def test_more_days_are_given_only_when_somebody_else_agrees(
    register: Register, row: Row, people: People
) -> None:
    asked = ask_for_days(register, row, "results", days=3, reason="企业迟迟未回", by=people["chen"])
    assert due(row) == date(2025, 10, 15)
    with pytest.raises(OwnRequest):
        decide(register, row, asked, agrees=True, decision="", by=people["chen"])
    decide(register, row, asked, agrees=True, decision="同意", by=people["li"])
    assert due(row) == date(2025, 10, 20)


def test_a_refusal_says_why_and_leaves_the_clock_alone(register: Register, row: Row, people: People) -> None:
    asked = ask_for_days(register, row, "results", days=3, reason="企业迟迟未回", by=people["chen"])
    with pytest.raises(ValidationError, match="不同意的理由"):
        decide(register, row, asked, agrees=False, decision=" ", by=people["li"])
    decide(register, row, asked, agrees=False, decision="已经延过", by=people["li"])
    assert due(row) == date(2025, 10, 15)
    with pytest.raises(WrongRowState, match="已经批复过了"):
        decide(register, row, asked, agrees=True, decision="", by=people["li"])


def test_only_one_request_waits_at_a_time(register: Register, row: Row, people: People) -> None:
    ask_for_days(register, row, "results", days=3, reason="企业迟迟未回", by=people["chen"])
    with pytest.raises(WrongRowState, match="正在等批复"):
        ask_for_days(register, row, "results", days=5, reason="再要几天", by=people["chen"])


def test_request_and_decision_stand_in_the_history(register: Register, row: Row, people: People) -> None:
    asked = ask_for_days(register, row, "results", days=3, reason="企业迟迟未回", by=people["chen"])
    decide(register, row, asked, agrees=True, decision="同意", by=people["li"])
    assert [(event.by, event.text) for event in events_of(register, row)] == [
        ("李强", "同意把填报结果延长 3 个工作日"),
        ("陈静", "申请把填报结果延长 3 个工作日"),
    ]


def test_the_row_page_tells_the_limit_the_days_left_and_which_days_do_not_count(
    register: Register, people: People
) -> None:
    row = held(register, people, "2025-10-31")
    time = of_row(register, row, date(2025, 11, 6))
    first = time.first
    assert first is not None
    assert (first.limit, first.light.left, first.light.label) == (
        "5 个工作日",
        "还有 1 个工作日",
        "填报结果将到期",
    )
    assert time.drawing is not None
    assert time.drawing.summary == "10月31日举办，11月6日今天，11月7日填报结果"
    early = of_row(register, row, date(2025, 10, 31))
    assert early.note == "11-01、11-02休息，不计。"


def test_a_late_clock_counts_its_working_days(register: Register, row: Row) -> None:
    light = lights_of(register, [row], date(2025, 10, 20))[row.pk]
    assert (light.text, light.left, light.label) == ("逾 3 日", "已逾期 3 个工作日", "填报结果逾期")


def noticed(redeclare: Redeclare) -> Register:
    return redeclare(
        FAIRS,
        clocks=(NOTICE,),
        plans=(),
        checks=(),
        states=(State("计划"), State("已举办"), State("结果已报", phase=Phase.DONE)),
        steps=(
            Step("hold", "公示", ("计划",), "已举办"),
            Step("report", "批准", ("已举办",), "结果已报", waits_for="notice"),
        ),
    )


def test_a_step_waits_until_the_notice_is_over(people: People, redeclare: Redeclare) -> None:
    register = noticed(redeclare)
    today = timezone.localdate()
    running = held(register, people, today)
    with pytest.raises(WrongRowState, match="公示期到 .* 才满，现在未满，不能批准"):
        take_step(running, "report", version=1, by=people["chen"])
    over = held(register, people, today - timedelta(days=60))
    assert take_step(over, "report", version=1, by=people["chen"]).state == "结果已报"


def test_the_last_day_of_a_notice_still_belongs_to_it(people: People, redeclare: Redeclare) -> None:
    register = noticed(redeclare)
    row = held(register, people, "2025-10-09")
    assert elapsed(register, row, "notice", date(2025, 10, 15)) != ""
    assert elapsed(register, row, "notice", date(2025, 10, 16)) == ""


def test_a_notice_is_never_late_but_says_when_it_is_over(people: People, redeclare: Redeclare) -> None:
    register = noticed(redeclare)
    row = held(register, people, "2025-10-09")
    on_it = lights_of(register, [row], date(2025, 10, 15))[row.pk]
    after = lights_of(register, [row], date(2025, 12, 1))[row.pk]
    assert (on_it.word, on_it.text, on_it.mark) == ("公示中", "今天", "ok")
    assert (after.word, after.text, after.mark) == ("期满待办", "可办", "slow")


def test_a_notice_that_has_not_begun_is_not_over(people: People, redeclare: Redeclare) -> None:
    register = redeclare(
        "employment.startup_loans",
        clocks=(Clock("notice", "公示期", "reviewed_on", 7, DayUnit.CALENDAR, notice=True),),
        checks=(),
    )
    values = {"borrower": "张三", "kind": "个人", "applied_on": "2025-10-09"}
    row = enter_row(register, values, unit=people.section, by=people["chen"])
    assert elapsed(register, row, "notice", date(2025, 12, 1), doing="批准").startswith("“审核日”未填")
