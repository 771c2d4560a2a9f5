"""The audit trail: what was changed, read, exported, by whom and from where."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """One line of the trail. Triggers write the changes, `record()` writes events; nobody alters or removes a line.

    `actor` is the username as text, so that the trail stands on its own when an account is renamed or purged.
    """

    at = models.DateTimeField("时间", db_index=True)
    actor = models.CharField("人员", max_length=40, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    action = models.CharField("动作", max_length=40)
    subject = models.CharField("对象类别", max_length=60)
    key = models.CharField("对象", max_length=120)
    succeeded = models.BooleanField("成功", default=True)
    old = models.JSONField("原值", null=True)
    new = models.JSONField("新值", null=True)
    detail = models.TextField("说明", blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "审计记录"
        indexes: ClassVar = [
            models.Index(fields=["subject", "key"], name="audit_of_one_thing"),
            models.Index(fields=["actor", "at"], name="audit_of_one_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.actor} {self.action} {self.subject} {self.key}"


class Seal(models.Model):
    """One link of the chain: the hash over the entries from `first_id` to `last_id` and the link before."""

    first_id = models.BigIntegerField("首条")
    last_id = models.BigIntegerField("末条", unique=True)
    entries = models.PositiveIntegerField("条数")
    previous = models.CharField("前一链值", max_length=64, blank=True)
    digest = models.CharField("链值", max_length=64)
    sealed_at = models.DateTimeField("封存时间", auto_now_add=True)

    class Meta:
        ordering = ["last_id"]
        verbose_name = "审计封存"

    def __str__(self) -> str:
        return f"{self.first_id}–{self.last_id}"
