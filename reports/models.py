"""What reports keep: the final texts, number by number, as they went out."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models

from bureau import quantities
from bureau.catalogue.models import Indicator
from bureau.months import MonthField
from bureau.organisation.models import Unit
from bureau.periods import Span


class FrozenQuerySet(models.QuerySet["FrozenSummary"]):
    def latest_editions(self) -> FrozenQuerySet:
        """Of each unit and year the last edition: an earlier one was replaced by it and is told of nothing more."""
        return self.order_by("unit_id", "year", "-edition").distinct("unit_id", "year")


class FrozenSummary(models.Model):
    """定稿: one edition of a yearly summary as it was exported. Rows are added and never altered or removed.

    `fingerprint` is that of the whole text, `digest` that of the stored numbers; `last` is the last month counted.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    edition = models.PositiveSmallIntegerField("第几稿")
    title = models.CharField("标题", max_length=200)
    last = MonthField("数据截至", null=True)
    serial = models.CharField("导出编号", max_length=40)
    file_sha256 = models.CharField("文件校验值", max_length=64)
    fingerprint = models.CharField("全文校验值", max_length=64)
    digest = models.CharField("数字校验值", max_length=64)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="定稿人"
    )
    frozen_at = models.DateTimeField("定稿时间")

    objects = FrozenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit_id", "year", "edition"]
        verbose_name = "总结定稿"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "edition"], name="one_summary_per_edition")
        ]

    def __str__(self) -> str:
        return f"{self.title} 第{self.edition}稿"

    @property
    def is_intact(self) -> bool:
        """Whether the stored numbers are those that were frozen."""
        return digest_of(list(self.figures.select_related("unit", "indicator"))) == self.digest


class FrozenFigure(models.Model):
    """定稿里的一个数: what was printed, and which figure it came from.

    `value` is in the base unit, of completion rates and changes in per cent or points; None where only the text
    tells it. `span` is a column of the totals.
    """

    class Kind(models.TextChoices):
        VALUE = "value", "完成数"
        TARGET = "target", "目标"
        COMPLETION = "completion", "完成率"
        CHANGE = "change", "增减"

    summary = models.ForeignKey(FrozenSummary, models.PROTECT, related_name="figures", verbose_name="定稿")
    place = models.PositiveSmallIntegerField("次序")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    year = models.PositiveSmallIntegerField("统计年度")
    span = models.CharField("统计期", max_length=3)
    kind = models.CharField("种类", max_length=10, choices=Kind)
    value = models.DecimalField("数值", max_digits=24, decimal_places=6, null=True)
    text = models.CharField("印出的数", max_length=80)

    class Meta:
        ordering: ClassVar = ["summary_id", "place"]
        verbose_name = "定稿里的数"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["summary", "place"], name="one_frozen_figure_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.text}"

    @property
    def period(self) -> str:
        window = self.indicator.window
        return window.range_label(window.period_at(self.year, Span.parse(self.span)), with_year=True)

    @property
    def key(self) -> tuple[str, int, str, str]:
        return self.indicator.code, self.year, self.span, self.kind


def digest_of(figures: list[FrozenFigure]) -> str:
    """SHA-256 over the numbers in the order of reading, each with where it came from."""
    lines = (
        "\t".join(
            (
                str(one.place),
                one.unit.code,
                one.indicator.code,
                str(one.year),
                one.span,
                one.kind,
                "" if one.value is None else quantities.plain(one.value),
                one.text,
            )
        )
        for one in sorted(figures, key=lambda one: one.place)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
