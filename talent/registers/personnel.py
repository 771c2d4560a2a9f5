"""事业单位人事的台账: titles, recruitment, and the training of cadres."""

from __future__ import annotations

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
    Retention,
    RowCheck,
    State,
    Step,
    Transfer,
)
from bureau.registers.listings import overdue
from bureau.registers.row_checks import at_most, in_order, not_ahead
from bureau.registers.timing import Cadence, Clock, Every, Expiry
from bureau.workdays import DayUnit
from talent.models import CadreTraining, Recruitment, Title

APPOINTMENT = "聘任"
BEFORE_HIRING = ("计划", "公告", "报名", "笔试", "面试", "公示")


def why_not_appointed(title: Title) -> str:
    """An application is appointed when it has passed; a row that is an appointment needs no judging."""
    if title.kind != APPOINTMENT and title.state != "通过":
        return f"这一行是{title.kind}，通过后才能聘任。"
    return ""


def find_other_result(title: Title) -> str:
    if title.state in ("通过", "聘任") and title.result == "未通过":
        return f"结果写的是未通过，不能记为{title.state}，请核对结果。"
    if title.state == "未通过" and title.result == "通过":
        return "结果写的是通过，不能记为未通过，请核对结果。"
    return ""


def is_application(title: Title) -> bool:
    return title.kind != APPOINTMENT


TITLES = Register(
    code="talent.titles",
    title="职称评聘台账",
    model=Title,
    measure="人",
    letters="ZC",
    decides="accepted_on",
    label="name",
    what="一人一次职称申报、认定或聘任",
    duty="personnel",
    filled_by=FilledBy.SECTION,
    # An application counts from the day it was accepted on, whatever comes of it.
    states=(
        State("受理"),
        State("审核"),
        State("报送"),
        State("评审"),
        State("通过"),
        State("未通过", phase=Phase.DONE),
        State("聘任", phase=Phase.DONE),
    ),
    steps=(
        Step("examine", "审核", ("受理",), "审核", Doer.REVIEWER),
        Step("send", "报送", ("审核",), "报送"),
        Step("judge", "评审", ("审核",), "评审"),
        Step("pass", "通过", ("报送", "评审"), "通过", asks=("result", "decided_on")),
        Step("fail", "未通过", ("报送", "评审"), "未通过", asks=("result", "decided_on")),
        Step("appoint", "聘任", ("审核", "通过"), "聘任", guard=why_not_appointed),
    ),
    columns=("accepted_on", "name", "employer", "kind", "level", "private", "exceptional", "result"),
    filters=("kind", "level", "private", "exceptional", "result"),
    search=("name", "employer"),
    sections=(
        FormSection("人员", ("name", "employer", "private")),
        FormSection("职称", ("kind", "level", "exceptional", "closes_on", "accepted_on")),
        FormSection("结果", ("result", "decided_on")),
    ),
    expiries=(Expiry("closing", "申报批次截止", "closes_on", remind_days=7, runs_in=("受理", "审核")),),
    listings=(Listing("missed", "过了截止日仍未报送评审", overdue("talent.titles", "closing"), late=True),),
    breakdowns=(Breakdown("kinds", "按环节", "kind"), Breakdown("levels", "按级别", "level")),
    checks=(
        RowCheck("result", Level.HARD, find_other_result, ("result",)),
        in_order("accepted_on", "decided_on"),
        not_ahead("accepted_on", ("受理", "审核", "报送", "评审", "通过", "未通过", "聘任")),
    ),
    transfers=(
        Transfer(
            "appointment",
            "登记聘任",
            "talent.titles",
            ("通过",),
            {
                "name": "name",
                "employer": "employer",
                "level": "level",
                "private": "private",
                "exceptional": "exceptional",
            },
            sets={"kind": APPOINTMENT},
            applies=is_application,
        ),
    ),
    firm=FirmLink("employer"),
    retention=Retention(5, ("decided_on", "accepted_on")),
    aliases=("职称评审台账",),
)

