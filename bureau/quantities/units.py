"""Units of measure (计量单位): which names stand for the same unit, and by what factor they differ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

# Powers of ten that official Chinese writes before a unit: 万人, 亿元 (GB/T 15835-2011), 千元 in tables.
_SCALES = {"万亿": 12, "亿": 8, "万": 4, "千": 3, "": 0}

# Measure words (量词) that count the same thing. 人 and 人次 are different units and never meet here.
_SAME = (
    frozenset({"人", "名", "位"}),
    frozenset({"件", "宗", "起"}),
    frozenset({"场", "场次", "期"}),
    frozenset({"批", "批次"}),
    frozenset({"位次", "名"}),
    frozenset({"%", "％"}),
)

# Decimals that a base unit can have at all; every other unit counts whole things.
_BASE_DECIMALS = {"元": 2, "平方米": 2, "%": 2}


class QuantityError(ValueError):
    """A number that cannot be taken; the message is a Chinese sentence that says what to do."""


def same_measure(one: str, other: str) -> bool:
    """Whether two unscaled unit names count the same thing."""
    return one == other or any(one in group and other in group for group in _SAME)


def exponent_of(unit: str, base_unit: str) -> int:
    """The power of ten from a unit to its base (万元 to 元: 4); raises QuantityError for a foreign unit."""
    for prefix, exponent in _SCALES.items():
        if unit.startswith(prefix) and same_measure(unit.removeprefix(prefix), base_unit):
            return exponent
    raise QuantityError(f"单位“{unit[:10]}”不能换算成“{base_unit}”，请按“{entry_unit(base_unit)}”填写。")


def factor(unit: str, base_unit: str) -> Decimal:
    """How many base units one unit is; raises QuantityError for a foreign unit."""
    return Decimal(10) ** exponent_of(unit, base_unit)


def to_base(number: Decimal, *, unit: str, base_unit: str) -> Decimal:
    """Convert exactly into the base unit: 8468.0001 万元 is 84680001 元."""
    return number.scaleb(exponent_of(unit, base_unit))


def from_base(value: Decimal, *, unit: str, base_unit: str) -> Decimal:
    """Convert exactly out of the base unit: 84680001 元 is 8468.0001 万元."""
    return value.scaleb(-exponent_of(unit, base_unit))


def entry_unit(base_unit: str) -> str:
    """The unit in which people type: money in 万元, everything else in its base unit."""
    return "万元" if base_unit == "元" else base_unit


def base_decimals(base_unit: str, declared: int | None = None) -> int:
    """Decimals a value may have in its base unit; a percentage has as many as its indicator declares."""
    if base_unit == "%" and declared is not None:
        return declared
    return _BASE_DECIMALS.get(base_unit, 0)


def steps_down(display_unit: str, base_unit: str) -> Iterator[str]:
    """The display unit and the smaller ones that prose may fall back to: 亿元, 万元, 元."""
    exponent = exponent_of(display_unit, base_unit)
    yield display_unit
    for prefix in ("亿", "万", ""):
        if _SCALES[prefix] < exponent:
            yield prefix + base_unit
