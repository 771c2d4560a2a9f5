"""What may still move once a sheet is settled: corrections of single cells, and reopenings of whole sheets.

Both are asked for by one person and decided by another; the database lets a settled figure move only for an
accepted one, and only to the value that was accepted.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bureau.catalogue.models import Indicator
from bureau.figures.models.sheets import Sheet
from bureau.months import MonthField
from bureau.organisation.models import Unit


class RequestState(models.TextChoices):
    PENDING = "pending", "待批"
    ACCEPTED = "accepted", "同意"
    REJECTED = "rejected", "不同意"


def _decided_by_another() -> Q:
    """Open requests have no decider, decided ones have one who did not ask."""
    pending = Q(state=RequestState.PENDING)
    return Q(pending, decided_by=None) | Q(
        ~pending, ~Q(decided_by=F("requested_by")), decided_by__isnull=False
    )


class Correction(models.Model):
    """更正: another value for one cell of a settled sheet. Both values stay readable here for good.

    `old_value` is what the cell had come to by earlier corrections when this one was asked for, `version` that of
    the cell; it is accepted only while both still stand. `applied_at` is set in the transaction that writes the
    figure or the booking.
    """

    class Style(models.TextChoices):
        RESTATE = "restate", "重述原月份"
        BOOK = "book", "差额记入当月"

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="corrections", verbose_name="月报表")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    month = MonthField("月份")
    style = models.CharField("方式", max_length=10, choices=Style)
    version = models.PositiveIntegerField("原版本")
    old_value = models.DecimalField("原数", max_digits=18, decimal_places=4, null=True)
    value = models.DecimalField("更正为", max_digits=18, decimal_places=4)
    reason = models.TextField("理由")
    document = models.CharField("文号", max_length=80)
    state = models.CharField("状态", max_length=10, choices=RequestState, default=RequestState.PENDING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人"
    )
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批复时间", null=True)
    decision = models.TextField("批复意见", blank=True)
    booked_month = MonthField("入账月份", null=True)
    applied_at = models.DateTimeField("生效时间", null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "更正"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "month"],
                condition=Q(state=RequestState.PENDING),
                name="one_pending_correction_per_cell",
            ),
            models.CheckConstraint(condition=_decided_by_another(), name="correction_decided_by_another"),
            models.CheckConstraint(
                condition=~Q(style="book") | Q(old_value__isnull=False), name="booked_difference_has_two_ends"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "indicator", "month"], name="correction_of_a_cell"),
            models.Index(fields=["state"], condition=Q(state="pending"), name="correction_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month} {self.indicator}"

    @property
    def difference(self) -> Decimal | None:
        return None if self.old_value is None else self.value - self.old_value

    @property
    def is_pending(self) -> bool:
        return self.state == RequestState.PENDING


class Booking(models.Model):
    """更正入账: the difference of an accepted correction, counted in the month `month` beside what was typed there.

    Totals add it to the cell of that month once the cell is reported; the cell itself is never touched.
    """

    correction = models.OneToOneField(
        Correction, models.PROTECT, primary_key=True, related_name="booking", verbose_name="更正"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="单位")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", db_index=False, verbose_name="指标"
    )
    month = MonthField("入账月份")
    amount = models.DecimalField("差额", max_digits=18, decimal_places=4)

    class Meta:
        verbose_name = "更正入账"
        indexes: ClassVar = [models.Index(fields=["unit", "indicator", "month"], name="bookings_of_a_cell")]

    def __str__(self) -> str:
        return f"{self.unit} {self.month} {self.indicator} {self.amount}"


class Reopening(models.Model):
    """重开: a settled sheet goes back to its clerk as a whole. Totals keep what was approved until it is again."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="reopenings", verbose_name="月报表")
    reason = models.TextField("理由")
    state = models.CharField("状态", max_length=10, choices=RequestState, default=RequestState.PENDING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人"
    )
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批复时间", null=True)
    decision = models.TextField("批复意见", blank=True)
    applied_at = models.DateTimeField("生效时间", null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "重开"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet"],
                condition=Q(state=RequestState.PENDING),
                name="one_pending_reopening_per_sheet",
            ),
            models.CheckConstraint(condition=_decided_by_another(), name="reopening_decided_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.reason}"

    @property
    def is_pending(self) -> bool:
        return self.state == RequestState.PENDING
