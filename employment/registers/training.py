"""职业技能培训: classes are filed, held, examined and paid for."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from bureau.registers.declarations import (
    Breakdown,
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
from bureau.registers.row_checks import at_most, in_order, not_ahead
from bureau.registers.timing import Clock, FollowUp
from employment.models import TrainingClass

FINISHED = ("结业", "考核", "补贴")


def people_and_attendances(row: TrainingClass) -> str:
    """人 and 人次 are different things; in most classes everybody attends once."""
    if row.persons is not None and row.trips is not None and row.persons != row.trips:
        return f"培训人次（{row.trips}）与参训人数（{row.persons}）不同；人与人次分别统计，请确认不是填错。"
    return ""


def subsidised_classes_only(row: TrainingClass) -> str:
    if row.state == "补贴" and not row.subsidised:
        return "这一期没有勾选“补贴性”，不能办补贴；请先核对。"
    return ""


def names_its_source(row: TrainingClass) -> str:
    """Textile classes are counted by the park and by the bureau: the parts make the sum."""
    if row.programme == "纺织" and not row.source:
        return "纺织培训须填统计来源（本局或园区专班），合计才等于两部分之和。"
    return ""


def made_to_order(classes: QuerySet[TrainingClass], today: datetime.date) -> QuerySet[TrainingClass]:
    return classes.exclude(order_firm="").exclude(state="取消")


TRAINING_CLASSES = Register(
    code="employment.training_classes",
    title="职业技能培训班台账",
    model=TrainingClass,
    measure="期",
    letters="PX",
    decides="end_on",
    label="title",
    what="一个培训班期",
    duty="skills",
    filled_by=FilledBy.BOTH,
    aliases=("培训班台账", "职业技能培训台账"),
    states=(
        State("备案", counts=False),
        State("开班", counts=False),
        State("结业"),
        State("考核"),
        State("补贴", phase=Phase.DONE),
        State("取消", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("begin", "开班", ("备案",), "开班", asks=("start_on",)),
        Step("end", "结业", ("开班",), "结业", asks=("end_on", "persons", "trips")),
        Step("examine", "记考核结果", ("结业",), "考核", asks=("passed",)),
        Step("subsidise", "拨付补贴", ("考核",), "补贴", asks=("subsidy",)),
        Step("cancel", "取消", ("备案", "开班"), "取消", reason=True),
    ),
    columns=(
        "end_on",
        "title",
        "programme",
        "institution",
        "persons",
        "trips",
        "passed",
        "pushed",
        "subsidy",
    ),
    filters=("programme", "subsidised", "source", "start_on", "base"),
    search=("title", "order_firm", "institution", "trade"),
    sums=("persons", "trips", "passed", "pushed", "subsidy"),
    sections=(
        FormSection("班期", ("title", "programme", "trade", "source", "start_on", "end_on")),
        FormSection("举办", ("institution", "base", "order_firm", "subsidised")),
        FormSection("人数", ("persons", "trips", "passed", "carded", "pushed")),
        FormSection("补贴", ("subsidy",)),
    ),
    clocks=(
        Clock(
            "upgrade_subsidy",
            "办理技能提升补贴",
            starts="end_on",
            days=10,
            stops_in=("补贴",),
            runs_in=("考核",),
            basis="《社会保险经办条例》",
            applies=lambda row: bool(row.subsidised and row.programme == "岗位提升"),
        ),
        Clock(
            "subsidy",
            "办理培训补贴",
            starts="end_on",
            days=10,
            stops_in=("补贴",),
            runs_in=("考核",),
            applies=lambda row: bool(row.subsidised and row.programme != "岗位提升"),
        ),
    ),
    # Any visit after the first day settles it; what is left of it shows as long as the class runs.
    follow_ups=(
        FollowUp(
            "spot_check",
            "开班抽查",
            since="start_on",
            after_months=(1,),
            runs_in=("开班",),
            remind_days=31,
        ),
    ),
    listings=(Listing("made_to_order", "订单班名单", made_to_order),),
    breakdowns=(
        Breakdown("by_programme", "按工程或项目", "programme", ("persons", "trips", "passed", "carded")),
        Breakdown("by_order_firm", "按订单企业", "order_firm", ("persons", "pushed")),
        Breakdown("by_source", "按统计来源", "source", ("persons", "trips", "passed")),
        Breakdown("by_institution", "按机构", "institution", ("persons", "trips", "passed", "subsidy")),
    ),
    checks=(
        in_order("start_on", "end_on"),
        not_ahead("end_on", FINISHED),
        at_most("passed", "persons", Level.HARD),
        at_most("carded", "persons", Level.HARD),
        at_most("pushed", "persons", Level.HARD),
        RowCheck("names_its_source", Level.HARD, names_its_source, ("source",)),
        RowCheck("subsidised_classes_only", Level.HARD, subsidised_classes_only, ("subsidised",)),
        RowCheck("people_and_attendances", Level.SOFT, people_and_attendances, ("trips",)),
    ),
    firm=FirmLink("order_firm"),
)
