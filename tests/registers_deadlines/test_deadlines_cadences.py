"""What has to happen in every period, and who let one pass."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.registers.deadlines.cadences import watch
from bureau.registers.deadlines.periods import period_label, period_of
from bureau.registers.deadlines.reading import lit
from bureau.registers.deadlines.reminding import remind
from bureau.registers.deadlines.words import Light
from bureau.registers.declarations import Register
from bureau.registers.models import Deadline, Reminder
from bureau.registers.rows import Row
from bureau.registers.timing import Cadence, Every
from bureau.registers.writing import enter_row, void_row
from tests.people import People
from tests.registers_deadlines.conftest import Redeclare

FAIRS = "employment.job_fairs"
SALON = Cadence("salon", "乡镇专场每季一次", Every.QUARTER, "held_on", {"topic": "乡镇"})
EACH = Cadence("each", "每季联系一次", Every.QUARTER, "held_on", per="series", among={"topic": "其他"})


def watched(redeclare: Redeclare, cadence: Cadence) -> Register:
    return redeclare(FAIRS, clocks=(), plans=(), checks=(), cadences=(cadence,))


def held(register: Register, people: People, day: str, topic: str = "乡镇", series: str = "") -> Row:
    values = {"title": "专场", "kind": "线下", "held_on": day, "topic": topic, "series": series}
    return enter_row(register, values, unit=people.section, by=people["chen"], state="已举办")


def lights(register: Register, today: date) -> list[Light]:
    watch(register, today)
    lines = list(Deadline.objects.filter(register=register.code))
    return [light for _, light in lit(lines, {register.code: register}, today)]


def test_a_quarter_without_it_is_late_until_it_is_held_again(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, SALON)
    held(register, people, "2025-12-10")
    (light,) = lights(register, date(2026, 4, 3))
    assert (light.label, light.text, light.mark) == (
        "乡镇专场每季一次（2026年第一季度）缺期",
        "逾 3 日",
        "late",
    )
    held(register, people, "2026-04-03")
    assert lights(register, date(2026, 4, 3)) == []


def test_the_running_quarter_becomes_pressing_at_its_end(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, SALON)
    held(register, people, "2025-12-10")
    (early,) = lights(register, date(2026, 2, 1))
    (late,) = lights(register, date(2026, 3, 20))
    assert (early.mark, late.mark, late.text) == ("ok", "slow", "余 11 日")


def test_rows_of_another_kind_void_ones_and_plans_do_not_count(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, SALON)
    held(register, people, "2025-12-10")
    held(register, people, "2026-01-10", topic="综合")
    void_row(held(register, people, "2026-01-11"), version=1, by=people["chen"], reason="重复")
    values = {"title": "专场", "kind": "线下", "held_on": "2026-01-12", "topic": "乡镇"}
    enter_row(register, values, unit=people.section, by=people["chen"], state="计划")
    assert len(lights(register, date(2026, 3, 20))) == 1


def test_nothing_was_missed_before_the_register_was_in_use(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, SALON)
    assert lights(register, date(2026, 4, 3)) == []
    held(register, people, "2026-04-01", topic="综合")
    (light,) = lights(register, date(2026, 4, 3))
    assert (light.due_on, light.mark) == (date(2026, 6, 30), "ok")


def test_a_firm_that_nobody_saw_for_a_quarter_is_named_beside_its_last_row(
    people: People, redeclare: Redeclare
) -> None:
    register = watched(redeclare, EACH)
    held(register, people, "2025-11-10", "其他", "东湖纺织")
    lonely = held(register, people, "2025-12-10", "其他", "城关机械")
    held(register, people, "2026-04-02", "其他", "东湖纺织")
    held(register, people, "2025-12-10", "综合", "不在名单的企业")
    watch(register, date(2026, 4, 3))
    line = Deadline.objects.get()
    assert (line.row_id, line.due_on, line.unit) == (lonely.pk, date(2026, 3, 31), people.section)


def test_writing_a_row_leaves_the_lines_of_cadences_alone(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, EACH)
    held(register, people, "2025-12-10", "其他", "城关机械")
    watch(register, date(2026, 4, 3))
    held(register, people, "2025-12-11", "综合", "别的企业")
    assert Deadline.objects.count() == 1


def test_watching_twice_keeps_one_line(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, SALON)
    held(register, people, "2025-12-10")
    assert watch(register, date(2026, 4, 3)) == watch(register, date(2026, 4, 3)) == 1
    assert Deadline.objects.count() == 1


@pytest.mark.parametrize(
    ("every", "day", "first", "last", "label"),
    [
        (Every.MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        (Every.QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        (Every.HALF, date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        (Every.YEAR, date(2026, 7, 1), date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_periods_have_their_first_and_last_day(
    every: Every, day: date, first: date, last: date, label: str
) -> None:
    period = period_of(every, day)
    assert (period.first, period.last, period_label(every, day)) == (first, last, label)


def test_somebody_is_reminded_once_for_each_due_day(people: People, redeclare: Redeclare) -> None:
    register = watched(redeclare, SALON)
    held(register, people, "2025-12-10")
    watch(register, date(2026, 2, 1))
    assert remind(date(2026, 2, 1)) == 0
    assert remind(date(2026, 3, 20)) == 1
    assert remind(date(2026, 3, 21)) == 0
    assert Reminder.objects.get().due_on == date(2026, 3, 31)
