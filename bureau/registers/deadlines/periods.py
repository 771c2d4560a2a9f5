"""The periods in which something has to happen: months, quarters, halves, years."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import Final

from bureau.registers.timing import Every

_MONTHS: Final = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}


@dataclass(frozen=True)
class Period:
    first: datetime.date
    last: datetime.date


def period_of(every: Every, day: datetime.date) -> Period:
    months = _MONTHS[every]
    begin = (day.month - 1) // months * months + 1
    end = begin + months - 1
    last = datetime.date(day.year, end, calendar.monthrange(day.year, end)[1])
    return Period(datetime.date(day.year, begin, 1), last)


def period_label(every: Every, day: datetime.date) -> str:
    """2026年3月, 2026年第三季度, 2026年上半年, 2026年."""
    match every:
        case Every.MONTH:
            return f"{day.year}年{day.month}月"
        case Every.QUARTER:
            return f"{day.year}年第{'一二三四'[(day.month - 1) // 3]}季度"
        case Every.HALF:
            return f"{day.year}年{'上' if day.month <= 6 else '下'}半年"
        case Every.YEAR:
            return f"{day.year}年"
