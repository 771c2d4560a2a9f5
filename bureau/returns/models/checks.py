"""What the checks keep: the thresholds of each bureau in versions, and findings from one sweep to the next."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bureau.figures.access import may_read
from bureau.figures.models import Sheet
from bureau.months import MonthField
from bureau.organisation.models import Unit, User


class CheckSetting(models.Model):
    """界限: what one bureau has set for its checks. A change is a new row; the old one stays readable."""

    bureau = models.ForeignKey(Unit, models.CASCADE, related_name="check_settings", verbose_name="区局")
    key = models.CharField("界限", max_length=80)
    text = models.TextField("内容", blank=True)
    reason = models.CharField("修改原因", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="修改人"
    )
    set_at = models.DateTimeField("修改时间", auto_now_add=True)
    superseded_at = models.DateTimeField("被替代时间", null=True, blank=True)

    class Meta:
        ordering = ["bureau", "key", "version"]
        verbose_name = "审核界限"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bureau", "key", "version"], name="one_check_setting_per_version"
            ),
            models.UniqueConstraint(
                fields=["bureau", "key"],
                condition=Q(superseded_at__isnull=True),
                name="one_check_setting_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.key} {self.version}"


class FindingQuerySet(models.QuerySet["KeptFinding"]):
    def readable_by(self, user: User) -> FindingQuerySet:
        """Findings on sheets that she reads; those of a bureau's totals belong to who reads the whole bureau."""
        return self.filter(may_read(user))

    def standing(self) -> FindingQuerySet:
        """What the last look still found."""
        return self.filter(closed_at__isnull=True)

    def open(self) -> FindingQuerySet:
        """What still waits: hard ones, and soft ones that nobody explained."""
        return self.standing().filter(Q(level="hard") | Q(level="soft", explanation=""))


class KeptFinding(models.Model):
    """审核发现: what a check said of a sheet (or of a bureau's totals), from when it was seen first to when last."""

    class Level(models.TextChoices):
        HARD = "hard", "强制"
        SOFT = "soft", "核实"
        DEFINITION = "definition", "口径"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="findings", verbose_name="单位")
    month = MonthField("月份")
    domain = models.CharField("领域", max_length=40)
    rule = models.CharField("规则", max_length=40)
    level = models.CharField("级别", max_length=12, choices=Level)
    title = models.CharField("名称", max_length=60)
    message = models.TextField("内容")
    advice = models.TextField("可能的更正", blank=True)
    sides = models.JSONField("两边的数", default=list)
    suggestions = models.JSONField("各项应为", default=list)
    indicators = ArrayField(models.CharField(max_length=80), default=list, verbose_name="本表指标")
    codes = ArrayField(models.CharField(max_length=80), default=list, verbose_name="涉及指标")
    explanation = models.TextField("说明", blank=True)
    first_seen = models.DateTimeField("首次发现")
    last_seen = models.DateTimeField("最近发现")
    closed_at = models.DateTimeField("消除时间", null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "unit", "domain", "id"]
        verbose_name = "审核发现"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "month", "domain", "rule", "codes"],
                condition=Q(closed_at__isnull=True),
                name="one_standing_finding",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["month", "level"], name="finding_by_month", condition=Q(closed_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month} {self.rule}"

    @property
    def relation(self) -> str:
        """The number in the bureau's list of relations; rules that hold for every indicator have none."""
        return self.rule.partition(".")[0] if self.rule[:1].isupper() else ""

    @property
    def is_open(self) -> bool:
        waits = self.level == self.Level.HARD or (self.level == self.Level.SOFT and not self.explanation)
        return waits and self.closed_at is None


class CheckedSheet(models.Model):
    """When a sheet was last looked at by the sweep, so that settled sheets are not read again for nothing."""

    sheet = models.OneToOneField(Sheet, models.CASCADE, related_name="+", verbose_name="月报表")
    at = models.DateTimeField("检查时间")
    rules = models.CharField("规则摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = "已检查的表"

    def __str__(self) -> str:
        return f"{self.sheet} {self.at}"
