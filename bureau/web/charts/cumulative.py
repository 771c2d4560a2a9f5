"""The year of one indicator: what has come together, the pace, the target, where it will land."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, log10

from bureau.web.charts.places import Dot, Placing, Point, Value, last_known, segments

WIDTH, HEIGHT = 860, 252
LEFT, RIGHT, TOP, BOTTOM = 46, 764, 14, 226
LABEL_GAP = 15.0
FIRST_BASELINE = 12.0


@dataclass(frozen=True)
class Forecast:
    """The year's end in the indicator's own unit: `likely` between `low` and `high`."""

    low: Value
    likely: Value
    high: Value


@dataclass(frozen=True)
class Tick:
    y: float
    value: Decimal


@dataclass(frozen=True)
class MonthLabel:
    x: float
    text: str
    is_last: bool


@dataclass(frozen=True)
class SideLabel:
    """A name at the right edge: `kind` is target, forecast or previous."""

    kind: str
    y: float
    value: Value


@dataclass(frozen=True)
class Cumulative:
    ticks: list[Tick]
    months: list[MonthLabel]
    lines: list[str]
    plan: list[str]
    dots: list[Dot]
    target_y: float | None
    next_line: str | None
    band: str | None
    last: Point | None
    last_value: Value | None
    labels: list[SideLabel]
    places: int | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def cumulative(
    values: Sequence[Value | None],
    *,
    months: Sequence[str],
    plan: Sequence[Value | None] = (),
    target: Value | None = None,
    forecast: Forecast | None = None,
    last_year: Value | None = None,
    provisional: Collection[int] = (),
    places: int | None = None,
) -> Cumulative:
    """`values` and `plan` are year-to-date amounts, one for each of the `months` of the statistical year.

    `places` are the digits that the printed figures keep after the point.
    """
    ends = [forecast.low, forecast.high] if forecast else []
    known = [float(value) for value in (*values, *plan, target, last_year, *ends) if value is not None]
    ticks = scale(min([0.0, *known]), max([0.0, *known]))
    placing = Placing(len(months), float(ticks[0]), float(ticks[-1]), LEFT, RIGHT, TOP, BOTTOM)
    points = placing.points(values)
    last = last_known(values)
    last_point = points[last] if last is not None else None
    next_line = band = None
    if forecast is not None and last_point is not None and last is not None and last < len(months) - 1:
        likely = Point(float(RIGHT), placing.y(forecast.likely))
        low, high = (
            Point(float(RIGHT), placing.y(forecast.low)),
            Point(float(RIGHT), placing.y(forecast.high)),
        )
        next_line, band = f"{last_point} {likely}", f"{last_point} {high} {low}"
    return Cumulative(
        ticks=[Tick(placing.y(value), value) for value in ticks],
        months=[MonthLabel(placing.x(slot), text, slot == last) for slot, text in enumerate(months)],
        lines=segments(points),
        plan=segments(placing.points(plan)),
        dots=[
            Dot(point.x, point.y, open=slot in provisional)
            for slot, point in enumerate(points)
            if point is not None
        ],
        target_y=None if target is None else placing.y(target),
        next_line=next_line,
        band=band,
        last=last_point,
        places=places,
        last_value=values[last] if last is not None else None,
        labels=_apart(
            [
                SideLabel(kind, placing.y(value) + 4, value)
                for kind, value in (
                    ("forecast", forecast.likely if next_line and forecast else None),
                    ("target", target),
                    ("previous", last_year),
                )
                if value is not None
            ]
        ),
    )


def scale(low: float, high: float, steps: int = 4) -> list[Decimal]:
    """Ticks around `low` and `high`, in steps of 1, 2, 2.5, 3 or 5 times a power of ten."""
    rough = (high - low) / steps or 1.0
    unit = Decimal(10) ** (ceil(log10(rough)) - 1)
    step = next(unit * factor for factor in (1, 2, Decimal("2.5"), 3, 5, 10) if float(unit * factor) >= rough)
    first = (Decimal(repr(low)) / step).to_integral_value(rounding="ROUND_FLOOR") * step
    ticks = [first]
    while float(ticks[-1]) < high or len(ticks) < 2:
        ticks.append(ticks[-1] + step)
    return ticks


def _apart(labels: list[SideLabel]) -> list[SideLabel]:
    """The labels from top to bottom: the target stays, the others move away until all are clear."""
    ordered = sorted(labels, key=lambda label: label.y)
    places = [label.y for label in ordered]
    fixed = next((n for n, label in enumerate(ordered) if label.kind == "target"), 0)
    for n in range(fixed - 1, -1, -1):
        places[n] = min(places[n], places[n + 1] - LABEL_GAP)
    for n in range(fixed + 1, len(places)):
        places[n] = max(places[n], places[n - 1] + LABEL_GAP)
    down = max(FIRST_BASELINE - min(places, default=FIRST_BASELINE), 0.0)
    return [
        SideLabel(label.kind, round(y + down, 1), label.value)
        for label, y in zip(ordered, places, strict=True)
    ]
