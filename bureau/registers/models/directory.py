"""名录: firms and persons that recur across registers and domains."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bureau.organisation.models import Unit
from bureau.registers.models.deadlines import RowFact


class Firm(models.Model):
    """企业: one organisation, by its credit code where a register knows it, else by its name as it is spelled.

    `plain_name` is the name without spaces, brackets and full-width forms.
    """

    name = models.CharField("名称", max_length=160)
    plain_name = models.CharField("名称（比对用）", max_length=160, db_index=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, null=True, unique=True)
    first_seen_at = models.DateTimeField("首次登记", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        verbose_name = "企业"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plain_name"],
                condition=models.Q(credit_code__isnull=True),
                name="one_firm_per_bare_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """人员: one person, known by the blind index of the ID number alone; the name stays in the rows, sealed."""

    id_index = models.CharField("证件号盲索引", max_length=24, unique=True)
    first_seen_at = models.DateTimeField("首次登记", auto_now_add=True)

    class Meta:
        verbose_name = "人员"

    def __str__(self) -> str:
        return f"#{self.pk}"


class Mention(RowFact):
    """A row that is about a firm or a person. `unit` says who may see that it is."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="填报单位")
    firm = models.ForeignKey(Firm, models.CASCADE, null=True, related_name="mentions", verbose_name="企业")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, related_name="mentions", verbose_name="人员"
    )

    class Meta:
        verbose_name = "名录引用"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(firm__isnull=False, person__isnull=True)
                | models.Q(firm__isnull=True, person__isnull=False),
                name="mention_of_a_firm_or_a_person",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["register", "row_id"], name="mention_in_a_row")]

    def __str__(self) -> str:
        return f"{self.register}/{self.row_id}"
