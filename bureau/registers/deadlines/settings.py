"""设置项 of the registers: what a bureau may set, and which value is in force for it on a day.

Beside the settings a register declares, every limit that is not fixed, every interval of a follow-up, every lead of a
reminder and the weekdays of a plan can be set. A value begins on a day; what began earlier keeps its own.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.organisation.models import Unit, User
from bureau.registers.declarations import Register
from bureau.registers.models import SettingValue
from bureau.registers.registry import all_registers, find_register
from bureau.registers.rows import Row
from bureau.registers.timing import Clock
from bureau.workdays import DayUnit

WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MOST_DAYS: Final = 3_660


class SettingKind(StrEnum):
    """A plain number, days of a limit, or weekdays kept as the sum of 2 to the power of each (0 is Monday)."""

    NUMBER = "number"
    DAYS = "days"
    WEEKDAYS = "weekdays"


@dataclass(frozen=True)
class SettingItem:
    """One thing that can be set, with what holds until somebody does. `fixed` ones are only shown."""

    register: Register
    name: str
    title: str
    default: int
    unit: str = ""
    basis: str = ""
    kind: SettingKind = SettingKind.NUMBER
    least: int = 0
    fixed: bool = False

    @property
    def key(self) -> str:
        return f"{self.register.code}.{self.name}"

    def words(self, value: int) -> str:
        """5 个工作日; 周三、周六; 不生成."""
        if self.kind is SettingKind.WEEKDAYS:
            return "、".join(WEEKDAYS[day] for day in weekdays_of(value)) or "不生成"
        return f"{value} {self.unit}".strip()

    def check(self, value: int) -> None:
        most = 127 if self.kind is SettingKind.WEEKDAYS else MOST_DAYS
        if self.kind is SettingKind.NUMBER:
            most = 2_147_483_647
        if not self.least <= value <= most:
            raise ValidationError({"value": [f"“{self.title}”应为 {self.least} 到 {most} 之间的整数。"]})


def weekdays_of(value: int) -> tuple[int, ...]:
    return tuple(day for day in range(7) if value >> day & 1)


def weekdays_value(days: Iterable[int]) -> int:
    return sum(1 << day for day in set(days))


def unit_words(unit: DayUnit) -> str:
    return "个工作日" if unit is DayUnit.WORKING else "日"


def remind_name(key: str) -> str:
    return f"{key}.remind"


def weekdays_name(key: str) -> str:
    return f"{key}.weekdays"


def items_of(register: Register) -> list[SettingItem]:
    """Everything about a register that can be set or is set by law, in the order of its declaration."""
    days = SettingKind.DAYS
    found = {
        one.key: SettingItem(register, one.key, one.title, one.default, one.unit, one.basis)
        for one in register.settings
    }

    def add(item: SettingItem) -> None:
        found.setdefault(item.name, item)

    for clock in register.clocks:
        unit = unit_words(clock.unit)
        add(
            SettingItem(
                register, clock.key, clock.title, clock.days, unit, clock.basis, days, 1, fixed=clock.fixed
            )
        )
        if not clock.notice:
            add(_reminder(register, clock.key, clock.title, clock.remind_days, unit))
    for expiry in register.expiries:
        add(_reminder(register, expiry.key, expiry.title, expiry.remind_days, "日"))
    for follow in register.follow_ups:
        if every := follow.every_days or follow.every_months:
            unit = "日" if follow.every_days else "个月"
            add(SettingItem(register, follow.key, f"{follow.title}间隔", every, unit, "", days, 1))
        add(_reminder(register, follow.key, follow.title, follow.remind_days, "日"))
    for plan in register.plans:
        if plan.weekdays:
            value = weekdays_value(plan.weekdays)
            name = weekdays_name(plan.key)
            add(SettingItem(register, name, plan.title, value, "", "", SettingKind.WEEKDAYS))
    return list(found.values())


def _reminder(register: Register, key: str, title: str, days: int, unit: str) -> SettingItem:
    return SettingItem(
        register, remind_name(key), f"{title}提前提醒", days, unit, "", kind=SettingKind.DAYS, least=0
    )


def find_item(key: str) -> SettingItem | None:
    """The setting with a full key, like employment.job_fairs.results."""
    domain, _, rest = key.partition(".")
    name, _, setting = rest.partition(".")
    register = find_register(f"{domain}.{name}")
    if register is None:
        return None
    return next((item for item in items_of(register) if item.name == setting), None)


class Settings:
    """The values that bureaus have set, read once and asked often."""

    def __init__(self, registers: Iterable[Register], bureaus: Iterable[int] | None = None) -> None:
        keys = [item.key for register in registers for item in items_of(register)]
        rows = SettingValue.objects.filter(key__in=keys).order_by("begins_on", "id")
        if bureaus is not None:
            rows = rows.filter(bureau__in=bureaus)
        self._values: defaultdict[tuple[int, str], list[tuple[datetime.date, int]]] = defaultdict(list)
        for bureau_id, key, begins_on, value in rows.values_list("bureau_id", "key", "begins_on", "value"):
            self._values[bureau_id, key].append((begins_on, value))

    def value(self, bureau_id: int, key: str, default: int, on: datetime.date) -> int:
        """What holds for a bureau on a day; `default` before anybody set anything."""
        history = self._values.get((bureau_id, key), [])
        place = bisect_right(history, on, key=lambda entry: entry[0])
        return history[place - 1][1] if place else default

    def days_of(self, register: Register, clock: Clock, bureau_id: int, starts_on: datetime.date) -> int:
        """The limit of a clock that started on a day: a later change leaves it alone."""
        if clock.fixed:
            return clock.days
        return max(1, self.value(bureau_id, f"{register.code}.{clock.key}", clock.days, starts_on))


_read_once: ContextVar[Settings | None] = ContextVar("register_settings", default=None)


@contextmanager
def settings_read_once() -> Iterator[None]:
    """While a pile of rows is judged, `setting_of` asks the database once instead of for every row."""
    token = _read_once.set(Settings(all_registers()))
    try:
        yield
    finally:
        _read_once.reset(token)


def setting_of(row: Row, name: str, on: datetime.date | None = None) -> int:
    """For guards and checks of a register: the value of its setting for the row's bureau, today unless `on`.

    Raises KeyError for a setting the register does not have.
    """
    register = next(one for one in all_registers() if isinstance(row, one.model))
    return setting_in_force(register, name, bureau_id=row.reporting_unit.bureau_id, on=on)


def setting_in_force(
    register: Register, name: str, *, bureau_id: int, on: datetime.date | None = None
) -> int:
    """As `setting_of`, for whoever has no row at hand."""
    item = next((one for one in items_of(register) if one.name == name), None)
    if item is None:
        raise KeyError(f"{register.code} has no setting {name}")
    known = _read_once.get() or Settings([register], [bureau_id])
    return known.value(bureau_id, item.key, item.default, on or timezone.localdate())


def history_of(bureau: Unit, item: SettingItem) -> QuerySet[SettingValue]:
    """Every value the bureau ever gave it, the newest first."""
    return (
        SettingValue.objects.filter(bureau=bureau, key=item.key)
        .select_related("by")
        .order_by("-begins_on", "-id")
    )


def change_setting(
    item: SettingItem, value: int, *, bureau: Unit, begins_on: datetime.date, reason: str, by: User
) -> SettingValue:
    """Let a value hold from a day on. Raises ValidationError by field."""
    if item.fixed:
        raise ValidationError({"value": [f"“{item.title}”由法规规定（{item.basis}），不能改。"]})
    item.check(value)
    if not reason.strip():
        raise ValidationError({"reason": ["请写明依据或理由，它会留在历次设置里。"]})
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=bureau.pk)
        last = history_of(bureau, item).first()
        if last is not None and begins_on < last.begins_on:
            raise ValidationError(
                {"begins_on": [f"{last.begins_on:%Y-%m-%d} 起已另有设置，启用日期不能早于这一天。"]}
            )
        return SettingValue.objects.create(
            bureau=bureau, key=item.key, value=value, begins_on=begins_on, reason=reason.strip(), by=by
        )
