"""创业: support and its visits, loans until they are repaid, and places with their area and firms."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from bureau.quantities import plain
from bureau.registers.deadlines.settings import setting_of
from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FilledBy,
    FirmLink,
    FormSection,
    Level,
    Listing,
    PersonLink,
    Phase,
    Register,
    Retention,
    RowCheck,
    State,
    Step,
)
from bureau.registers.row_checks import in_order
from bureau.registers.timing import Clock, Expiry, FollowUp, Setting
from employment.models import Facility, StartupLoan, StartupSupport

LENT = ("放款", "贴息", "逾期")


def names_its_contest(support: StartupSupport) -> str:
    if support.support == "大赛项目" and not support.contest:
        return "扶持方式是大赛项目时须填大赛届次与奖项。"
    return ""


def begins_with_herself(support: StartupSupport) -> str:
    """Whoever starts a business has at least one job by it: her own."""
    if support.jobs_created == 0 and support.state in ("扶持", "回访"):
        return "带动就业人数是 0；创业者本人也在就业，通常至少 1 人。"
    return ""


STARTUP_SUPPORT = Register(
    code="employment.startup_support",
    title="创业扶持台账",
    model=StartupSupport,
    measure="人",
    letters="CY",
    decides="supported_on",
    label="name",
    what="一名被扶持创业者",
    duty="jobs",
    states=(
        State("申报", counts=False),
        State("核实", counts=False),
        State("扶持"),
        State("回访", phase=Phase.DONE),
    ),
    steps=(
        Step("verify", "核实", ("申报",), "核实", by=Doer.REVIEWER),
        Step("support", "扶持", ("核实",), "扶持", asks=("supported_on", "jobs_created")),
        Step("visit", "记回访", ("扶持",), "回访", asks=("jobs_created",)),
    ),
    columns=("supported_on", "name", "entity", "support", "contest", "jobs_created", "survived"),
    filters=("support", "survived"),
    search=("entity", "contest"),
    sums=("jobs_created",),
    sections=(
        FormSection("创业者", ("name", "entity")),
        FormSection("扶持", ("support", "contest", "supported_on")),
        FormSection("成效", ("jobs_created", "survived")),
    ),
    follow_ups=(
        FollowUp(
            "survival",
            "回访存续和带动就业",
            since="supported_on",
            after_months=(6, 12),
            runs_in=("扶持", "回访"),
            remind_days=15,
        ),
    ),
    breakdowns=(Breakdown("by_support", "按扶持方式", "support", ("jobs_created",)),),
    checks=(
        RowCheck("names_its_contest", Level.HARD, names_its_contest, ("contest",)),
        RowCheck("begins_with_herself", Level.SOFT, begins_with_herself, ("jobs_created",)),
    ),
    firm=FirmLink("entity"),
    person=PersonLink("name"),
)


def due_by_now(loan: StartupLoan) -> str:
    if loan.due_on is None or loan.due_on >= timezone.localdate():
        return "到期日还没有过，不能记为逾期；请先核对到期日。"
    return ""


def within_the_cap(loan: StartupLoan) -> str:
    """What one person or one firm may borrow; several partners may together borrow more, which is explained."""
    if loan.amount is None:
        return ""
    cap = setting_of(loan, "cap_person" if loan.kind == "个人" else "cap_firm")
    if loan.amount <= cap:
        return ""
    return f"贷款金额（{plain(loan.amount)} 元）大于{loan.kind}的额度上限（{cap} 元）。"


def overdue_loans(loans: QuerySet[StartupLoan], today: datetime.date) -> QuerySet[StartupLoan]:
    return loans.filter(state__in=LENT, due_on__lt=today, repaid_on__isnull=True)


STARTUP_LOANS = Register(
    code="employment.startup_loans",
    title="创业担保贷款台账",
    model=StartupLoan,
    measure="笔",
    letters="DK",
    decides="paid_on",
    label="borrower",
    what="一笔创业担保贷款",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    states=(
        State("申请", counts=False),
        State("审核", counts=False),
        State("放款"),
        State("贴息"),
        State("还清", phase=Phase.DONE),
        State("逾期"),
        State("代偿", phase=Phase.DONE),
        State("不予通过", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("review", "审核通过", ("申请",), "审核", by=Doer.REVIEWER, asks=("reviewed_on",)),
        Step("refuse", "不予通过", ("申请", "审核"), "不予通过", by=Doer.REVIEWER, reason=True),
        Step("pay", "放款", ("审核",), "放款", asks=("paid_on", "amount", "due_on")),
        Step("subsidise", "贴息", ("放款",), "贴息", asks=("subsidy", "subsidy_on")),
        Step("repay", "还清", LENT, "还清", asks=("repaid_on",)),
        Step("overdue", "记为逾期", ("放款", "贴息"), "逾期", guard=due_by_now),
        Step("compensate", "代偿", ("逾期",), "代偿", reason=True),
    ),
    columns=("paid_on", "borrower", "entity", "kind", "amount", "subsidy", "jobs", "due_on", "repaid_on"),
    filters=("kind", "applied_on", "due_on"),
    search=("entity",),
    sums=("amount", "subsidy", "jobs"),
    sections=(
        FormSection("申请", ("borrower", "entity", "kind", "applied_on")),
        FormSection("审核和放款", ("reviewed_on", "paid_on", "amount", "term_months", "jobs")),
        FormSection("贴息", ("subsidy", "subsidy_on")),
        FormSection("还款", ("due_on", "repaid_on")),
    ),
    clocks=(
        Clock(
            "review",
            "审核",
            starts="applied_on",
            days=10,
            stops="reviewed_on",
            runs_in=("申请",),
        ),
    ),
    expiries=(Expiry("due", "贷款到期", on="due_on", remind_days=30, stops="repaid_on", runs_in=LENT),),
    settings=(
        Setting("cap_person", "个人贷款额度上限", 300_000, "元"),
        Setting("cap_firm", "小微企业贷款额度上限", 4_000_000, "元"),
    ),
    listings=(Listing("overdue", "逾期名单", overdue_loans, late=True),),
    breakdowns=(Breakdown("by_kind", "个人和小微企业", "kind", ("amount", "subsidy", "jobs")),),
    checks=(
        RowCheck("within_the_cap", Level.SOFT, within_the_cap, ("amount",)),
        in_order("applied_on", "reviewed_on"),
        in_order("reviewed_on", "paid_on"),
        in_order("paid_on", "subsidy_on"),
        in_order("paid_on", "due_on"),
        in_order("paid_on", "repaid_on"),
    ),
    firm=FirmLink("entity"),
    person=PersonLink("borrower"),
    retention=Retention(years=5, after=("repaid_on",)),
)


def not_counted_this_quarter(places: QuerySet[Facility], today: datetime.date) -> QuerySet[Facility]:
    """Places whose firms and area nobody has looked at since the quarter began."""
    quarter = datetime.date(today.year, today.month - (today.month - 1) % 3, 1)
    return places.filter(state__in=("认定", "在用"), changed_at__date__lt=quarter)


FACILITIES = Register(
    code="employment.facilities",
    title="就业创业载体台账",
    model=Facility,
    measure="个",
    letters="ZT",
    decides="opened_on",
    label="title",
    what="一个载体（孵化基地、培训基地、家政网点、驿站、零工市场）",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    aliases=("创业孵化基地台账", "培训基地台账", "家政服务网点台账"),
    states=(
        State("申报", counts=False),
        State("认定"),
        State("在用"),
        State("撤销", phase=Phase.DONE),
    ),
    steps=(
        Step("recognise", "认定", ("申报",), "认定", by=Doer.REVIEWER, asks=("opened_on",)),
        Step("use", "投入使用", ("认定",), "在用"),
        Step("close", "撤销", ("认定", "在用"), "撤销", asks=("closed_on",), reason=True),
    ),
    columns=("opened_on", "title", "kind", "level", "town", "area", "hosted_firms", "closed_on"),
    filters=("kind", "level", "town"),
    search=("title",),
    sums=("area", "hosted_firms"),
    sections=(
        FormSection("载体", ("title", "kind", "level", "town", "contact")),
        FormSection("认定和撤销", ("opened_on", "closed_on")),
        FormSection("规模", ("area", "hosted_firms")),
    ),
    follow_ups=(
        FollowUp(
            "quarterly",
            "盘点入孵企业数和面积",
            since="opened_on",
            every_months=3,
            runs_in=("认定", "在用"),
            remind_days=10,
        ),
        FollowUp(
            "level",
            "级别复核",
            since="opened_on",
            every_months=36,
            runs_in=("认定", "在用"),
            remind_days=60,
            applies=lambda place: bool(place.level),
        ),
    ),
    listings=(Listing("not_counted", "本季未盘点", not_counted_this_quarter),),
    breakdowns=(
        Breakdown("by_kind", "按类别", "kind", ("area", "hosted_firms")),
        Breakdown("by_town", "按街镇", "town", ("area", "hosted_firms")),
    ),
    checks=(in_order("opened_on", "closed_on"),),
)