RECRUITMENT = Register(
    code="talent.recruitment",
    title="事业单位公开招聘台账",
    model=Recruitment,
    measure="个岗位",
    letters="ZK",
    decides="hired_on",
    label="batch",
    what="一个招聘（遴选、招募）批次的一个岗位",
    duty="personnel",
    filled_by=FilledBy.SECTION,
    states=(
        State("计划", counts=False),
        State("公告"),
        State("报名"),
        State("笔试"),
        State("面试"),
        State("公示"),
        State("聘用"),
        State("报到", phase=Phase.DONE),
        State("取消", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("announce", "公告", ("计划",), "公告", asks=("notice_on", "posts")),
        Step("enrol", "报名", ("公告",), "报名"),
        Step("write", "笔试", ("报名",), "笔试", asks=("exam_on",)),
        # Some are only interviewed (人才引进), others only written.
        Step("interview", "面试", ("报名", "笔试"), "面试"),
        Step("publish", "公示", ("笔试", "面试"), "公示", asks=("public_from", "public_to", "list")),
        Step(
            "hire", "聘用", ("公示",), "聘用", Doer.REVIEWER, asks=("hired", "hired_on"), waits_for="public"
        ),
        Step("report", "报到", ("聘用",), "报到", asks=("reported_on",)),
        Step("cancel", "取消", BEFORE_HIRING, "取消", Doer.REVIEWER, reason=True),
    ),
    columns=(
        "batch",
        "kind",
        "employer",
        "posts",
        "planned",
        "notice_on",
        "hired",
        "hired_on",
        "reported_on",
    ),
    filters=("kind", "batch"),
    search=("batch", "employer"),
    sums=("posts", "planned", "hired"),
    sections=(
        FormSection("岗位", ("batch", "kind", "employer", "posts", "planned")),
        FormSection("过程", ("notice_on", "exam_on", "public_from", "public_to")),
        FormSection("结果", ("hired", "hired_on", "reported_on", "list")),
    ),
    clocks=(
        Clock("public", "公示期", "public_from", 7, notice=True),
        Clock(
            "arrival",
            "公示结束后报到",
            "public_to",
            30,
            DayUnit.CALENDAR,
            stops="reported_on",
            runs_in=("公示", "聘用"),
            remind_days=7,
        ),
    ),
    listings=(Listing("absent", "公示结束30日未报到", overdue("talent.recruitment", "arrival"), late=True),),
    breakdowns=(
        Breakdown("kinds", "按类别", "kind", ("posts", "planned", "hired")),
        Breakdown("batches", "按批次", "batch", ("posts", "planned", "hired")),
    ),
    checks=(
        in_order("notice_on", "exam_on"),
        in_order("public_from", "public_to"),
        in_order("notice_on", "hired_on"),
        in_order("hired_on", "reported_on"),
        at_most("hired", "planned", Level.SOFT, "录用多于计划的请写说明"),
        at_most("hired", "posts", Level.SOFT, "一岗一人；一岗多人的请写说明"),
        not_ahead("hired_on", ("聘用", "报到")),
    ),
    retention=Retention(5, ("reported_on", "hired_on")),
    aliases=("事业单位招聘台账", "三支一扶人员台账"),
)

CADRE_TRAINING = Register(
    code="talent.cadre_training",
    title="干部教育培训台账",
    model=CadreTraining,
    measure="期",
    letters="GBPX",
    decides="held_on",
    label="title",
    what="一期培训、讲堂、比武或党员活动",
    duty="personnel",
    filled_by=FilledBy.SECTION,
    states=(State("计划", counts=False), State("已举办"), State("归档", phase=Phase.DONE)),
    steps=(
        Step("hold", "已举办", ("计划",), "已举办", asks=("held_on", "trips")),
        Step("file", "归档", ("已举办",), "归档"),
    ),
    columns=("held_on", "title", "kind", "lecturer", "trips"),
    filters=("kind",),
    search=("title", "lecturer"),
    sums=("trips",),
    sections=(
        FormSection("活动", ("title", "kind", "held_on", "lecturer")),
        FormSection("结果", ("trips", "scores")),
    ),
    cadences=(
        Cadence("party_day", "党员活动日每月一次", Every.MONTH, "held_on", {"kind": "党员活动日"}),
        Cadence("books", "讲业务荐好书每季一次", Every.QUARTER, "held_on", {"kind": "讲业务荐好书"}),
    ),
    breakdowns=(Breakdown("kinds", "按类别", "kind", ("trips",)),),
    checks=(not_ahead("held_on", ("已举办", "归档")),),
)
