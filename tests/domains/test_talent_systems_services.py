"""人才服务: what the systems of services, events and experts must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.periods import Month
from bureau.registers.deadlines.contacting import record_contact
from bureau.registers.models import Deadline
from bureau.registers.rows import Row
from tests.domains.talent_ground import Ground, due, light, listed, missed, register, settle_talent
from tests.people import People

OCTOBER, NOVEMBER = Month(2025, 10), Month(2025, 11)
SERVICES, EVENTS, EXPERTS = "talent.services", "talent.events", "talent.experts"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_talent(people)


def request(ground: Ground, station: str = "人才驿站") -> Row:
    """Asked for on a Thursday; the Saturday after it is a make-up day, so ten working days end on the 22nd."""
    return ground.enter(SERVICES, person="李明", kind="子女入学", station=station, requested_on="2025-10-09")


def held(ground: Ground, kind: str, day: str, **results: object) -> Row:
    event = ground.enter(EVENTS, title=kind, kind=kind, held_on=day, **results)
    return ground.step(event, "hold")


def test_a_service_beyond_its_limit_is_listed_and_counts_once_it_is_done(ground: Ground) -> None:
    """SYS035 服务件超过办结时限列入名单，办结后人次加一。"""
    service = request(ground)
    assert due(service, "finishing") == date(2025, 10, 22)
    assert listed(SERVICES, "overdue", date(2025, 10, 22)) == []
    assert listed(SERVICES, "overdue", date(2025, 10, 23)) == [service]
    assert ground.tally("high_level_services", OCTOBER) is None
    service = ground.step(
        ground.step(service, "pass_on", handler=ground.sun.pk),
        "finish",
        done_on="2025-10-30",
        result="已入学",
    )
    assert listed(SERVICES, "overdue", date(2025, 11, 30)) == []
    assert ground.tally("high_level_services", OCTOBER) == 1


def test_exchange_events_and_trips_are_counted_by_their_day(ground: Ground) -> None:
    held(ground, "交流对接", "2025-10-15", trips=40)
    held(ground, "交流对接", "2025-10-28", trips=35)
    held(ground, "HR沙龙", "2025-10-29", trips=20)
    assert ground.tally("exchange_events", OCTOBER) == 2
    assert ground.tally("exchange_trips", OCTOBER) == 75


def test_an_expert_whom_nobody_visited_for_ninety_days_waits_for_a_visit(ground: Ground) -> None:
    """SYS036 专家90日未走访进入待走访名单。"""
    values = {"level": "区驿站", "field": "水稻栽培", "listed_on": "2025-01-10"}
    visited = ground.enter(EXPERTS, name="王教授", last_visit="2025-06-01", **values)
    never = ground.enter(EXPERTS, name="周老师", **values)
    assert due(visited, "visit") == date(2025, 8, 30)
    assert due(never, "first_visit") == date(2025, 4, 10)
    assert listed(EXPERTS, "unvisited", date(2025, 8, 30)) == [never]
    assert listed(EXPERTS, "unvisited", date(2025, 8, 31)) == [visited, never]
    record_contact(
        register(EXPERTS), visited, "visit", done_on=date(2025, 9, 1), result="上门走访", by=ground.sun
    )
    assert listed(EXPERTS, "unvisited", date(2025, 9, 2)) == [never]


def test_experts_of_the_district_and_of_the_towns_are_told_apart(ground: Ground) -> None:
    for name, level in (("甲", "区驿站"), ("乙", "区驿站"), ("丙", "镇助飞智囊团"), ("丁", "纺织评审")):
        ground.enter(EXPERTS, name=name * 2, level=level, listed_on="2025-10-20")
    assert ground.tally("district_experts", OCTOBER) == 2
    assert ground.tally("town_experts", OCTOBER) == 1


def test_one_expert_at_two_events_is_one_expert(ground: Ground) -> None:
    """SYS037 同一专家两场活动只计一人。"""
    held(ground, "送技下乡", "2025-10-15", experts="王教授、周老师", expert_count=2, trainees=50)
    held(ground, "送技下乡", "2025-10-22", experts="王教授\n吴站长", expert_count=2, trainees=30)
    held(ground, "送技下乡", "2025-11-12", experts="周老师，郑工", expert_count=2, trainees=20)
    assert ground.tally("missions", OCTOBER) == 2
    assert ground.tally("mission_experts", OCTOBER) == 3
    assert ground.tally("mission_experts", NOVEMBER) == 1
    assert ground.tally("rural_talent_trips", OCTOBER) == 80


def test_an_overdue_service_lights_up_and_names_who_handles_it(ground: Ground) -> None:
    """SYS093 逾期件亮灯并列承办人。"""
    service = request(ground, "一站式服务中心")
    assert light(service, date(2025, 10, 23)) == "逾期"
    service = ground.step(service, "pass_on", handler=ground.he.pk)
    line = Deadline.objects.get(register=SERVICES, row_id=service.pk, key="finishing")
    assert line.owner == ground.he
    assert "handler" in register(SERVICES).columns
    assert listed(SERVICES, "overdue", date(2025, 10, 23)) == [service]


def test_a_quarter_without_a_salon_is_shown_as_missed(ground: Ground) -> None:
    """SYS094 一季未举办时显示缺期。"""
    held(ground, "HR沙龙", "2025-05-20", trips=30)
    assert missed(EVENTS, "salons", date(2025, 10, 8)) == date(2025, 9, 30)
    salon = held(ground, "HR沙龙", "2025-10-16", trips=28)
    assert missed(EVENTS, "salons", date(2025, 10, 20)) is None
    assert missed(EVENTS, "salons", date(2026, 1, 5)) == date(2026, 3, 31)
    assert ground.tally("hr_salons", OCTOBER) == 1
    assert salon.state == "已举办"


def test_a_year_without_a_meeting_of_doctors_is_shown_as_missed(ground: Ground) -> None:
    """SYS096 年内未举办时显示缺期。"""
    held(ground, "博士交流", "2024-06-12", trips=15)
    assert missed(EVENTS, "doctors", date(2025, 12, 20)) == date(2025, 12, 31)
    assert missed(EVENTS, "doctors", date(2026, 1, 10)) == date(2025, 12, 31)
    held(ground, "博士交流", "2026-01-15", trips=18)
    assert missed(EVENTS, "doctors", date(2026, 1, 20)) is None
