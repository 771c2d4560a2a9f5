"""人才项目与称号的台账."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FilledBy,
    FirmLink,
    FormSection,
    Listing,
    Phase,
    Register,
    Retention,
    State,
    Step,
    Transfer,
)
from bureau.registers.listings import not_passed_on, overdue
from bureau.registers.row_checks import in_order, not_ahead
from bureau.registers.timing import Clock, Expiry, FollowUp
from talent.models import HighLevelPerson, ProjectApplication

HIGH_LEVEL_PEOPLE = Register(
    code="talent.high_level_people",
    title="高层次人才库",
    model=HighLevelPerson,
    measure="名",
    letters="GCC",
    decides="granted_on",
    label="name",
    what="一名荣誉称号人才或在库高层次人才",
    duty="talent",
    filled_by=FilledBy.SECTION,
    states=(State("入库"), State("在库"), State("离库", phase=Phase.DONE)),
    steps=(
        Step("confirm", "核定在库", ("入库",), "在库", Doer.REVIEWER),
        Step("leave", "离库", ("入库", "在库"), "离库", asks=("left_on",), reason=True),
    ),
    columns=("name", "honour", "granted_by", "granted_on", "employer", "left_on"),
    filters=("honour",),
    search=("name", "employer", "granted_by"),
    sections=(
        FormSection("人员", ("name", "employer")),
        FormSection("称号", ("honour", "granted_by", "granted_on", "left_on")),
    ),
    follow_ups=(
        FollowUp("yearly", "每年核对", "granted_on", every_months=12, remind_days=30, stops="left_on"),
    ),
    breakdowns=(Breakdown("honours", "按称号", "honour"),),
    checks=(in_order("granted_on", "left_on"),),
    firm=FirmLink("employer"),
    retention=Retention(5, ("left_on",)),
)


def is_for_a_station(application: ProjectApplication) -> bool:
    return application.kind == "博士工作站"


def unpaid(rows: QuerySet[ProjectApplication], today: datetime.date) -> QuerySet[ProjectApplication]:
    return rows.filter(state="批准")


PROJECT_APPLICATIONS = Register(
    code="talent.project_applications",
    title="人才项目申报台账",
    model=ProjectApplication,
    measure="项",
    letters="XMSB",
    decides="accepted_on",
    label="project",
    what="一项人才项目、奖项或选拔的申报",
    duty="talent",
    filled_by=FilledBy.SECTION,
    states=(
        State("申报", counts=False),
        State("受理"),
        State("评审"),
        State("推荐"),
        State("批准"),
        State("经费落实", phase=Phase.DONE),
        State("退回", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("accept", "受理", ("申报",), "受理", asks=("accepted_on",)),
        Step("judge", "评审", ("受理",), "评审"),
        Step(
            "recommend",
            "推荐并公示",
            ("评审",),
            "推荐",
            Doer.REVIEWER,
            asks=("recommended_on", "public_from"),
        ),
        Step(
            "approve",
            "批准",
            ("推荐",),
            "批准",
            Doer.REVIEWER,
            asks=("approved_on",),
            waits_for="public",
        ),
        Step("pay", "经费落实", ("批准",), "经费落实", asks=("fund",)),
        Step("return", "退回", ("申报", "受理", "评审", "推荐"), "退回", Doer.REVIEWER, reason=True),
        Step("again", "重新申报", ("退回",), "申报"),
    ),
    columns=("accepted_on", "project", "kind", "applicant", "company", "closes_on", "approved_on", "fund"),
    filters=("kind", "result"),
    search=("project", "applicant", "company"),
    sums=("fund",),
    sections=(
        FormSection("申报", ("project", "kind", "applicant", "company", "closes_on", "accepted_on")),
        FormSection("评审", ("recommended_on", "public_from", "approved_on", "result")),
        FormSection("经费", ("fund",)),
    ),
    clocks=(Clock("public", "公示期", "public_from", 5, notice=True),),
    expiries=(Expiry("closing", "申报批次截止", "closes_on", remind_days=7, runs_in=("申报",)),),
    follow_ups=(FollowUp("payment", "跟踪经费兑现", "approved_on", every_months=1, runs_in=("批准",)),),
    listings=(
        Listing("missed", "过了截止日仍未受理", overdue("talent.project_applications", "closing"), late=True),
        Listing("unpaid", "批准未兑现", unpaid, late=True),
        Listing(
            "stations",
            "批准的博士工作站未转入",
            not_passed_on(
                "talent.project_applications",
                "station",
                kind="博士工作站",
                state__in=("批准", "经费落实"),
            ),
        ),
    ),
    breakdowns=(Breakdown("kinds", "按类别", "kind", ("fund",)),),
    checks=(
        in_order("accepted_on", "recommended_on"),
        in_order("recommended_on", "approved_on"),
        not_ahead("accepted_on", ("受理", "评审", "推荐", "批准", "经费落实")),
    ),
    transfers=(
        Transfer(
            "station",
            "转入工作站台账",
            "talent.doctor_stations",
            ("批准", "经费落实"),
            {"host": "company", "approved_on": "approved_on"},
            sets={"kind": "省级博士工作站"},
            state="批准",
            applies=is_for_a_station,
        ),
    ),
    firm=FirmLink("company"),
    retention=Retention(5, ("approved_on", "accepted_on")),
    aliases=("人才选拔推荐台账",),
)
