"""A deadline in words and with its light: what lists, row pages and the due page print of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import IntEnum

from bureau.registers.deadlines.periods import period_label
from bureau.registers.deadlines.terms import Kind, Term, find_term, unit_of
from bureau.registers.declarations import Register
from bureau.registers.models import Deadline
from bureau.registers.timing import Cadence
from bureau.workdays import DayUnit, Suspension, WorkCalendar

_DAY = datetime.timedelta(days=1)


class Urgency(IntEnum):
    """The most urgent first, as lists are ordered."""

    LATE = 0
    SOON = 1
    FINE = 2
    SUSPENDED = 3

    @property
    def mark(self) -> str:
        """The status mark of the style sheet."""
        return {0: "late", 1: "slow", 2: "ok", 3: "none"}[self.value]


# What is said of a deadline of each kind, by urgency.
WORDS: dict[str, tuple[str, str, str, str]] = {
    Kind.CLOCK.value: ("逾期", "将到期", "未到期", "中止"),
    Kind.NOTICE.value: ("期满", "期满待办", "公示中", "中止"),
    Kind.EXPIRY.value: ("已过期", "将到期", "未到期", "中止"),
    Kind.FOLLOW_UP.value: ("逾期", "该跟进", "未到日", "中止"),
    Kind.CADENCE.value: ("缺期", "待办", "未到期", "中止"),
}


@dataclass(frozen=True)
class Light:
    """One open deadline as it is shown.

    `word` is short (逾期), `text` the days in the unit of the clock (余 2 日, 逾 4 日), `left` the same as a phrase
    (还有 2 个工作日).
    """

    key: str
    kind: str
    title: str
    urgency: Urgency
    word: str
    text: str
    left: str
    starts_on: datetime.date | None
    due_on: datetime.date | None

    @property
    def mark(self) -> str:
        return self.urgency.mark

    @property
    def label(self) -> str:
        """填报结果逾期, 贷款到期将到期: the word with what it is about."""
        return (
            f"{self.title}：{self.word}"
            if self.title.endswith(("到期", "时限"))
            else f"{self.title}{self.word}"
        )

    @property
    def is_late(self) -> bool:
        return self.urgency is Urgency.LATE

    @property
    def order(self) -> tuple[int, datetime.date]:
        return self.urgency, self.due_on or datetime.date.max


def light_of(
    register: Register,
    line: Deadline,
    today: datetime.date,
    calendar: WorkCalendar,
    suspensions: tuple[Suspension, ...] = (),
) -> Light:
    term = find_term(register, line.key)
    urgency = urgency_of(line, today, suspensions)
    unit = unit_of(term)
    days = _days_left(line.due_on, today, unit, calendar, suspensions)
    return Light(
        key=line.key,
        kind=line.kind,
        title=_title(line, term),
        urgency=urgency,
        word=WORDS[line.kind][urgency],
        text=_text(line.kind, days, urgency),
        left=_left(line.kind, days, urgency, unit),
        starts_on=line.starts_on,
        due_on=line.due_on,
    )


def _title(line: Deadline, term: Term | Cadence | None) -> str:
    if term is None:
        return line.key
    if isinstance(term, Cadence) and line.due_on is not None:
        return f"{term.title}（{period_label(term.every, line.due_on)}）"
    return term.title


def urgency_of(line: Deadline, today: datetime.date, suspensions: tuple[Suspension, ...] = ()) -> Urgency:
    due = line.due_on
    if due is None or (today <= due and any(pause.holds(today) for pause in suspensions)):
        return Urgency.SUSPENDED
    if today > due:
        # A notice that is over lets somebody act; nobody is late.
        return Urgency.SOON if line.kind == Kind.NOTICE else Urgency.LATE
    return Urgency.SOON if line.remind_on is not None and today >= line.remind_on else Urgency.FINE


def _days_left(
    due: datetime.date | None,
    today: datetime.date,
    unit: DayUnit,
    calendar: WorkCalendar,
    suspensions: tuple[Suspension, ...],
) -> int:
    """Days of the unit that remain after today, without those that are suspended; negative when late."""
    if due is None:
        return 0
    late = today > due
    first, last = (due, today) if late else (today, due)
    if unit is DayUnit.CALENDAR and (late or not suspensions):
        return (due - today).days
    days = (first + _DAY * step for step in range(1, (last - first).days + 1))
    counted = sum(
        (unit is DayUnit.CALENDAR or calendar.is_workday(day))
        and (late or not any(pause.holds(day) for pause in suspensions))
        for day in days
    )
    return -counted if late else counted


def _text(kind: str, days: int, urgency: Urgency) -> str:
    if urgency is Urgency.SUSPENDED:
        return "中止"
    if kind == Kind.NOTICE and urgency is Urgency.SOON:
        return "可办"
    if urgency is Urgency.LATE:
        # Only days off have passed since.
        return f"逾 {-days} 日" if days else "逾不足 1 日"
    return f"余 {days} 日" if days else "今天"


def _left(kind: str, days: int, urgency: Urgency, unit: DayUnit) -> str:
    name = "个工作日" if unit is DayUnit.WORKING else "日"
    if urgency is Urgency.SUSPENDED:
        return "已中止，不计时"
    if kind == Kind.NOTICE and urgency is Urgency.SOON:
        return "公示期满，可以办理"
    if urgency is Urgency.LATE:
        return f"已逾期 {-days} {name}" if days else f"已逾期，不足 1 {name}"
    return f"还有 {days} {name}" if days else "今天到期"
