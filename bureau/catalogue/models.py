"""Indicators as the database knows them, who files them, and what is expected of them."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bureau.catalogue.declarations import Direction, Kind, Reporter
from bureau.months import MonthField
from bureau.organisation.models import Unit
from bureau.periods import Month, StatisticalWindow


class Aggregate(models.TextChoices):
    """How values meet, along time and up the tree."""

    SUM = "sum", "相加"
    LAST = "last", "取末值"
    RATIO = "ratio", "分子÷分母"
    MAXIMUM = "maximum", "取最大"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def in_force(self) -> IndicatorQuerySet:
        return self.filter(retired=False)

    def of_domain(self, domain: str) -> IndicatorQuerySet:
        return self.filter(domain=domain)


class Indicator(models.Model):
    """指标: one counted thing. Declared by a domain and synchronised, or added by the bureau (`is_local`)."""

    code = models.CharField("代码", max_length=80, unique=True)
    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=40, blank=True)
    domain = models.CharField("领域", max_length=40)
    group_key = models.CharField("组代码", max_length=40)
    group = models.CharField("分组", max_length=40)
    duty = models.CharField("职责", max_length=40)
    order = models.PositiveIntegerField("排序", default=0)
    unit = models.CharField("单位", max_length=10)
    display_unit = models.CharField("显示单位", max_length=10)
    decimals = models.PositiveSmallIntegerField("显示小数位", default=0)
    kind = models.CharField("类型", max_length=10, choices=[(k.value, k.value) for k in Kind])
    aggregate = models.CharField("汇总方式", max_length=10, choices=Aggregate)
    direction = models.CharField("方向", max_length=10, choices=[(d.value, d.value) for d in Direction])
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级指标"
    )
    exhaustive = models.BooleanField("其中之和等于上级", null=True, blank=True)
    numerator = models.CharField("分子", max_length=400, blank=True)
    denominator = models.CharField("分母", max_length=400, blank=True)
    register = models.CharField("台账", max_length=80, blank=True)
    counting_rule = models.CharField("取数规则", max_length=400, blank=True)
    reported_by = models.CharField("填报方", max_length=10, choices=[(r.value, r.value) for r in Reporter])
    assessed = models.BooleanField("纳入目标", default=False)
    cutoff_day = models.PositiveSmallIntegerField("统计截止日", null=True, blank=True)
    year_start_month = models.PositiveSmallIntegerField("统计年度起始月", default=1)
    definition = models.TextField("口径", blank=True)
    legal_basis = models.TextField("依据", blank=True)
    summary_sections = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name="总结章节"
    )
    search_text = models.TextField("检索文本", blank=True)
    is_local = models.BooleanField("本局自设", default=False)
    retired = models.BooleanField("停用", default=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["domain", "order"]
        verbose_name = "指标"
        indexes = [models.Index(fields=["domain", "order"], name="indicator_paper_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_derived(self) -> bool:
        """Whether nobody types it: a rate is made from its parts."""
        return self.aggregate == Aggregate.RATIO

    @property
    def window(self) -> StatisticalWindow:
        return StatisticalWindow(cutoff_day=self.cutoff_day, year_start_month=self.year_start_month)

    @property
    def label(self) -> str:
        return self.short_name or self.name


class IndicatorAlias(models.Model):
    """Another name under which people look for an indicator."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="aliases", verbose_name="指标")
    name = models.CharField("别名", max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "指标别名"

    def __str__(self) -> str:
        return self.name


class IndicatorDefinition(models.Model):
    """口径 in force from a month on. A comparison across a change of definition carries a footnote."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="definitions", verbose_name="指标")
    begins = MonthField("启用月份")
    text = models.TextField("口径")
    legal_basis = models.TextField("依据", blank=True)

    class Meta:
        ordering = ["indicator", "begins"]
        verbose_name = "指标口径"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "begins"], name="one_definition_per_month")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.begins}"


class RatePart(models.Model):
    """One signed term of a rate's numerator or denominator."""

    class Side(models.TextChoices):
        NUMERATOR = "numerator", "分子"
        DENOMINATOR = "denominator", "分母"

    rate = models.ForeignKey(Indicator, models.CASCADE, related_name="rate_parts", verbose_name="比率")
    side = models.CharField("位置", max_length=12, choices=Side)
    part = models.ForeignKey(Indicator, models.PROTECT, related_name="part_of", verbose_name="组成指标")
    sign = models.SmallIntegerField("符号", default=1)

    class Meta:
        ordering = ["rate", "side", "id"]
        verbose_name = "比率组成"
        constraints = [
            models.UniqueConstraint(fields=["rate", "side", "part"], name="one_term_per_side"),
            models.CheckConstraint(condition=Q(sign__in=[1, -1]), name="term_sign_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rate} {self.get_side_display()} {self.part}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_month(self, month: Month) -> AssignmentQuerySet:
        return self.filter(Q(begins__lte=month), Q(ends__isnull=True) | Q(ends__gte=month))


class Assignment(models.Model):
    """填报任务: this unit files this indicator from `begins` to `ends` (both included). No assignment: 不适用."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="assignments", verbose_name="单位")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="assignments", verbose_name="指标")
    begins = MonthField("开始月份")
    ends = MonthField("结束月份", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "indicator", "begins"]
        verbose_name = "填报任务"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "begins"], name="one_assignment_per_beginning"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("begins")),
                name="assignment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator}"


class TargetQuerySet(models.QuerySet["Target"]):
    def current(self) -> TargetQuerySet:
        return self.filter(superseded_at__isnull=True)

    def of_year(self, year: int) -> TargetQuerySet:
        return self.filter(year=year)


class Target(models.Model):
    """年度目标 of a unit, with the document that set it. A changed target is a new row; the old one stays readable."""

    class Kind(models.TextChoices):
        AT_LEAST = "at_least", "不低于"
        AT_MOST = "at_most", "不高于"
        KEEP = "keep", "保持"
        NET_GROWTH = "net_growth", "净增"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets", verbose_name="单位")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name="指标")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("类型", max_length=12, choices=Kind, default=Kind.AT_LEAST)
    value = models.DecimalField("目标值", max_digits=18, decimal_places=4)
    stretch = models.DecimalField("力争值", max_digits=18, decimal_places=4, null=True, blank=True)
    issuer = models.CharField("下达单位", max_length=80, blank=True)
    document = models.CharField("文号", max_length=80, blank=True)
    issued_on = models.DateField("下达日期", null=True, blank=True)
    version = models.PositiveSmallIntegerField("版本", default=1)
    set_by = models.ForeignKey(
        "organisation.User", models.PROTECT, null=True, related_name="+", verbose_name="录入人"
    )
    set_at = models.DateTimeField("录入时间", auto_now_add=True)
    superseded_at = models.DateTimeField("被替代时间", null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "indicator", "year", "version"]
        verbose_name = "年度目标"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "year", "version"], name="one_target_per_version"
            ),
            models.UniqueConstraint(
                fields=["unit", "indicator", "year"],
                condition=Q(superseded_at__isnull=True),
                name="one_target_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.year}"

    def completion(self, value: Decimal | None) -> Decimal | None:
        """Per cent of the target reached, unrounded; None where a completion says nothing (a ceiling, a zero)."""
        if value is None or self.kind not in {self.Kind.AT_LEAST, self.Kind.NET_GROWTH} or not self.value:
            return None
        return value / self.value * 100
