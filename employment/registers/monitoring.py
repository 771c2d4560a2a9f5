"""用工监测: what firms lose and gain month by month, and the alarm that follows from it."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db.models import QuerySet

from bureau.registers.deadlines.settings import setting_of
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
    RowCheck,
    State,
    Step,
    Transfer,
)
from bureau.registers.listings import overdue
from bureau.registers.timing import Cadence, Clock, Every, Setting
from bureau.workdays import DayUnit
from employment.models import FirmReport


def share_lost(report: FirmReport) -> Decimal:
    """People who left in the month as a percentage of those there before it, less those who came."""
    if report.on_job is None or report.reduced is None:
        return Decimal(0)
    came = report.increased or 0
    before = report.on_job + report.reduced - came
    lost = report.reduced - came
    return Decimal(lost) * 100 / before if before > 0 and lost > 0 else Decimal(0)


def month_before(report: FirmReport) -> FirmReport | None:
    first = report.month.replace(day=1)
    previous = (first - datetime.timedelta(days=1)).replace(day=1)
    return (
        FirmReport.objects.filter(
            reporting_unit=report.reporting_unit_id, company=report.company, month=previous
        )
        .exclude(state__in=("草稿", "作废"))
        .first()
    )


def raise_the_alarm(report: FirmReport) -> None:
    """Yellow above the threshold, red when the firm lost people in two months running; then somebody handles it."""
    if report.month is None or report.reduced is None or not report.company:
        return
    earlier = month_before(report)
    if share_lost(report) > 0 and earlier is not None and share_lost(earlier) > 0:
        report.alert = "红"
    elif share_lost(report) > setting_of(report, "threshold"):
        report.alert = "黄"
    else:
        report.alert = "无"
    if report.alert != "无" and report.state == "填报":
        report.state = "预警"


def reported_once_a_month(report: FirmReport) -> str:
    twins = FirmReport.objects.filter(
        reporting_unit=report.reporting_unit_id, company=report.company, month=report.month
    )
    if twins.exclude(pk=report.pk).exclude(state__in=("草稿", "作废")).exists():
        return f"{report.company}在 {report.month:%Y-%m} 已有一行，同一家企业一个监测期只填一次。"
    return ""


def alarmed(reports: QuerySet[FirmReport], today: datetime.date) -> QuerySet[FirmReport]:
    return reports.filter(state="预警")


FIRM_MONITORING = Register(
    code="employment.firm_monitoring",
    title="重点企业用工与失业动态监测台账",
    model=FirmReport,
    measure="家",
    letters="JC",
    decides="month",
    label="company",
    what="一家监测企业在一个监测期的数据",
    duty="jobs",
    filled_by=FilledBy.SECTION,
    states=(
        State("填报"),
        State("预警"),
        State("处置"),
        State("解除", phase=Phase.DONE),
    ),
    steps=(
        Step("alarm", "转预警", ("填报",), "预警"),
        Step("handle", "派处置", ("预警",), "处置", asks=("handled_on",), reason=True),
        Step("lift", "解除", ("处置",), "解除", by=Doer.REVIEWER),
    ),
    columns=(
        "month",
        "company",
        "sector",
        "on_job",
        "vacancies",
        "reduced",
        "increased",
        "alert",
        "handled_on",
    ),
    filters=("alert", "sector"),
    search=("company", "sector"),
    sums=("on_job", "vacancies", "reduced", "increased"),
    sections=(
        FormSection("企业和监测期", ("company", "sector", "month")),
        FormSection("用工", ("on_job", "vacancies", "reduced", "increased")),
        FormSection("预警和处置", ("alert", "handled_on")),
    ),
    # A month begins on its first day: 24 days after it the 25th is the last day to report.
    clocks=(
        Clock(
            "report",
            "填报当期数据",
            starts="month",
            days=24,
            unit=DayUnit.CALENDAR,
            runs_in=("填报",),
            applies=lambda report: report.on_job is None,
        ),
    ),
    cadences=(Cadence("monthly", "监测企业每月填报", Every.MONTH, by="month", per="company"),),
    settings=(Setting("threshold", "减员比例预警阈值", 10, "%"),),
    listings=(
        Listing("alarmed", "预警待处置", alarmed, late=True),
        Listing("not_reported", "上月未填报", overdue("employment.firm_monitoring", "monthly"), late=True),
    ),
    breakdowns=(
        Breakdown("by_month", "逐月对照", "month", ("on_job", "vacancies", "reduced", "increased")),
        Breakdown("by_alert", "按预警级别", "alert", ("on_job", "reduced")),
        Breakdown("by_sector", "按行业", "sector", ("on_job", "vacancies", "reduced", "increased")),
    ),
    checks=(RowCheck("reported_once_a_month", Level.HARD, reported_once_a_month, ("company",)),),
    derives=raise_the_alarm,
    transfers=(
        Transfer(
            "visit",
            "转企业走访联系",
            "employment.firm_contacts",
            ("预警", "处置"),
            {"company": "company", "sector": "sector"},
            sets={"kind": "走访"},
        ),
    ),
    firm=FirmLink("company"),
)
