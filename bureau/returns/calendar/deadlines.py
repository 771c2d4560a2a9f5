"""Deadlines (时限) of sheets: when each is due, how far a holiday moved it, and when it closes.

Days are counted in the portal's time zone. The due day moves to the next working day of the bureau's own calendar;
grace counts working days, the close calendar days. Whether a sheet was late is judged by its first filing that its
unit did not itself take back.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.db import connection
from django.utils import timezone

from bureau.figures.models import Sheet, SheetState
from bureau.figures.writing import WrongState
from bureau.organisation.workdays import calendar_with
from bureau.periods import Month
from bureau.returns.calendar.rules import RULE_COLUMNS, Rule
from bureau.workdays import WorkCalendar

SOON_DAYS = 3
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

# A form of one month: unit, domain, month.
Key = tuple[int, str, Month]

# The columns of the rule stand in the order of RULE_COLUMNS.
_RULES = """
SELECT a.place, h.id, w.dates, w.works, x.until,
       r.domain, r.cutoff_day, r.due_in, r.due_day, r.due_time, r.grace_days, r.shifts, r.closes_after, r.levels,
       r.number, r.title, r.issuer, r.document
FROM unnest(%(units)s::bigint[], %(domains)s::text[], %(months)s::int[])
     WITH ORDINALITY AS a(unit_id, domain, month, place)
JOIN organisation_unit u ON u.id = a.unit_id
CROSS JOIN LATERAL (SELECT coalesce(u.lineage[2], u.id) AS id) h
LEFT JOIN LATERAL (
    SELECT * FROM returns_formrule r
    WHERE r.bureau_id = h.id AND r.domain = a.domain AND r.begins <= a.month ORDER BY r.begins DESC LIMIT 1
) r ON true
LEFT JOIN (
    SELECT bureau_id, array_agg(date ORDER BY date) AS dates, array_agg(is_workday ORDER BY date) AS works
    FROM organisation_workdayexception GROUP BY bureau_id
) w ON w.bureau_id = h.id
LEFT JOIN LATERAL (
    SELECT max(e.until) AS until FROM returns_extension e JOIN figures_sheet s ON s.id = e.sheet_id
    WHERE s.unit_id = a.unit_id AND s.month = a.month AND s.domain = a.domain
) x ON true
ORDER BY a.place
"""

# The first filing that the unit did not itself withdraw; a sheet without events counts by its own stamp.
_FILED = """
SELECT s.id, coalesce(min(e.at) FILTER (WHERE e.step = 'submit' AND e.following IS DISTINCT FROM 'withdraw'),
                      s.submitted_at)
