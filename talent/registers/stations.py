"""博士（后）工作站的台账."""

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
    State,
    Step,
)
from bureau.registers.row_checks import in_order
from bureau.registers.timing import Clock, FollowUp
from bureau.workdays import DayUnit
from talent.models import DoctorStation

NATIONAL = "博士后工作站"
OPEN = ("批准", "在站", "评估")


def is_national(station: DoctorStation) -> bool:
    return station.kind == NATIONAL


def is_provincial(station: DoctorStation) -> bool:
    return station.kind != NATIONAL


def empty_ones(rows: QuerySet[DoctorStation], today: datetime.date) -> QuerySet[DoctorStation]:
    return rows.filter(in_station=0, state__in=OPEN)


DOCTOR_STATIONS = Register(
    code="talent.doctor_stations",
    title="博士（后）工作站台账",
    model=DoctorStation,
    measure="家",
    letters="BSZ",
    decides="approved_on",
    label="host",
    what="一个博士（后）工作站或基地",
    duty="talent",
    filled_by=FilledBy.SECTION,
    states=(
        State("申报", counts=False),
        State("批准"),
        State("在站"),
        State("评估"),
        State("撤销", phase=Phase.DONE),
    ),
    steps=(
        Step("approve", "批准", ("申报",), "批准", Doer.REVIEWER, asks=("approved_on",)),
        Step("staff", "登记在站", ("批准", "评估"), "在站", asks=("in_station",)),
        Step("assess", "评估", ("批准", "在站"), "评估", asks=("assessed_on", "assessed")),
        Step("revoke", "撤销", OPEN, "撤销", Doer.REVIEWER, asks=("revoked_on",), reason=True),
    ),
    columns=("host", "kind", "approved_on", "in_station", "assessed_on", "assessed", "revoked_on"),
    filters=("kind", "assessed"),
    search=("host",),
    sums=("in_station",),
    sections=(
        FormSection("工作站", ("host", "kind", "approved_on", "in_station")),
        FormSection("评估和撤销", ("assessed_on", "assessed", "revoked_on")),
    ),
    clocks=(
        Clock(
            "provincial",
            "省级评估",
            "approved_on",
            365,
            DayUnit.CALENDAR,
            stops="assessed_on",
            runs_in=OPEN,
            remind_days=30,
            applies=is_provincial,
        ),
        Clock(
            "national",
            "国检",
            "approved_on",
            1095,
            DayUnit.CALENDAR,
            stops="assessed_on",
            runs_in=OPEN,
            remind_days=60,
            applies=is_national,
        ),
    ),
    follow_ups=(
        FollowUp("in_station", "更新在站人数", "approved_on", every_months=3, remind_days=7, runs_in=OPEN),
    ),
    listings=(Listing("empty", "空站名单", empty_ones, late=True),),
    breakdowns=(Breakdown("kinds", "按类型", "kind", ("in_station",)),),
    checks=(in_order("approved_on", "assessed_on"), in_order("approved_on", "revoked_on")),
    firm=FirmLink("host"),
    aliases=("博士工作站台账", "博士后工作站台账"),
)
