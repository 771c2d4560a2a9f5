"""When something has to be done about a row, what stopped or stretched it, and what was done."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bureau.organisation.models import Unit


class RowFact(models.Model):
    """Something that belongs to one row of one register."""

    register = models.CharField("台账", max_length=80)
    row_id = models.BigIntegerField("行")

    class Meta:
        abstract = True


class Deadline(RowFact):
    """期限: a clock that runs, a date that comes, a contact that is due. Derived from row, settings and calendar.

    Only what is still open has a line; it is made again whenever the row is written. No `due_on` means suspended.
    A cadence that is watched for a unit, not for a firm, belongs to no row: its `row_id` is 0.
    """

    class Kind(models.TextChoices):
        CLOCK = "clock", "时限"
        NOTICE = "notice", "公示期"
        EXPIRY = "expiry", "到期"
        FOLLOW_UP = "follow_up", "跟进"
        CADENCE = "cadence", "缺期"

    key = models.CharField("期限", max_length=40)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="填报单位")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="经办人",
    )
    starts_on = models.DateField("起算日", null=True)
    due_on = models.DateField("到期日", null=True)
    remind_on = models.DateField("提醒日", null=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        verbose_name = "期限"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "row_id", "key"], name="one_deadline_per_row_and_key")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "due_on"], name="deadline_of_a_unit"),
            models.Index(fields=["register", "due_on"], name="deadline_of_a_register"),
            # What the tab counts on every page, answered from the index alone.
            models.Index(fields=["unit", "remind_on", "due_on", "kind"], name="deadline_to_see_to"),
        ]

    def __str__(self) -> str:
        return f"{self.register}/{self.row_id} {self.key} {self.due_on}"


class Pause(RowFact):
    """中止: the clock stands still from `begins_on` to `ends_on`, both included; without an end, until it is ended."""

    key = models.CharField("期限", max_length=40)
    begins_on = models.DateField("中止日")
    ends_on = models.DateField("恢复前一日", null=True)
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["begins_on", "id"]
        verbose_name = "时限中止"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="pause_ends_after_it_begins",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["register", "row_id"], name="pause_of_a_row")]

    def __str__(self) -> str:
        return f"{self.register}/{self.row_id} {self.key} {self.begins_on}"


class Prolongation(RowFact):
    """延长: more days for a clock, asked for by one person and approved by another."""

    class State(models.TextChoices):
        PENDING = "pending", "待批"
        ACCEPTED = "accepted", "同意"
        REJECTED = "rejected", "不同意"

    key = models.CharField("期限", max_length=40)
    days = models.PositiveSmallIntegerField("延长天数")
    reason = models.TextField("理由")
    state = models.CharField("状态", max_length=10, choices=State, default=State.PENDING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人"
    )
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批复时间", null=True)
    decision = models.TextField("批复意见", blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "时限延长"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="prolongation_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["register", "row_id", "key"],
                condition=Q(state="pending"),
                name="one_pending_prolongation_per_clock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register}/{self.row_id} {self.key} +{self.days}"


class Contact(RowFact):
    """跟进记录: one contact with whom the row is about; it settles the follow-up `key` and may name the next date."""

    key = models.CharField("跟进", max_length=40)
    done_on = models.DateField("日期")
    way = models.CharField("方式", max_length=20, blank=True, default="")
    result = models.TextField("结果")
    next_on = models.DateField("下次跟进日", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-done_on", "-id"]
        verbose_name = "跟进记录"
        indexes: ClassVar = [models.Index(fields=["register", "row_id"], name="contact_of_a_row")]

    def __str__(self) -> str:
        return f"{self.register}/{self.row_id} {self.done_on}"


class Reminder(RowFact):
    """提醒: that the people of a unit were reminded of a deadline on a day; once per deadline and due date."""

    key = models.CharField("期限", max_length=40)
    due_on = models.DateField("到期日")
    sent_at = models.DateTimeField("提醒时间", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = "期限提醒"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "row_id", "key", "due_on"], name="reminded_once_per_due_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.register}/{self.row_id} {self.key} {self.due_on}"


class PlannedRow(RowFact):
    """按计划生成: which row a plan made for a day, so that it is made once, whatever becomes of the row."""

    key = models.CharField("计划", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="填报单位")
    on = models.DateField("日期")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "计划生成的行"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "key", "unit", "on"], name="planned_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.key} {self.on}"


class SettingValue(models.Model):
    """设置项 as a bureau decided it, from a day on; earlier values stay readable."""

    bureau = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="区局")
    key = models.CharField("设置项", max_length=120)
    value = models.IntegerField("值")
    begins_on = models.DateField("启用日期")
    reason = models.TextField("依据或理由", blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["key", "begins_on", "id"]
        verbose_name = "台账设置项"
        indexes: ClassVar = [
            models.Index(fields=["bureau", "key", "begins_on"], name="register_setting_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.value}"
