"""家庭和帮扶户: no family without a job at the end of a month, and no household that falls back."""

from __future__ import annotations

import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from bureau.registers.declarations import (
    Breakdown,
    Doer,
    FilledBy,
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
from bureau.registers.row_checks import at_most, in_order, not_ahead
from bureau.registers.timing import Cadence, Clock, Every
from bureau.workdays import DayUnit
from employment.models import MonitoredHousehold, ZeroJobFamily


def still_without_a_job(families: QuerySet[ZeroJobFamily], today: datetime.date) -> QuerySet[ZeroJobFamily]:
    """Families on the books: there should be none at the end of a month."""
    return families.filter(state__in=("认定", "帮扶"), helped_on__isnull=True)


ZERO_JOB_FAMILIES = Register(
    code="employment.zero_job_families",
    title="零就业家庭动态台账",
    model=ZeroJobFamily,
    measure="户",
    letters="LJY",
    decides="helped_on",
    label="holder",
    what="一户零就业家庭",
    duty="jobs",
    states=(
        State("发现", counts=False),
        State("认定"),
        State("帮扶"),
        State("消除", phase=Phase.DONE),
    ),
    steps=(
        Step("certify", "认定", ("发现",), "认定", by=Doer.REVIEWER, asks=("found_on", "members")),
        Step("help", "开始帮扶", ("认定",), "帮扶", asks=("measure",)),
        Step("end", "消除", ("认定", "帮扶"), "消除", asks=("helped_on", "measure", "employed_member")),
    ),
    columns=("found_on", "holder", "town", "members", "measure", "helped_on", "employed_member"),
    filters=("town", "found_on"),
    search=("holder", "measure"),
    sums=("members",),
    sections=(
        FormSection("家庭", ("holder", "address", "town", "members", "found_on")),
        FormSection("帮扶和消除", ("measure", "helped_on", "employed_member")),
    ),
    clocks=(
        Clock(
            "end",
            "消除零就业",
            starts="found_on",
            days=30,
            unit=DayUnit.CALENDAR,
            stops="helped_on",
            runs_in=("认定", "帮扶"),
            remind_days=7,
        ),
    ),
    listings=(Listing("still", "未消除名单", still_without_a_job, late=True),),
    breakdowns=(Breakdown("by_town", "按街镇", "town", ("members",)),),
    checks=(
        in_order("found_on", "helped_on"),
        not_ahead("found_on", ("认定", "帮扶")),
        not_ahead("helped_on", ("消除",)),
    ),
    transfers=(
        Transfer(
            "again",
            "再次出现，另起一行",
            "employment.zero_job_families",
            ("消除",),
            {"holder": "holder", "address": "address", "town": "town", "members": "members"},
        ),
    ),
    person=PersonLink("holder"),
    retention=Retention(years=5, after=("helped_on",)),
)


def found_by_a_channel(household: MonitoredHousehold) -> str:
    """The people of the channels add up to those who have work only if every household names its channel."""
    if household.employed and not household.channel:
        return f"已就业 {household.employed} 人，但没有填解决渠道，请选一条渠道。"
    return ""


def watched_once_a_month(household: MonitoredHousehold) -> str:
    twin = MonitoredHousehold.objects.filter(
        reporting_unit=household.reporting_unit_id,
        household_no=household.household_no,
        kind=household.kind,
        month=household.month,
    )
    if twin.exclude(pk=household.pk).exclude(state__in=("草稿", "作废")).exists():
        return (
            f"户编号 {household.household_no} 在 {household.month:%Y-%m} 已有一行，同一户一个月只登记一次。"
        )
    return ""


def lost_work(households: QuerySet[MonitoredHousehold], today: datetime.date) -> QuerySet[MonitoredHousehold]:
    """Households whose latest month has fewer people in work than the month before it."""
    same = MonitoredHousehold.objects.filter(
        reporting_unit=OuterRef("reporting_unit"),
        household_no=OuterRef("household_no"),
        kind=OuterRef("kind"),
        state__in=("监测", "核实", "锁定"),
    )
    before = same.filter(month__lt=OuterRef("month")).order_by("-month").values("employed")[:1]
    return (
        households.filter(~Exists(same.filter(month__gt=OuterRef("month"))))
        .annotate(employed_before=Subquery(before))
        .filter(employed_before__gt=F("employed"))
    )


MONITORED_HOUSEHOLDS = Register(
    code="employment.monitored_households",
    title="重点帮扶户就业监测台账",
    model=MonitoredHousehold,
    measure="户",
    letters="BF",
    decides="month",
    label="household_no",
    what="一户帮扶户在一个监测月的情况",
    duty="jobs",
    filled_by=FilledBy.TOWNS,
    aliases=("重点帮扶户（建档立卡·易地搬迁·边缘户）就业监测台账",),
    states=(State("监测"), State("核实"), State("锁定", phase=Phase.DONE)),
    steps=(
        Step("verify", "核实", ("监测",), "核实", by=Doer.REVIEWER),
        Step("lock", "锁定", ("核实",), "锁定", by=Doer.REVIEWER),
    ),
    columns=("month", "household_no", "holder", "kind", "town", "workforce", "employed", "channel", "place"),
    filters=("kind", "channel", "town"),
    search=("household_no", "holder", "place"),
    sums=("workforce", "employed"),
    sections=(
        FormSection("帮扶户", ("holder", "household_no", "kind", "town")),
        FormSection("当月情况", ("month", "workforce", "employed", "channel", "place")),
    ),
    cadences=(Cadence("monthly", "每月更新监测", Every.MONTH, by="month"),),
    listings=(Listing("lost_work", "回访名单（已就业人数减少）", lost_work, late=True),),
    breakdowns=(
        Breakdown("by_channel", "按解决渠道", "channel", ("employed",)),
        Breakdown("by_kind", "按户类", "kind", ("workforce", "employed")),
        Breakdown("by_town", "按街镇", "town", ("workforce", "employed")),
    ),
    checks=(
        at_most("employed", "workforce", Level.HARD),
        RowCheck("found_by_a_channel", Level.HARD, found_by_a_channel, ("channel",)),
        RowCheck("watched_once_a_month", Level.HARD, watched_once_a_month, ("household_no",)),
    ),
    person=PersonLink("holder"),
    retention=Retention(years=5, after=("month",)),
)
