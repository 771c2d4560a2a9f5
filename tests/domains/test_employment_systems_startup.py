"""创业: what the systems of loans, places and contests must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bureau.periods import Month
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.deadlines.contacting import record_contact
from bureau.registers.models import Deadline
from bureau.registers.rows import Row
from bureau.registers.writing import OwnRow, WrongRowState, take_step
from tests.domains.employment_ground import Ground, due, light, listed, register, settle_employment
from tests.people import People

OCTOBER, NOVEMBER = Month(2023, 10), Month(2023, 11)
LOANS, PLACES, SUPPORT = "employment.startup_loans", "employment.facilities", "employment.startup_support"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_employment(people)


def applied(ground: Ground, **values: object) -> Row:
    asked = {"borrower": "张三丰", "kind": "小微企业", "entity": "甲公司", "applied_on": "2023-10-09"}
    return ground.enter(LOANS, {**asked, **values})


def paid(
    ground: Ground, amount: int, day: str = "2023-10-20", due_on: str = "2025-10-19", **values: object
) -> Row:
    row = ground.step(applied(ground, **values), "review", reviewed_on="2023-10-16")
    return ground.step(row, "pay", paid_on=day, amount=amount, due_on=due_on)


def test_thirteen_loans_of_5_28_million_stand_in_both_figures_and_are_reminded_of_thirty_days_before_they_are_due(
    ground: Ground,
) -> None:
    """SYS028 放款13笔528万元后两指标分别为13、528万元，到期前30日提醒。"""
    loans = [paid(ground, 400_000) for _ in range(12)]
    loans.append(paid(ground, 480_000))
    assert ground.tallies(OCTOBER, "startup_loans_count", "startup_loan_amount") == [13, 5_280_000]
    assert ground.tally("startup_loan_subsidy", OCTOBER) is None
    line = Deadline.objects.get(register=LOANS, row_id=loans[0].pk, key="due")
    assert (line.due_on, line.remind_on) == (date(2025, 10, 19), date(2025, 9, 19))
    assert light(loans[0], date(2025, 9, 18)) == "未到期"
    assert light(loans[0], date(2025, 9, 19)) == "将到期"
    subsidised = ground.step(loans[0], "subsidise", subsidy="551300.00", subsidy_on="2023-11-30")
    assert ground.tally("startup_loan_subsidy", NOVEMBER) == 551_300
    assert due(ground.step(subsidised, "repay", repaid_on="2025-09-30"), "due") is None


def test_a_loan_that_is_refused_or_still_under_review_is_in_no_figure(ground: Ground) -> None:
    applied(ground)
    refused = ground.step(applied(ground), "refuse", reason="资料不实")
    assert refused.state == "不予通过"
    assert ground.tallies(OCTOBER, "startup_loans_count", "startup_loan_amount") == [None, None]


def test_whoever_entered_a_loan_does_not_review_it(ground: Ground) -> None:
    row = applied(ground)
    with pytest.raises(OwnRow):
        take_step(row, "review", version=row.version, by=ground.chen, values={"reviewed_on": "2023-10-16"})


def test_the_review_of_a_loan_lights_up_after_ten_working_days(ground: Ground) -> None:
    row = applied(ground)
    assert due(row, "review") == date(2023, 10, 23)
    assert light(row, date(2023, 10, 24)) == "逾期"
    assert due(ground.step(row, "review", reviewed_on="2023-10-16"), "review") is None


def test_overdue_loans_are_listed_until_they_are_repaid(ground: Ground) -> None:
    loan = paid(ground, 300_000, due_on="2024-10-19")
    assert listed(LOANS, "overdue", date(2024, 10, 19)) == []
    assert listed(LOANS, "overdue", date(2024, 10, 20)) == [loan]
    loan = ground.step(loan, "overdue")
    assert listed(LOANS, "overdue", date(2024, 10, 20)) == [loan]
    ground.step(loan, "compensate", reason="担保基金代偿")
    assert listed(LOANS, "overdue", date(2024, 10, 20)) == []
    assert ground.tally("startup_loans_count", OCTOBER) == 1


def test_a_loan_is_not_called_overdue_before_its_day(ground: Ground) -> None:
    with pytest.raises(WrongRowState, match="到期日还没有过"):
        ground.step(paid(ground, 300_000, due_on="2099-10-19"), "overdue")


def test_a_loan_above_the_cap_of_its_kind_is_explained(ground: Ground) -> None:
    reviewed = ground.step(applied(ground, kind="个人"), "review", reviewed_on="2023-10-16")
    with pytest.raises(NeedsExplanation, match="个人的额度上限（300000 元）"):
        ground.step(reviewed, "pay", paid_on="2023-10-20", amount=330_000, due_on="2025-10-19")
    reviewed = ground.change(reviewed, explanation="两人合伙创业")
    row = ground.step(reviewed, "pay", paid_on="2023-10-20", amount=330_000, due_on="2025-10-19")
    assert row.state == "放款"


def test_when_one_place_is_closed_the_number_and_the_area_of_incubators_fall_together(ground: Ground) -> None:
    """SYS072 撤销一家后基地数和面积同时减少。"""
    places = [
        ground.step(
            ground.enter(PLACES, title=f"{name}创业园", kind="创业孵化基地", area=area, hosted_firms=firms),
            "recognise",
            opened_on="2023-01-10",
        )
        for name, area, firms in (("东湖", "1500.50", 20), ("城关", "3200", 35))
    ]
    assert ground.tallies(OCTOBER, "incubators", "incubator_area", "incubated_firms") == [
        2,
        Decimal("4700.50"),
        55,
    ]
    assert due(places[0], "quarterly") == date(2023, 4, 10)
    ground.step(places[0], "close", closed_on="2023-11-15", reason="场地收回")
    assert ground.tallies(OCTOBER, "incubators", "incubator_area") == [2, Decimal("4700.50")]
    assert ground.tallies(NOVEMBER, "incubators", "incubator_area", "incubated_firms") == [1, 3200, 35]


def test_a_place_that_nobody_counted_in_the_quarter_is_listed(ground: Ground) -> None:
    place = ground.enter(PLACES, title="示范孵化基地", kind="创业孵化基地")
    place = ground.step(place, "recognise", opened_on="2023-01-10")
    assert listed(PLACES, "not_counted", place.changed_at.date()) == []
    assert listed(PLACES, "not_counted", date(place.changed_at.year + 1, 1, 2)) == [place]


def test_two_projects_that_stand_of_four_make_a_conversion_of_half(ground: Ground) -> None:
    """SYS073 落地两个共四个项目时转化率为50%。"""
    ground.adopt(SUPPORT, OCTOBER)
    ground.open_sheet(OCTOBER)
    for number in range(4):
        row = ground.enter(
            SUPPORT, name="王小明", support="大赛项目", contest=f"第九届第{number + 1}名", survived=number < 2
        )
        row = ground.step(row, "verify")
        ground.step(row, "support", supported_on="2023-10-12", jobs_created=3)
    assert ground.of_year("startup_conversion_rate", OCTOBER) == 50
    assert ground.of_year("startup_jobs_created", OCTOBER) == 12


def test_a_contest_project_names_its_contest(ground: Ground) -> None:
    with pytest.raises(RefusedRow) as refused:
        ground.enter(SUPPORT, name="王小明", support="大赛项目")
    assert set(refused.value.fields) == {"contest"}


def test_founders_are_visited_after_six_and_after_twelve_months(ground: Ground) -> None:
    row = ground.step(ground.enter(SUPPORT, name="王小明", support="场地"), "verify")
    row = ground.step(row, "support", supported_on="2023-03-15", jobs_created=2)
    assert due(row, "survival") == date(2023, 9, 15)
    record_contact(
        register(SUPPORT), row, "survival", done_on=date(2023, 9, 14), result="正常经营", by=ground.chen
    )
    assert due(row, "survival") == date(2024, 3, 15)
    record_contact(
        register(SUPPORT), row, "survival", done_on=date(2024, 3, 20), result="正常经营", by=ground.chen
    )
    assert due(row, "survival") is None
