"""工资人事审批的台账."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FilledBy,
    FormSection,
    Level,
    Listing,
    Phase,
    Register,
    RowCheck,
    State,
    Step,
)
from bureau.registers.row_checks import not_ahead
from bureau.registers.timing import Cadence, Clock, Every
from talent.models import PersonnelApproval

CLOSED = ("审批", "执行")
# What belongs to which kind of body; bodies run like the civil service (参公) explain themselves.
USUAL_KINDS = {"级别工资": "机关", "薪级工资": "事业"}


def find_other_kind(approval: PersonnelApproval) -> str:
    usual = USUAL_KINDS.get(approval.matter)
    if usual is None or approval.employer_kind == usual:
        return ""
    return f"{approval.matter}一般是{usual}单位的，这里写的是{approval.employer_kind}。"


def find_beyond_quota(approval: PersonnelApproval) -> str:
    if approval.matter != "岗位设置" or approval.quota is None or approval.persons is None:
        return ""
    if approval.persons <= approval.quota:
        return ""
    return f"人数（{approval.persons}）超过核定岗位数（{approval.quota}）。"


def reviews_open(rows: QuerySet[PersonnelApproval], today: datetime.date) -> QuerySet[PersonnelApproval]:
    """年度考核 that is not approved yet: while one is here, the year is not finished."""
    return rows.filter(matter="年度考核").exclude(state__in=CLOSED)


def outside_establishment(
    rows: QuerySet[PersonnelApproval], today: datetime.date
) -> QuerySet[PersonnelApproval]:
    return rows.filter(matter="编外用工").exclude(state="退回")


PERSONNEL_APPROVALS = Register(
    code="talent.personnel_approvals",
    title="机关事业单位工资人事审批台账",
    model=PersonnelApproval,
    measure="项",
    letters="RSSP",
    decides="approved_on",
    label="employer",
    what="一个单位一项工资或人事审批事项",
    duty="pay",
    filled_by=FilledBy.SECTION,
    states=(
        State("申报", counts=False),
        State("审核", counts=False),
        State("审批"),
        State("执行", phase=Phase.DONE),
        State("退回", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("examine", "审核", ("申报",), "审核"),
        Step("approve", "审批", ("审核",), "审批", Doer.REVIEWER, asks=("approved_on", "persons")),
        Step("carry_out", "执行", ("审批",), "执行"),
        Step("return", "退回", ("申报", "审核"), "退回", Doer.REVIEWER, reason=True),
        Step("again", "重新申报", ("退回",), "申报"),
    ),
    columns=("approved_on", "employer", "employer_kind", "matter", "year", "persons", "amount", "opinion"),
    filters=("matter", "employer_kind", "year"),
    search=("employer", "opinion"),
    sums=("persons", "amount"),
    sections=(
        FormSection("事项", ("employer", "employer_kind", "matter", "year", "applied_on")),
        FormSection("审批", ("approved_on", "quota", "persons", "amount", "opinion")),
    ),
    clocks=(Clock("approval", "审批时限", "applied_on", 20, stops="approved_on", runs_in=("申报", "审核")),),
    cadences=(
        Cadence(
            "reviews",
            "年度考核每年核对一次",
            Every.YEAR,
            "approved_on",
            {"matter": "年度考核"},
            per="employer",
            among={"matter": "年度考核"},
        ),
        Cadence(
            "outside",
            "编外人数每年核对一次",
            Every.YEAR,
            "approved_on",
            {"matter": "编外用工"},
            per="employer",
            among={"matter": "编外用工"},
        ),
    ),
    listings=(
        Listing("reviews_open", "年度考核未完成的单位", reviews_open, late=True),
        Listing("outside", "编外人数与问题", outside_establishment),
    ),
    breakdowns=(
        Breakdown("matters", "按事项", "matter", ("persons", "amount")),
        Breakdown("kinds", "按单位性质", "employer_kind", ("persons", "amount")),
        Breakdown("outside", "各单位编外人数", "employer", ("persons",), {"matter": "编外用工"}),
    ),
    checks=(
        RowCheck("kind", Level.SOFT, find_other_kind, ("matter",)),
        RowCheck("quota", Level.SOFT, find_beyond_quota, ("persons",)),
        not_ahead("approved_on", CLOSED),
    ),
    aliases=("工资变动审批台账", "考核奖审批台账"),
)
