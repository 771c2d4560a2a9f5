"""A unit's days and its figures: no figure may end up in a month in which its unit does not exist."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from bureau.figures.models import Figure
from bureau.organisation.models import Unit
from bureau.organisation.units import ask_before_dating
from bureau.periods import Month


def figures_outside(
    unit: Unit, opened_on: datetime.date | None, closed_on: datetime.date | None
) -> Iterator[tuple[str, str]]:
    """The field and a sentence for each end of the unit's life that would cut figures off."""
    filled = Figure.objects.filter(unit=unit, value__isnull=False)
    if opened_on is not None:
        first = filled.order_by("month").values_list("month", flat=True).first()
        if first is not None and first < Month.of(opened_on):
            yield (
                "opened_on",
                f"{unit.label}从{first.label}起就有数据，成立日期最晚填{_day(first.last_day)}。",
            )
    if closed_on is not None:
        last = filled.order_by("-month").values_list("month", flat=True).first()
        if last is not None and last > Month.of(closed_on):
            yield "closed_on", f"{unit.label}到{last.label}还有数据，撤销日期最早填{_day(last.first_day)}。"


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


ask_before_dating(figures_outside)
