"""人才项目、称号、工作站和补贴: what their systems must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bureau.periods import Month
from bureau.registers.cleaning import RefusedRow
from bureau.registers.models import Deadline
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState, change_row
from tests.domains.talent_ground import Ground, due, light, listed, settle_talent
from tests.people import People

OCTOBER, NOVEMBER = Month(2025, 10), Month(2025, 11)
PROJECTS, STATIONS = "talent.project_applications", "talent.doctor_stations"
HONOURED, SUBSIDIES = "talent.high_level_people", "talent.subsidies"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_talent(people)


def recommended(ground: Ground, kind: str, public_from: str = "2025-10-09", **values: object) -> Row:
    row = ground.enter(PROJECTS, project=f"{kind}申报", kind=kind, **values)
    row = ground.step(row, "accept", accepted_on="2025-09-20")
    row = ground.step(row, "judge")
    return ground.step(row, "recommend", recommended_on=public_from, public_from=public_from)


def station(ground: Ground, host: str, kind: str = "博士后工作站", in_station: int = 2) -> Row:
    row = ground.enter(STATIONS, host=host, kind=kind)
    row = ground.step(row, "approve", approved_on="2024-05-20")
    return ground.step(row, "staff", in_station=in_station)


def subsidy(ground: Ground, company: str, item: str, amount: str, public_from: str = "2025-10-09") -> Row:
    values = {"payee": "孙博士", "company": company, "item": item, "year": 2025, "amount": amount}
    row = ground.step(ground.enter(SUBSIDIES, **values), "examine")
    return ground.step(row, "publish", public_from=public_from)


def test_one_approved_station_more_is_one_more_new_and_one_more_in_all(ground: Ground) -> None:
    """SYS034 批准一家后新创建数与累计数各加一。"""
    station(ground, "甲公司", "省级博士工作站")
    assert ground.tally("doctor_stations_count", OCTOBER) == 1
    assert ground.tally("doctor_stations_new", OCTOBER) is None

    application = recommended(ground, "博士工作站", company="乙公司")
    application = ground.step(application, "approve", approved_on="2025-10-20")
    assert listed(PROJECTS, "stations", date(2025, 11, 1)) == [application]
    made = ground.pass_on(application, "station")
    assert (made.state, made.origin) == ("批准", "transferred")
    assert ground.tally("doctor_stations_new", OCTOBER) == 1
    assert ground.tally("doctor_stations_count", OCTOBER) == 2
    assert listed(PROJECTS, "stations", date(2025, 11, 1)) == []
    with pytest.raises(WrongRowState):
        ground.pass_on(application, "station")


def test_an_application_reminds_before_its_batch_closes_and_is_listed_until_the_money_came(
    ground: Ground,
) -> None:
    """SYS090 截止前提醒，批准未兑现列名单。"""
    waiting = ground.enter(PROJECTS, project="双创团队", kind="双创计划", closes_on="2025-10-31")
    line = Deadline.objects.get(register=PROJECTS, row_id=waiting.pk, key="closing")
    assert (line.due_on, line.remind_on) == (date(2025, 10, 31), date(2025, 10, 24))
    assert listed(PROJECTS, "missed", date(2025, 11, 1)) == [waiting]

    approved = ground.step(recommended(ground, "海外引智"), "approve", approved_on="2025-10-20")
    assert listed(PROJECTS, "unpaid", date(2025, 11, 1)) == [approved]
    assert due(approved, "payment") == date(2025, 11, 20)
    ground.step(approved, "pay", fund="300000")
    assert listed(PROJECTS, "unpaid", date(2025, 11, 1)) == []


def test_before_its_notice_is_over_nothing_is_approved(ground: Ground) -> None:
    """SYS091 公示期未满不能进入批准。"""
    today = date.today()
    early = recommended(ground, "园区奖励", public_from=str(today))
    with pytest.raises(WrongRowState, match="公示期"):
        ground.step(early, "approve", approved_on=str(today))
    over = recommended(ground, "园区奖励", public_from=str(today - timedelta(days=30)))
    assert ground.step(over, "approve", approved_on=str(today)).state == "批准"


def test_a_station_with_nobody_in_it_is_listed_as_empty_and_moves_the_vacancy_rate(ground: Ground) -> None:
    """SYS092 在站人数为零的站进入空站名单且空站率变化。"""
    ground.adopt(STATIONS, NOVEMBER)
    ground.open_sheet(NOVEMBER)
    stations = [station(ground, host) for host in ("甲公司", "乙公司", "丙公司", "丁公司")]
    assert listed(STATIONS, "empty", date(2025, 11, 20)) == []
    assert ground.of_year("postdoc_vacancy_rate", NOVEMBER) == 0
    left = change_row(stations[0], {"in_station": 0}, version=stations[0].version, by=ground.sun)
    assert listed(STATIONS, "empty", date(2025, 11, 20)) == [left]
    assert ground.tally("postdoc_stations_empty", NOVEMBER) == 1
    assert ground.of_year("postdoc_vacancy_rate", NOVEMBER) == 25


def test_a_station_is_assessed_within_its_time_and_a_revoked_one_is_no_more(ground: Ground) -> None:
    provincial = station(ground, "甲公司", "省级博士工作站")
    national = station(ground, "乙公司")
    assert due(provincial, "provincial") == date(2025, 5, 20)
    assert due(provincial, "national") is None
    # Three years later is a Thursday.
    assert due(national, "national") == date(2027, 5, 20)
    assert light(provincial, date(2025, 6, 1)) == "逾期"
    assert ground.tally("postdoc_stations", OCTOBER) == 1
    ground.step(national, "revoke", "协议终止", revoked_on="2025-10-15")
    assert ground.tally("postdoc_stations", OCTOBER) == 0
    assert ground.tally("postdoc_stations_revoked", OCTOBER) == 1


def test_both_kinds_of_subsidies_add_up_to_what_is_told_of_them_together(ground: Ground) -> None:
    """SYS101 两类补贴之和等于合计。"""
    for company, item, amount in (
        ("甲公司", "生活补贴", "12000"),
        ("甲公司", "安家补贴", "50000.50"),
        ("乙公司", "生活补贴", "24000"),
        ("丙公司", "其他人才补贴", "8000"),
    ):
        ground.step(subsidy(ground, company, item, amount), "pay", paid_on="2025-10-28")
    living, settling = ground.tally("living_amount", OCTOBER), ground.tally("settling_amount", OCTOBER)
    assert (living, settling) == (Decimal("36000"), Decimal("50000.5"))
    assert living is not None
    assert settling is not None
    assert ground.tally("living_and_settling_amount", OCTOBER) == living + settling
    assert ground.tally("subsidy_amount", OCTOBER) == Decimal("94000.5")
    assert ground.tally("subsidy_firms", OCTOBER) == 3


def test_a_subsidy_is_paid_after_its_notice_and_no_longer_counts_when_it_is_taken_back(
    ground: Ground,
) -> None:
    today = date.today()
    with pytest.raises(WrongRowState, match="公示期"):
        ground.step(
            subsidy(ground, "甲公司", "生活补贴", "12000", public_from=str(today)), "pay", paid_on=str(today)
        )
    paid = ground.step(subsidy(ground, "乙公司", "生活补贴", "24000"), "pay", paid_on="2025-10-28")
    assert ground.tally("living_amount", OCTOBER) == 24000
    assert due(paid, "on_post") == date(2026, 10, 28)
    ground.step(paid, "reclaim", "已离开本区")
    assert ground.tally("living_amount", OCTOBER) in (None, 0)


def test_the_same_payee_kind_and_year_again_is_listed(ground: Ground) -> None:
    twice = [subsidy(ground, "甲公司", "生活补贴", "12000") for _ in range(2)]
    subsidy(ground, "甲公司", "安家补贴", "50000")
    assert listed(SUBSIDIES, "twice", date(2025, 11, 1)) == twice
    with pytest.raises(RefusedRow):
        ground.step(twice[0], "pay", paid_on="2024-12-30")


def test_somebody_recommended_does_not_yet_hold_the_allowance(ground: Ground) -> None:
    """SYS102 推荐一人不改变享受人数。"""
    ground.enter(HONOURED, name="老专家", honour="政府特殊津贴", granted_on="2019-02-01")
    assert ground.tally("allowance_holders", OCTOBER) == 1
    recommended(ground, "政府特殊津贴", applicant="新专家")
    assert ground.tally("allowance_nominees", OCTOBER) == 1
    assert ground.tally("allowance_holders", OCTOBER) == 1


def test_one_who_leaves_the_library_is_one_less_of_that_honour(ground: Ground) -> None:
    """SYS103 离库一人后对应称号减一。"""
    people = [
        ground.enter(HONOURED, name=name, honour=honour, granted_on="2020-06-01")
        for name, honour in (
            ("甲师傅", "省首席技师"),
            ("乙师傅", "省首席技师"),
            ("丙师傅", "市技术能手"),
            ("丁博士", "突出贡献中青年专家"),
        )
    ]
    assert ground.tally("chief_technicians", NOVEMBER) == 2
    ground.step(people[0], "leave", "调离本区", left_on="2025-11-05")
    assert ground.tally("chief_technicians", OCTOBER) == 2
    assert ground.tally("chief_technicians", NOVEMBER) == 1
    assert ground.tally("city_skill_experts", NOVEMBER) == 1
    assert ground.tally("young_experts", NOVEMBER) == 1
