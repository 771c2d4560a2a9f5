"""Keys with which programs speak for a person."""

from __future__ import annotations

from django.db import models

from bureau.organisation.models.people import User


class Token(models.Model):
    """接口令牌: only its hash is stored; the key itself is shown once, when it is made."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name="人员")
    digest = models.CharField("摘要", max_length=64, unique=True)
    hint = models.CharField("末四位", max_length=4)
    created_at = models.DateTimeField("签发时间", auto_now_add=True)
    expires_at = models.DateTimeField("失效时间")
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "接口令牌"

    def __str__(self) -> str:
        return f"{self.user} …{self.hint}"
