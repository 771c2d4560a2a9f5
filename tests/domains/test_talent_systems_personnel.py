"""事业单位人事和工资: what their systems must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bureau.catalogue.models import Indicator
from bureau.figures.models import Figure, SheetState, Source
from bureau.figures.writing import CellChange, save_figures
from bureau.periods import Month
from bureau.registers.cleaning import NeedsExplanation
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState
from bureau.returns.checks.sheets import StoppedByChecks
from bureau.returns.steps import submit
from tests.domains.talent_ground import Ground, due, id_no, listed, missed, parts, settle_talent
from tests.people import People

OCTOBER = Month(2025, 10)
TITLES, RECRUITMENT = "talent.titles", "talent.recruitment"
APPROVALS, TRAINING = "talent.personnel_approvals", "talent.cadre_training"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_talent(people)


def approval(
    ground: Ground,
    employer: str,
    matter: str,
    persons: int,
    kind: str = "机关",
    month: str = "2025-10",
    **values: object,
) -> Row:
    row = ground.enter(
        APPROVALS,
        employer=employer,
        employer_kind=kind,
        matter=matter,
        year=int(month[:4]),
        applied_on=f"{month}-01",
        **values,
    )
    return ground.step(ground.step(row, "examine"), "approve", approved_on=month, persons=persons)


def recruitment(ground: Ground, kind: str, planned: int) -> Row:
    row = ground.enter(RECRUITMENT, batch=f"2025年{kind}", kind=kind, employer="区属单位", planned=planned)
    return ground.step(row, "announce", notice_on="2025-08-01", posts=planned)


def hired(ground: Ground, kind: str, planned: int, number: int) -> Row:
    row = ground.step(recruitment(ground, kind, planned), "enrol")
    row = ground.step(ground.step(row, "write", exam_on="2025-08-20"), "interview")
    row = ground.step(row, "publish", public_from="2025-09-01", public_to="2025-09-11", list="甲\n乙")
    return ground.step(row, "hire", hired=number, hired_on="2025-10-10")


def test_888_and_5969_come_to_6857_and_another_sum_cannot_be_submitted(ground: Ground) -> None:
    """SYS049 888与5969录入后合计6857，不等时不能提交。"""
    ground.adopt(APPROVALS, OCTOBER)
    sheet = ground.open_sheet(OCTOBER)
    approval(ground, "区直机关", "级别工资", 888)
    approval(ground, "区属事业单位", "薪级工资", 5969, "事业")
    assert ground.tally("wage_promoted", OCTOBER) == 6857
    whole = Indicator.objects.get(code="talent.wage_promoted")
    cell = Figure.objects.get(unit=ground.section, month=OCTOBER, indicator=whole)
    other = CellChange(whole.pk, Decimal(6856), cell.version, explanation="另有台账", source=Source.OVERRIDE)
    save_figures(sheet=sheet, changes=[other], by=ground.sun)
    with pytest.raises(StoppedByChecks):
        submit(sheet, by=ground.sun)
    cell.refresh_from_db()
    back = CellChange(whole.pk, Decimal(6857), cell.version, source=Source.OVERRIDE)
    save_figures(sheet=sheet, changes=[back], by=ground.sun)
    assert submit(sheet, by=ground.sun).state == SheetState.SUBMITTED


def test_wages_of_the_other_kind_of_body_want_an_explanation(ground: Ground) -> None:
    with pytest.raises(NeedsExplanation, match="薪级工资一般是事业单位的"):
        approval(ground, "某机关", "薪级工资", 12)


def test_somebody_who_applied_and_was_appointed_counts_once_as_each(ground: Ground) -> None:
    """SYS050 同一人申报和聘任各计一次且不混加。"""
    row = ground.enter(
        TITLES, name="林老师", employer="某中学", kind="评审申报", level="高级", accepted_on="2025-10-09"
    )
    row = ground.step(ground.step(row, "examine"), "judge")
    row = ground.step(row, "pass", result="通过", decided_on="2025-10-20")
    appointed = ground.pass_on(row, "appointment", accepted_on="2025-10-28")
    assert str(appointed.name) == "林**"  # type: ignore[attr-defined]  # a row of this register has a name
    assert ground.tally("title_apply_senior", OCTOBER) == 1
    assert ground.tally("titles_appointed", OCTOBER) == 1
    assert ground.tally("titles_appointed_senior", OCTOBER) == 1
    assert ground.tally("title_first_recognised", OCTOBER) is None


def test_what_was_not_passed_cannot_be_appointed(ground: Ground) -> None:
    values = {"name": "林老师", "level": "中级", "accepted_on": "2025-10-09"}
    row = ground.step(ground.enter(TITLES, kind="评审申报", closes_on="2025-10-31", **values), "examine")
    assert due(row, "closing") == date(2025, 10, 31)
    with pytest.raises(WrongRowState, match="通过后才能聘任"):
        ground.step(row, "appoint")
    direct = ground.step(ground.enter(TITLES, kind="聘任", **values), "examine")
    assert ground.step(direct, "appoint").state == "聘任"


def test_a_batch_goes_from_its_notice_to_the_first_day_with_plan_and_result_apart(ground: Ground) -> None:
    """SYS051: 计划数作目标、录用数作结果。"""
    recruitment(ground, "省集中公开招聘", 30)
    row = hired(ground, "遴选", 12, 10)
    assert parts(RECRUITMENT, "kinds") == {
        "省集中公开招聘": (1, ["30", "30", "—"]),
        "遴选": (1, ["12", "12", "10"]),
    }
    assert ground.tally("institution_selected", OCTOBER) == 10
    assert ground.tally("institution_hired", OCTOBER) is None
    assert ground.tally("provincial_exam_posts", Month(2025, 8)) == 30
    assert due(row, "arrival") == date(2025, 10, 11)
    assert listed(RECRUITMENT, "absent", date(2025, 10, 12)) == [row]
    ground.step(row, "report", reported_on="2025-10-20")
    assert listed(RECRUITMENT, "absent", date(2025, 10, 21)) == []


def test_nobody_is_hired_before_the_list_stood_in_public_for_seven_working_days(ground: Ground) -> None:
    today = date.today()
    row = ground.step(recruitment(ground, "人才引进", 3), "enrol")
    row = ground.step(row, "interview")
    row = ground.step(row, "publish", public_from=str(today), public_to=str(today + timedelta(12)), list="甲")
    with pytest.raises(WrongRowState, match="公示期"):
        ground.step(row, "hire", hired=1, hired_on=str(today))


def test_people_outside_the_establishment_are_listed_by_body_with_what_was_found(ground: Ground) -> None:
    """SYS052 汇总表列出各单位编外人数与问题。"""
    first = approval(ground, "区城管局", "编外用工", 42, opinion="合同未续签 3 人")
    second = approval(ground, "区医院", "编外用工", 65, "事业", opinion="无")
    approval(ground, "区医院", "岗位设置", 10, "事业", quota=12)
    assert parts(APPROVALS, "outside") == {"区城管局": (1, ["42"]), "区医院": (1, ["65"])}
    assert listed(APPROVALS, "outside", date(2025, 11, 1)) == [first, second]


def test_special_teachers_medical_students_and_contract_medics_are_told_apart(ground: Ground) -> None:
    """SYS097 三项人数分列互不重复。"""
    hired(ground, "特岗教师", 20, 18)
    hired(ground, "市免费医学生", 8, 8)
    medic = ground.enter(
        "talent.intake",
        name="何医生",
        id_no=id_no(1),
        degree="本科",
        level="医务",
        employer="乡镇卫生院",
        employer_kind="机关企事业",
        establishment="非事业编",
        arrived_on="2025-10-12",
    )
    ground.step(medic, "verify")
    names = ("special_post_teachers", "free_medical_students", "contract_medics_hired")
    assert [ground.tally(name, OCTOBER) for name in names] == [18, 8, 1]
    assert ground.tally("institution_hired", OCTOBER) == 26


def test_while_one_body_is_out_the_yearly_review_is_not_finished(ground: Ground) -> None:
    """SYS099 有一单位未报时任务不显示完成。"""
    for employer in ("区财政局", "区教育局"):
        approval(ground, employer, "年度考核", 50, month="2024-03")
    today = date(2025, 11, 20)
    approval(ground, "区财政局", "年度考核", 51, month="2025-03")
    begun = ground.enter(
        APPROVALS,
        employer="区教育局",
        employer_kind="机关",
        matter="年度考核",
        year=2025,
        applied_on="2025-03-10",
    )
    assert missed(APPROVALS, "reviews", today) == date(2025, 12, 31)
    assert listed(APPROVALS, "reviews_open", today) == [begun]
    ground.step(ground.step(begun, "examine"), "approve", approved_on="2025-04", persons=80)
    assert missed(APPROVALS, "reviews", today) is None
    assert listed(APPROVALS, "reviews_open", today) == []


def test_the_people_of_both_matters_can_be_asked_for_apart(ground: Ground) -> None:
    """SYS100 两事项可分别查完成人数。"""
    approval(ground, "区自然资源局", "人员划转", 37)
    approval(ground, "区农业局", "人员划转", 12)
    approval(ground, "区农业局", "档案专审", 90)
    found = parts(APPROVALS, "matters")
    assert (found["人员划转"][0], found["人员划转"][1][0]) == (2, "49")
    assert (found["档案专审"][0], found["档案专审"][1][0]) == (1, "90")


def test_two_lectures_are_two_and_their_trips_add_up(ground: Ground) -> None:
    """SYS104 录入两期后期数为二、人次相加。"""
    for number, trips in ((1, 120), (2, 95)):
        row = ground.enter(TRAINING, title=f"第{number}讲", kind="干部大讲堂", held_on=f"2025-10-1{number}")
        ground.step(row, "hold", trips=trips)
    assert ground.tally("lectures", OCTOBER) == 2
    assert ground.tally("lecture_trips", OCTOBER) == 215


def test_a_month_without_a_party_day_is_shown_as_missed(ground: Ground) -> None:
    row = ground.enter(TRAINING, title="九月党日", kind="党员活动日", held_on="2025-09-12")
    ground.step(row, "hold", trips=30)
    assert missed(TRAINING, "party_day", date(2025, 11, 3)) == date(2025, 10, 31)


def test_more_people_than_posts_were_approved_is_pointed_out(ground: Ground) -> None:
    """SYS105 超核定数时提示。"""
    with pytest.raises(NeedsExplanation, match="超过核定岗位数"):
        approval(ground, "区图书馆", "岗位设置", 13, "事业", quota=12)
    assert approval(ground, "区文化馆", "岗位设置", 12, "事业", quota=12).state == "审批"
