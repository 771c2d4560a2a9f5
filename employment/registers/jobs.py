"""就业登记和失业登记: counted once somebody has reviewed them, looked after until there is work again."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.db.models.functions import MD5

from bureau.periods import Month
from bureau.registers.deadlines.computing import bureaus_of
from bureau.registers.deadlines.settings import setting_in_force
from bureau.registers.declarations import (
    Breakdown,
    Doer,
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
from bureau.registers.listings import overdue
from bureau.registers.row_checks import in_order, not_ahead
from bureau.registers.timing import FollowUp, Setting
from employment.models import Placement, UnemployedPerson


def found_untrue(placement: Placement) -> str:
    """What a spot check found untrue does not stay in the figure."""
    if placement.check_result == "不实" and placement.state == "计入":
        return "抽查结果是不实，这一行不能再计入；请先办“核减”，写明原因。"
    return ""


def goes_somewhere(placement: Placement) -> str:
    if placement.kind == "转移就业" and not placement.destination:
        return "类别是转移就业时须填转移去向（本地、省内或省外）。"
    return ""


def to_be_called(placements: QuerySet[Placement], today: datetime.date) -> QuerySet[Placement]:
    """Who is still to be called of this month and the last: the share set, drawn by the number of the row."""
    chosen: list[int] = []
    units = set(placements.values_list("reporting_unit_id", flat=True).distinct())
    this_month = Month(today.year, today.month)
    for unit, bureau in bureaus_of(units).items():
        share = setting_in_force(PLACEMENTS, "spot_check_share", bureau_id=bureau, on=today)
        for month in (this_month.previous, this_month):
            rows = placements.filter(
                state="计入", reporting_unit=unit, registered_on__range=(month.first_day, month.last_day)
            )
            called = rows.filter(check_result__in=("属实", "不实")).count()
            left = -(-rows.count() * share // 100) - called
            if left > 0:
                drawn = rows.exclude(check_result__in=("属实", "不实")).order_by(MD5("number"))
                chosen += drawn.values_list("pk", flat=True)[:left]
    return placements.filter(pk__in=chosen)


PLACEMENTS = Register(
    code="employment.placements",
    title="城乡就业实名登记台账",
    model=Placement,
    measure="人",
    letters="JY",
    decides="registered_on",
    label="name",
    what="一人一次就业登记",
    duty="jobs",
    aliases=("城镇新增就业实名登记台账", "农村劳动力转移就业台账"),
    states=(
        State("登记", counts=False),
        State("复核", counts=False),
        State("计入", phase=Phase.DONE),
        State("核减", counts=False, phase=Phase.DROPPED),
    ),
    steps=(
        Step("submit", "送复核", ("登记",), "复核"),
        Step("count", "计入", ("登记", "复核"), "计入", by=Doer.REVIEWER),
        Step(
            "strike",
            "核减",
            ("计入",),
            "核减",
            by=Doer.REVIEWER,
            asks=("check_result",),
            reason=True,
        ),
    ),
    columns=(
        "registered_on",
        "name",
        "kind",
        "form",
        "employer",
        "town",
        "start_on",
        "left_on",
        "check_result",
    ),
    filters=("kind", "prior_status", "form", "destination", "check_result", "town"),
    search=("name", "id_no", "employer"),
    sections=(
        FormSection("本人", ("name", "id_no", "phone", "town")),
        FormSection("就业", ("kind", "prior_status", "form", "employer", "start_on", "destination")),
        FormSection("登记和抽查", ("registered_on", "check_result", "left_on")),
    ),
    listings=(Listing("to_be_called", "电话抽查名单（本月和上月）", to_be_called),),
    settings=(Setting("spot_check_share", "每月电话抽查比例", 5, "%"),),
    breakdowns=(
        Breakdown("by_form", "按就业形式", "form"),
        Breakdown("by_destination", "按转移去向", "destination", where={"kind": "转移就业"}),
        Breakdown("by_town", "按街镇", "town"),
    ),
    checks=(
        RowCheck("found_untrue", Level.HARD, found_untrue, ("check_result",)),
        RowCheck("goes_somewhere", Level.HARD, goes_somewhere, ("destination",)),
        not_ahead("registered_on", ("复核", "计入")),
        in_order("start_on", "registered_on", Level.SOFT),
        in_order("start_on", "left_on"),
    ),
    person=PersonLink("name", "id_no"),
    retention=Retention(years=5, after=("left_on", "registered_on")),
)


def cancelled_for_a_reason(person: UnemployedPerson) -> str:
    """New work is the one reason of those who found work again, and of nobody else."""
    if person.state == "再就业" and person.cancel_reason not in ("", "就业"):
        return f"再就业的注销原因应为就业，现在是{person.cancel_reason}。"
    if person.state == "其他注销" and person.cancel_reason == "就业":
        return "注销原因是就业的请办“再就业”，才会计入再就业人数。"
    return ""


UNEMPLOYED = Register(
    code="employment.unemployed",
    title="失业登记与再就业台账",
    model=UnemployedPerson,
    measure="人",
    letters="SY",
    decides="reemployed_on",
    label="name",
    what="一名登记失业人员的一次失业登记",
    duty="jobs",
    aliases=("失业登记人员台账",),
    states=(
        State("登记"),
        State("在册"),
        State("再就业", phase=Phase.DONE),
        State("其他注销", phase=Phase.DONE),
    ),
    steps=(
        Step("list", "列入在册", ("登记",), "在册", by=Doer.REVIEWER),
        Step(
            "reemploy",
            "再就业",
            ("登记", "在册"),
            "再就业",
            asks=("reemployed_on", "reemploy_form", "cancelled_on"),
        ),
        Step("cancel", "其他注销", ("登记", "在册"), "其他注销", asks=("cancelled_on", "cancel_reason")),
    ),
    columns=(
        "registered_on",
        "name",
        "town",
        "reason",
        "reemployed_on",
        "reemploy_form",
        "cancelled_on",
        "cancel_reason",
    ),
    filters=("town", "reason", "reemploy_form", "cancel_reason", "registered_on"),
    search=("name", "id_no"),
    sections=(
        FormSection("本人", ("name", "id_no", "phone", "town")),
        FormSection("失业登记", ("registered_on", "reason")),
        FormSection("再就业和注销", ("reemployed_on", "reemploy_form", "cancelled_on", "cancel_reason")),
    ),
    follow_ups=(
        FollowUp("contact", "定期联系", since="registered_on", every_days=30, runs_in=("登记", "在册")),
    ),
    listings=(
        Listing("not_contacted", "逾期未联系", overdue("employment.unemployed", "contact"), late=True),
    ),
    breakdowns=(
        Breakdown("by_reason", "按失业原因", "reason"),
        Breakdown("by_cancel_reason", "按注销原因", "cancel_reason"),
        Breakdown("by_town", "按街镇", "town"),
    ),
    checks=(
        RowCheck("cancelled_for_a_reason", Level.HARD, cancelled_for_a_reason, ("cancel_reason",)),
        in_order("registered_on", "reemployed_on"),
        in_order("registered_on", "cancelled_on"),
        not_ahead("registered_on", ("登记", "在册")),
    ),
    transfers=(
        Transfer(
            "again",
            "再次失业，另起一行",
            "employment.unemployed",
            ("再就业", "其他注销"),
            {"name": "name", "id_no": "id_no", "phone": "phone", "town": "town"},
        ),
        Transfer(
            "placement",
            "转入就业实名登记",
            "employment.placements",
            ("再就业",),
            {
                "name": "name",
                "id_no": "id_no",
                "phone": "phone",
                "town": "town",
                "start_on": "reemployed_on",
                "form": "reemploy_form",
            },
            sets={"kind": "城镇新增", "prior_status": "失业"},
        ),
    ),
    person=PersonLink("name", "id_no"),
    retention=Retention(years=5, after=("cancelled_on",)),
)
