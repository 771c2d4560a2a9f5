"""企业服务和人力资源机构: contacts and what firms ask for, and agencies with their licences."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from bureau.registers.deadlines.computing import bureaus_of
from bureau.registers.deadlines.settings import setting_in_force
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
from bureau.registers.row_checks import in_order, not_ahead
from bureau.registers.timing import Cadence, Clock, Every, Expiry, Setting
from employment.models import FirmContact, HrAgency


def has_something_to_pass_on(contact: FirmContact) -> str:
    if not contact.need:
        return "没有填诉求，不用转办；请先填写诉求。"
    return ""


def delivered_only_when_sent(contact: FirmContact) -> str:
    if contact.received and contact.kind != "政策送达":
        return "只有方式是政策送达的才有签收，请改方式或去掉“已签收送达”。"
    return ""


FIRM_CONTACTS = Register(
    code="employment.firm_contacts",
    title="企业走访联系台账",
    model=FirmContact,
    measure="次",
    letters="ZF",
    decides="contact_on",
    label="company",
    what="对一家企业的一次走访、联系或政策送达",
    duty="jobs",
    aliases=("企业走访服务台账",),
    states=(
        State("登记"),
        State("转办"),
        State("办结", phase=Phase.DONE),
        State("回访", phase=Phase.DONE),
    ),
    steps=(
        Step("pass_on", "转办", ("登记",), "转办", asks=("handler",), guard=has_something_to_pass_on),
        Step("close", "办结", ("登记", "转办"), "办结", asks=("closed_on",)),
        Step("visit", "记回访", ("办结",), "回访"),
    ),
    columns=("contact_on", "company", "sector", "kind", "received", "need", "handler", "due_on", "closed_on"),
    filters=("kind", "received", "sector", "handler", "staff", "due_on"),
    search=("company", "policy", "need"),
    sections=(
        FormSection("企业", ("company", "sector")),
        FormSection("联系", ("kind", "contact_on", "staff", "policy", "received")),
        FormSection("诉求", ("need", "handler", "due_on", "closed_on")),
    ),
    # The day the firm was promised holds; where none was, the limit the bureau has set.
    clocks=(
        Clock(
            "answer",
            "答复诉求",
            starts="contact_on",
            days=10,
            stops="closed_on",
            runs_in=("转办",),
            applies=lambda contact: contact.due_on is None,
        ),
    ),
    expiries=(
        Expiry("promised", "答复期限", on="due_on", remind_days=3, stops="closed_on", runs_in=("转办",)),
    ),
    cadences=(
        Cadence(
            "quarterly",
            "骨干企业每季至少联系一次",
            Every.QUARTER,
            by="contact_on",
            per="company",
            among={"kind": "定点联系"},
        ),
    ),
    listings=(
        Listing(
            "unanswered",
            "逾期未答复",
            overdue("employment.firm_contacts", "answer", "promised"),
            late=True,
        ),
        Listing(
            "not_contacted",
            "骨干企业季度未联系",
            overdue("employment.firm_contacts", "quarterly"),
            late=True,
        ),
    ),
    breakdowns=(
        Breakdown("by_kind", "按方式", "kind"),
        Breakdown("by_sector", "按板块", "sector"),
        Breakdown("by_handler", "按承办科室", "handler"),
    ),
    checks=(
        RowCheck("delivered_only_when_sent", Level.HARD, delivered_only_when_sent, ("received",)),
        in_order("contact_on", "due_on"),
        in_order("contact_on", "closed_on"),
        not_ahead("contact_on", ("登记", "转办")),
    ),
    firm=FirmLink("company"),
)


def without_annual_report(agencies: QuerySet[HrAgency], today: datetime.date) -> QuerySet[HrAgency]:
    """Agencies licensed before this year whose report is out after the day their bureau has set."""
    missing = agencies.filter(
        state__in=("许可", "在营"), annual_report=False, licensed_on__lt=datetime.date(today.year, 1, 1)
    )
    units = set(missing.values_list("reporting_unit_id", flat=True))
    late = [
        unit
        for unit, bureau in bureaus_of(units).items()
        if today.month * 100 + today.day
        > setting_in_force(HR_AGENCIES, "annual_report_by", bureau_id=bureau, on=today)
    ]
    return missing.filter(reporting_unit__in=late)


def with_problems(agencies: QuerySet[HrAgency], today: datetime.date) -> QuerySet[HrAgency]:
    return agencies.filter(state__in=("许可", "在营")).exclude(problem="")


HR_AGENCIES = Register(
    code="employment.hr_agencies",
    title="人力资源服务机构台账",
    model=HrAgency,
    measure="家",
    letters="RL",
    decides="licensed_on",
    label="title",
    what="一家人力资源服务机构",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    states=(
        State("申请", counts=False),
        State("许可"),
        State("在营"),
        State("注销", phase=Phase.DONE),
        State("吊销", phase=Phase.DONE),
    ),
    steps=(
        Step(
            "license",
            "许可",
            ("申请",),
            "许可",
            by=Doer.REVIEWER,
            asks=("licence_no", "licensed_on", "valid_to"),
        ),
        Step("open", "开始经营", ("许可",), "在营"),
        Step("give_up", "注销", ("许可", "在营"), "注销", asks=("closed_on",)),
        Step("revoke", "吊销", ("许可", "在营"), "吊销", by=Doer.REVIEWER, asks=("closed_on",), reason=True),
    ),
    columns=(
        "licensed_on",
        "title",
        "licence_no",
        "valid_to",
        "staff",
        "annual_report",
        "problem",
        "closed_on",
    ),
    filters=("annual_report", "valid_to"),
    search=("title", "licence_no", "problem"),
    sums=("staff",),
    sections=(
        FormSection("机构", ("title", "staff")),
        FormSection("许可", ("licence_no", "licensed_on", "valid_to", "closed_on")),
        FormSection("年报和检查", ("annual_report", "problem")),
    ),
    expiries=(
        Expiry(
            "licence",
            "许可有效期满",
            on="valid_to",
            remind_days=60,
            stops="closed_on",
            runs_in=("许可", "在营"),
        ),
    ),
    settings=(Setting("annual_report_by", "年度报告截止日", 331, "（月日，331 即 3 月 31 日）"),),
    listings=(
        Listing("without_annual_report", "未交年度报告", without_annual_report, late=True),
        Listing("with_problems", "检查有问题", with_problems, late=True),
    ),
    checks=(
        in_order("licensed_on", "valid_to"),
        in_order("licensed_on", "closed_on"),
    ),
    firm=FirmLink("title"),
)
