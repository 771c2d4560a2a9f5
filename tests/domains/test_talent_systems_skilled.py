"""技能人才: what the systems of contests, assessments and certificates must show, with rows entered for the purpose."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bureau.figures.models import SheetState
from bureau.periods import Month
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.deadlines.contacting import record_contact
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState
from bureau.returns.steps import submit
from tests.domains.talent_ground import Ground, due, id_no, listed, register, settle_talent
from tests.people import People

OCTOBER = Month(2025, 10)
CONTESTS, PEOPLE, FIRMS = "talent.skill_contests", "talent.skilled_people", "talent.filing_firms"
ASSESSMENTS = "talent.skill_assessments"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_talent(people)


def contest(ground: Ground, title: str, level: str = "区级举办") -> Row:
    row = ground.enter(CONTESTS, title=title, level=level, trade="焊工", held_on="2025-10-18")
    return ground.step(row, "hold")


def assessment(ground: Ground, **numbers: int) -> Row:
    row = ground.enter(
        ASSESSMENTS, kind="等级认定", institution="某技师学院", trade="电工", held_on="2025-10-11"
    )
    row = ground.step(row, "examine", persons=numbers.pop("persons"))
    row = ground.step(row, "publish", public_from="2025-10-13")
    return ground.step(row, "issue", issued_on="2025-10-27", **numbers)


def test_eight_district_contests_are_eight_and_winners_passed_on_are_new_skilled_people(
    ground: Ground,
) -> None:
    """SYS020 录入八场区级大赛后场次为八，获奖人员转入后新增数增加。"""
    contests = [contest(ground, f"第{number}场") for number in range(1, 9)]
    contest(ground, "市焊工大赛", "市级承接")
    assert ground.tally("district_contests", OCTOBER) == 8
    assert ground.tally("city_contests", OCTOBER) == 1

    won = ground.step(contests[0], "announce", entrants=40, winners="赵一\n钱二")
    assert listed(CONTESTS, "winners", date(2025, 11, 1)) == [won]
    assert ground.tally("skilled_new", OCTOBER) is None
    for place, name in enumerate(("赵一", "钱二")):
        person = ground.pass_on(won, "skilled", name=name, id_no=id_no(place), level="高级")
        ground.step(ground.step(person, "verify"), "count")
    assert ground.tally("skilled_new", OCTOBER) == 2
    assert ground.tally("high_skilled_new", OCTOBER) == 2
    assert listed(CONTESTS, "winners", date(2025, 11, 1)) == []


def test_somebody_who_counts_already_does_not_count_again_with_the_same_level(ground: Ground) -> None:
    values = {"name": "赵一", "id_no": id_no(1), "level": "高级", "certified_on": "2025-10-20"}
    first, again = (ground.step(ground.enter(PEOPLE, **values), "verify") for _ in range(2))
    ground.step(first, "count")
    with pytest.raises(WrongRowState, match="重复剔除"):
        ground.step(again, "count")
    dropped = ground.step(again, "drop", "与竞赛转入的是同一张证书")
    assert ground.tally("skilled_new", OCTOBER) == 1
    assert dropped.state == "重复剔除"


def test_a_filing_reminds_sixty_days_before_it_runs_out(ground: Ground) -> None:
    firm = ground.enter(FIRMS, company="某机械公司", trades="焊工、电工")
    firm = ground.step(ground.step(firm, "assess"), "file", filed_on="2025-10-15", valid_to="2028-10-14")
    assert due(firm, "validity") == date(2028, 10, 14)
    assert ground.tally("filing_firms_count", OCTOBER) == 1


def test_6464_certificates_with_1956_senior_and_20_technicians_are_submitted_without_complaint(
    ground: Ground,
) -> None:
    """SYS033 证书6464、高级1956、技师20可提交且不报错。"""
    ground.adopt(ASSESSMENTS, OCTOBER)
    sheet = ground.open_sheet(OCTOBER)
    assessment(ground, persons=7126, certs=6464, certs_senior=1956, certs_technician=20)
    assert ground.tally("certs", OCTOBER) == 6464
    assert ground.tally("certs_senior", OCTOBER) == 1956
    assert ground.tally("certs_technician", OCTOBER) == 20
    assert ground.tally("assessments", OCTOBER) == 1
    assert ground.tally("assessed_persons", OCTOBER) == 7126
    assert submit(sheet, by=ground.sun).state == SheetState.SUBMITTED


def test_higher_certificates_beyond_all_are_refused_and_more_than_people_want_an_explanation(
    ground: Ground,
) -> None:
    with pytest.raises(RefusedRow):
        assessment(ground, persons=100, certs=90, certs_senior=80, certs_technician=20)
    with pytest.raises(NeedsExplanation, match="一人一证"):
        assessment(ground, persons=100, certs=110)


def test_certificates_are_not_issued_before_the_results_stood_in_public_long_enough(ground: Ground) -> None:
    today = date.today()
    row = ground.enter(
        ASSESSMENTS, kind="等级认定", institution="某技师学院", held_on=str(today - timedelta(2))
    )
    row = ground.step(ground.step(row, "examine", persons=20), "publish", public_from=str(today))
    with pytest.raises(WrongRowState, match="公示期"):
        ground.step(row, "issue", issued_on=str(today), certs=18)


def test_people_are_compared_with_the_certificates_of_their_month(ground: Ground) -> None:
    today = date(2025, 12, 1)
    values = {"name": "赵一", "level": "中级", "certified_on": "2025-10-27"}
    first = ground.enter(PEOPLE, id_no=id_no(1), **values)
    assert listed(PEOPLE, "unlike", today) == [first]
    assessment(ground, persons=2, certs=2)
    assert listed(PEOPLE, "unlike", today) == [first]
    second = ground.enter(PEOPLE, id_no=id_no(2), **values)
    assert listed(PEOPLE, "unlike", today) == []
    third = ground.enter(PEOPLE, id_no=id_no(2), **values)
    assert listed(PEOPLE, "unlike", today) == [first, second, third]
    assert listed(PEOPLE, "twice", today) == [second, third]


def test_a_sitting_without_a_record_of_its_supervision_is_listed(ground: Ground) -> None:
    sitting = assessment(ground, persons=20, certs=18)
    assert due(sitting, "supervision") == date(2025, 11, 11)
    assert listed(ASSESSMENTS, "unsupervised", date(2025, 11, 1)) == [sitting]
    record_contact(
        register(ASSESSMENTS),
        sitting,
        "supervision",
        done_on=date(2025, 10, 12),
        result="现场督导，无异常",
        by=ground.sun,
    )
    assert listed(ASSESSMENTS, "unsupervised", date(2025, 11, 1)) == []
