"""The monthly sheet of one unit and one domain, and what happened to it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from bureau.catalogue.models import Indicator
from bureau.figures.access import may_fill, may_read, may_review
from bureau.months import MonthField
from bureau.organisation.models import Unit, User
from bureau.periods import Month


class SheetState(models.TextChoices):
    OPEN = "open", "填报中"
    SUBMITTED = "submitted", "已报"
    SECTION_APPROVED = "section_approved", "股室已审"
    APPROVED = "approved", "已审定"
    LOCKED = "locked", "已锁定"
    RETURNED = "returned", "退回"


FILLABLE = frozenset({SheetState.OPEN, SheetState.RETURNED})
SETTLED = frozenset({SheetState.APPROVED, SheetState.LOCKED})


class SheetQuerySet(models.QuerySet["Sheet"]):
    def readable_by(self, user: User) -> SheetQuerySet:
        return self.filter(may_read(user))

    def fillable_by(self, user: User) -> SheetQuerySet:
        """Sheets this person files herself, whatever their state."""
        return self.filter(may_fill(user))

    def reviewable_by(self, user: User) -> SheetQuerySet:
        return self.filter(may_review(user))

    def of_month(self, month: Month) -> SheetQuerySet:
        return self.filter(month=month)


class Sheet(models.Model):
    """月报表: what one unit reports about one domain in one month."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sheets", verbose_name="单位")
    month = MonthField("月份")
    domain = models.CharField("领域", max_length=40)
    state = models.CharField("状态", max_length=20, choices=SheetState, default=SheetState.OPEN)
    content_hash = models.CharField("审定内容摘要", max_length=64, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="报送人",
    )
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审核人",
    )
    approved_at = models.DateTimeField("审定时间", null=True, blank=True)
    locked_at = models.DateTimeField("锁定时间", null=True, blank=True)
    opened_at = models.DateTimeField("开表时间", auto_now_add=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "unit", "domain"]
        verbose_name = "月报表"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "domain"], name="one_sheet_per_unit_month_domain"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["month", "state"], name="sheet_by_month_and_state")]

    def __str__(self) -> str:
        return f"{self.unit} {self.month} {self.domain}"

    @property
    def is_fillable(self) -> bool:
        return self.state in FILLABLE


class CellReturn(models.Model):
    """退回: one cell sent back with a reason. It is open until the clerk reports the sheet again."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="returns", verbose_name="月报表")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="退回人")
    at = models.DateTimeField("退回时间", auto_now_add=True)
    settled_at = models.DateTimeField("重报时间", null=True, blank=True)
    # Set where the cell opened with its whole settled sheet, which is nobody's fault and no return to count.
    reopening = models.ForeignKey(
        "figures.Reopening", models.PROTECT, null=True, related_name="+", verbose_name="重开"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "退回单元格"

    def __str__(self) -> str:
        return f"{self.sheet} {self.indicator}"


class SheetEvent(models.Model):
    """A step of a sheet: opened, submitted, withdrawn, returned, approved, locked; who, when, with what remark."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="events", verbose_name="月报表")
    step = models.CharField("步骤", max_length=20)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="人员"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    remark = models.TextField("意见", blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "流转记录"

    def __str__(self) -> str:
        return f"{self.sheet} {self.step}"
