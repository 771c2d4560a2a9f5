"""The figures of one unit and year as a text reads them: value, target, the year before, each with its origin."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bureau.catalogue.models import Target
from bureau.organisation.models import Unit
from bureau.periods import CALENDAR, Month, StatisticalWindow
from reports.wording import Measure

RANK_UNIT = "位次"
_TEN_THOUSAND, _DECIMALS_OF_WAN = 10_000, 4


@dataclass(frozen=True, slots=True)
class Aim:
    """年度目标: what kind of target it is (`Target.Kind`) and its value in the base unit."""

    kind: str
    value: Decimal
    document: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator over the span: `value` from the start of its year, None where nothing was reported.

    `previous` is the same span of the year before, `year_end` the whole of the year before. `slot` is the place 1..12
    of the last month counted in the indicator's own statistical year. `is_settled` says that nothing reported is still
    to be approved, `is_comparable` that besides at least as many reports stand behind the value as the year before,
    `is_corrected` that an accepted correction is counted in the value.
    """

    code: str
    name: str
    label: str
    domain: str
    group: str
    unit: str
    display_unit: str
    decimals: int
    kind: str
    window: StatisticalWindow
    slot: int
    value: Decimal | None
    previous: Decimal | None = None
    year_end: Decimal | None = None
    aim: Aim | None = None
    parent: str = ""
    is_assessed: bool = False
    is_settled: bool = True
    is_comparable: bool = True
    computed_at: datetime.datetime | None = None
    is_corrected: bool = False

    @property
    def span(self) -> str:
        return f"t{self.slot:02d}"

    @property
    def is_rate(self) -> bool:
        return self.unit == "%"

    @property
    def is_rank(self) -> bool:
        """Ranks are printed from the register of documents alone, never from a figure."""
        return self.unit == RANK_UNIT

    def measure(self, value: Decimal, unit: str = "") -> Measure:
        """The value as wording wants it; `unit` is a measure word to insist on, a scaled one only to prefer."""
        scaled = unit[:1] in ("万", "亿")
        return Measure(
            value,
            self.unit,
            unit if scaled else self.display_unit,
            self.decimals_of(value),
            self.code,
            unit if unit and not scaled else None,
        )

    def decimals_of(self, *values: Decimal) -> int:
        """Decimals of the display unit. Money from 1万元 on is told in 万元, exactly."""
        if self.unit == "元" and values and min(map(abs, values)) >= _TEN_THOUSAND:
            return max(self.decimals, _DECIMALS_OF_WAN)
        return self.decimals


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Everything that a summary of one unit and year may print, in the order of the paper tables.

    `last` is the last month that was reported, None when nothing was; `computed_at` is when the newest of the totals
    came out as they are.
    """

    unit: Unit
    year: int
    last: Month | None
    provisional: bool = False
    figures: Mapping[str, Figure] = field(default_factory=dict)
    computed_at: datetime.datetime | None = None

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())

    def of(self, code: str) -> Figure | None:
        """The figure if it was reported; None for what was not and for what the catalogue no longer holds."""
        figure = self.figures.get(code)
        return figure if figure is not None and figure.value is not None else None

    @property
    def is_whole_year(self) -> bool:
        return self.last is not None and self.last.month == 12

    @property
    def as_of(self) -> str:
        """`截至11月底`; `截至年底` for the whole year."""
        if self.last is None or self.is_whole_year:
            return "截至年底"
        return CALENDAR.as_of_label(self.last)

    @property
    def period(self) -> str:
        """`1—11月`; `全年` for the whole year."""
        if self.last is None or self.is_whole_year:
            return "全年"
        return "1月" if self.last.month == 1 else f"1—{self.last.month}月"


def aim_of(target: Target) -> Aim:
    return Aim(target.kind, target.value, target.document)
