"""The tree of units: city, bureaus, sections and towns."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from bureau.periods import Month


class UnitKind(models.TextChoices):
    CITY = "city", "市"
    BUREAU = "bureau", "区局"
    SECTION = "section", "股室"
    TOWN = "town", "街镇"


class UnitQuerySet(models.QuerySet["Unit"]):
    def under(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything below it."""
        return self.filter(lineage__contains=[unit.pk])

    def open_in(self, month: Month) -> UnitQuerySet:
        """Units that exist for at least one day of the month."""
        return self.filter(
            Q(opened_on__isnull=True) | Q(opened_on__lte=month.last_day),
            Q(closed_on__isnull=True) | Q(closed_on__gte=month.first_day),
        )

    def filing(self) -> UnitQuerySet:
        """Units that file figures. Bureaus and the city are only ever sums."""
        return self.filter(kind__in=[UnitKind.SECTION, UnitKind.TOWN])


class Unit(models.Model):
    """填报单位: a city, a bureau, or one of its sections (股室) and towns (街镇).

    Only sections and towns file figures; a bureau and the city are the sums of what lies below them. `lineage` holds
    the ids from the root down to the unit itself and is kept by `save()`.
    """

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=10, choices=UnitKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    lineage = ArrayField(models.BigIntegerField(), default=list, editable=False, verbose_name="所在层级")
    duties = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="职责")
    domains = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="业务领域")
    opened_on = models.DateField("成立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入单位"
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    is_demonstration = models.BooleanField("演示单位", default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = "单位"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=models.F("opened_on")),
                name="unit_closes_after_it_opens",
            ),
        ]
        indexes = [GinIndex(fields=["lineage"], name="unit_lineage")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:  # the signature is Django's
        self.clean()
        super().save(*args, **kwargs)
        lineage = [*(self.parent.lineage if self.parent else []), self.pk]
        if lineage != self.lineage:
            self.lineage = lineage
            Unit.objects.filter(pk=self.pk).update(lineage=lineage)
            for child in self.children.all():
                child.parent = self
                child.save()

    def clean(self) -> None:
        if self.parent is not None and self.pk and self.pk in self.parent.lineage:
            raise ValidationError({"parent": "上级不能是本单位或它的下级，请另选一个上级单位。"})

    @property
    def label(self) -> str:
        return self.short_name or self.name

    @property
    def bureau_id(self) -> int:
        """The id of the bureau this unit belongs to; of the unit itself when it stands above bureaus."""
        return int(self.lineage[1]) if len(self.lineage) > 1 else int(self.pk)

    def is_open_in(self, month: Month) -> bool:
        opened = self.opened_on is None or self.opened_on <= month.last_day
        return opened and (self.closed_on is None or self.closed_on >= month.first_day)

    def closed_sentence(self, month: Month) -> str:
        """Why nothing can be filed for the month, and what to do instead."""
        if self.closed_on is not None and self.closed_on < month.first_day:
            after = f"，{month.label}起的数请报到{self.merged_into.name}" if self.merged_into else ""
            return f"{self.name}已于{_date(self.closed_on)}撤销，不能填报{month.label}{after}。"
        return f"{self.name}于{_date(self.opened_on)}成立，{month.label}不用填报，请选成立以后的月份。"


def _date(day: datetime.date | None) -> str:
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"
