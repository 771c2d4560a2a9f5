"""How a domain says what it counts.

A domain's `indicators` package builds an `IndicatorSet`: groups in the order of the paper table, indicators
in the order of its rows. The core collects the sets at start, checks them (`checks.py`) and synchronises
them into the database (`sync_catalogue`). Nothing here touches the database.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

RECOMPUTED: Final = "round_half_up(numerator / denominator * 100)，按统计窗口用分子分母重算，不相加不平均"
PERIOD_END: Final = "按期录入期末数，年度取窗口末月值"
MONTHLY_SUM: Final = "按月录入本月数，年度为各月之和"

_CODE = re.compile(r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$")
_TERM = re.compile(r"([+-]?)\s*([a-z_]+\.[a-z0-9_]+)")


class Kind(enum.StrEnum):
    """How an indicator behaves in time."""

    FLOW = "flow"  # 流量: adds over months
    EVENT = "event"  # 发生数: a flow that counts register rows
    STOCK = "stock"  # 存量: the last reported value counts
    RATE = "rate"  # 比率: made from its parts at every level


class Direction(enum.StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    HOLD = "hold"
    NONE = "none"


class Reporter(enum.StrEnum):
    """Who files the figure each month."""

    SECTION = "section"
    TOWNS = "towns"
    BOTH = "both"


@dataclass(frozen=True)
class Term:
    """One signed part of a numerator or denominator."""

    code: str
    sign: int


def terms_of(formula: str) -> tuple[Term, ...]:
    """The signed parts of `a.b+c.d-e.f`.

    Raises ValueError when something beside codes, plus and minus stands in the formula.
    """
    terms = tuple(Term(code, -1 if sign == "-" else 1) for sign, code in _TERM.findall(formula))
    rewritten = "".join(f"{'-' if term.sign < 0 else '+'}{term.code}" for term in terms)
    if rewritten.lstrip("+") != formula.replace(" ", "").lstrip("+"):
        raise ValueError(f"not a sum or difference of indicator codes: {formula!r}")
    return terms


@dataclass(frozen=True)
class Indicator:
    """指标: one counted thing, as its domain declares it.

    `unit` is the base unit in which values are stored (元, 人, %); `display_unit` and `decimals` are the
    printed default. A rate names its `numerator` and `denominator` as sums or differences of codes, or is a
    `maximum`. `parent` with `exhaustive=True` means that the children flagged so sum exactly to the parent;
    False means 其中. `cutoff_day` and `year_start_month` describe the statistical window (21st–20th: 20;
    December–November: 12). `sections` are the domains whose part of the summary prints the figure, where
    that is not its own domain alone.
    """

    code: str
    name: str
    unit: str
    kind: Kind
    direction: Direction = Direction.NONE
    display_unit: str = ""
    decimals: int = 0
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    maximum: bool = False
    parent: str = ""
    exhaustive: bool | None = None
    register: str = ""
    counting_rule: str = ""
    assessed: bool = False
    reported_by: Reporter = Reporter.SECTION
    definition: str = ""
    legal_basis: str = ""
    sections: tuple[str, ...] = ()
    cutoff_day: int | None = None
    year_start_month: int = 1

    @property
    def domain(self) -> str:
        return self.code.partition(".")[0]

    @property
    def printed_in(self) -> tuple[str, ...]:
        return self.sections or (self.domain,)

    @property
    def parts(self) -> tuple[Term, ...]:
        return (*terms_of(self.numerator), *terms_of(self.denominator))

    def is_well_coded(self) -> bool:
        return bool(_CODE.match(self.code))


@dataclass(frozen=True)
class Group:
    """A titled block of rows of the paper table, e.g. 就业与失业.

    `key` is stable within its domain. `duty` names the duty of the one section that answers for the rows;
    which section holds a duty is said by the bureau, not here.
    """

    key: str
    title: str
    duty: str
    indicators: tuple[Indicator, ...]


@dataclass
class IndicatorSet:
    """All that one domain counts, in the order of its paper table; `duties` titles what its groups name."""

    domain: str
    title: str
    duties: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = field(default=())

    def __iter__(self) -> Iterator[tuple[Group, Indicator]]:
        for group in self.groups:
            for indicator in group.indicators:
                yield group, indicator


DECLARED: Final[dict[str, IndicatorSet]] = {}


def declare(indicator_set: IndicatorSet) -> None:
    """Make a domain's set known. Declaring a domain twice is a mistake of ours and raises ValueError."""
    if indicator_set.domain in DECLARED:
        raise ValueError(f"{indicator_set.domain} declares its indicators twice")
    DECLARED[indicator_set.domain] = indicator_set
