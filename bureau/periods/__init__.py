"""Statistical periods (统计期): months, quarters, half-years, years, and the windows that hold their days.

Everything here is a frozen, ordered value without a database. A statistical month need not be a calendar
month and a statistical year need not begin in January (人社统EP forms run from the 21st to the 20th, one
district's plan ran from December to November), so days and years are always asked of a `StatisticalWindow`.
"""

from bureau.periods.spans import (
    HALF_YEAR_SPANS,
    MONTH_SPANS,
    QUARTER_SPANS,
    SPANS,
    YEAR_SPAN,
    YEAR_TO_DATE_SPANS,
    Span,
)
from bureau.periods.values import (
    FIRST_NAMED_YEAR,
    LAST_NAMED_YEAR,
    HalfYear,
    Month,
    Period,
    PeriodError,
    Quarter,
    Year,
    YearToDate,
    parse_period,
)
from bureau.periods.windows import CALENDAR, StatisticalWindow

__all__ = [
    "CALENDAR",
    "FIRST_NAMED_YEAR",
    "HALF_YEAR_SPANS",
    "LAST_NAMED_YEAR",
    "MONTH_SPANS",
    "QUARTER_SPANS",
    "SPANS",
    "YEAR_SPAN",
    "YEAR_TO_DATE_SPANS",
    "HalfYear",
    "Month",
    "Period",
    "PeriodError",
    "Quarter",
    "Span",
    "StatisticalWindow",
    "Year",
    "YearToDate",
    "parse_period",
]
