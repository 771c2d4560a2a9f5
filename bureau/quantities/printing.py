"""How numbers are printed: plain for machines, grouped for tables, in the fitting unit for prose."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from bureau.quantities.units import base_decimals, exponent_of, from_base, steps_down

# Wide enough that quantize never fails on 18 digits with scaling; half up as 2.675 is rounded by hand.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)


def round_half_up(value: Decimal | Fraction, decimals: int) -> Decimal:
    """Round half away from zero (四舍五入), exactly, also from a fraction."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals, context=_CONTEXT)


def rate(numerator: Decimal | int, denominator: Decimal | int, decimals: int) -> Decimal | None:
    """100 × numerator ÷ denominator, half up; None where the denominator is zero."""
    if denominator == 0:
        return None
    return round_half_up(Fraction(numerator) / Fraction(denominator) * 100, decimals)


def plain(value: Decimal) -> str:
    """The API's form: no exponent, no separators, no zeros at the end: `84680001`, `8468.0001`, `0`."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def entry(value: Decimal, *, unit: str, base_unit: str) -> str:
    """What stands in an input field: exact, in the unit of entry, so that saving it again changes nothing."""
    return plain(from_base(value, unit=unit, base_unit=base_unit))


def table(value: Decimal, *, unit: str, decimals: int, base_unit: str | None = None) -> str:
    """A table cell: a base-unit value in `unit`, all decimals, with thousands separators: `1,234.50`."""
    number = round_half_up(from_base(value, unit=unit, base_unit=base_unit or unit), decimals)
    return f"{abs(number) if number == 0 else number:,f}"


def prose(value: Decimal, *, base_unit: str, display_unit: str | None = None, decimals: int = 0) -> str:
    """The number with its unit as official prose prints it: `2.2万人`, `10439人`, `8468.0001万元`, `99%`."""
    unit = prose_unit(value, base_unit=base_unit, display_unit=display_unit, decimals=decimals)
    return in_unit(value, unit=unit, base_unit=base_unit, decimals=decimals)


def prose_unit(*values: Decimal, base_unit: str, display_unit: str | None = None, decimals: int = 0) -> str:
    """The unit in which prose prints a value, or several side by side (value and target share one).

    A unit is used when every value is at least one of it and loses nothing at `decimals`, else the next
    smaller one. Where `decimals` reach down to the base unit, small values stay as well: 0.6412万元.
    """
    for unit in steps_down(display_unit or base_unit, base_unit):
        exponent = exponent_of(unit, base_unit)
        if exponent == 0:
            return unit
        numbers = [from_base(value, unit=unit, base_unit=base_unit) for value in values if value]
        exact = all(round_half_up(number, decimals) == number for number in numbers)
        if numbers and exact and (decimals >= exponent or min(map(abs, numbers)) >= 1):
            return unit
    return base_unit


def in_unit(value: Decimal, *, unit: str, base_unit: str, decimals: int | None = None) -> str:
    """The number with the unit a document insists on: `0.6412万元`.

    Scaled units print exactly. Only what the base unit itself cannot hold, such as a percentage computed from
    its parts, is rounded: a percentage to `decimals`, everything else to what its base unit has.
    """
    if exponent_of(unit, base_unit) == 0:
        value = round_half_up(value, base_decimals(base_unit, decimals))
    return entry(value, unit=unit, base_unit=base_unit) + unit


def short(value: Decimal, *, base_unit: str, display_unit: str, decimals: int) -> str:
    """A card or tile: rounded half up in the largest unit the value reaches; show the exact value beside."""
    for unit in steps_down(display_unit, base_unit):
        number = from_base(value, unit=unit, base_unit=base_unit)
        if exponent_of(unit, base_unit) and abs(number) >= 1:
            return plain(round_half_up(number, decimals)) + unit
    return in_unit(value, unit=unit, base_unit=base_unit, decimals=decimals)
