"""The reporting calendar: how each form is filed, who may still file after its close, who was urged."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from bureau.figures.models import Sheet
from bureau.months import MonthField
from bureau.organisation.models import Unit


class FormRule(models.Model):
    """表种规则: window, due day and levels of a bureau's form of one domain, in force from the month `begins` on.

    A changed rule is a new row that begins later; earlier months keep the rule that they were filed under.
    """

    class DueIn(models.IntegerChoices):
        SAME_MONTH = 0, "当月"
        NEXT_MONTH = 1, "次月"

    class Levels(models.IntegerChoices):
        ONE = 1, "一级审核（审核人审定）"
        TWO = 2, "两级审核（股室负责人 → 综合股）"

    bureau = models.ForeignKey(Unit, models.CASCADE, related_name="form_rules", verbose_name="区局")
    domain = models.CharField("领域", max_length=40)
    begins = MonthField("生效月份")
    cutoff_day = models.PositiveSmallIntegerField(
        "统计截止日", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    due_in = models.PositiveSmallIntegerField("截止在", choices=DueIn, default=DueIn.NEXT_MONTH)
    due_day = models.PositiveSmallIntegerField(
        "报送截止日", default=5, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    due_time = models.TimeField("截止时刻", default=datetime.time(17, 30))
    grace_days = models.PositiveSmallIntegerField(
        "宽限（工作日）", default=0, validators=[MaxValueValidator(20)]
    )
    shifts = models.BooleanField("逢休息日顺延", default=True)
    closes_after = models.PositiveSmallIntegerField(
        "截止后几天关表", null=True, blank=True, validators=[MaxValueValidator(366)]
    )
    levels = models.PositiveSmallIntegerField("审核级数", choices=Levels, default=Levels.ONE)
    number = models.CharField("表号", max_length=20, blank=True)
    title = models.CharField("表名", max_length=60, blank=True)
    issuer = models.CharField("制定机关", max_length=80, blank=True)
    document = models.CharField("文号", max_length=80, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="录入人"
    )
    set_at = models.DateTimeField("录入时间", auto_now=True)

    class Meta:
        ordering = ["bureau", "domain", "begins"]
        verbose_name = "表种规则"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "domain", "begins"], name="one_form_rule_per_month"),
            models.CheckConstraint(condition=Q(due_day__range=(1, 31)), name="form_due_day_is_a_day"),
            models.CheckConstraint(
                condition=Q(cutoff_day__isnull=True) | Q(cutoff_day__range=(1, 28)),
                name="form_cutoff_is_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.domain} {self.begins}"


class Extension(models.Model):
    """展期: a closed sheet takes entries again until `until`, because the office said so."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="extensions", verbose_name="月报表")
    until = models.DateTimeField("可填到")
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批准人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "展期"

    def __str__(self) -> str:
        return f"{self.sheet} {self.until}"


class Urge(models.Model):
    """催报: one reminder about one sheet, shown to its clerks. The three automatic ones come once per due day."""

    class Kind(models.TextChoices):
        MANUAL = "manual", "催报"
        THREE_DAYS = "three_days", "T−3 自动提醒"
        ONE_DAY = "one_day", "T−1 自动提醒"
        DUE = "due", "T+0 自动提醒"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="urges", verbose_name="月报表")
    kind = models.CharField("方式", max_length=12, choices=Kind)
    due_on = models.DateField("截止日")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="催报人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "催报"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "kind", "due_on"],
                condition=~Q(kind="manual"),
                name="one_automatic_urge_per_due_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.kind}"

    @property
    def is_automatic(self) -> bool:
        return self.kind != self.Kind.MANUAL
