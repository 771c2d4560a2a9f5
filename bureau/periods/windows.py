"""Statistical windows (统计期): which days make a month, and which months make a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bureau.periods.spans import Span
from bureau.periods.values import HalfYear, Month, Period, PeriodError, Quarter, Year, YearToDate


@dataclass(frozen=True, slots=True)
class StatisticalWindow:
    """Calendar months from January by default; or the 21st to the 20th; or a year from December.

    A year that does not begin in January is named after the calendar year in which it ends: December 2025
    to November 2026 is 2026. A month keeps its own name whatever its cut-off day.
    """

    cutoff_day: int | None = None
    year_start_month: int = 1

    def __post_init__(self) -> None:
        if self.cutoff_day is not None and not 1 <= self.cutoff_day <= 28:
            raise PeriodError("每月截止日请填 1 到 28，或留空表示月末。")
        if not 1 <= self.year_start_month <= 12:
            raise PeriodError("年度起始月请填 1 到 12。")

    def year_of(self, month: Month) -> int:
        """The statistical year that a month belongs to."""
        later = self.year_start_month > 1 and month.month >= self.year_start_month
        return month.year + 1 if later else month.year

    def slot_of(self, month: Month) -> int:
        """The position 1..12 of a month in its statistical year."""
        return (month.month - self.year_start_month) % 12 + 1

    def month_at(self, year: int, slot: int) -> Month:
        """The month at a position 1..12 of a statistical year."""
        if not 1 <= slot <= 12:
            raise PeriodError(f"一年只有 12 个月，没有第{slot}个月。")
        start_year = year if self.year_start_month == 1 else year - 1
        return Month(start_year, self.year_start_month) + (slot - 1)

    def months_of(self, year: int) -> tuple[Month, ...]:
        """The twelve months of a statistical year, in order."""
        return tuple(self.month_at(year, slot) for slot in range(1, 13))

    def days_of(self, month: Month) -> tuple[date, date]:
        """The first and the last day that count for a month."""
        if self.cutoff_day is None:
            return month.first_day, month.last_day
        first = month.previous.first_day.replace(day=self.cutoff_day) + timedelta(days=1)
        return first, month.first_day.replace(day=self.cutoff_day)

    def month_of(self, day: date) -> Month:
        """The month for which a day counts (归属月份)."""
        month = Month.of(day)
        return month.next if self.cutoff_day is not None and day.day > self.cutoff_day else month

    def months_in(self, period: Period) -> tuple[Month, ...]:
        """The months that a period covers under this window, in order."""
        year = self._year_of_period(period)
        return tuple(self.month_at(year, slot) for slot in self.span_of(period).slots)

    def days_in(self, period: Period) -> tuple[date, date]:
        """The first and the last day that count for a period."""
        months = self.months_in(period)
        return self.days_of(months[0])[0], self.days_of(months[-1])[1]

    def span_of(self, period: Period) -> Span:
        """The column of the totals in which a period stands."""
        match period:
            case Month():
                return Span("m", self.slot_of(period))
            case Quarter():
                return Span("q", period.quarter)
            case HalfYear():
                return Span("h", period.half)
            case Year():
                return Span("t", 12)
            case YearToDate():
                return Span("t", self.slot_of(period.last))

    def quarter_of(self, month: Month) -> Quarter:
        return Quarter(self.year_of(month), (self.slot_of(month) + 2) // 3)

    def half_year_of(self, month: Month) -> HalfYear:
        return HalfYear(self.year_of(month), (self.slot_of(month) + 5) // 6)

    def period_at(self, year: int, span: Span) -> Month | Quarter | HalfYear | YearToDate:
        """The period that a totals column of a year stands for; `t12` is the year to date at its end."""
        match span.letter:
            case "m":
                return self.month_at(year, span.index)
            case "q":
                return Quarter(year, span.index)
            case "h":
                return HalfYear(year, span.index)
            case "t":
                return YearToDate(self.month_at(year, span.index))

    def range_label(self, period: Period, *, with_year: bool = False) -> str:
        """The months that a period covers, in words: `1—11月`, `2026年1—11月`, `2025年12月—2026年11月`."""
        months = self.months_in(period)
        first, last = months[0], months[-1]
        if first.year != last.year:
            return f"{first.label}—{last.label}"
        span = last.short_label if first == last else f"{first.month}—{last.short_label}"
        return f"{last.year}年{span}" if with_year else span

    def as_of_label(self, month: Month) -> str:
        """Up to when the figures of a month reach: `截至11月底`, with a cut-off day `截至11月20日`."""
        if self.cutoff_day is None:
            return f"截至{month.short_label}底"
        return f"截至{month.month}月{self.cutoff_day}日"

    def _year_of_period(self, period: Period) -> int:
        match period:
            case Month():
                return self.year_of(period)
            case YearToDate():
                return self.year_of(period.last)
            case Quarter() | HalfYear() | Year():
                return period.year


CALENDAR = StatisticalWindow()
