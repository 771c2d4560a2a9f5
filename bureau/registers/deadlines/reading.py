"""What lists and row pages show of deadlines, and whether a notice is over."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from bureau.registers.deadlines.computing import bureaus_of, calendars_of, ground_of, pauses_of
from bureau.registers.deadlines.settings import unit_words
from bureau.registers.deadlines.terms import AT, Kind, day_of, find_clock, find_term, title_of, unit_of
from bureau.registers.deadlines.words import Light, light_of
from bureau.registers.declarations import Register
from bureau.registers.models import Contact, Deadline, Pause, Prolongation, Reminder
from bureau.registers.rows import Row
from bureau.registers.timing import Clock, FollowUp
from bureau.web.charts import ClockDrawing, ClockPoint, clock_drawing
from bureau.workdays import WorkCalendar

MOST_DAYS_NAMED = 6
_DAY = datetime.timedelta(days=1)

Fact = TypeVar("Fact", Contact, Pause, Prolongation, Reminder)


@dataclass(frozen=True)
class Event:
    """Something that happened around a deadline, for the history of the row (经过)."""

    at: datetime.datetime
    by: str
    text: str
    remark: str = ""


@dataclass(frozen=True)
class Watched:
    """A clock of the row with what was done about it: what the row page offers beside it."""

    light: Light
    limit: str
    basis: str
    is_clock: bool
    pause: Pause | None = None
    prolongation: Prolongation | None = None
    can_be_contacted: bool = False
    can_be_prolonged: bool = False
    unit_words: str = ""


@dataclass(frozen=True)
class RowTime:
    """时限 of one row: its open deadlines, the most urgent first, and their drawing."""

    watched: Sequence[Watched]
    drawing: ClockDrawing | None
    note: str
    contacts: Sequence[Contact]

    @property
    def first(self) -> Watched | None:
        return self.watched[0] if self.watched else None


def lights_of(
    register: Register, rows: Sequence[Row], today: datetime.date | None = None
) -> dict[int, Light]:
    """The most urgent open deadline of each row that has one, by the row's id."""
    today = today or timezone.localdate()
    lines = Deadline.objects.filter(register=register.code, row_id__in=[row.pk for row in rows])
    found: dict[int, Light] = {}
    for line, light in lit(list(lines), {register.code: register}, today):
        standing = found.get(line.row_id)
        if standing is None or light.order < standing.order:
            found[line.row_id] = light
    return found


def lit(
    lines: Sequence[Deadline], registers: Mapping[str, Register], today: datetime.date
) -> list[tuple[Deadline, Light]]:
    """The lines with their lights; calendars and pauses are read once for all of them."""
    bureaus = bureaus_of({line.unit_id for line in lines})
    calendars = calendars_of(set(bureaus.values()))
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.kind in (Kind.CLOCK, Kind.NOTICE):
            rows[line.register].append(line.row_id)
    pauses = {code: pauses_of(registers[code], ids) for code, ids in rows.items()}
    return [
        (
            line,
            light_of(
                registers[line.register],
                line,
                today,
                calendars[bureaus[line.unit_id]],
                pauses.get(line.register, {}).get((line.row_id, line.key), ()),
            ),
        )
        for line in lines
    ]


def of_row(register: Register, row: Row, today: datetime.date | None = None) -> RowTime:
    """Everything the row page shows of time."""
    today = today or timezone.localdate()
    lines = list(Deadline.objects.filter(register=register.code, row_id=row.pk))
    lights = sorted((light for _, light in lit(lines, {register.code: register}, today)), key=_order)
    ground = ground_of(register, [row], today)
    calendar = ground.calendars[ground.bureaus[row.reporting_unit_id]]
    pauses = {one.key: one for one in _of(Pause, register, row).filter(ends_on=None)}
    asked = {
        one.key: one
        for one in _of(Prolongation, register, row)
        .filter(state=Prolongation.State.PENDING)
        .select_related("requested_by")
    }
    watched = []
    for light in lights:
        term = find_term(register, light.key)
        limit, basis = "", ""
        if isinstance(term, Clock):
            clock = ground.clock_of(term, row)
            days = term.days if clock is None else clock.limit + clock.extension
            limit, basis = f"{days} {unit_words(term.unit)}", term.basis
        watched.append(
            Watched(
                light,
                limit,
                basis,
                isinstance(term, Clock),
                pauses.get(light.key),
                asked.get(light.key),
                isinstance(term, FollowUp),
                isinstance(term, Clock) and not term.notice,
                unit_words(unit_of(term)),
            )
        )
    return RowTime(
        watched,
        _drawing(register, row, lights, today),
        _note(register, lights[0], today, calendar) if lights else "",
        list(_of(Contact, register, row).select_related("by")),
    )


