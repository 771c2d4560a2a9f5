"""人才服务的台账: services to high-level people, events, and the library of experts."""

from __future__ import annotations

from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FilledBy,
    FormSection,
    Listing,
    Phase,
    Register,
    Retention,
    State,
    Step,
)
from bureau.registers.listings import overdue
from bureau.registers.row_checks import as_many_as_named, in_order, not_ahead
from bureau.registers.timing import Cadence, Clock, Every, FollowUp
from talent.models import Event, Expert, Service

SERVICES = Register(
    code="talent.services",
    title="高层次人才服务台账",
    model=Service,
    measure="件",
    letters="RCFW",
    decides="done_on",
    label="kind",
    what="一次高层次人才服务",
    duty="talent",
    filled_by=FilledBy.SECTION,
    states=(
        State("受理", counts=False),
        State("转办", counts=False),
        State("办结"),
        State("评价", phase=Phase.DONE),
    ),
    steps=(
        Step("pass_on", "转办", ("受理",), "转办", asks=("handler",)),
        Step("finish", "办结", ("受理", "转办"), "办结", asks=("done_on", "result")),
        Step("rate", "评价", ("办结",), "评价"),
    ),
    columns=("requested_on", "person", "kind", "station", "handler", "done_on", "result"),
    filters=("kind", "station", "handler"),
    search=("person", "result"),
    sections=(
        FormSection("受理", ("person", "kind", "station", "requested_on")),
        FormSection("办结", ("handler", "done_on", "result")),
    ),
    clocks=(
        Clock(
            "finishing",
            "办结时限",
            "requested_on",
            10,
            stops="done_on",
            stops_in=("办结", "评价"),
        ),
    ),
    listings=(Listing("overdue", "逾期未办结", overdue("talent.services", "finishing"), late=True),),
    breakdowns=(Breakdown("kinds", "按类别", "kind"), Breakdown("stations", "按窗口", "station")),
    checks=(in_order("requested_on", "done_on"),),
    retention=Retention(3, ("done_on", "requested_on")),
)

EVENTS = Register(
    code="talent.events",
    title="人才活动台账",
    model=Event,
    measure="场",
    letters="RCHD",
    decides="held_on",
    label="title",
    what="一场人才活动",
    duty="talent",
    states=(State("计划", counts=False), State("已举办"), State("结果已报", phase=Phase.DONE)),
    steps=(
        Step("hold", "已举办", ("计划",), "已举办", asks=("held_on",)),
        Step("report", "报结果", ("已举办",), "结果已报", asks=("trips",)),
    ),
    columns=("held_on", "title", "kind", "station", "trips", "trainees", "expert_count", "firms"),
    filters=("kind", "station"),
    search=("title", "place", "experts"),
    sums=("trips", "trainees"),
    sections=(
        FormSection("活动", ("title", "kind", "station", "held_on", "place")),
        FormSection("结果", ("trips", "trainees", "experts", "expert_count", "firms")),
    ),
    cadences=(
        Cadence("salons", "HR沙龙每季一次", Every.QUARTER, "held_on", {"kind": "HR沙龙"}),
        Cadence("doctors", "博士交流每年一次", Every.YEAR, "held_on", {"kind": "博士交流"}),
    ),
    breakdowns=(Breakdown("kinds", "按类别", "kind", ("trips", "trainees")),),
    checks=(not_ahead("held_on", ("已举办", "结果已报")), as_many_as_named("expert_count", "experts")),
    aliases=("人才驿站活动台账", "企业人事经理联系活动台账", "送技下乡活动台账"),
)


def was_visited(row: Expert) -> bool:
    return row.last_visit is not None


def was_never_visited(row: Expert) -> bool:
    return row.last_visit is None


EXPERTS = Register(
    code="talent.experts",
    title="人才专家库",
    model=Expert,
    measure="名",
    letters="RCZJ",
    decides="listed_on",
    label="name",
    what="一名入库专家",
    duty="talent",
    states=(State("入库"), State("在库"), State("出库", phase=Phase.DONE)),
    steps=(
        Step("confirm", "核定在库", ("入库",), "在库", Doer.REVIEWER),
        Step("remove", "出库", ("入库", "在库"), "出库", asks=("removed_on",), reason=True),
    ),
    columns=("name", "level", "field", "listed_on", "last_visit", "reviews", "removed_on"),
    filters=("level",),
    search=("name", "field"),
    sums=("reviews",),
    sections=(
        FormSection("专家", ("name", "level", "field", "listed_on", "removed_on")),
        FormSection("走访和评审", ("last_visit", "reviews")),
    ),
    # A library knows the last visit of most experts; who has none is due from the day of listing.
    follow_ups=(
        FollowUp("visit", "走访专家", "last_visit", every_days=90, stops="removed_on", applies=was_visited),
        FollowUp(
            "first_visit",
            "首次走访专家",
            "listed_on",
            every_days=90,
            stops="removed_on",
            applies=was_never_visited,
        ),
    ),
    listings=(
        Listing("unvisited", "待走访专家", overdue("talent.experts", "visit", "first_visit"), late=True),
    ),
    breakdowns=(Breakdown("levels", "按层级", "level", ("reviews",)),),
    checks=(in_order("listed_on", "removed_on"),),
    retention=Retention(5, ("removed_on",)),
    aliases=("人才驿站专家库",),
)
