"""企业稳岗: refunds from acceptance to payment, and subsidies handed on to the city or paid here."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db.models import QuerySet

from bureau.quantities import plain
from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FilledBy,
    FirmLink,
    FormSection,
    Level,
    Listing,
    Phase,
    Register,
    RowCheck,
    State,
    Step,
)
from bureau.registers.listings import overdue
from bureau.registers.row_checks import at_most, in_order, not_ahead
from bureau.registers.timing import Clock, FollowUp
from bureau.workdays import DayUnit
from employment.models import FirmSubsidy, StableJobRefund


def paid_only_if_accepted(refund: StableJobRefund) -> str:
    """Payments never outnumber acceptances: each paid row is an accepted one."""
    if refund.paid_on is not None and refund.accepted_on is None:
        return f"{refund.company}没有受理日，兑现家数会大于受理家数；请先填受理日。"
    return ""


def dispatching_and_paid(
    refunds: QuerySet[StableJobRefund], today: datetime.date
) -> QuerySet[StableJobRefund]:
    """Labour dispatchers may not keep what is meant for the firms they work for."""
    return refunds.filter(state="兑现", dispatch=True)


STABLE_JOB_REFUNDS = Register(
    code="employment.stable_job_refunds",
    title="稳岗返还申报审核台账",
    model=StableJobRefund,
    measure="家",
    letters="WG",
    decides="paid_on",
    label="company",
    what="一家企业的一次稳岗返还申请",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    states=(
        State("申请", counts=False),
        State("受理"),
        State("审核"),
        State("公示"),
        State("兑现", phase=Phase.DONE),
        # Refused after acceptance: it was accepted all the same, and it has no payment that could count.
        State("不予通过", phase=Phase.DROPPED),
    ),
    steps=(
        Step("accept", "受理", ("申请",), "受理", asks=("accepted_on",)),
        Step(
            "review",
            "审核通过",
            ("受理",),
            "审核",
            by=Doer.REVIEWER,
            asks=("layoff_rate", "ratio", "approved_amount"),
        ),
        Step(
            "refuse", "不予通过", ("申请", "受理", "审核", "公示"), "不予通过", by=Doer.REVIEWER, reason=True
        ),
        Step("publish", "公示", ("审核",), "公示", asks=("notice_on",)),
        Step("pay", "兑现", ("公示",), "兑现", asks=("paid_on", "amount"), waits_for="notice"),
    ),
    columns=(
        "accepted_on",
        "company",
        "layoff_rate",
        "ratio",
        "approved_amount",
        "notice_on",
        "paid_on",
        "amount",
        "dispatch",
    ),
    filters=("dispatch", "accepted_on"),
    search=("company", "credit_code"),
    sums=("approved_amount", "amount"),
    sections=(
        FormSection("企业", ("company", "credit_code", "dispatch")),
        FormSection("受理和审核", ("accepted_on", "layoff_rate", "ratio", "approved_amount")),
        FormSection("公示和兑现", ("notice_on", "paid_on", "amount")),
    ),
    clocks=(
        Clock(
            "notice",
            "公示期",
            starts="notice_on",
            days=5,
            stops="paid_on",
            runs_in=("公示",),
            notice=True,
        ),
    ),
    follow_ups=(
        FollowUp(
            "dispatch_check",
            "抽查截留滞留",
            since="paid_on",
            after_months=(1,),
            runs_in=("兑现",),
            applies=lambda refund: bool(refund.dispatch),
        ),
    ),
    listings=(Listing("dispatch", "已兑现的劳务派遣单位", dispatching_and_paid),),
    breakdowns=(Breakdown("by_dispatch", "劳务派遣单位", "dispatch", ("approved_amount", "amount")),),
    checks=(
        RowCheck("paid_only_if_accepted", Level.HARD, paid_only_if_accepted, ("accepted_on",)),
        at_most("amount", "approved_amount", Level.HARD),
        in_order("accepted_on", "notice_on"),
        in_order("notice_on", "paid_on"),
        in_order("accepted_on", "paid_on"),
        not_ahead("paid_on", ("兑现",)),
    ),
    firm=FirmLink("company", "credit_code"),
)


def state_the_day(subsidy: FirmSubsidy) -> None:
    """招用工补贴 is counted when it goes to the city, the others when they are paid."""
    subsidy.stated_on = subsidy.submitted_on if subsidy.item == "招用工补贴" else subsidy.paid_on


def paid_by_the_city(subsidy: FirmSubsidy) -> str:
    if subsidy.item == "招用工补贴":
        return "招用工补贴由市局发放，请先办“提交市局”。"
    return ""


def in_a_batch(subsidy: FirmSubsidy) -> str:
    if subsidy.item == "招用工补贴" and subsidy.state == "提交市局" and not subsidy.batch:
        return "招用工补贴按批次统计，提交市局时须填批次。"
    return ""


def as_many_times_as_people(subsidy: FirmSubsidy) -> str:
    if subsidy.persons is None or subsidy.unit_amount is None or subsidy.amount is None:
        return ""
    each, amount = plain(subsidy.unit_amount), plain(subsidy.amount)
    due = plain(Decimal(subsidy.persons) * subsidy.unit_amount)
    if due == amount:
        return ""
    return f"人数（{subsidy.persons}）×单人标准（{each} 元）＝{due} 元，与金额 {amount} 元不等。"


FIRM_SUBSIDIES = Register(
    code="employment.firm_subsidies",
    title="企业稳岗用工补贴台账",
    model=FirmSubsidy,
    measure="笔",
    letters="QB",
    decides="stated_on",
    label="company",
    what="一家企业一批次的一项补贴",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    aliases=("稳岗留工补贴发放台账", "招用工补贴台账"),
    states=(
        State("申报", counts=False),
        State("区审核", counts=False),
        State("提交市局"),
        State("发放", phase=Phase.DONE),
        State("退回", counts=False),
    ),
    steps=(
        Step("review", "区审核通过", ("申报",), "区审核", by=Doer.REVIEWER, asks=("reviewed_on",)),
        Step("submit", "提交市局", ("区审核",), "提交市局", asks=("submitted_on", "persons", "batch")),
        Step("pay", "发放", ("提交市局",), "发放", asks=("paid_on",)),
        Step("pay_here", "区直接发放", ("区审核",), "发放", asks=("paid_on",), guard=paid_by_the_city),
        Step("return", "退回", ("申报", "区审核", "提交市局"), "退回", by=Doer.REVIEWER, reason=True),
        Step("resubmit", "重新申报", ("退回",), "申报"),
    ),
    columns=(
        "stated_on",
        "company",
        "item",
        "batch",
        "persons",
        "unit_amount",
        "amount",
        "submitted_on",
        "paid_on",
    ),
    filters=("item", "batch", "submitted_on", "paid_on"),
    search=("company", "batch"),
    sums=("persons", "amount"),
    sections=(
        FormSection("补贴", ("company", "item", "batch")),
        FormSection("人数和金额", ("persons", "person_list", "unit_amount", "amount")),
        FormSection("办理", ("reviewed_on", "submitted_on", "paid_on", "stated_on")),
    ),
    clocks=(
        Clock(
            "pay",
            "提交后发放",
            starts="submitted_on",
            days=60,
            unit=DayUnit.CALENDAR,
            stops="paid_on",
            runs_in=("提交市局",),
            remind_days=10,
        ),
    ),
    listings=(
        Listing("urge", "提交后逾期未发放（催办）", overdue("employment.firm_subsidies", "pay"), late=True),
    ),
    breakdowns=(
        Breakdown("by_item", "按种类", "item", ("persons", "amount")),
        Breakdown("by_batch", "按批次", "batch", ("persons", "amount")),
    ),
    checks=(
        RowCheck("in_a_batch", Level.HARD, in_a_batch, ("batch",)),
        RowCheck("as_many_times_as_people", Level.SOFT, as_many_times_as_people, ("amount",)),
        in_order("reviewed_on", "submitted_on"),
        in_order("submitted_on", "paid_on"),
    ),
    derives=state_the_day,
    firm=FirmLink("company"),
)
