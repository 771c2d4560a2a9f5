"""就业专项资金: what was allocated, and what was paid from it after its notice."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

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
from bureau.registers.row_checks import in_order, not_ahead
from bureau.registers.timing import Clock, FollowUp
from employment.models import FundAllocation, SubsidyPayment

MONEY = DecimalField(max_digits=20, decimal_places=4)


PAID = SubsidyPayment.objects.filter(state="拨付")


def behind_the_year(allocations: QuerySet[FundAllocation], today: datetime.date) -> QuerySet[FundAllocation]:
    """Allocations of this year of which less was spent than months have passed; those of earlier years not used up."""
    spent = (
        PAID.filter(allocation=OuterRef("pk"))
        .values("allocation")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    rows = allocations.filter(state__in=("下达", "分配")).annotate(
        spent=Coalesce(Subquery(spent), Value(Decimal(0)), output_field=MONEY)
    )
    share = Decimal(today.month) / 12
    of_this_year = rows.filter(
        issued_on__year=today.year,
        spent__lt=ExpressionWrapper(F("amount") * Value(share), output_field=MONEY),
    )
    of_earlier_years = rows.filter(issued_on__year__lt=today.year, spent__lt=F("amount"))
    return of_this_year | of_earlier_years


def spent_more_than_is_left(allocation: FundAllocation) -> str:
    if allocation.pk is None:
        return ""
    spent = PAID.filter(allocation=allocation).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    if spent <= allocation.amount:
        return ""
    return f"已从这笔资金支出 {plain(spent)} 元，大于下达金额 {plain(allocation.amount)} 元，请核对。"


FUND_ALLOCATIONS = Register(
    code="employment.fund_allocations",
    title="就业专项资金下达台账",
    model=FundAllocation,
    measure="笔",
    letters="XD",
    decides="issued_on",
    label="doc_no",
    what="一笔下达的就业专项（补助）资金",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    aliases=("就业专项资金台账",),
    states=(
        State("下达"),
        State("分配"),
        State("用完", phase=Phase.DONE),
        State("收回", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("divide", "分配", ("下达",), "分配", asks=("purpose",)),
        Step("use_up", "用完", ("分配",), "用完"),
        Step("take_back", "收回", ("下达", "分配"), "收回", by=Doer.REVIEWER, reason=True),
    ),
    columns=("issued_on", "doc_no", "source", "amount", "purpose"),
    filters=("source",),
    search=("doc_no", "purpose"),
    sums=("amount",),
    sections=(
        FormSection("下达", ("doc_no", "source", "issued_on", "amount")),
        FormSection("用途", ("purpose",)),
    ),
    listings=(Listing("behind", "支出低于时序", behind_the_year),),
    breakdowns=(Breakdown("by_source", "按来源", "source", ("amount",)),),
    checks=(RowCheck("spent_more_than_is_left", Level.HARD, spent_more_than_is_left, ("amount",)),),
)


def paid_within_its_allocation(payment: SubsidyPayment) -> str:
    """Nothing is paid that was not allocated."""
    allocation = payment.allocation
    if allocation is None or payment.state != "拨付":
        return ""
    before = PAID.filter(allocation=allocation).exclude(pk=payment.pk).aggregate(total=Sum("amount"))[
        "total"
    ] or Decimal(0)
    spent = before + payment.amount
    if spent <= allocation.amount:
        return ""
    issued = f"{allocation.doc_no}下达的 {plain(allocation.amount)} 元"
    return f"连同这一笔，支出合计 {plain(spent)} 元，大于{issued}，不能拨付。"


def paid_from_what_stands(payment: SubsidyPayment) -> str:
    if payment.allocation is not None and payment.allocation.state in ("收回", "作废"):
        return f"资金来源 {payment.allocation.doc_no} 已{payment.allocation.state}，请另选。"
    return ""


SUBSIDY_PAYMENTS = Register(
    code="employment.subsidy_payments",
    title="就业补助资金发放台账",
    model=SubsidyPayment,
    measure="笔",
    letters="BZ",
    decides="paid_on",
    label="payee",
    what="一批（笔）补贴支出",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    states=(
        State("申报", counts=False),
        State("审核", counts=False),
        State("公示", counts=False),
        State("拨付", phase=Phase.DONE),
        State("退回", counts=False),
        State("追回", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("review", "审核通过", ("申报",), "审核", by=Doer.REVIEWER),
        Step("return", "退回", ("申报", "审核", "公示"), "退回", by=Doer.REVIEWER, reason=True),
        Step("resubmit", "重新申报", ("退回",), "申报"),
        Step("publish", "公示", ("审核",), "公示", asks=("notice_on",)),
        Step("pay", "拨付", ("公示",), "拨付", asks=("paid_on",), waits_for="notice"),
        Step("recover", "追回", ("拨付",), "追回", by=Doer.REVIEWER, reason=True),
    ),
    columns=("paid_on", "item", "payee", "persons", "period", "allocation", "amount", "notice_on"),
    filters=("item", "allocation", "notice_on"),
    search=("payee", "period"),
    sums=("persons", "amount"),
    sections=(
        FormSection("补贴", ("item", "payee", "persons", "period", "amount")),
        FormSection("资金和拨付", ("allocation", "notice_on", "paid_on")),
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
    follow_ups=(FollowUp("spot_check", "拨付后抽查", since="paid_on", after_months=(3,), runs_in=("拨付",)),),
    breakdowns=(
        Breakdown("by_item", "按科目", "item", ("persons", "amount")),
        Breakdown("by_allocation", "按资金来源", "allocation", ("amount",)),
        Breakdown("by_period", "按所属期", "period", ("persons", "amount")),
    ),
    checks=(
        RowCheck("paid_within_its_allocation", Level.HARD, paid_within_its_allocation, ("amount",)),
        RowCheck("paid_from_what_stands", Level.HARD, paid_from_what_stands, ("allocation",)),
        in_order("notice_on", "paid_on"),
        not_ahead("paid_on", ("拨付",)),
    ),
    firm=FirmLink("payee"),
)
