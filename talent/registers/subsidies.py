"""人才奖补资金的台账."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from bureau.registers.declarations import (
    DRAFT,
    VOID,
    Breakdown,
    Doer,
    FilledBy,
    FirmLink,
    FormSection,
    Level,
    Listing,
    Phase,
    Register,
    Retention,
    RowCheck,
    State,
    Step,
)
from bureau.registers.row_checks import not_ahead
from bureau.registers.timing import Clock, FollowUp
from talent.models import Subsidy

EARLIEST_YEAR = 2000


def find_wrong_year(subsidy: Subsidy) -> str:
    """A subsidy is paid for its own year or an earlier one."""
    paid = subsidy.paid_on
    if paid is not None and subsidy.year > paid.year:
        return f"所属年度（{subsidy.year}）晚于发放年度（{paid.year}），请核对。"
    if subsidy.year < EARLIEST_YEAR:
        return f"所属年度（{subsidy.year}）不像年份，请写成 {EARLIEST_YEAR} 以后的四位数。"
    return ""


def paid_more_than_once(rows: QuerySet[Subsidy], today: datetime.date) -> QuerySet[Subsidy]:
    """Payments that have another one for the same payee, kind and year."""
    others = Subsidy.objects.filter(
        payee_index=OuterRef("payee_index"), item=OuterRef("item"), year=OuterRef("year")
    ).exclude(state__in=(DRAFT, VOID, "追回"))
    return rows.filter(Exists(others.exclude(pk=OuterRef("pk")))).exclude(state="追回")


SUBSIDIES = Register(
    code="talent.subsidies",
    title="人才奖补资金台账",
    model=Subsidy,
    measure="笔",
    letters="RCBT",
    decides="paid_on",
    label="payee",
    what="对一个对象一次人才补贴发放",
    duty="talent",
    filled_by=FilledBy.SECTION,
    states=(
        State("申报", counts=False),
        State("审核", counts=False),
        State("公示", counts=False),
        State("发放", phase=Phase.DONE),
        State("追回", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("examine", "审核", ("申报",), "审核", Doer.REVIEWER),
        Step("publish", "公示", ("审核",), "公示", asks=("public_from",)),
        Step("pay", "发放", ("公示",), "发放", asks=("paid_on",), waits_for="public"),
        Step("reclaim", "追回", ("发放",), "追回", Doer.REVIEWER, reason=True),
    ),
    columns=("paid_on", "payee", "company", "item", "year", "amount"),
    filters=("item", "year"),
    search=("payee", "company"),
    sums=("amount",),
    sections=(
        FormSection("补贴", ("payee", "company", "item", "year", "amount")),
        FormSection("公示和发放", ("public_from", "paid_on")),
    ),
    clocks=(Clock("public", "公示期", "public_from", 5, notice=True),),
    follow_ups=(
        FollowUp("on_post", "复核在岗", "paid_on", every_months=12, remind_days=30, runs_in=("发放",)),
    ),
    listings=(Listing("twice", "同一对象同年同类重复", paid_more_than_once, late=True),),
    breakdowns=(
        Breakdown("items", "按类别", "item", ("amount",)),
        Breakdown("years", "按所属年度", "year", ("amount",)),
        Breakdown("firms", "按企业", "company", ("amount",)),
    ),
    checks=(
        RowCheck("year", Level.HARD, find_wrong_year, ("year",)),
        not_ahead("paid_on", ("发放", "追回")),
    ),
    firm=FirmLink("company"),
    retention=Retention(10, ("paid_on",)),
    aliases=("人才补贴发放台账",),
)