FROM figures_sheet s
LEFT JOIN (
    SELECT sheet_id, step, at, lead(step) OVER (PARTITION BY sheet_id ORDER BY id) AS following
    FROM figures_sheetevent WHERE sheet_id = ANY(%(sheets)s)
) e ON e.sheet_id = s.id
WHERE s.id = ANY(%(sheets)s) GROUP BY s.id
"""


class DeadlineState(StrEnum):
    FINE = "fine"
    SOON = "soon"
    LATE = "late"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"fine": "未到期", "soon": "即将截止", "late": "逾期", "closed": "已关表"}[self.value]


@dataclass(frozen=True)
class Deadline:
    """时限 of one sheet. `shifted_from` is the day the rule names, when a day off moved it; no `closes_at`: never."""

    rule: Rule
    month: Month
    due_at: datetime.datetime
    grace_until: datetime.datetime
    closes_at: datetime.datetime | None
    shifted_from: datetime.date | None = None
    extended_until: datetime.datetime | None = None

    @property
    def due_on(self) -> datetime.date:
        return timezone.localdate(self.due_at)

    @property
    def opens_on(self) -> datetime.date:
        return self.rule.opens_on(self.month)

    def days_left(self, today: datetime.date) -> int:
        """Days from today to the due day; negative once it has passed."""
        return (self.due_on - today).days

    def takes_entries(self, now: datetime.datetime) -> bool:
        """Whether cells may still be filled: until the close, or as long as an extension says."""
        if self.closes_at is None or now <= self.closes_at:
            return True
        return self.extended_until is not None and now <= self.extended_until

    def state(self, now: datetime.datetime) -> DeadlineState:
        if not self.takes_entries(now):
            return DeadlineState.CLOSED
        if now > self.grace_until:
            return DeadlineState.LATE
        is_soon = self.days_left(timezone.localdate(now)) <= SOON_DAYS
        return DeadlineState.SOON if is_soon else DeadlineState.FINE

    def is_late(self, filed_at: datetime.datetime | None, now: datetime.datetime) -> bool:
        return (filed_at or now) > self.grace_until

    def days_late(self, filed_at: datetime.datetime | None, now: datetime.datetime) -> int:
        """Days after the due day on which it was filed, or is still out; within grace none, the same day one."""
        if not self.is_late(filed_at, now):
            return 0
        return max(1, (timezone.localdate(filed_at or now) - self.due_on).days)

    @property
    def due_words(self) -> str:
        """`11月27日 17:30`."""
        at = timezone.localtime(self.due_at)
        return f"{at.month}月{at.day}日 {at:%H:%M}"

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.due_on.weekday()]

    @property
    def shift_words(self) -> str:
        """`原 25 日逢周六顺延`, or nothing."""
        day = self.shifted_from
        if day is None:
            return ""
        why = WEEKDAYS[day.weekday()] if day.weekday() >= 5 else "放假"
        return f"原 {day.day} 日逢{why}顺延"

    def left_words(self, now: datetime.datetime) -> str:
        """`还有 3 天`, `今天截止`, `在宽限期内`, `已逾期 2 天`, `已关表`."""
        state, left = self.state(now), self.days_left(timezone.localdate(now))
        if state is DeadlineState.CLOSED:
            return "已关表"
        if state is DeadlineState.LATE:
            return f"已逾期 {self.days_late(None, now)} 天"
        if now > self.due_at:
            return "在宽限期内"
        return f"还有 {left} 天" if left else "今天截止"

    def sentence(self, now: datetime.datetime) -> str:
        """`11月27日 17:30（原 25 日逢周六顺延），还有 3 天`."""
        shift = f"（{self.shift_words}）" if self.shift_words else ""
        return f"{self.due_words}{shift}，{self.left_words(now)}"


def deadline(
    rule: Rule, month: Month, calendar: WorkCalendar, *, extended_until: datetime.datetime | None = None
) -> Deadline:
    """The deadline a rule makes of a month in a working calendar."""
    named = rule.due_on(month)
    due = calendar.next_workday(named) if rule.shifts else named
    grace = calendar.add(due, rule.grace_days) if rule.grace_days else due
    closes = None
    if rule.closes_after is not None:
        closes = max(grace, due + datetime.timedelta(days=rule.closes_after))
    return Deadline(
        rule=rule,
        month=month,
        due_at=_at(due, rule.due_time),
        grace_until=_at(grace, rule.due_time),
        closes_at=None if closes is None else _at(closes, rule.due_time),
        shifted_from=named if due != named else None,
        extended_until=extended_until,
    )


def deadlines_for(keys: Sequence[Key]) -> dict[Key, Deadline]:
    """The deadlines of many forms, opened or not, in one statement."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _RULES,
            {
                "units": [unit for unit, _, _ in keys],
                "domains": [domain for _, domain, _ in keys],
                "months": [month.number for _, _, month in keys],
            },
        )
        rows = cursor.fetchall()
    calendars: dict[int, WorkCalendar] = {}
    made = cache(deadline)
    found: dict[Key, Deadline] = {}
    for place, bureau_id, dates, works, until, *columns in rows:
        key = keys[place - 1]
        if bureau_id not in calendars:
            calendars[bureau_id] = calendar_with(dict(zip(dates or (), works or (), strict=True)))
        rule = Rule(key[1]) if columns[0] is None else Rule(**dict(zip(RULE_COLUMNS, columns, strict=True)))
        found[key] = made(rule, key[2], calendars[bureau_id], extended_until=until)
    return found


def deadlines_of(sheets: Iterable[Sheet]) -> dict[int, Deadline]:
    """The deadline of each sheet, by its id, in one statement."""
    keys = {sheet.pk: (sheet.unit_id, sheet.domain, sheet.month) for sheet in sheets}
    found = deadlines_for(list(dict.fromkeys(keys.values())))
    return {pk: found[key] for pk, key in keys.items()}


def deadline_of(sheet: Sheet) -> Deadline:
    return deadlines_of([sheet])[sheet.pk]


def filed_at(sheets: Sequence[int]) -> dict[int, datetime.datetime | None]:
    """When each sheet was first filed, whatever happened to it afterwards; None while it never was."""
    if not sheets:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FILED, {"sheets": list(sheets)})
        return dict(cursor.fetchall())


def takes_entries(sheet: Sheet) -> bool:
    """Whether the deadline leaves the sheet open. What was sent back may be mended after the close as well."""
    return sheet.state != SheetState.OPEN or deadline_of(sheet).takes_entries(timezone.now())


def must_take_entries(sheet: Sheet) -> None:
    """Raises WrongState for an open sheet that its deadline has closed; filed sheets have their own refusal."""
    if not takes_entries(sheet):
        due = deadline_of(sheet)
        at = timezone.localtime(due.closes_at)
        raise WrongState(
            f"{sheet.month.label}的{due.rule.form_title}已于{at.month}月{at.day}日关表，不再收数。"
            "确需补报，请联系综合股展期。"
        )


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))
