"""The one fact table, and the marks beside it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from bureau.catalogue.models import Indicator
from bureau.figures.models.sheets import Sheet
from bureau.months import MonthField
from bureau.organisation.models import Unit


class Source(models.TextChoices):
    TYPED = "typed", "填报"
    PASTED = "pasted", "粘贴"
    IMPORTED = "imported", "导入"
    COUNTED = "counted", "台账"
    OVERRIDE = "override", "改报"
    HISTORIC = "historic", "历史"


class Figure(models.Model):
    """数: what one unit reported of one indicator in one month, in the indicator's base unit.

    `value` is what stands in the cell now; `approved_value` is what the last approval saw and what totals count.
    Null is 未填报 and never zero. Rows are written by `save_figures` and by nothing else; triggers keep the marks,
    the audit trail, and the refusal to change a settled sheet.
    """

    pk = models.CompositePrimaryKey("unit_id", "month", "indicator_id")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="figures", db_index=False, verbose_name="单位"
    )
    month = MonthField("月份")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="figures", db_index=False, verbose_name="指标"
    )
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="figures", verbose_name="月报表")
    value = models.DecimalField("数值", max_digits=18, decimal_places=4, null=True, blank=True)
    approved_value = models.DecimalField("审定值", max_digits=18, decimal_places=4, null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    source = models.CharField("来源", max_length=10, choices=Source, default=Source.TYPED)
    note = models.TextField("备注", null=True, blank=True)
    explanation = models.TextField("说明", null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="修改人",
    )
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        ordering = ["unit", "month", "indicator"]
        verbose_name = "数据"

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.month}/{self.indicator_id}"


class Mark(models.Model):
    """待汇总: these totals are out of date. Appended by trigger or on request, deleted only by the roller that saw it.

    No indicator means all of the unit's; no month means all its months; no unit means everything.
    """

    unit_id = models.BigIntegerField("单位", null=True)
    month = MonthField("月份", null=True)
    indicator_id = models.BigIntegerField("指标", null=True)
    at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "待汇总"

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.month}/{self.indicator_id}"
