"""An axis of days with its dates: the month of a clerk, the clock of a register row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MARGIN = 6.0
LETTER = 12.5
GAP = 4.0
DAY = 16.0
LINE = 16.0
FIRST_LINE = 24.0


@dataclass(frozen=True)
class Event:
    """Something that falls on a day; `is_due` marks the date that counts."""

    on: date
    label: str
    is_due: bool = False


@dataclass(frozen=True)
class DayTick:
    """`day` is the number under a long tick, empty where an event's own day needs the room."""

    x: float
    is_long: bool
    day: str


@dataclass(frozen=True)
class Span:
    x: float
    width: float


@dataclass(frozen=True)
class Mark:
    """A date on the axis: its label at `x`, `y`; `anchor` and `weight` are words of the style sheet."""

    x: float
    y: float
    label: str
    day: str
    anchor: str
    weight: str


@dataclass(frozen=True)
class DeadlineAxis:
    """`past` are the days gone, `ahead` those left until the next date due, `rests` those not counted."""

    ticks: list[DayTick]
    rests: list[Span]
    marks: list[Mark]
    past: Span
    ahead: Span | None
    axis: float
    width: int
    summary: str

    @property
    def end(self) -> float:
        return self.width - 4

    @property
    def long_foot(self) -> float:
        return self.axis + 6

    @property
    def short_foot(self) -> float:
        return self.axis + 4

    @property
    def bar_top(self) -> float:
        return self.axis - 4

    @property
    def day_y(self) -> float:
        return self.axis + 20

    @property
    def height(self) -> int:
        return int(self.axis + 26)


def deadline_axis(
    first: date,
    last: date,
    *,
    today: date,
    events: Sequence[Event],
    days_off: Collection[date] = (),
    width: int = 300,
) -> DeadlineAxis:
    """Days from `first` to `last`; what falls outside is not drawn but stays in the summary."""
    if last <= first:
        raise ValueError(f"The axis ends on {last}, before it begins on {first}")
    step = (width - 2 * MARGIN) / (last - first).days

    def x(day: date) -> float:
        return round(MARGIN + step * min(max((day - first).days, 0), (last - first).days), 1)

    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    now = Event(today, "今天")
    told = sorted((*events, now), key=lambda event: event.on)
    shown = [event for event in told if first <= event.on <= last]
    due = min((event.on for event in shown if event.is_due and event.on >= today), default=None)
    lines = _lines([(x(event.on), event.label) for event in shown], width)
    axis = FIRST_LINE + 10 + LINE * max(lines, default=0)
    return DeadlineAxis(
        ticks=[_tick(day, x(day), [x(event.on) for event in shown], is_last=day == last) for day in days],
        rests=[Span(round(x(day) - step / 2, 1), round(step, 1)) for day in days if day in days_off],
        marks=_marks([(x(event.on), event) for event in shown], lines, now, axis, width),
        past=Span(MARGIN, round(x(today) - MARGIN, 1)),
        ahead=Span(x(today), round(x(due) - x(today), 1)) if due is not None and now in shown else None,
        axis=axis,
        width=width,
        summary="，".join(f"{event.on.month}月{event.on.day}日{event.label}" for event in told),
    )


def _tick(day: date, x: float, taken: Sequence[float], *, is_last: bool) -> DayTick:
    is_named = day.day in (1, 10, 20)
    is_free = all(abs(x - other) >= DAY for other in taken)
    return DayTick(x, is_long=is_named or is_last, day=str(day.day) if is_named and is_free else "")


def _lines(labels: Sequence[tuple[float, str]], width: int) -> list[int]:
    """The row of text, 0 next to the axis, on which each label touches no other."""
    ends: list[float] = []
    lines = []
    for x, label in labels:
        wide = len(label) * LETTER
        begin = x - wide * {"e": 1.0, "m": 0.5, "": 0.0}[_anchor(x, label, width)]
        line = next((line for line, end in enumerate(ends) if begin >= end), len(ends))
        ends[line : line + 1] = [begin + wide + GAP]
        lines.append(line)
    return lines


def _marks(
    placed: Sequence[tuple[float, Event]], lines: Sequence[int], now: Event, axis: float, width: int
) -> list[Mark]:
    """Numbers of days that would touch the one before are left out, today's never."""
    numbered = _numbered([(x, event is now) for x, event in placed])
    return [
        Mark(
            x=x,
            y=axis - 10 - LINE * line,
            label=event.label,
            day=str(event.on.day) if has_number else "",
            anchor=_anchor(x, event.label, width),
            weight="t-blue" if event is now else "t-strong" if event.is_due else "",
        )
        for (x, event), line, has_number in zip(placed, lines, numbered, strict=True)
    ]


def _numbered(places: Sequence[tuple[float, bool]]) -> list[bool]:
    kept: list[float] = [x for x, is_today in places if is_today]
    numbered = []
    for x, is_today in places:
        free = is_today or all(abs(x - other) >= DAY for other in kept)
        numbered.append(free)
        if free and not is_today:
            kept.append(x)
    return numbered


def _anchor(x: float, label: str, width: int) -> str:
    half = len(label) * LETTER / 2
    return "e" if x + half > width else "m" if x - half >= 0 else ""
