"""Months, quarters, half-years and years as values, read and printed in one form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import overload

# People may name the years 1990-2099; values reach further, so that arithmetic on a named month cannot fail.
FIRST_NAMED_YEAR, LAST_NAMED_YEAR = 1990, 2099
_FIRST_YEAR, _LAST_YEAR = 1900, 2199

_QUARTER_NAMES = ("一季度", "二季度", "三季度", "四季度")
_HALF_NAMES = ("上半年", "下半年")


class PeriodError(ValueError):
    """The period does not exist or cannot be read; the message is a Chinese sentence for the page."""


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A month (月份) by name; its own days are the calendar's, which days count is a window's matter."""

    year: int
    month: int

    def __post_init__(self) -> None:
        _check_year(self.year)
        if not 1 <= self.month <= 12:
            raise PeriodError(f"没有{self.month}月，月份请填 1 到 12。")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2026-10`; raises PeriodError for anything else."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        if match is None:
            raise PeriodError(f"“{text[:20]}”不是月份，请按“2026-10”的样子填写。")
        return cls(_named_year(match[1]), int(match[2]))

    @classmethod
    def from_number(cls, number: int) -> Month:
        """Read the stored form 202610."""
        return cls(*divmod(number, 100))

    @classmethod
    def of(cls, day: date) -> Month:
        """The calendar month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def between(cls, first: Month, last: Month) -> Iterator[Month]:
        """All months from first to last, both included."""
        return (first + step for step in range(last - first + 1))

    @property
    def number(self) -> int:
        """The stored form, YYYYMM."""
        return self.year * 100 + self.month

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def previous(self) -> Month:
        return self - 1

    @property
    def next(self) -> Month:
        return self + 1

    @property
    def last_year(self) -> Month:
        """上年同月."""
        return self - 12

    @property
    def label(self) -> str:
        return f"{self.year}年{self.month}月"

    @property
    def short_label(self) -> str:
        return f"{self.month}月"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def __add__(self, months: int) -> Month:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    @overload
    def __sub__(self, other: int) -> Month: ...
    @overload
    def __sub__(self, other: Month) -> int: ...
    def __sub__(self, other: int | Month) -> Month | int:
        if isinstance(other, Month):
            return (self.year - other.year) * 12 + self.month - other.month
        return self + -other


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """The n-th three months of a statistical year (季度)."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        _check_year(self.year)
        if not 1 <= self.quarter <= 4:
            raise PeriodError(f"没有第{self.quarter}季度，季度请填 1 到 4。")

    @property
    def label(self) -> str:
        return f"{self.year}年{self.short_label}"

    @property
    def short_label(self) -> str:
        return _QUARTER_NAMES[self.quarter - 1]

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.quarter}"


@dataclass(frozen=True, order=True, slots=True)
class HalfYear:
    """The first or second six months of a statistical year (半年)."""

    year: int
    half: int

    def __post_init__(self) -> None:
        _check_year(self.year)
        if not 1 <= self.half <= 2:
            raise PeriodError("半年只有上半年（1）和下半年（2）。")

    @property
    def label(self) -> str:
        return f"{self.year}年{self.short_label}"

    @property
    def short_label(self) -> str:
        return _HALF_NAMES[self.half - 1]

    def __str__(self) -> str:
        return f"{self.year:04d}-H{self.half}"


@dataclass(frozen=True, order=True, slots=True)
class Year:
    """A statistical year (年度), named after the calendar year in which it ends."""

    year: int

    def __post_init__(self) -> None:
        _check_year(self.year)

    @property
    def label(self) -> str:
        return f"{self.year}年"

    @property
    def short_label(self) -> str:
        return "全年"

    def __str__(self) -> str:
        return f"{self.year:04d}"


@dataclass(frozen=True, order=True, slots=True)
class YearToDate:
    """From the start of the statistical year to the end of `last` (本年累计); printed as that month."""

    last: Month

    @property
    def label(self) -> str:
        return f"截至{self.last.label}底"

    @property
    def short_label(self) -> str:
        return f"截至{self.last.month}月底"

    def __str__(self) -> str:
        return str(self.last)


Period = Month | Quarter | HalfYear | Year | YearToDate


def parse_period(text: str) -> Month | Quarter | HalfYear | Year:
    """Read `2026-10`, `2026-Q4`, `2026-H2` or `2026`; raises PeriodError."""
    match = re.fullmatch(r"([0-9]{4})(?:-([QH])([0-9])|-[0-9]{2})?", text)
    if match is None:
        raise PeriodError(f"“{text[:20]}”不是统计期，请按“2026-10”“2026-Q4”“2026-H2”或“2026”的样子填写。")
    year, letter, part = match.groups()
    if letter == "Q":
        return Quarter(_named_year(year), int(part))
    if letter == "H":
        return HalfYear(_named_year(year), int(part))
    return Year(_named_year(year)) if len(text) == 4 else Month.parse(text)


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise PeriodError(f"年份{year}超出范围，请填 {FIRST_NAMED_YEAR} 到 {LAST_NAMED_YEAR} 之间的年份。")


def _named_year(text: str) -> int:
    year = int(text)
    if not FIRST_NAMED_YEAR <= year <= LAST_NAMED_YEAR:
        raise PeriodError(f"年份{year}超出范围，请填 {FIRST_NAMED_YEAR} 到 {LAST_NAMED_YEAR} 之间的年份。")
    return year
