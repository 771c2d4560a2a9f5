"""Days on which a bureau's own working calendar differs from the published one."""

from __future__ import annotations

from django.db import models

from bureau.organisation.models.units import Unit


class WorkdayException(models.Model):
    """调休例外: a day off or a make-up day of one bureau, over what the published notices say."""

    bureau = models.ForeignKey(Unit, models.CASCADE, related_name="workday_exceptions", verbose_name="区局")
    date = models.DateField("日期")
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40)

    class Meta:
        ordering = ["bureau", "date"]
        verbose_name = "调休例外"
        constraints = [
            models.UniqueConstraint(fields=["bureau", "date"], name="one_exception_per_bureau_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
