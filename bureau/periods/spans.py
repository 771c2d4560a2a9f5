"""The columns in which a year of totals is kept: months, quarters, half-years, year to date."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bureau.periods.values import PeriodError


@dataclass(frozen=True, slots=True)
class Span:
    """A column of the totals: m month, q quarter, h half-year, t year to date; t12 is the whole year."""

    letter: Literal["m", "q", "h", "t"]
    index: int

    def __post_init__(self) -> None:
        if not 1 <= self.index <= _SPAN_COUNTS[self.letter]:
            raise PeriodError(f"没有{self.letter}{self.index}这一统计期。")

    @classmethod
    def parse(cls, name: str) -> Span:
        """Read a column name such as `m01`, `q4`, `t11`; raises PeriodError."""
        span = _SPANS_BY_NAME.get(name)
        if span is None:
            raise PeriodError(f"没有“{name[:20]}”这一统计期。")
        return span

    @property
    def name(self) -> str:
        return f"{self.letter}{self.index:02d}" if self.letter in "mt" else f"{self.letter}{self.index}"

    @property
    def slots(self) -> range:
        """Positions (1..12) in the statistical year that the span covers."""
        if self.letter == "t":
            return range(1, self.index + 1)
        width = 12 // _SPAN_COUNTS[self.letter]
        return range((self.index - 1) * width + 1, self.index * width + 1)

    @property
    def pace(self) -> Fraction:
        """序时进度 at the end of the span: months elapsed of twelve, whatever the cut-off day."""
        return Fraction(self.slots[-1], 12)

    def __str__(self) -> str:
        return self.name


_SPAN_COUNTS: dict[str, int] = {"m": 12, "q": 4, "h": 2, "t": 12}
MONTH_SPANS = tuple(Span("m", index) for index in range(1, 13))
QUARTER_SPANS = tuple(Span("q", index) for index in range(1, 5))
HALF_YEAR_SPANS = (Span("h", 1), Span("h", 2))
YEAR_TO_DATE_SPANS = tuple(Span("t", index) for index in range(1, 13))
SPANS = MONTH_SPANS + QUARTER_SPANS + HALF_YEAR_SPANS + YEAR_TO_DATE_SPANS
YEAR_SPAN = YEAR_TO_DATE_SPANS[-1]
_SPANS_BY_NAME = {span.name: span for span in SPANS}
