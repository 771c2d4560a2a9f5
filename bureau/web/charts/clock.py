"""The clock of one row: when it started, where today is, when it is due, and what comes after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

WIDTH = 336
LEFT, RIGHT = 8.0, 326.0
LETTER = 12.5
DATE = 36.0
GAP = 10.0


@dataclass(frozen=True)
class ClockPoint:
    """A date with its name; `is_due` marks the one that counts."""

    on: date
    label: str
    is_due: bool = False


@dataclass(frozen=True)
class ClockMark:
    """A point as drawn: `anchor` and `weight` are words of the style sheet."""

    x: float
    text_x: float
    label: str
    day: str
    anchor: str
    weight: str


@dataclass(frozen=True)
class ClockDrawing:
    """`past` is the bar up to today; `ahead` the box from today to the due day, none when it is over."""

    marks: Sequence[ClockMark]
    past_x: float
    past_width: float
    ahead_x: float
    ahead_width: float
    is_late: bool
    summary: str
    width: int = WIDTH


def clock_drawing(points: Sequence[ClockPoint], *, today: date) -> ClockDrawing:
    """Days in proportion, moved apart where names would touch."""
    now = ClockPoint(today, "今天")
    told = sorted({*points, now}, key=lambda point: (point.on, point is not now))
    places = _places(told)
    x_of = dict(zip(told, places, strict=True))
    due = next((point for point in told if point.is_due), None)
    start = places[0]
    late = due is not None and due.on < today
    ahead = x_of[due] - x_of[now] if due is not None and not late else 0.0
    return ClockDrawing(
        marks=[_mark(point, x_of[point], point is now, late=late) for point in told],
        past_x=start,
        past_width=round(x_of[now] - start, 1),
        ahead_x=x_of[now],
        ahead_width=round(max(ahead, 0.0), 1),
        is_late=late,
        summary="，".join(f"{point.on.month}月{point.on.day}日{point.label}" for point in told),
    )


def _places(points: Sequence[ClockPoint]) -> list[float]:
    if len(points) == 1:
        return [LEFT]
    span = max((points[-1].on - points[0].on).days, 1)
    places = [LEFT + (RIGHT - LEFT) * (point.on - points[0].on).days / span for point in points]
    apart = [_apart(one, other) for one, other in pairwise(points)]
    # The outermost names stand inside the drawing, so they take up more of the way to the next.
    apart[0] += _wide(points[0]) / 2 - LEFT / 2
    apart[-1] += _wide(points[-1]) / 2 - (WIDTH - RIGHT) / 2
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + apart[index - 1])
    # What was pushed over the edge pushes back.
    places[-1] = min(places[-1], RIGHT)
    for index in range(len(places) - 2, -1, -1):
        places[index] = min(places[index], places[index + 1] - apart[index])
    return [round(max(place, LEFT), 1) for place in places]


def _wide(point: ClockPoint) -> float:
    return max(len(point.label) * LETTER, DATE)


def _apart(one: ClockPoint, other: ClockPoint) -> float:
    """Room for half of either name, or of its date."""
    return (_wide(one) + _wide(other)) / 2 + GAP


def _mark(point: ClockPoint, x: float, is_today: bool, *, late: bool) -> ClockMark:
    half = len(point.label) * LETTER / 2
    anchor = "e" if x + half > WIDTH else "m" if x - half >= 0 else ""
    weight = "t-blue" if is_today else ("t-red" if late else "t-strong") if point.is_due else ""
    text_x = {"e": float(WIDTH - 4), "m": x, "": 4.0}[anchor]
    return ClockMark(x, text_x, point.label, f"{point.on:%m-%d}", anchor, weight)
