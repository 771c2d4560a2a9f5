"""An upload as a row: what was read, what it would change, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from bureau.jobs.models import Job
from bureau.months import MonthField
from bureau.organisation.models import Unit, User


class ImportState(models.TextChoices):
    PREVIEWED = "previewed", "待确认"
    FAULTY = "faulty", "有误"
    CONFIRMED = "confirmed", "导入中"
    DONE = "done", "已导入"


class ImportQuerySet(models.QuerySet["Import"]):
    def owned_by(self, user: User) -> ImportQuerySet:
        return self.filter(owner=user)


class Import(models.Model):
    """导入: a file that was read and shown. Confirming applies exactly the plan that was shown, or nothing.

    The file and the plan lie privately under random names; `plan_sha256` binds the plan to what was previewed.
    """

    kind = models.CharField("类别", max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports", verbose_name="上传人"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    month = MonthField("月份", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=ImportState, default=ImportState.PREVIEWED)
    file_name = models.CharField("文件名", max_length=200)
    file_path = models.CharField("文件位置", max_length=80, blank=True)
    sha256 = models.CharField("文件摘要", max_length=64)
    plan_path = models.CharField("预案位置", max_length=80, blank=True)
    plan_sha256 = models.CharField("预案摘要", max_length=64, blank=True)
    counts = models.JSONField("行数", default=dict)
    changes = models.JSONField("改动", default=list)
    errors = models.JSONField("错误", default=list)
    result = models.JSONField("结果", null=True, blank=True)
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="任务"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "导入"

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"

    @property
    def changes_nothing(self) -> bool:
        return not (self.counts.get("new") or self.counts.get("changed"))
