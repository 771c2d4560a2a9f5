"""招聘和就业服务活动: what the systems of fairs and events must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bureau.periods import Month
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.deadlines.plans import make_planned_of
from bureau.registers.models import RowLink
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState
from employment.models import FirmContact, JobFair, ServiceEvent
from tests.domains.employment_ground import Ground, due, light, register, settle_employment
from tests.people import People

OCTOBER, NOVEMBER = Month(2023, 10), Month(2023, 11)
FAIRS, EVENTS = "employment.job_fairs", "employment.service_events"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_employment(people)


@pytest.fixture
def store(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXPORT_ROOT = tmp_path / "exports"
    return tmp_path


def client_of(ground: Ground, username: str) -> Client:
    client = Client()
    client.force_login(ground.people[username], backend="django.contrib.auth.backends.ModelBackend")
    return client


def fair(ground: Ground, day: str, kind: str = "线下", **values: object) -> Row:
    return ground.enter(FAIRS, values, title="秋季招聘会", kind=kind, held_on=day)


def reported(ground: Ground, day: str, kind: str = "线下", **results: object) -> Row:
    row = ground.step(fair(ground, day, kind, **results), "hold")
    if kind == "线上":
        return ground.step(row, "report_online", clicks=900)
    return ground.step(row, "report", attendees=300, hired=20)


def test_wednesday_and_saturday_plans_appear_and_a_reported_fair_adds_its_sessions_and_posts(
    ground: Ground,
) -> None:
    """SYS014 每周三、周六计划自动出现；填报一场后场次和岗位数同步增加。"""
    ground.adopt(FAIRS, OCTOBER)
    ground.open_sheet(OCTOBER)
    assert make_planned_of(register(FAIRS), date(2023, 10, 9)) == 4
    planned = list(JobFair.objects.order_by("held_on"))
    assert [fair.held_on for fair in planned] == [
        date(2023, 10, 11),
        date(2023, 10, 14),
        date(2023, 10, 18),
        date(2023, 10, 21),
    ]
    assert {fair.state for fair in planned} == {"计划"}
    assert ground.figure("fairs", OCTOBER) == 0
    held = ground.step(planned[0], "hold")
    ground.step(held, "report", firms=40, posts=850, attendees=260, hired=31)
    assert [ground.figure(one, OCTOBER) for one in ("fairs", "offline_fairs", "fair_posts")] == [1, 1, 850]
    assert ground.figure("online_fairs", OCTOBER) == 0


def test_a_plan_is_made_once_however_often_the_days_are_looked_through(ground: Ground) -> None:
    fair(ground, "2023-10-01")
    make_planned_of(register(FAIRS), date(2023, 10, 9))
    assert make_planned_of(register(FAIRS), date(2023, 10, 9)) == 0


def test_offline_and_online_fairs_and_their_firms_are_counted_apart(ground: Ground) -> None:
    reported(ground, "2023-10-11", posts=300, firms=2, firm_list="甲公司\n乙公司")
    reported(ground, "2023-10-14", posts=200, firms=2, firm_list="乙公司、丙公司")
    reported(ground, "2023-10-20", "线上", posts=500, firms=1, firm_list="丁公司")
    assert ground.tallies(OCTOBER, "fairs", "offline_fairs", "online_fairs") == [3, 2, 1]
    assert ground.tallies(OCTOBER, "offline_fair_posts", "online_fair_posts", "fair_posts") == [
        500,
        500,
        1000,
    ]
    assert ground.tallies(OCTOBER, "offline_fair_firms", "online_fair_firms") == [3, 1]
    assert ground.tallies(OCTOBER, "offline_fair_attendees", "offline_fair_hired") == [600, 40]
    assert ground.tally("online_fair_clicks", OCTOBER) == 900


def test_results_are_due_five_working_days_after_the_fair(ground: Ground) -> None:
    """The week after the October holidays: Saturday the 7th and Sunday the 8th are working days."""
    row = ground.step(fair(ground, "2023-09-28"), "hold")
    assert due(row, "results") == date(2023, 10, 11)
    assert light(row, date(2023, 10, 12)) == "逾期"
    row = ground.step(row, "report", firms=1, posts=5, attendees=10, hired=0)
    assert due(row, "results") is None


def test_nobody_hires_more_people_than_came_and_a_fair_tells_the_results_of_its_kind(ground: Ground) -> None:
    row = ground.step(fair(ground, "2023-10-11", attendees=10), "hold")
    with pytest.raises(RefusedRow) as refused:
        ground.step(row, "report", firms=1, posts=5)
    assert set(refused.value.fields) == {"hired"}
    with pytest.raises(RefusedRow) as refused:
        ground.step(row, "report", firms=1, posts=5, hired=11)
    assert refused.value.fields["hired"] == ["现场录用人数（11）大于进场人数（10），请核对两个数。"]
    with pytest.raises(WrongRowState, match="报线下结果"):
        ground.step(row, "report_online", firms=1, posts=5, clicks=9)
    row = ground.step(row, "report", firms=1, posts=5, hired=10)
    with pytest.raises(RefusedRow):
        ground.change(row, kind="线上")


def test_a_fair_that_is_also_a_recruiting_event_has_to_be_confirmed(ground: Ground) -> None:
    row = fair(ground, "2023-10-11", shared_event="RCYC-2023-001")
    with pytest.raises(NeedsExplanation):
        ground.step(row, "hold")
    row = ground.change(row, explanation="引才活动台账里已作废，只在这里计")
    assert ground.step(row, "hold").state == "已举办"


def test_after_ten_imported_issues_there_are_ten_online_fairs(ground: Ground, store: Path) -> None:
    """SYS061 导入十期后线上场次为十。"""
    heads = ("名称", "形式", "举办日期", "参会企业数", "岗位数", "状态")
    issues = [(f"第{number}期", "线上", f"2023-10-{number:02d}", 5, 60, "已举办") for number in range(1, 11)]
    ground.import_rows(FAIRS, [heads, *issues])
    assert ground.tallies(OCTOBER, "online_fairs", "online_fair_posts") == [10, 600]


def test_twenty_three_visits_of_eight_hundred_and_five_students_stand_in_both_figures(ground: Ground) -> None:
    """SYS029 录入23场805人后两指标一致。"""
    for number in range(23):
        event = ground.enter(
            EVENTS,
            title=f"雁归观摩第{number + 1}场",
            kind="雁归观摩",
            held_on=f"2023-10-{number + 1:02d}",
            participants=35,
            students=35,
        )
        ground.step(event, "hold")
    assert ground.tallies(OCTOBER, "goose_visits", "goose_students") == [23, 805]


def test_the_small_report_of_the_month_of_help_can_be_printed_once_its_events_are_entered(
    ground: Ground,
) -> None:
    """SYS067 活动录入后可打印援助月小结。"""
    help_month = ground.enter(
        EVENTS, title="就业援助月", kind="就业援助月", held_on="2023-01-10", participants=120, households=48
    )
    ground.step(ground.change(ground.step(help_month, "hold"), helped=36), "report")
    talk = ground.enter(
        EVENTS, title="政策宣讲进园区", kind="政策宣讲", held_on="2023-01-12", participants=60
    )
    ground.step(talk, "hold")
    page = client_of(ground, "chen").get(reverse("registers:ledger", args=[EVENTS]), {"kind": "就业援助月"})
    html = page.content.decode()
    assert "就业援助月" in html
    assert "48" in html
    assert "36" in html
    assert "政策宣讲进园区" not in html


def test_the_fixed_events_of_a_year_are_planned_by_themselves(ground: Ground) -> None:
    ground.enter(EVENTS, title="政策宣讲", kind="政策宣讲", held_on="2022-12-01")
    assert make_planned_of(register(EVENTS), date(2022, 12, 28)) == 1
    planned = ServiceEvent.objects.get(state="计划", held_on=date(2023, 1, 5))
    assert planned.kind == "就业援助月"
    assert ground.tally("policy_talks", Month(2023, 1)) is None


def test_an_event_of_the_service_month_leads_to_the_visits_of_that_month(ground: Ground) -> None:
    """SYS095 活动可关联当月走访记录。"""
    event = ground.enter(EVENTS, title="人社专项服务月", kind="专项服务月", held_on="2023-10-10")
    event = ground.step(event, "hold")
    client = client_of(ground, "chen")
    way = {"from": EVENTS, "row": event.pk, "way": "visit"}
    new = reverse("registers:new", args=["employment.firm_contacts"], query=way)
    for company in ("甲公司", "乙公司"):
        visit = {"company": company, "kind": "走访", "contact_on": "2023-10-10", "do": "enter"}
        assert client.post(new, visit).status_code == 302
    visits = list(FirmContact.objects.order_by("pk"))
    assert [visit.company for visit in visits] == ["甲公司", "乙公司"]
    linked = RowLink.objects.filter(register=EVENTS, row_id=event.pk).values_list("to_row_id", flat=True)
    assert sorted(linked) == [visit.pk for visit in visits]
    page = client.get(reverse("registers:row", args=[EVENTS, event.pk])).content.decode()
    assert visits[0].number in page
    assert visits[1].number in page
