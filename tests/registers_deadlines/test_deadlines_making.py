"""Deadlines follow the rows: they begin, move and end with what is written in them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.organisation.models import WorkdayException
from bureau.registers.deadlines.refreshing import refresh
from bureau.registers.deadlines.remaking import remake
from bureau.registers.deadlines.settings import change_setting, find_item
from bureau.registers.declarations import Register
from bureau.registers.many import RowChange, write_many
from bureau.registers.models import Deadline
from bureau.registers.registry import register_of
from bureau.registers.rows import Row
from bureau.registers.timing import Clock, Expiry, FollowUp
from bureau.registers.writing import change_row, enter_row, take_step, void_row
from bureau.workdays import DayUnit
from tests.people import People
from tests.registers_deadlines.conftest import Redeclare

FAIRS = "employment.job_fairs"


def clock(**changes: object) -> Clock:
    values: dict[str, object] = {
        "key": "results",
        "title": "填报结果",
        "starts": "held_on",
        "days": 5,
        "stops_in": ("结果已报",),
        "remind_days": 2,
    }
    return Clock(**(values | changes))  # type: ignore[arg-type]  # fields of a declaration, by name


def fairs(redeclare: Redeclare, *clocks: Clock, **changes: object) -> Register:
    return redeclare(FAIRS, clocks=clocks or (clock(),), plans=(), checks=(), **changes)


def fair(register: Register, people: People, held_on: str, **more: object) -> Row:
    values = {"title": "金秋招聘月现场会", "kind": "线下", "held_on": held_on, **more}
    return enter_row(register, values, unit=people.section, by=people["chen"], state="已举办")


def due(row: Row, key: str = "results") -> date | None:
    return Deadline.objects.get(register=register_of(row).code, row_id=row.pk, key=key).due_on


def test_working_days_leave_out_the_holidays_and_count_the_days_made_up_for_them(
    people: People, redeclare: Redeclare
) -> None:
    register = fairs(redeclare)
    # 2025-09-28 is a Sunday worked for the National Day, from 10-01 to 10-08 nobody works.
    assert due(fair(register, people, "2025-09-26")) == date(2025, 10, 10)
    # 10-11 is a Saturday that is worked.
    assert due(fair(register, people, "2025-10-09")) == date(2025, 10, 15)


def test_the_bureaus_own_day_off_moves_its_clocks_and_those_of_no_other_bureau(
    people: People, redeclare: Redeclare
) -> None:
    WorkdayException.objects.create(
        bureau=people.east, date=date(2025, 10, 14), is_workday=False, name="停电"
    )
    WorkdayException.objects.create(
        bureau=people.west, date=date(2025, 10, 13), is_workday=False, name="台风"
    )
    assert due(fair(fairs(redeclare), people, "2025-10-09")) == date(2025, 10, 16)


def test_a_limit_in_calendar_days_that_ends_on_a_day_off_ends_on_the_next_working_day(
    people: People, redeclare: Redeclare
) -> None:
    register = fairs(redeclare, clock(days=5, unit=DayUnit.CALENDAR))
    # The fifth day is 2025-11-15, a Saturday.
    assert due(fair(register, people, "2025-11-10")) == date(2025, 11, 17)


def test_a_deadline_reminds_days_of_its_own_unit_before(people: People, redeclare: Redeclare) -> None:
    row = fair(fairs(redeclare, clock(remind_days=3)), people, "2025-10-09")
    # 10-15 is the last day; before it lie 14, 13 and the Saturday 11, which is worked.
    assert Deadline.objects.get(row_id=row.pk).remind_on == date(2025, 10, 11)


def test_a_clock_stops_in_its_state_and_moves_with_its_date(people: People, redeclare: Redeclare) -> None:
    register = fairs(redeclare)
    row = change_row(
        fair(register, people, "2025-10-09"), {"held_on": "2025-10-10"}, version=1, by=people["chen"]
    )
    assert due(row) == date(2025, 10, 16)
    values = {"firms": 1, "posts": 2, "attendees": 3, "hired": 1}
    take_step(row, "report", version=2, by=people["chen"], values=values)
    assert not Deadline.objects.filter(row_id=row.pk).exists()


def test_a_void_row_and_a_draft_have_no_deadlines(people: People, redeclare: Redeclare) -> None:
    register = fairs(redeclare)
    void_row(fair(register, people, "2025-10-09"), version=1, by=people["chen"], reason="重复登记")
    enter_row(register, {"held_on": "2025-10-09"}, unit=people.section, by=people["chen"], draft=True)
    assert not Deadline.objects.exists()


def test_what_is_filled_in_with_zero_stops_a_clock_as_any_number_does(
    people: People, redeclare: Redeclare
) -> None:
    register = fairs(redeclare, clock(stops="hired", stops_in=()))
    row = fair(register, people, "2025-10-09")
    assert due(row) == date(2025, 10, 15)
    change_row(row, {"hired": 0}, version=1, by=people["chen"])
    assert not Deadline.objects.exists()


def test_a_clock_runs_only_in_its_states_and_for_rows_it_applies_to(
    people: People, redeclare: Redeclare
) -> None:
    register = fairs(
        redeclare,
        clock(key="planned", runs_in=("计划",)),
        clock(key="online", applies=lambda row: row.kind == "线上"),
        clock(key="hall", applies=lambda row: row.kind == "线下"),
    )
    row = fair(register, people, "2025-10-09")
    assert list(Deadline.objects.filter(row_id=row.pk).values_list("key", flat=True)) == ["hall"]


def test_a_date_of_the_row_falls_due_on_the_day_itself_and_reminds_thirty_days_before(
    people: People, redeclare: Redeclare
) -> None:
    register = fairs(redeclare, expiries=(Expiry("validity", "有效期", "held_on", remind_days=30),))
    row = fair(register, people, "2025-11-15")
    line = Deadline.objects.get(row_id=row.pk, key="validity")
    assert (line.due_on, line.remind_on) == (date(2025, 11, 15), date(2025, 10, 16))


def test_visits_at_fixed_months_end_with_the_month_where_it_is_shorter(
    people: People, redeclare: Redeclare
) -> None:
    register = fairs(redeclare, follow_ups=(FollowUp("visit", "回访", "held_on", after_months=(1, 6)),))
    assert due(fair(register, people, "2025-01-31"), "visit") == date(2025, 2, 28)


def test_a_changed_limit_holds_for_clocks_that_start_from_then_on(
    people: People, redeclare: Redeclare
) -> None:
    register = fairs(redeclare)
    item = find_item(f"{FAIRS}.results")
    assert item is not None
    before, after = fair(register, people, "2025-10-09"), fair(register, people, "2025-10-20")
    change_setting(
        item, 3, bureau=people.east, begins_on=date(2025, 10, 15), reason="局务会", by=people["zhao"]
    )
    assert remake(register, [people.east.pk]) == 2
    assert due(before) == date(2025, 10, 15)
    assert due(after) == date(2025, 10, 23)


def test_a_changed_working_day_moves_clocks_when_they_are_made_again(
    people: People, redeclare: Redeclare
) -> None:
    register = fairs(redeclare)
    row = fair(register, people, "2025-10-09")
    WorkdayException.objects.create(
        bureau=people.east, date=date(2025, 10, 14), is_workday=False, name="停电"
    )
    assert due(row) == date(2025, 10, 15)
    remake(register)
    assert due(row) == date(2025, 10, 16)


def test_the_day_belongs_to_whoever_is_named_in_the_row_else_to_who_entered_it(
    people: People, redeclare: Redeclare
) -> None:
    row = fair(fairs(redeclare), people, "2025-10-09")
    assert Deadline.objects.get(row_id=row.pk).owner == people["chen"]


def test_a_pile_of_rows_costs_as_many_queries_as_a_few(people: People, redeclare: Redeclare) -> None:
    register = fairs(redeclare, follow_ups=(FollowUp("visit", "回访", "held_on", every_days=30),))

    def queries_for(number: int) -> int:
        changes = [
            RowChange(
                place, {"title": f"第{place}场", "kind": "线下", "held_on": "2025-10-09"}, people.section
            )
            for place in range(number)
        ]
        rows = write_many(register, changes, by=people["chen"])
        Deadline.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            refresh(register, rows)
        assert Deadline.objects.count() == 2 * number
        return len(asked)

    assert queries_for(3) == queries_for(300)


def test_refreshing_twice_changes_nothing(people: People, redeclare: Redeclare) -> None:
    register = fairs(redeclare)
    row = fair(register, people, "2025-10-09")
    before = list(Deadline.objects.values())
    refresh(register, [row])
    assert list(Deadline.objects.values()) == before


@pytest.mark.parametrize("state", ["计划", "公告"])
def test_a_clock_may_start_in_the_future(people: People, redeclare: Redeclare, state: str) -> None:
    register = fairs(redeclare)
    values = {"title": "周六招聘会", "kind": "线下", "held_on": "2099-01-03"}
    row = enter_row(register, values, unit=people.section, by=people["chen"], state=state)
    assert Deadline.objects.get(row_id=row.pk).starts_on == date(2099, 1, 3)
