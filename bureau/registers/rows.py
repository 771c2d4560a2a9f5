"""What every row of every register has: whose it is, in which state, in which version, and by whom."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models

from bureau.organisation.models import Unit
from bureau.registers.declarations import DRAFT, VOID


class RowOrigin(models.TextChoices):
    """How a row came in."""

    TYPED = "typed", "登记"
    IMPORTED = "imported", "导入"
    PLANNED = "planned", "按计划生成"
    TRANSFERRED = "transferred", "转入"
    DEMONSTRATION = "demonstration", "演示数据"


class Row(models.Model):
    """台账行. A domain's model inherits it and adds the fields of its paper ledger.

    Rows are written by `bureau.registers.writing` alone and never deleted: what was entered by mistake is made void.
    `version` counts changes; `explanation` answers soft checks; `purged_on` is when its personal data left.
    """

    # Columns of the references below, which the type checker does not see on an abstract model.
    reporting_unit_id: int
    created_by_id: int | None
    changed_by_id: int | None

    reporting_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="填报单位"
    )
    number = models.CharField("编号", max_length=40, unique=True, editable=False)
    state = models.CharField("状态", max_length=20)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    origin = models.CharField(
        "来源", max_length=20, choices=RowOrigin, default=RowOrigin.TYPED, editable=False
    )
    explanation = models.TextField("说明", blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name="登记人",
    )
    created_at = models.DateTimeField("登记时间", editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name="修改人",
    )
    changed_at = models.DateTimeField("修改时间", editable=False)
    purged_on = models.DateField("个人信息清除日", null=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def is_void(self) -> bool:
        return self.state == VOID


# Columns every register has; what a domain declares comes beside them.
OWN_COLUMNS: Final = frozenset({"id", *(field.name for field in Row._meta.local_fields)})
