"""What the page of the month says of time: the axis of its deadlines, and what the calendar or the office told."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from bureau.figures.models import Sheet
from bureau.organisation.models import User
from bureau.organisation.workdays import calendar_of
from bureau.periods import Month
from bureau.returns.calendar.deadlines import Deadline, deadlines_of
from bureau.returns.calendar.urging import urges_told_to
from bureau.web.charts import DeadlineAxis, Event, deadline_axis

MOST_URGES = 5
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Date:
    """A line under the axis: what falls on which day, and how far that is."""

    label: str
    on: datetime.date
    words: str
    is_late: bool


@dataclass(frozen=True)
class MonthOfDeadlines:
    """时限: the month's axis with its dates, and the next deadline of what is still owed."""

    axis: DeadlineAxis | None
    dates: list[Date]
    next_due: Deadline | None
    next_left: str


def deadlines_of_month(
    sheets: Sequence[Sheet], owed: Sequence[Sheet], month: Month, bureau_id: int
) -> MonthOfDeadlines:
    """The deadlines of a clerk's sheets of a month; `owed` are those among all of hers that she still has to file."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = deadlines_of({sheet.pk: sheet for sheet in (*sheets, *owed)}.values())
    of_month = [found[sheet.pk] for sheet in sheets]
    ahead = sorted(
        (due for sheet in owed if (due := found[sheet.pk]).days_left(today) >= 0),
        key=lambda due: due.due_at,
    )
    return MonthOfDeadlines(
        axis=_axis(of_month, month, today, bureau_id),
        dates=_dates(of_month, now),
        next_due=ahead[0] if ahead else None,
        next_left=ahead[0].left_words(now) if ahead else "",
    )


def urged_lines(user: User) -> list[dict[str, object]]:
    """Reminders in the form in which the page lists what others did."""
    urges = list(urges_told_to(user)[:MOST_URGES])
    due = deadlines_of({urge.sheet_id: urge.sheet for urge in urges}.values())
    return [
        {
            "sheet": urge.sheet,
            "by": urge.by.full_name if urge.by else "",
            "text": f"{urge.get_kind_display()}：{urge.sheet.month.short_label}"
            f"{due[urge.sheet_id].rule.form_title}",
            "remark": "",
            "at": urge.at,
        }
        for urge in urges
    ]


def _axis(
    deadlines: Sequence[Deadline], month: Month, today: datetime.date, bureau_id: int
) -> DeadlineAxis | None:
    """From the month's first day to a little after its last deadline."""
    if not deadlines:
        return None
    windows = {due.rule.cutoff_day: due.rule.days_of(month)[1] for due in deadlines}
    dues = sorted({due.due_on for due in deadlines})
    last = max(month.last_day, dues[-1] + 3 * _DAY)
    events = [Event(day, "统计期止") for day in sorted(set(windows.values()))]
    events += [Event(day, "截止", is_due=True) for day in dues]
    calendar = calendar_of(bureau_id)
    days = (month.first_day + step * _DAY for step in range((last - month.first_day).days + 1))
    return deadline_axis(
        month.first_day,
        last,
        today=today,
        events=events,
        days_off=[day for day in days if not calendar.is_workday(day)],
    )


def _dates(deadlines: Sequence[Deadline], now: datetime.datetime) -> list[Date]:
    """One line for each day on which something is due: `月报报送截止（原 25 日逢周六顺延）`."""
    lines: dict[tuple[datetime.datetime, str], int] = {}
    first: dict[tuple[datetime.datetime, str], Deadline] = {}
    for due in sorted(deadlines, key=lambda one: one.due_at):
        key = (due.due_at, due.shift_words)
        lines[key] = lines.get(key, 0) + 1
        first.setdefault(key, due)
    return [
        Date(
            label=f"{number} 张月报报送截止" + (f"（{shift}）" if shift else ""),
            on=first[at, shift].due_on,
            words=first[at, shift].left_words(now),
            is_late=first[at, shift].is_late(None, now),
        )
        for (at, shift), number in lines.items()
    ]
