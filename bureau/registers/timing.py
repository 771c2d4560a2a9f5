"""What a register says about time: limits, dates that come, contacts that are due, what has to happen again and again.

Names of fields and states are checked at start (`system.py`); `deadlines/` makes lines of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bureau.workdays import DayUnit

# Whatever a condition looks at is a row of a model it knows itself.
AnyRow = Any


@dataclass(frozen=True)
class Setting:
    """设置项: a value the bureau may change, with its history; `default` counts until it does.

    Its full key is `<register code>.<key>`.
    """

    key: str
    title: str
    default: int
    unit: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Clock:
    """A limit of days: begins the day after the date in `starts`, stops when `stops` is filled or a state is reached.

    `days` is the default, and a setting unless `fixed`; `basis` is the article where a law sets it. A notice period
    (公示期) is the same limit read the other way: `notice=True` says that something has to wait until it is over.
    """

    key: str
    title: str
    starts: str
    days: int
    unit: DayUnit = DayUnit.WORKING
    stops: str = ""
    stops_in: tuple[str, ...] = ()
    runs_in: tuple[str, ...] = ()
    remind_days: int = 3
    basis: str = ""
    fixed: bool = False
    notice: bool = False
    applies: Callable[[AnyRow], bool] | None = None


@dataclass(frozen=True)
class Expiry:
    """A date in the row by which something has to be done (到期), with a reminder `remind_days` before it."""

    key: str
    title: str
    on: str
    remind_days: int = 30
    stops: str = ""
    stops_in: tuple[str, ...] = ()
    runs_in: tuple[str, ...] = ()
    applies: Callable[[AnyRow], bool] | None = None


@dataclass(frozen=True)
class FollowUp:
    """Contacts that are due: once at each of `after_months` since `since`, or again `every_days`/`every_months`.

    A recurring follow-up runs from the last contact that was written down, at first from `since`. `next_on` names a
    field in which the row itself says when the next one is due.
    """

    key: str
    title: str
    since: str = ""
    every_days: int = 0
    every_months: int = 0
    after_months: tuple[int, ...] = ()
    next_on: str = ""
    remind_days: int = 3
    stops: str = ""
    stops_in: tuple[str, ...] = ()
    runs_in: tuple[str, ...] = ()
    applies: Callable[[AnyRow], bool] | None = None


class Every(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True)
class Cadence:
    """Something that has to happen at least `times` in every period; a period without it lights up (缺期).

    `where` holds field values that the rows must have, `by` is the date that places them. With `per` it holds for
    each value of that field (a firm) that occurs in `among`, a where of its own.
    """

    key: str
    title: str
    every: Every
    by: str
    where: Mapping[str, object] = field(default_factory=dict)
    times: int = 1
    per: str = ""
    among: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Rows that appear by themselves as things to do: on weekdays (0 is Monday), or each year on days (month, day).

    They are made `ahead_days` before, in `state`, with the values of `makes` and the date in `by`.
    """

    key: str
    title: str
    by: str
    makes: Mapping[str, object]
    weekdays: tuple[int, ...] = ()
    yearly: tuple[tuple[int, int], ...] = ()
    ahead_days: int = 14
    state: str = ""
