"""The working calendar of a bureau: the published holidays, and over them the days it has named itself.

The published days come with the library and are renewed with it; only what a bureau decides differently, or before
it was published, is a row.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache

from bureau.organisation.models import WorkdayException
from bureau.workdays import WorkCalendar, published_exceptions


@cache
def published() -> Mapping[datetime.date, bool]:
    """What the notices of the State Council except from Monday to Friday, read once."""
    return published_exceptions()


def calendar_with(own: Mapping[datetime.date, bool]) -> WorkCalendar:
    """The published calendar with these days of a bureau laid over it."""
    return WorkCalendar({**published(), **own} if own else published())


def calendar_of(bureau_id: int) -> WorkCalendar:
    own = WorkdayException.objects.filter(bureau_id=bureau_id).values_list("date", "is_workday")
    return calendar_with(dict(own))
