"""Around a row: its number, its papers, where it was passed on to; and how a person likes her lists."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from bureau.registers.models.deadlines import RowFact


class RowNumber(models.Model):
    """The last number given out in a register and year: ZP-2023-022 is the 22nd of 2023."""

    register = models.CharField("台账", max_length=80)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = "台账编号"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "year"], name="one_counter_per_register_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.year} {self.last}"


class Attachment(RowFact):
    """附件: a file that belongs to a row, kept in the private store under a random name."""

    name = models.CharField("文件名", max_length=160)
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("SHA-256", max_length=64)
    stored_as = models.CharField("存储名", max_length=80, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("上传时间", auto_now_add=True)
    removed_at = models.DateTimeField("删除时间", null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "附件"
        indexes: ClassVar = [models.Index(fields=["register", "row_id"], name="attachment_of_a_row")]

    def __str__(self) -> str:
        return self.name


class RowLink(RowFact):
    """转入: the row was passed on to another register, where `to_row_id` was made from it.

    Whoever passes a row on holds it locked, and looks whether that was done already where once is enough.
    """

    key = models.CharField("转入方式", max_length=40)
    to_register = models.CharField("转入台账", max_length=80)
    to_row_id = models.BigIntegerField("转入行")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "台账转入"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "row_id", "key", "to_row_id"], name="one_link_per_row_passed_on"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["to_register", "to_row_id"], name="where_a_row_came_from")]

    def __str__(self) -> str:
        return f"{self.register}/{self.row_id} → {self.to_register}/{self.to_row_id}"


class SavedView(models.Model):
    """常用视图: filters and columns of one list, under a name that its owner chose.

    Filters by personal data are never saved.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="所有人"
    )
    register = models.CharField("台账", max_length=80)
    name = models.CharField("名称", max_length=40)
    query = models.CharField("条件", max_length=1000, blank=True, default="")
    columns = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name="列")

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = "台账视图"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "register", "name"], name="one_view_per_owner_and_name")
        ]

    def __str__(self) -> str:
        return self.name
