"""预计全年: where a year will land if its months follow the shape of the years before. Says nothing under two years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bureau.quantities import round_half_up

FEWEST_YEARS = 2


@dataclass(frozen=True)
class Landing:
    """The year's end in the base unit: `likely`, between the smallest and the largest that an earlier year gives."""

    low: Decimal
    likely: Decimal
    high: Decimal


def landing(
    value: Decimal | None,
    earlier: Sequence[tuple[Decimal | None, Decimal | None]],
    *,
    slot: int,
    decimals: int = 0,
) -> Landing | None:
    """`earlier` gives, for each year before, what had come together by the same month and by the end of the year.

    None when it cannot be told: no figure, a finished year, or fewer than two earlier years with both numbers above
    zero. `decimals` are those of the base unit.
    """
    if value is None or value < 0 or slot >= 12:
        return None
    shapes = [
        Fraction(by_then) / Fraction(whole)
        for by_then, whole in earlier
        if by_then is not None and whole is not None and 0 < by_then <= whole
    ]
    if len(shapes) < FEWEST_YEARS:
        return None
    mean = sum(shapes, Fraction(0)) / len(shapes)
    low, likely, high = (
        round_half_up(Fraction(value) / shape, decimals) for shape in (max(shapes), mean, min(shapes))
    )
    return Landing(low, likely, high)


def monthly_need(
    value: Decimal | None, target: Decimal, *, slot: int, step: Decimal = Decimal(1)
) -> Decimal | None:
    """月需: what each month left must bring to reach the target, rounded up to whole steps; None when none is left."""
    if value is None or value >= target or slot >= 12:
        return None
    need = Fraction(target - value) / (12 - slot) / Fraction(step)
    return -(-need.numerator // need.denominator) * step
