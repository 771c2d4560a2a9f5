"""Quantities (数量): one number model for entry, import, storage, wording and reading.

Values are `Decimal` in the base unit of their indicator (元, 人, 件, 平方米, %); scaled units (万元, 亿元)
exist only where people read and write. Rounding is half up and happens in print alone.
"""

from bureau.quantities.intervals import Interval, Qualifier, interval_of
from bureau.quantities.printing import (
    entry,
    in_unit,
    plain,
    prose,
    prose_unit,
    rate,
    round_half_up,
    short,
    table,
)
from bureau.quantities.reading import INTEGER_DIGITS, from_cell, parse
from bureau.quantities.units import (
    QuantityError,
    base_decimals,
    entry_unit,
    exponent_of,
    factor,
    from_base,
    same_measure,
    to_base,
)

__all__ = [
    "INTEGER_DIGITS",
    "Interval",
    "Qualifier",
    "QuantityError",
    "base_decimals",
    "entry",
    "entry_unit",
    "exponent_of",
    "factor",
    "from_base",
    "from_cell",
    "in_unit",
    "interval_of",
    "parse",
    "plain",
    "prose",
    "prose_unit",
    "rate",
    "round_half_up",
    "same_measure",
    "short",
    "table",
    "to_base",
]
