"""Working days (工作日) with 调休, and the statutory clocks (法定时限) that run on them or on calendar days.

The State Council names holidays and make-up days each autumn for the next year. A bureau keeps its table of
exceptions itself; `published_exceptions` gives what is known so far to begin with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar

_DAY = timedelta(days=1)


def published_exceptions() -> dict[date, bool]:
    """Days the published notices except from Monday to Friday: False is a day off, True a make-up day."""
    days_off = {day: False for day in chinese_calendar.holidays if day.weekday() < 5}
    make_up = {day: True for day in chinese_calendar.workdays if day.weekday() >= 5}
    return days_off | make_up


@dataclass(frozen=True)
class WorkCalendar:
    """Monday to Friday, except where the table says otherwise."""

    exceptions: Mapping[date, bool] = field(default_factory=dict, hash=False)

    def is_workday(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < 5)

    def knows(self, year: int) -> bool:
        """Whether the table covers a year; until then its holidays are missing from every clock."""
        return any(day.year == year for day in self.exceptions)

    def next_workday(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def previous_workday(self, day: date) -> date:
        """The day itself when it is a working day, else the last one before."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def add(self, day: date, workdays: int) -> date:
        """The n-th working day after a day, which itself is not counted; before it when n is negative."""
        step = _DAY if workdays > 0 else -_DAY
        remaining = abs(workdays)
        while remaining:
            day += step
            remaining -= self.is_workday(day)
        return day

    def count(self, first: date, last: date) -> int:
        """Working days from first to last, both included; none when last lies before first."""
        return sum(self.is_workday(first + _DAY * step) for step in range((last - first).days + 1))


class DayUnit(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def label(self) -> str:
        return "工作日" if self is DayUnit.WORKING else "日"


class ClockState(StrEnum):
    FINE = "fine"
    SOON = "soon"
    LATE = "late"
    SUSPENDED = "suspended"

    @property
    def label(self) -> str:
        return {"fine": "正常", "soon": "即将到期", "late": "已逾期", "suspended": "已中止"}[self.value]


@dataclass(frozen=True, slots=True)
class Suspension:
    """中止: the clock stands still on these days, both included; without an end, until further notice."""

    begins_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.begins_on:
            raise ValueError("中止的结束日期不能早于开始日期，请核对。")

    def holds(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Clock:
    """A limit of days that begins to count the day after `starts_on` (民法典第二百零一条).

    A limit in calendar days that ends on a day off ends on the next working day (民法典第二百零三条), unless
    `moves_off_rest_days` is switched off. Extension (延长) adds days of the same unit.
    """

    starts_on: date
    limit: int
    unit: DayUnit = DayUnit.CALENDAR
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    suspensions: tuple[Suspension, ...] = ()
    extension: int = 0
    moves_off_rest_days: bool = True

    def __post_init__(self) -> None:
        if self.limit < 1 or self.extension < 0:
            raise ValueError("时限至少为 1 天，延长天数不能为负，请核对。")

    @property
    def due_on(self) -> date | None:
        """The last day of the limit; None while a suspension without an end keeps it open."""
        day = self.starts_on
        remaining = self.limit + self.extension
        while remaining:
            day += _DAY
            if suspension := self._suspension_on(day):
                if suspension.ends_on is None:
                    return None
                day = suspension.ends_on
            elif self._counts(day):
                remaining -= 1
        return self.calendar.next_workday(day) if self.moves_off_rest_days else day

    def days_left(self, today: date) -> int:
        """Days of the clock's unit that remain after today; negative when late, frozen when suspended."""
        due = self.due_on
        if due is None:
            return self.limit + self.extension - self._counted(self.starts_on, self._standstill(today))
        if today > due:
            return -sum(self._counts(due + _DAY * step) for step in range(1, (today - due).days + 1))
        return self._counted(max(today, self.starts_on), due)

    def state(self, today: date, *, soon_within: int = 5) -> ClockState:
        """Late after the last day; soon when at most `soon_within` days of the clock's unit remain."""
        due = self.due_on
        if due is None or (self._suspension_on(today) and today <= due):
            return ClockState.SUSPENDED
        if today > due:
            return ClockState.LATE
        return ClockState.SOON if self.days_left(today) <= soon_within else ClockState.FINE

    def _counts(self, day: date) -> bool:
        return self.unit is DayUnit.CALENDAR or self.calendar.is_workday(day)

    def _suspension_on(self, day: date) -> Suspension | None:
        """The suspension that holds on a day; of several, the one that holds longest."""
        holding = [suspension for suspension in self.suspensions if suspension.holds(day)]
        return max(holding, key=lambda suspension: suspension.ends_on or date.max, default=None)

    def _counted(self, after: date, last: date) -> int:
        """Days that count after one day up to another."""
        days = (after + _DAY * step for step in range(1, (last - after).days + 1))
        return sum(self._counts(day) and self._suspension_on(day) is None for day in days)

    def _standstill(self, today: date) -> date:
        """Today, or the day before an endless suspension begins."""
        return min([today] + [s.begins_on - _DAY for s in self.suspensions if s.ends_on is None])
