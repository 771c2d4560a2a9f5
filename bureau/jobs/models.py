"""Long work as a row: imports, exports, roll-ups, readings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bureau.organisation.models import User


class JobState(models.TextChoices):
    QUEUED = "queued", "排队"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


class JobQuerySet(models.QuerySet["Job"]):
    def owned_by(self, user: User) -> JobQuerySet:
        return self.filter(owner=user)


class Job(models.Model):
    """任务: owed from the moment its row commits; Celery is only told to hurry.

    `pulse_at` is renewed while the work runs; a running job whose pulse is old has lost its worker and runs again.
    """

    kind = models.CharField("类别", max_length=40)
    params = models.JSONField("参数", default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name="发起人"
    )
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField("进度", default=0)
    message = models.CharField("说明", max_length=400, blank=True)
    result = models.JSONField("结果", null=True, blank=True)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    file_path = models.CharField("文件位置", max_length=400, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    pulse_at = models.DateTimeField("心跳", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "任务"
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_per_cent"),
        ]
        indexes = [
            models.Index(
                fields=["state", "id"], name="job_waiting", condition=Q(state__in=["queued", "running"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
