"""Grains of time by name, as lists and exports offer them: month, quarter, half, year, ytd."""

from __future__ import annotations

from typing import Final

from bureau.periods import (
    HALF_YEAR_SPANS,
    MONTH_SPANS,
    QUARTER_SPANS,
    YEAR_SPAN,
    YEAR_TO_DATE_SPANS,
    Month,
    Span,
    StatisticalWindow,
)

GRAINS: Final[dict[str, tuple[Span, ...]]] = {
    "month": MONTH_SPANS,
    "quarter": QUARTER_SPANS,
    "half": HALF_YEAR_SPANS,
    "year": (YEAR_SPAN,),
    "ytd": YEAR_TO_DATE_SPANS,
}


def spans_of(grain: str, window: StatisticalWindow, month: Month | None = None) -> tuple[Span, ...]:
    """All spans of the grain, or the one that contains the month; a year to date ends with it."""
    if month is None:
        return GRAINS[grain]
    slot = window.slot_of(month)
    if grain == "ytd":
        return (Span("t", slot),)
    return tuple(span for span in GRAINS[grain] if slot in span.slots)


def period_name(grain: str, window: StatisticalWindow, year: int, span: Span) -> str:
    """`2026-10`, `2026-Q4`, `2026-H2`, `2026`; a year to date has the name of its last month."""
    return (
        str(year)
        if grain == "year"
        else str(window.month_at(year, span.index))
        if span.letter in "mt"
        else (f"{year}-{span.letter.upper()}{span.index}")
    )
