"""From rows to figures: marks, tallies, from when on a unit counts, and differences that wait for a decision."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from bureau.catalogue.models import Indicator
from bureau.figures.models import Correction
from bureau.months import MonthField
from bureau.organisation.models import Unit


class RowMark(models.Model):
    """待计数: rows of this unit dated in this month changed. Appended by trigger, deleted by the counter."""

    register = models.CharField("台账", max_length=80)
    unit_id = models.BigIntegerField("单位", null=True)
    month = MonthField("月份", null=True)
    at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "待计数"

    def __str__(self) -> str:
        return f"{self.register}/{self.unit_id}/{self.month}"


class Tally(models.Model):
    """计数: what the rows of one unit come to for one indicator in one month, whatever the sheet says.

    `value` is in the indicator's base unit; null where the rule takes the last snapshot and there is none. `rows`
    is how many rows stand behind it.
    """

    pk = models.CompositePrimaryKey("unit_id", "month", "indicator_id")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="单位")
    month = MonthField("月份")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", db_index=False, verbose_name="指标"
    )
    value = models.DecimalField("计数", max_digits=18, decimal_places=4, null=True)
    rows = models.PositiveIntegerField("行数", default=0)
    counted_at = models.DateTimeField("计数时间", db_default=Now())

    class Meta:
        verbose_name = "台账计数"

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.month}/{self.indicator_id}"


class Horizon(models.Model):
    """计数到哪个月: the month up to which stocks were told. One row; when a month has begun it moves on."""

    month = MonthField("月份")

    class Meta:
        verbose_name = "计数月份"

    def __str__(self) -> str:
        return str(self.month)


class Adoption(models.Model):
    """启用: from `begins` on the figures of this unit are counted from this register; before it they were typed."""

    register = models.CharField("台账", max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    begins = MonthField("启用月份")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("启用时间", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["register", "unit"]
        verbose_name = "台账启用"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "unit"], name="one_adoption_per_register_and_unit")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.unit} {self.begins}"


class RestatementState(models.TextChoices):
    WAITING = "waiting", "待处理"
    RESTATED = "restated", "重述原月份"
    BOOKED = "booked", "记入当月"
    NOTED = "noted", "只作说明"
    GONE = "gone", "差额已消失"


class Restatement(models.Model):
    """待重述: the rows of a settled month come to something else than what was approved. The month stays as it is.

    At most one waits per cell. `reported` is what stands approved, with what earlier decisions settled, and
    `counted` what the rows come to; their difference is what is decided. Restating and booking go through the
    correction in `correction`, so the figure moves only as a correction may move it.
    """

    register = models.CharField("台账", max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    month = MonthField("月份")
    reported = models.DecimalField("已审定", max_digits=18, decimal_places=4, null=True)
    counted = models.DecimalField("台账计数", max_digits=18, decimal_places=4, null=True)
    state = models.CharField(
        "状态", max_length=10, choices=RestatementState, default=RestatementState.WAITING
    )
    seen_at = models.DateTimeField("发现时间", auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="改动台账的人"
    )
    reason = models.TextField("理由", blank=True, default="")
    document = models.CharField("文号", max_length=80, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="处理人"
    )
    decided_at = models.DateTimeField("处理时间", null=True)
    correction = models.OneToOneField(
        Correction, models.PROTECT, null=True, related_name="restatement", verbose_name="更正"
    )

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "待重述"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "month"],
                condition=Q(state=RestatementState.WAITING),
                name="one_waiting_restatement_per_cell",
            ),
            models.CheckConstraint(
                condition=Q(changed_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("changed_by")),
                name="restatement_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month} {self.indicator}"
