"""引才: what the systems of recruiting must show, each with rows entered for the purpose."""

from __future__ import annotations

import datetime
from datetime import date

import pytest
from django.utils import timezone

from bureau.periods import Month
from bureau.registers.cleaning import RefusedRow
from bureau.registers.deadlines.contacting import record_contact
from bureau.registers.deadlines.words import Urgency, urgency_of
from bureau.registers.models import Deadline, RowLink
from bureau.registers.rows import Row
from bureau.registers.writing import change_row
from tests.domains.talent_ground import Ground, due, id_no, light, listed, register, settle_talent
from tests.people import People

NOVEMBER, DECEMBER = Month(2025, 11), Month(2025, 12)
SITES = "talent.site_postings"
EVENTS = "talent.recruit_events"
EMPLOYERS = "talent.key_employers"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_talent(people)


def snapshot(ground: Ground, month: Month, **numbers: int) -> Row:
    return ground.enter(SITES, site="人才网510专栏", kind="人才网专栏", month=str(month), **numbers)


def test_after_the_december_snapshot_the_year_is_the_value_of_december_and_no_sum(ground: Ground) -> None:
    """SYS018 录入十二月快照后年度值等于十二月值而非求和。"""
    ground.adopt(SITES, NOVEMBER)
    for month, firms in ((NOVEMBER, 480), (DECEMBER, 510)):
        ground.open_sheet(month)
        snapshot(ground, month, firms=firms, open_posts=firms * 4, past_posts=firms * 20)
    assert ground.of_year("site510_firms", NOVEMBER) == 480
    assert ground.of_year("site510_firms", DECEMBER) == 510
    assert ground.of_year("site510_open_posts", DECEMBER) == 2040
    assert ground.of_year("site510_past_posts", DECEMBER) == 10200


def test_a_site_is_looked_at_once_a_month(ground: Ground) -> None:
    snapshot(ground, DECEMBER, firms=510)
    with pytest.raises(RefusedRow) as refused:
        snapshot(ground, DECEMBER, firms=511)
    assert "已采集过" in refused.value.fields["month"][0]


def test_three_numbers_of_every_month_add_up_to_the_year(ground: Ground) -> None:
    """SYS088 三个数录入后年度为各月之和。"""
    ground.adopt(SITES, NOVEMBER)
    for month, firms, posts, resumes in ((NOVEMBER, 40, 300, 900), (DECEMBER, 25, 120, 410)):
        ground.open_sheet(month)
        ground.enter(
            SITES,
            site="合作招聘网",
            kind="合作招聘网站",
            month=str(month),
            new_firms=firms,
            new_posts=posts,
            resumes=resumes,
        )
    assert ground.of_year("site_firms", DECEMBER) == 65
    assert ground.of_year("site_posts", DECEMBER) == 420
    assert ground.of_year("site_resumes", DECEMBER) == 1310


def test_sixty_days_before_an_agreement_runs_out_it_reminds(ground: Ground) -> None:
    """SYS019 协议到期前60日出现提醒。"""
    talk = ground.enter("talent.agreements", partner="某职业学院", kind="校地合作")
    agreement = ground.step(talk, "sign", signed_on="2024-03-01", valid_to="2025-12-31")
    # Every half year somebody looks how it is carried out; that was done.
    record_contact(
        register("talent.agreements"),
        agreement,
        "performance",
        done_on=date(2025, 9, 1),
        result="实习 12 人",
        by=ground.sun,
    )
    assert due(agreement, "validity") == date(2025, 12, 31)
    line = Deadline.objects.get(register="talent.agreements", row_id=agreement.pk, key="validity")
    assert line.remind_on == date(2025, 11, 1)
    assert urgency_of(line, date(2025, 10, 31)) is Urgency.FINE
    assert urgency_of(line, date(2025, 11, 1)) is Urgency.SOON
    assert agreement not in listed("talent.agreements", "expired", date(2025, 12, 31))
    assert agreement in listed("talent.agreements", "expired", date(2026, 1, 1))


def test_employers_about_whom_nothing_was_updated_for_more_than_a_quarter_are_listed(ground: Ground) -> None:
    """SYS087 超过一季未更新的企业列出。"""
    today = timezone.localdate()
    later = today + datetime.timedelta(days=120)
    forgotten, updated, called = (
        ground.enter(EMPLOYERS, company=name, listed_on="2025-03-01")
        for name in ("甲精密", "乙材料", "丙电子")
    )
    assert listed(EMPLOYERS, "not_updated", today) == []
    assert listed(EMPLOYERS, "not_updated", later) == [forgotten, updated, called]
    record_contact(register(EMPLOYERS), called, "needs", done_on=today, result="需求不变", by=ground.sun)
    assert listed(EMPLOYERS, "not_updated", today + datetime.timedelta(days=92)) == []
    assert due(forgotten, "needs") == date(2025, 6, 1)
    updated = change_row(updated, {"needs": "算法工程师 2 名"}, version=updated.version, by=ground.sun)
    assert light(forgotten, today) == "逾期"


def test_the_people_who_came_of_a_talent_expo_can_be_traced_from_it(ground: Ground) -> None:
    """SYS108 登记一届后可追到引进人员。"""
    expo = ground.enter(EVENTS, title="第三届人才博览会", kind="人才博览会", held_on="2025-11-08")
    expo = ground.step(ground.step(expo, "hold"), "report", firms=60, posts=500, intents=35)
    people = [
        ground.pass_on(
            expo,
            "intake",
            name=name,
            id_no=id_no(place),
            degree="博士",
            level="高层次",
            employer="某生物公司",
            employer_kind="企业",
        )
        for place, name in enumerate(("赵一", "钱二"))
    ]
    links = RowLink.objects.filter(register=EVENTS, row_id=expo.pk, to_register="talent.intake")
    assert [link.to_row_id for link in links.order_by("pk")] == [person.pk for person in people]
    assert ground.tally("high_level_in", NOVEMBER) is None
    for person in people:
        ground.step(person, "verify")
    assert ground.tally("high_level_in", NOVEMBER) == 2


def test_events_of_colleges_are_told_by_their_kinds_and_firms_once_in_a_year(ground: Ground) -> None:
    for kind, day, firms, posts, intents in (
        ("校园招聘", "2025-10-16", "甲厂、乙厂", 120, 60),
        ("云校招", "2025-11-20", "乙厂、丙厂、丁厂", 90, 30),
        ("本地招聘会", "2025-11-21", "甲厂", 40, 9),
    ):
        event = ground.enter(EVENTS, title=kind, kind=kind, school="某大学", held_on=day, firm_list=firms)
        count = len(firms.split("、"))
        ground.step(ground.step(event, "hold"), "report", firms=count, posts=posts, intents=intents)
    october = Month(2025, 10)
    assert [ground.tally("campus_firms", month) for month in (october, NOVEMBER)] == [2, 2]
    assert [ground.tally("campus_posts", month) for month in (october, NOVEMBER)] == [120, 90]
    assert [ground.tally("campus_intents", month) for month in (october, NOVEMBER)] == [60, 30]
    assert ground.tally("local_fairs_joined", NOVEMBER) == 1
