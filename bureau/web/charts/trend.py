"""Small drawings of months: two years as lines, one year as bars."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bureau.web.charts.places import Dot, Placing, Value, last_known, segments, stands_alone


@dataclass(frozen=True)
class Trend:
    """`lines` and `previous` are point lists, broken where a month is missing."""

    lines: list[str]
    previous: list[str]
    dots: list[Dot]
    width: int
    height: int

    @property
    def baseline(self) -> int:
        return self.height - 1


def trend(
    this_year: Sequence[Value | None],
    last_year: Sequence[Value | None] = (),
    *,
    provisional: Collection[int] = (),
    width: int = 124,
    height: int = 46,
) -> Trend:
    """`provisional`: positions (from 0) of months not yet approved. The last known month gets a dot."""
    known = [float(value) for value in (*this_year, *last_year) if value is not None]
    placing = Placing(
        slots=max(len(this_year), len(last_year)),
        low=min([0.0, *known]),
        high=max([0.0, *known]),
        left=3,
        right=width - 5,
        top=5,
        bottom=height - 4,
    )
    points = placing.points(this_year)
    last = last_known(this_year)
    dots = [
        Dot(point.x, point.y, open=slot in provisional)
        for slot, point in enumerate(points)
        if point is not None and (slot == last or slot in provisional or stands_alone(points, slot))
    ]
    previous = segments(placing.points(last_year))
    return Trend(lines=segments(points), previous=previous, dots=dots, width=width, height=height)


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    is_current: bool


@dataclass(frozen=True)
class MiniBars:
    bars: list[Bar]
    width: int
    height: int


def mini_bars(
    values: Sequence[Value | None], *, current: int | None = None, width: int = 64, height: int = 18
) -> MiniBars:
    """One bar a month; a reported zero keeps a hairline, a missing month leaves its place empty."""
    step = width / max(len(values), 1)
    top = max((abs(float(value)) for value in values if value is not None), default=0.0)
    bars = []
    for slot, value in enumerate(values):
        if value is None:
            continue
        tall = max(abs(float(value)) / top * (height - 2), 1.0) if top else 1.0
        x, y = round(slot * step, 1), round(height - tall, 1)
        bars.append(Bar(x, y, round(step - 1.2, 1), round(tall, 1), is_current=slot == current))
    return MiniBars(bars, width, height)
