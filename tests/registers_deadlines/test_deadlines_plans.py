"""Rows that appear by themselves, each once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.registers.deadlines.plans import make_planned_of
from bureau.registers.deadlines.settings import change_setting, find_item, weekdays_value
from bureau.registers.declarations import Register
from bureau.registers.models import Adoption, PlannedRow
from bureau.registers.rows import RowOrigin
from bureau.registers.timing import Plan
from bureau.registers.writing import change_row, void_row
from employment.models import JobFair
from tests.people import People
from tests.registers_deadlines.conftest import Redeclare

FAIRS = "employment.job_fairs"
# A Monday.
TODAY = date(2026, 3, 2)


WEEKLY = Plan("weekly", "每周三、周六招聘会", "held_on", {"title": "招聘会", "kind": "线下"}, weekdays=(2, 5))


@pytest.fixture
def register(people: People, redeclare: Redeclare) -> Register:
    """The fairs on Wednesdays and Saturdays, in use by the section."""
    register = redeclare(FAIRS, plans=(WEEKLY,))
    Adoption.objects.create(register=FAIRS, unit=people.section, begins=Month(2026, 1), by=people["zhao"])
    return register


def days() -> list[date]:
    return sorted(JobFair.objects.values_list("held_on", flat=True))


def test_wednesdays_and_saturdays_of_the_next_two_weeks_stand_there_once(register: Register) -> None:
    assert make_planned_of(register, TODAY) == 4
    assert days() == [date(2026, 3, 4), date(2026, 3, 7), date(2026, 3, 11), date(2026, 3, 14)]
    assert make_planned_of(register, TODAY) == 0
    # Two days on, the Wednesday in two weeks comes into sight.
    assert make_planned_of(register, TODAY + timedelta(days=1)) == 0
    assert make_planned_of(register, TODAY + timedelta(days=2)) == 1
    assert len(set(days())) == len(days()) == 5


def test_a_planned_row_is_a_plan_of_the_section_and_of_nobody(register: Register, people: People) -> None:
    make_planned_of(register, TODAY)
    row = JobFair.objects.first()
    assert row is not None
    assert (row.state, row.origin, row.created_by, row.reporting_unit) == (
        "计划",
        RowOrigin.PLANNED,
        None,
        people.section,
    )


def test_a_plan_moved_or_made_void_does_not_come_back(register: Register, people: People) -> None:
    make_planned_of(register, TODAY)
    moved, dropped = JobFair.objects.order_by("held_on")[:2]
    change_row(moved, {"held_on": "2026-03-05"}, version=1, by=people["chen"])
    void_row(dropped, version=1, by=people["chen"], reason="场地维修")
    assert make_planned_of(register, TODAY) == 0


def test_a_bureau_that_does_not_use_the_register_gets_no_plans(people: People, redeclare: Redeclare) -> None:
    assert make_planned_of(redeclare(FAIRS), TODAY) == 0
    assert not PlannedRow.objects.exists()


def test_other_weekdays_hold_from_the_day_they_are_set_for(register: Register, people: People) -> None:
    item = find_item(f"{FAIRS}.weekly.weekdays")
    assert item is not None
    assert item.words(item.default) == "周三、周六"
    change_setting(
        item,
        weekdays_value((3, 5)),
        bureau=people.east,
        begins_on=date(2026, 3, 9),
        reason="周三改为周四",
        by=people["zhao"],
    )
    make_planned_of(register, TODAY)
    assert days() == [date(2026, 3, 4), date(2026, 3, 7), date(2026, 3, 12), date(2026, 3, 14)]


def test_a_plan_without_weekdays_left_makes_nothing(register: Register, people: People) -> None:
    for plan in register.plans:
        item = find_item(f"{FAIRS}.{plan.key}.weekdays")
        assert item is not None
        change_setting(item, 0, bureau=people.east, begins_on=TODAY, reason="停办", by=people["zhao"])
    assert make_planned_of(register, TODAY) == 0


def test_a_day_of_the_year_is_planned_every_year(people: People, redeclare: Redeclare) -> None:
    plan = Plan("spring", "春风行动", "held_on", {"title": "春风行动", "kind": "线下"}, yearly=((2, 10),))
    register = redeclare(FAIRS, plans=(plan,), checks=())
    Adoption.objects.create(register=FAIRS, unit=people.section, begins=Month(2026, 1), by=people["zhao"])
    for today in (date(2026, 2, 1), date(2026, 2, 9), date(2027, 2, 1), date(2027, 3, 1)):
        make_planned_of(register, today)
    assert days() == [date(2026, 2, 10), date(2027, 2, 10)]


def test_the_section_with_the_duty_is_the_one_that_is_asked(people: People, redeclare: Redeclare) -> None:
    other = Unit.objects.create(
        code="east-zp",
        name="市场股",
        kind="section",
        parent=people.east,
        domains=["employment"],
        duties=["jobs"],
        order=9,
    )
    register = redeclare(FAIRS)
    Adoption.objects.create(register=FAIRS, unit=people.section, begins=Month(2026, 1), by=people["zhao"])
    make_planned_of(register, TODAY)
    assert set(JobFair.objects.values_list("reporting_unit", flat=True)) == {other.pk}


def test_a_plan_whose_rows_are_refused_makes_none_and_stops_no_other(
    people: People, redeclare: Redeclare
) -> None:
    wrong = Plan("wrong", "缺形式", "held_on", {"title": "没有形式"}, weekdays=(2,))
    right = Plan("right", "周六", "held_on", {"title": "周六招聘会", "kind": "线下"}, weekdays=(5,))
    register = redeclare(FAIRS, plans=(wrong, right))
    Adoption.objects.create(register=FAIRS, unit=people.section, begins=Month(2026, 1), by=people["zhao"])
    assert make_planned_of(register, TODAY) == 2
    assert {day.weekday() for day in days()} == {5}
