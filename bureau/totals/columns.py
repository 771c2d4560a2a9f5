"""The columns of a page of a year, and the SQL that folds twelve months into the other spans.

A page holds one year of one indicator for one unit with everything below it: the twelve months, four quarters, two
half-years and twelve years to date of `bureau.periods.SPANS`, approved (`a_…`) and provisional (`p_…`), and per month
the unit-months reported (`r_…`) and expected (`e_…`). All column lists are spelled from that one declaration.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from functools import reduce
from string import Template
from typing import Final

from bureau.periods import MONTH_SPANS, SPANS, Span


class Series(enum.IntEnum):
    """What a page counts: the value itself or, of a rate only, one of its two sides."""

    VALUE = 0
    NUMERATOR = 1
    DENOMINATOR = 2


MONTHS: Final = tuple(span.name for span in MONTH_SPANS)
NAMES: Final = tuple(span.name for span in SPANS)
LAYERS: Final = ("a", "p")  # approved, provisional
COUNTS: Final = ("r", "e")  # unit-months reported, expected
KEY: Final = ("unit_id", "year", "indicator_id", "series")


def amount_columns(spans: Iterable[str] = NAMES) -> list[str]:
    names = list(spans)
    return [f"{layer}_{name}" for layer in LAYERS for name in names]


def count_columns(months: Iterable[str] = MONTHS) -> list[str]:
    names = list(months)
    return [f"{count}_{name}" for count in COUNTS for name in names]


def page_columns(slots: Sequence[int] | None = None) -> list[str]:
    """All columns of a page, or those that a change of these months can move."""
    if slots is None:
        return amount_columns() + count_columns()
    touched = [span for span in SPANS if not set(span.slots).isdisjoint(slots)]
    return amount_columns(span.name for span in touched) + count_columns(MONTHS[slot - 1] for slot in slots)


def each(pattern: str, names: Iterable[str], joint: str = ", ") -> str:
    """`each("sum(c.{0}) AS {0}", ["a_m01", …])`: one phrase per column."""
    return joint.join(pattern.format(name) for name in names)


def spell(statement: str, **parts: str) -> str:
    """Fill the `$name` places of a statement. Only our own column lists and clauses go in, never anybody's data."""
    return Template(statement).substitute(parts)


def add(left: str, right: str) -> str:
    """Sum of two amounts of which either may be missing; missing only when both are."""
    return f"coalesce({left} + {right}, {left}, {right})"


def share(numerator: str, denominator: str) -> str:
    """Per cent, half up to six decimals. The long zero makes PostgreSQL divide far enough to round only once."""
    return f"round({numerator} * 100.000000000000000000000000000000 / nullif({denominator}, 0), 6)"


def quarters(layer: str) -> list[str]:
    """The inner of two steps from months to the spans of a sum, so that no sum is spelled out more than twice."""
    columns = []
    for quarter in range(4):
        first, second, third = (f"{layer}_{name}" for name in MONTHS[quarter * 3 : quarter * 3 + 3])
        columns.append(f"{add(first, second)} AS {layer}_d{quarter + 1}")  # the quarter's first two months
        columns.append(f"{add(add(first, second), third)} AS {layer}_q{quarter + 1}")
    return columns


def fold(aggregate: str, layer: str, span: Span) -> str:
    """What stands in the span when months meet by this aggregate: `sum` (over `quarters`), `last` or `maximum`."""
    months = [f"{layer}_{MONTHS[slot - 1]}" for slot in span.slots]
    if len(months) == 1:
        return months[0]
    if aggregate == "last":
        return f"coalesce({', '.join(reversed(months))})"
    if aggregate == "maximum":
        return f"greatest({', '.join(months)})"
    parts = [f"{layer}_q{first // 3 + 1}" for first in range(span.slots[0] - 1, span.slots[-1] - 2, 3)]
    if loose := span.slots[-1] % 3:
        parts.append(months[-1] if loose == 1 else f"{layer}_d{span.slots[-1] // 3 + 1}")
    return reduce(add, parts)
