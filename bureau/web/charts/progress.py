"""The bar of completion with pace, target and landing.

Horizontal places are per cent of the drawing's width, so that a bar stretches with its column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bureau.web.charts.places import Value

Tone = Literal["", "is-soft", "is-late"]
TALL = 18


@dataclass(frozen=True)
class Landing:
    """Where the year is likely to end, in per cent of the target: `likely` between `low` and `high`."""

    low: Value
    likely: Value
    high: Value


@dataclass(frozen=True)
class Whisker:
    low: float
    likely: float
    high: float


@dataclass(frozen=True)
class ProgressBar:
    """`more`: the bar is longer than the drawing; `is_known`: there is a figure to draw at all.

    `sure` is the part of the bar that is approved, where not all of it is.
    """

    bar: float
    sure: float | None
    target: float
    pace: float | None
    whisker: Whisker | None
    more: bool
    tone: Tone
    is_known: bool
    width: str
    height: int

    @property
    def thickness(self) -> int:
        return 6 if self.height < TALL else 8

    @property
    def middle(self) -> float:
        """A tall drawing keeps the lower half line for the whisker, which must not cover the pace."""
        return self.height / 2 - (0 if self.height < TALL else 3)

    @property
    def top(self) -> float:
        return self.middle - self.thickness / 2

    @property
    def foot(self) -> float:
        return self.middle + self.thickness / 2

    @property
    def tick_top(self) -> float:
        return self.top - 3

    @property
    def tick_foot(self) -> float:
        return self.foot + (3 if self.height < TALL else 1)

    @property
    def whisker_top(self) -> float:
        return self.foot + 1.5

    @property
    def whisker_middle(self) -> float:
        return self.foot + 4

    @property
    def whisker_foot(self) -> float:
        return self.foot + 6.5


def progress_bar(
    share: Value | None,
    *,
    sure: Value | None = None,
    pace: Value | None = None,
    landing: Landing | None = None,
    late: bool = False,
    scale: int = 110,
    width: str = "52",
    height: int = 14,
) -> ProgressBar:
    """`share`, `sure`, `pace` and `landing` in per cent of the target; the drawing ends at `scale` per cent."""

    def place(value: Value) -> float:
        return round(min(max(float(value), 0.0), float(scale)) / scale * 100, 2)

    reached = 0.0 if share is None else float(share)
    whisker = None
    if landing is not None and reached < 100 and height >= TALL:
        whisker = Whisker(place(landing.low), place(landing.likely), place(landing.high))
    return ProgressBar(
        bar=place(reached),
        sure=None if sure is None or sure == share else place(min(float(sure), reached)),
        target=place(100),
        pace=None if pace is None else place(pace),
        whisker=whisker,
        more=reached > scale,
        tone="is-soft" if reached >= 100 else "is-late" if late else "",
        is_known=share is not None,
        width=width,
        height=height,
    )
