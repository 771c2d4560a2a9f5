"""From values to places on a drawing. None is a gap, never a zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Value = Decimal | int | float


@dataclass(frozen=True)
class Point:
    x: float
    y: float

    def __str__(self) -> str:
        return f"{self.x:.1f},{self.y:.1f}"


@dataclass(frozen=True)
class Dot:
    """A month's point; `open` while the figure is not yet approved."""

    x: float
    y: float
    open: bool


@dataclass(frozen=True)
class Placing:
    """Slots run from `left` to `right`, values from `low` at the bottom to `high` at the top."""

    slots: int
    low: float
    high: float
    left: float
    right: float
    top: float
    bottom: float

    def x(self, slot: int) -> float:
        return round(self.left + (self.right - self.left) * slot / max(self.slots - 1, 1), 1)

    def y(self, value: Value) -> float:
        span = (self.high - self.low) or 1.0
        return round(self.bottom - (self.bottom - self.top) * (float(value) - self.low) / span, 1)

    def points(self, values: Sequence[Value | None]) -> list[Point | None]:
        return [
            None if value is None else Point(self.x(slot), self.y(value)) for slot, value in enumerate(values)
        ]


def segments(points: Sequence[Point | None]) -> list[str]:
    """Point lists for polylines, a new one after every gap; a point alone makes no line."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [" ".join(str(point) for point in run) for run in runs if len(run) > 1]


def last_known(values: Sequence[object | None]) -> int | None:
    return max((slot for slot, value in enumerate(values) if value is not None), default=None)


def stands_alone(points: Sequence[Point | None], slot: int) -> bool:
    """No neighbour on either side: without a dot the point would not be seen."""
    before = points[slot - 1] if slot > 0 else None
    after = points[slot + 1] if slot + 1 < len(points) else None
    return before is None and after is None
