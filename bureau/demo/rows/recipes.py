"""How figures of the demonstration become rows of a register.

Recipes name registers, fields and indicators; the rows are made by `making.py` and nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Flow:
    """Rows of one kind in a month: as many as the indicator `count` says, else about one per `each` of the first sum.

    `sums` share an indicator out among the rows of the month, `names` give each row some of as many different names.
    `dates` lie in the month, or as many days beside the first one as stands behind the colon. `texts` are patterns with
    {n}, {year}, {month}, {month_number}, {firm} (one of its own) and {employer} (one of many). With `less`, the figures
    of other indicators are taken off: their rows are made by another recipe.
    """

    register: str
    state: str
    dates: tuple[str, ...]
    count: str = ""
    each: int = 0
    sets: Mapping[str, object] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    less: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stock:
    """Rows that are open at the end of each month: they come and go as the level of the indicator does."""

    register: str
    state: str
    left: str
    opens: str
    closes: str
    count: str
    sets: Mapping[str, object] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Later:
    """What happens to rows of earlier months: `field` gets the month's figure, `date` a day of the month."""

    register: str
    field: str
    date: str
    value: str


Recipe = Flow | Stock