def elapsed(
    register: Register, row: Row, clock_key: str, today: datetime.date | None = None, *, doing: str = "办理"
) -> str:
    """Why a step has to wait for a notice, as a sentence; empty when the notice is over.

    Judged from the row as it is in memory, so that a step may fill in the date it begins with. Raises KeyError for
    a clock the register does not have.
    """
    term = find_clock(register, clock_key)
    if term.applies is not None and not term.applies(row):
        return ""
    if day_of(row, term.starts) is None:
        return f"“{title_of(register, term.starts)}”未填，{term.title}还没有开始，不能{doing}。请先填写。"
    clock = ground_of(register, [row], today).clock_of(term, row)
    due = None if clock is None else clock.due_on
    if due is None:
        return f"{term.title}已中止，不能{doing}。请先恢复。"
    if (today or timezone.localdate()) > due:
        return ""
    return f"{term.title}到 {due:%Y-%m-%d} 才满，现在未满，不能{doing}。请在期满后办理。"


def events_of(register: Register, row: Row) -> list[Event]:
    """Contacts, pauses, extensions and reminders of the row for its history, the latest first."""

    def title(key: str) -> str:
        term = find_term(register, key)
        return key.partition(AT)[0] if term is None else term.title

    def days(key: str, number: int) -> str:
        return f"{number} {unit_words(unit_of(find_term(register, key)))}"

    events = [
        Event(one.at, one.by.full_name, f"跟进：{title(one.key)}{_way(one)}", one.result)
        for one in _of(Contact, register, row).select_related("by")
    ]
    for pause in _of(Pause, register, row).select_related("by"):
        until = f" 至 {pause.ends_on:%m-%d}" if pause.ends_on else " 起"
        text = f"中止{title(pause.key)}：{pause.begins_on:%m-%d}{until}"
        events.append(Event(pause.at, pause.by.full_name, text, pause.reason))
    for asked in _of(Prolongation, register, row).select_related("requested_by", "decided_by"):
        text = f"申请把{title(asked.key)}延长 {days(asked.key, asked.days)}"
        events.append(Event(asked.requested_at, asked.requested_by.full_name, text, asked.reason))
        if asked.decided_by is not None and asked.decided_at is not None:
            text = f"{asked.get_state_display()}把{title(asked.key)}延长 {days(asked.key, asked.days)}"
            events.append(Event(asked.decided_at, asked.decided_by.full_name, text, asked.decision))
    events += [
        Event(one.sent_at, "系统", f"提醒{title(one.key)}，{one.due_on:%m-%d} 到期")
        for one in _of(Reminder, register, row)
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _of(model: type[Fact], register: Register, row: Row) -> QuerySet[Fact]:
    return model._default_manager.filter(register=register.code, row_id=row.pk)


def _way(contact: Contact) -> str:
    return f"（{contact.way}）" if contact.way else ""


def _order(light: Light) -> tuple[int, datetime.date]:
    return light.order


def _drawing(
    register: Register, row: Row, lights: Sequence[Light], today: datetime.date
) -> ClockDrawing | None:
    dated = [light for light in lights if light.due_on is not None]
    if not dated:
        return None
    first = dated[0]
    assert first.due_on is not None
    points = [ClockPoint(first.due_on, _short(first.title), is_due=True)]
    if first.starts_on is not None:
        points.append(ClockPoint(first.starts_on, _start_name(register, row, first)))
    points += [
        ClockPoint(light.due_on, _short(light.title))
        for light in dated[1:3]
        if light.due_on is not None and light.due_on != first.due_on
    ]
    return clock_drawing(points, today=today)


def _start_name(register: Register, row: Row, light: Light) -> str:
    """举办日期 → 举办: the name of the field a clock starts from, without the word for day."""
    term = find_term(register, light.key)
    name = ""
    if isinstance(term, Clock):
        name = term.starts
    elif isinstance(term, FollowUp):
        name = term.since
        if not name or day_of(row, name) != light.starts_on:
            return "上次跟进"
    if not name or name == "created_at":
        return "起算"
    title = title_of(register, name)
    for ending in ("日期", "时间", "日", "月份"):
        if len(title) > len(ending) + 1 and title.endswith(ending):
            return title.removesuffix(ending)
    return title


def _short(title: str) -> str:
    return title if len(title) <= 8 else f"{title[:7]}…"


def _note(register: Register, light: Light, today: datetime.date, calendar: WorkCalendar) -> str:
    """Which days until the due day are not counted, when the clock counts working days."""
    term = find_term(register, light.key)
    if not isinstance(term, Clock) or light.due_on is None or light.due_on <= today:
        return ""
    if unit_words(term.unit) == "日":
        return "按自然日计，末日逢休息日顺延。"
    span = (today + _DAY * step for step in range(1, (light.due_on - today).days))
    rests = [day for day in span if not calendar.is_workday(day)]
    if not rests:
        return ""
    named = "、".join(f"{day:%m-%d}" for day in rests[:MOST_DAYS_NAMED])
    more = f"等 {len(rests)} 天" if len(rests) > MOST_DAYS_NAMED else ""
    return f"{named}{more}休息，不计。"
