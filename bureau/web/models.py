"""What the page frame itself keeps: answers already given, and signs of life."""

from __future__ import annotations

from django.db import models

from bureau.web.api.rendering import PortalEncoder


class StoredAnswer(models.Model):
    """已答复: the answer to a write that carried an Idempotency-Key. `name` is a hash of user, method, path and key."""

    name = models.CharField("名称", max_length=64, primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    body_digest = models.CharField("内容摘要", max_length=64)
    status = models.PositiveSmallIntegerField("状态")
    body = models.JSONField("答复", null=True, encoder=PortalEncoder)

    class Meta:
        verbose_name = "已答复"

    def __str__(self) -> str:
        return f"{self.name[:8]} {self.status}"


class Pulse(models.Model):
    """心跳: when something that should always run was last seen."""

    name = models.CharField("名称", max_length=20, primary_key=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "心跳"

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
