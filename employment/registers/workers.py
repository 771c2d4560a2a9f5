"""外来和园区工人: groups until they have stayed a month, and workers until they leave their firm."""

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
    PersonLink,
    Phase,
    Register,
    Retention,
    RowCheck,
    State,
    Step,
    Transfer,
)
from bureau.registers.row_checks import in_order, not_ahead
from bureau.registers.timing import FollowUp
from employment.models import LaborInflow, ParkWorker


def brought_by_bus(groups: QuerySet[LaborInflow], today: datetime.date) -> QuerySet[LaborInflow]:
    return groups.filter(transport="专车接驳", state__in=("到岗", "回访"))


LABOR_INFLOW = Register(
    code="employment.labor_inflow",
    title="外来务工人员引进台账",
    model=LaborInflow,
    measure="批",
    letters="WL",
    decides="arrived_on",
    label="company",
    what="一批引进到岗的外埠务工人员",
    duty="jobs",
    states=(
        State("联络", counts=False),
        State("组织", counts=False),
        State("到岗"),
        State("回访", phase=Phase.DONE),
    ),
    steps=(
        Step("gather", "组织", ("联络",), "组织"),
        Step("arrive", "到岗", ("联络", "组织"), "到岗", asks=("arrived_on", "persons", "transport")),
        Step("visit", "记回访", ("到岗",), "回访"),
    ),
    columns=("arrived_on", "origin_place", "company", "base", "persons", "transport"),
    filters=("transport", "origin_place"),
    search=("origin_place", "company", "base"),
    sums=("persons",),
    sections=(
        FormSection("来源", ("origin_place", "base")),
        FormSection("到岗", ("company", "arrived_on", "persons", "transport", "list")),
    ),
    follow_ups=(
        FollowUp(
            "stayed", "回访留岗", since="arrived_on", after_months=(1,), runs_in=("到岗",), remind_days=5
        ),
    ),
    listings=(Listing("by_bus", "专车接驳批次", brought_by_bus),),
    breakdowns=(
        Breakdown("by_origin", "按来源地", "origin_place", ("persons",)),
        Breakdown("by_company", "按用工企业", "company", ("persons",)),
        Breakdown("by_transport", "按方式", "transport", ("persons",)),
    ),
    checks=(not_ahead("arrived_on", ("到岗", "回访")),),
    firm=FirmLink("company"),
    retention=Retention(years=3, after=("arrived_on",)),
)


def works_until_she_leaves(worker: ParkWorker) -> None:
    if worker.left_on is not None:
        worker.on_job = False


def works_where_it_says(worker: ParkWorker) -> str:
    if worker.state == "在职" and not worker.on_job:
        return "状态是在职，请勾选“在职”；已离职的请办“离职”并填离职日。"
    return ""


PARK_WORKERS = Register(
    code="employment.park_workers",
    title="园区工人信息登记台账",
    model=ParkWorker,
    measure="人",
    letters="YQ",
    decides="collected_on",
    label="name",
    what="一名园区工人的登记信息",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    states=(
        State("采集"),
        State("在职"),
        State("离职", phase=Phase.DONE),
    ),
    steps=(
        Step("confirm", "核实在职", ("采集",), "在职", asks=("on_job",)),
        Step("leave", "离职", ("采集", "在职"), "离职", asks=("left_on",)),
    ),
    columns=("collected_on", "name", "company", "trade", "on_job", "left_on"),
    filters=("company", "trade", "on_job", "left_on"),
    search=("name", "company", "trade"),
    sections=(
        FormSection("本人", ("name", "phone")),
        FormSection("就业", ("company", "trade", "collected_on", "on_job", "left_on")),
    ),
    follow_ups=(
        FollowUp(
            "quarterly",
            "核对在职状态",
            since="collected_on",
            every_months=3,
            runs_in=("采集", "在职"),
            remind_days=10,
        ),
    ),
    breakdowns=(
        Breakdown("by_company", "按企业", "company"),
        Breakdown("by_trade", "按工种", "trade"),
    ),
    checks=(
        in_order("collected_on", "left_on"),
        not_ahead("collected_on", ("采集", "在职")),
        RowCheck("works_where_it_says", Level.HARD, works_where_it_says, ("on_job",)),
    ),
    derives=works_until_she_leaves,
    transfers=(
        Transfer(
            "another_firm",
            "转企业，另记一行",
            "employment.park_workers",
            ("离职",),
            {"name": "name", "phone": "phone", "trade": "trade"},
        ),
    ),
    firm=FirmLink("company"),
    person=PersonLink("name"),
    retention=Retention(years=3, after=("left_on",)),
)
