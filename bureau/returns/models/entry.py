"""How each clerk likes to type."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Basis(models.TextChoices):
    """What is typed for an indicator whose months add up; whatever is stored is the month."""

    MONTH = "month", "本月数"
    TO_DATE = "to_date", "累计数"


class EntryHabit(models.Model):
    """填报习惯: kept for the person, not for the sheet; nobody else's page changes with it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="entry_habit",
        verbose_name="人员",
    )
    basis = models.CharField("填报口径", max_length=10, choices=Basis, default=Basis.MONTH)

    class Meta:
        ordering: ClassVar = ["user"]
        verbose_name = "填报习惯"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(basis__in=Basis.values), name="entry_basis_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_basis_display()}"
