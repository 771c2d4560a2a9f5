"""招聘和就业服务活动: planned for weekdays and days of the year, held, and reported."""

from __future__ import annotations

from bureau.registers.declarations import (
    Breakdown,
    FilledBy,
    FirmLink,
    FormSection,
    Level,
    Phase,
    Register,
    RowCheck,
    State,
    Step,
    Transfer,
)
from bureau.registers.row_checks import as_many_as_named, at_most, not_ahead
from bureau.registers.timing import Clock, Plan
from employment.models import JobFair, ServiceEvent

HELD = ("已举办", "结果已报")


def results_of_its_kind(fair: JobFair) -> str:
    """In a hall people come in and are hired; online they click."""
    if fair.state != "结果已报":
        return ""
    if fair.kind == "线下" and (fair.attendees is None or fair.hired is None):
        return "线下招聘会报结果时须填进场人数和现场录用人数；没有人录用填 0。"
    if fair.kind == "线上" and fair.clicks is None:
        return "线上招聘会报结果时须填点击浏览人次。"
    return ""


def held_in_a_hall(fair: JobFair) -> str:
    return "" if fair.kind == "线下" else "这一场是线上的，请办“报线上结果”。"


def held_online(fair: JobFair) -> str:
    return "" if fair.kind == "线上" else "这一场是线下的，请办“报线下结果”。"


def counted_elsewhere(fair: JobFair) -> str:
    """A fair that is also a recruiting event of 人才 is counted in one place."""
    if fair.shared_event and fair.state in HELD:
        return f"这一场也是引才活动（{fair.shared_event}），只能在一处计场次，请确认引才活动台账没有再计。"
    return ""


JOB_FAIRS = Register(
    code="employment.job_fairs",
    title="招聘活动台账",
    model=JobFair,
    measure="场",
    letters="ZP",
    decides="held_on",
    label="title",
    what="一场（期）招聘活动",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    aliases=("招聘会台账",),
    states=(
        State("计划", counts=False),
        State("公告", counts=False),
        State("已举办"),
        State("结果已报", phase=Phase.DONE),
    ),
    steps=(
        Step("announce", "发公告", ("计划",), "公告"),
        Step("hold", "记为已举办", ("计划", "公告"), "已举办"),
        Step(
            "report",
            "报线下结果",
            ("已举办",),
            "结果已报",
            asks=("firms", "posts", "attendees", "hired"),
            guard=held_in_a_hall,
        ),
        Step(
            "report_online",
            "报线上结果",
            ("已举办",),
            "结果已报",
            asks=("firms", "posts", "clicks"),
            guard=held_online,
        ),
    ),
    columns=("held_on", "title", "kind", "town", "firms", "posts", "attendees", "clicks", "hired"),
    filters=("kind", "topic", "town"),
    search=("title", "series", "firm_list"),
    sums=("posts", "attendees", "clicks", "hired"),
    sections=(
        FormSection("活动", ("title", "series", "kind", "topic", "held_on", "town", "shared_event")),
        FormSection("企业和岗位", ("firms", "firm_list", "posts")),
        FormSection("结果", ("attendees", "hired", "clicks", "resumes")),
    ),
    clocks=(
        Clock(
            "results",
            "填报结果",
            starts="held_on",
            days=5,
            stops_in=("结果已报",),
            runs_in=("计划", "公告", "已举办"),
            remind_days=2,
        ),
    ),
    plans=(
        Plan(
            "weekly",
            "每周三、周六招聘活动",
            by="held_on",
            makes={"title": "每周招聘会", "series": "每周三、周六招聘", "kind": "线下", "topic": "综合"},
            weekdays=(2, 5),
            state="计划",
        ),
    ),
    breakdowns=(
        Breakdown("by_kind", "线上线下", "kind", ("firms", "posts", "attendees", "hired", "clicks")),
        Breakdown("by_topic", "按专场", "topic", ("posts", "attendees", "hired")),
        Breakdown("by_series", "按系列", "series", ("posts", "attendees", "hired", "clicks")),
    ),
    checks=(
        not_ahead("held_on", HELD),
        RowCheck("results_of_its_kind", Level.HARD, results_of_its_kind),
        at_most("hired", "attendees", Level.HARD),
        as_many_as_named("firms", "firm_list"),
        RowCheck("counted_elsewhere", Level.SOFT, counted_elsewhere, ("shared_event",)),
    ),
    firm=FirmLink("firm_list", many=True),
)

SERVICE_EVENTS = Register(
    code="employment.service_events",
    title="就业服务活动台账",
    model=ServiceEvent,
    measure="场",
    letters="HD",
    decides="held_on",
    label="title",
    what="一场就业服务活动（宣讲、观摩、援助月等）",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    aliases=("政策宣讲活动台账", "雁归计划活动台账"),
    states=(
        State("计划", counts=False),
        State("已举办"),
        State("结果已报", phase=Phase.DONE),
    ),
    steps=(
        Step("hold", "记为已举办", ("计划",), "已举办"),
        Step("report", "报结果", ("已举办",), "结果已报", asks=("participants",)),
    ),
    columns=("held_on", "title", "kind", "place", "participants", "students", "households", "helped"),
    filters=("kind",),
    search=("title", "place"),
    sums=("participants", "students", "households", "helped"),
    sections=(
        FormSection("活动", ("title", "kind", "held_on", "place")),
        FormSection("结果", ("participants", "students", "households", "helped")),
    ),
    plans=(
        Plan(
            "help_month",
            "就业援助月",
            by="held_on",
            makes={"title": "就业援助月", "kind": "就业援助月"},
            yearly=((1, 5),),
            state="计划",
        ),
        Plan(
            "buses",
            "春节后返岗接驳",
            by="held_on",
            makes={"title": "春节后返岗接驳", "kind": "返岗接驳"},
            yearly=((2, 15),),
            state="计划",
        ),
        Plan(
            "service_month",
            "人社专项服务月",
            by="held_on",
            makes={"title": "人社专项服务月", "kind": "专项服务月"},
            yearly=((5, 6),),
            state="计划",
        ),
    ),
    breakdowns=(
        Breakdown("by_kind", "按类别", "kind", ("participants", "students", "households", "helped")),
    ),
    checks=(
        not_ahead("held_on", HELD),
        at_most("students", "participants", Level.HARD),
    ),
    transfers=(
        Transfer(
            "visit",
            "登记活动中的走访",
            "employment.firm_contacts",
            HELD,
            {"contact_on": "held_on"},
            sets={"kind": "走访"},
            many=True,
        ),
    ),
)
