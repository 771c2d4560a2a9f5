"""资金和补贴: what the systems of funds, subsidies and refunds must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bureau.periods import Month
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.models import Deadline
from bureau.registers.rows import Row
from bureau.registers.writing import WrongRowState
from employment.models import SubsidyPayment
from tests.domains.employment_ground import Ground, due, light, listed, settle_employment
from tests.people import People

OCTOBER, NOVEMBER = Month(2023, 10), Month(2023, 11)
ALLOCATIONS, PAYMENTS = "employment.fund_allocations", "employment.subsidy_payments"
SUBSIDIES, REFUNDS = "employment.firm_subsidies", "employment.stable_job_refunds"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_employment(people)


def allocated(ground: Ground, amount: str = "18530000") -> Row:
    return ground.enter(
        ALLOCATIONS, doc_no="示财社〔2023〕7号", source="省", issued_on="2023-10-08", amount=amount
    )


def published(ground: Ground, item: str, amount: str, **values: object) -> Row:
    row = ground.enter(PAYMENTS, {"payee": "甲公司", **values}, item=item, amount=amount)
    row = ground.step(row, "review")
    return ground.step(row, "publish", notice_on="2023-10-09")


def spent(ground: Ground, item: str, amount: str, day: str = "2023-10-20", **values: object) -> Row:
    return ground.step(published(ground, item, amount, **values), "pay", paid_on=day)


def test_the_spending_rate_is_61_49_and_spending_more_than_was_allocated_is_stopped(ground: Ground) -> None:
    """SYS027 录入两数后支出率显示61.49%，支出大于下达时被拦下。"""
    for code in (ALLOCATIONS, PAYMENTS):
        ground.adopt(code, OCTOBER)
    ground.open_sheet(OCTOBER)
    fund = allocated(ground)
    spent(ground, "社会保险补贴", "11393600", allocation=fund.pk)
    rate = ground.of_year("job_fund_spending_rate", OCTOBER)
    assert rate is not None
    assert round(rate, 2) == Decimal("61.49")
    too_much = published(ground, "公益性岗位补贴", "7136400.01", allocation=fund.pk)
    with pytest.raises(RefusedRow) as refused:
        ground.step(too_much, "pay", paid_on="2023-10-25")
    assert refused.value.fields["amount"] == [
        "连同这一笔，支出合计 18530000.01 元，大于示财社〔2023〕7号下达的 18530000 元，不能拨付。"
    ]
    exactly = published(ground, "公益性岗位补贴", "7136400", allocation=fund.pk)
    assert ground.step(exactly, "pay", paid_on="2023-10-25").state == "拨付"


def test_an_allocation_is_not_cut_below_what_was_spent_of_it(ground: Ground) -> None:
    fund = allocated(ground, "1000")
    spent(ground, "其他", "900", allocation=fund.pk)
    with pytest.raises(RefusedRow) as refused:
        ground.change(fund, amount="800")
    assert set(refused.value.fields) == {"amount"}


def test_funds_that_are_spent_more_slowly_than_the_year_goes_are_listed(ground: Ground) -> None:
    slow, fast = allocated(ground, "1200"), allocated(ground, "1200")
    spent(ground, "其他", "100", allocation=slow.pk)
    spent(ground, "其他", "1100", allocation=fast.pk)
    assert listed(ALLOCATIONS, "behind", date(2023, 10, 31)) == [slow]
    assert listed(ALLOCATIONS, "behind", date(2024, 1, 5)) == [slow, fast]


def test_two_parts_entered_make_the_sum_of_social_insurance_and_post_subsidies(ground: Ground) -> None:
    """SYS069 两分项录入后合并金额自动相等。"""
    spent(ground, "社会保险补贴", "3000000.50")
    spent(ground, "公益性岗位补贴", "2000000.25")
    spent(ground, "就业见习补贴", "100000")
    parts = ground.tallies(OCTOBER, "ss_subsidy_amount", "post_subsidy_amount")
    assert parts == [Decimal("3000000.50"), Decimal("2000000.25")]
    assert ground.tally("ss_and_post_subsidy_amount", OCTOBER) == Decimal("5000000.75")
    assert ground.tally("job_fund_spent", OCTOBER) == Decimal("5100000.75")


def test_the_subsidy_for_posts_of_all_firms_can_be_chosen_and_counts_as_spending(ground: Ground) -> None:
    """SYS070 该科目可选且支出计入资金支出。"""
    words = [word for word, _ in SubsidyPayment._meta.get_field("item").flatchoices]
    assert "企业普惠制岗位补贴" in words
    spent(ground, "企业普惠制岗位补贴", "45000")
    assert ground.tally("job_fund_spent", OCTOBER) == 45_000


def test_one_more_award_paid_raises_the_figure_by_it(ground: Ground) -> None:
    """SYS074 兑现一笔后指标金额相应增加。"""
    spent(ground, "两项奖补", "30000")
    assert ground.tally("two_awards_amount", OCTOBER) == 30_000
    spent(ground, "两项奖补", "12000.50")
    assert ground.tally("two_awards_amount", OCTOBER) == Decimal("42000.50")


def test_a_subsidy_is_paid_after_its_notice_and_what_is_returned_or_recovered_counts_no_more(
    ground: Ground,
) -> None:
    row = published(ground, "其他", "500")
    assert due(row, "notice") == date(2023, 10, 16)
    paid = ground.step(row, "pay", paid_on="2023-10-20")
    assert ground.tally("job_fund_spent", OCTOBER) == 500
    assert due(paid, "spot_check") == date(2024, 1, 20)
    ground.step(paid, "recover", reason="重复申领")
    assert ground.tally("job_fund_spent", OCTOBER) is None
    returned = ground.step(published(ground, "其他", "700"), "return", reason="材料不全")
    assert ground.step(returned, "resubmit").state == "申报"
    assert ground.tally("job_fund_spent", OCTOBER) is None


def firm_subsidy(ground: Ground, item: str, amount: int, **values: object) -> Row:
    row = ground.enter(SUBSIDIES, {"company": "甲公司", **values}, item=item, amount=amount)
    return ground.step(row, "review", reviewed_on="2023-10-10")


def test_the_details_of_forty_three_firms_and_2_8_million_give_both_figures(ground: Ground) -> None:
    """SYS016 发放43家280万元的明细录入后指标得43家、280万元。"""
    for number in range(43):
        amount = 65_000 if number < 42 else 70_000
        row = firm_subsidy(ground, "留温补助", amount, company=f"第{number + 1}纺织厂")
        ground.step(row, "pay_here", paid_on="2023-10-31")
    again = firm_subsidy(ground, "路费补贴", 9_000, company="第1纺织厂", persons=30)
    ground.step(again, "pay_here", paid_on="2023-10-31")
    assert ground.tallies(OCTOBER, "stay_subsidy_firms", "stay_subsidy_amount") == [43, 2_800_000]
    assert ground.tallies(OCTOBER, "travel_subsidy_persons", "travel_subsidy_amount") == [30, 9_000]


def test_four_batches_of_665_people_count_once_they_go_to_the_city_and_are_urged_while_unpaid(
    ground: Ground,
) -> None:
    """SYS038 4批665人133万元提交后即计数，未发放的列入催办。"""
    people = (200, 165, 150, 150)
    rows = [
        firm_subsidy(
            ground, "招用工补贴", number * 2000, persons=number, unit_amount=2000, batch=f"第{place + 1}批"
        )
        for place, number in enumerate(people)
    ]
    assert ground.tally("recruit_subsidy_batches", OCTOBER) is None
    sent = [ground.step(row, "submit", submitted_on="2023-10-15") for row in rows]
    figures = ("recruit_subsidy_batches", "recruit_subsidy_persons", "recruit_subsidy_amount")
    assert ground.tallies(OCTOBER, *figures) == [4, 665, 1_330_000]
    assert due(sent[0], "pay") == date(2023, 12, 14)
    assert listed(SUBSIDIES, "urge", date(2023, 12, 14)) == []
    assert listed(SUBSIDIES, "urge", date(2023, 12, 15)) == sent
    assert light(sent[0], date(2023, 12, 15)) == "逾期"
    ground.step(sent[0], "pay", paid_on="2023-12-01")
    assert listed(SUBSIDIES, "urge", date(2023, 12, 15)) == sent[1:]
    assert ground.tallies(OCTOBER, *figures) == [4, 665, 1_330_000]


def test_subsidies_for_new_workers_are_never_paid_here_and_have_a_batch(ground: Ground) -> None:
    row = firm_subsidy(ground, "招用工补贴", 4000, persons=2)
    with pytest.raises(WrongRowState, match="由市局发放"):
        ground.step(row, "pay_here", paid_on="2023-10-31")
    with pytest.raises(RefusedRow) as refused:
        ground.step(row, "submit", submitted_on="2023-10-15")
    assert set(refused.value.fields) == {"batch"}


def test_an_amount_that_is_not_people_times_the_standard_is_explained(ground: Ground) -> None:
    with pytest.raises(NeedsExplanation, match="＝4000 元，与金额 5000 元不等"):
        firm_subsidy(ground, "招用工补贴", 5000, persons=2, unit_amount=2000)


def refund(ground: Ground, company: str, **values: object) -> Row:
    row = ground.enter(REFUNDS, values, company=company)
    row = ground.step(row, "accept", accepted_on="2023-10-09")
    return ground.step(row, "review", layoff_rate="1.2", ratio="60", approved_amount="8000")


def test_paying_more_firms_than_were_accepted_is_stopped(ground: Ground) -> None:
    """SYS064 兑现家数大于受理时被拦下。"""
    row = ground.step(refund(ground, "甲公司"), "publish", notice_on="2023-10-10")
    assert Deadline.objects.get(register=REFUNDS, row_id=row.pk, key="notice").due_on == date(2023, 10, 17)
    row = ground.step(row, "pay", paid_on="2023-10-25", amount="8000")
    refund(ground, "乙公司")
    figures = ("refund_applicants", "refund_firms", "refund_amount")
    assert ground.tallies(OCTOBER, *figures) == [2, 1, 8_000]
    with pytest.raises(RefusedRow) as refused:
        ground.change(row, accepted_on="")
    assert refused.value.fields["accepted_on"] == ["甲公司没有受理日，兑现家数会大于受理家数；请先填受理日。"]
    with pytest.raises(RefusedRow):
        ground.change(row, amount="8000.01")


def test_a_refused_refund_was_accepted_all_the_same_and_dispatchers_are_looked_at_after_payment(
    ground: Ground,
) -> None:
    ground.step(refund(ground, "甲公司"), "refuse", reason="裁员率超标")
    assert ground.tallies(OCTOBER, "refund_applicants", "refund_firms") == [1, None]
    row = ground.step(refund(ground, "派遣公司", dispatch=True), "publish", notice_on="2023-10-10")
    row = ground.step(row, "pay", paid_on="2023-10-25", amount="8000")
    assert due(row, "dispatch_check") == date(2023, 11, 25)
    assert listed(REFUNDS, "dispatch", date(2023, 11, 1)) == [row]


def test_payments_are_listed_by_the_allocation_they_come_from(ground: Ground) -> None:
    one, other = allocated(ground), allocated(ground)
    spent(ground, "其他", "100", allocation=one.pk, payee="甲公司")
    spent(ground, "其他", "200", allocation=other.pk, payee="乙公司")
    client = Client()
    client.force_login(ground.chen, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("registers:list", args=[PAYMENTS]), {"allocation": one.number}).content.decode()
    assert f"{other.number}　示财社〔2023〕7号" in page
    assert "甲公司" in page
    assert "乙公司" not in page
