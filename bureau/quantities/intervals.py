"""What a printed number claims: the values that print like it, or that 近, 超, 逾, 约, 余 allow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bureau.quantities.reading import parse
from bureau.quantities.units import QuantityError, exponent_of

Qualifier = Literal["", "近", "超", "逾", "约", "余"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Values between two bounds in the base unit; a bound belongs to it unless it is marked open."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: Decimal) -> bool:
        above = self.low < value if self.low_open else self.low <= value
        below = value < self.high if self.high_open else value <= self.high
        return above and below

    def meets(self, other: Interval) -> bool:
        """Whether one value could satisfy both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and low in self and low in other)


def interval_of(number: str, *, unit: str, base_unit: str, qualifier: Qualifier = "") -> Interval:
    """The interval that a printed number stands for, in the base unit.

    Unqualified: half a unit of the last printed digit to either side (1.47亿元 claims 146500000 to
    147500000 元), so that honest rounding raises no alarm. Qualified numbers are judged by their last digit
    that is not zero: 70余 is 70 to 80, 超3000 lies between 3000 and 4000, 约 and 近 allow half such a step
    and no more than a tenth.
    Raises QuantityError when `number` is none.
    """
    exponent = exponent_of(unit, base_unit)
    decimals = len(number.partition(".")[2])
    value = parse(number, unit=unit, base_unit=base_unit, decimals=decimals)
    if value is None:
        raise QuantityError("这里没有数字。")
    half = Decimal(5).scaleb(exponent - decimals - 1)
    step = _step(value, exponent - decimals)
    near = max(half, min(step / 2, abs(value) / 10))
    match qualifier:
        case "":
            return Interval(value - half, value + half)
        case "约":
            return Interval(value - near, value + near)
        case "近":
            return Interval(value - near, value, high_open=True)
        case "余":
            return Interval(value, value + step, high_open=True)
        case "超" | "逾":
            return Interval(value, value + step, low_open=True, high_open=True)


def _step(value: Decimal, last_printed: int) -> Decimal:
    """One unit of the last digit that is not zero, at least one of the last printed digit."""
    exponent = last_printed
    while value and value % Decimal(1).scaleb(exponent + 1) == 0:
        exponent += 1
    return Decimal(1).scaleb(exponent)
