"""Who files what from when on: published years first, everything from 2024 on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bureau.catalogue.models import Assignment, Indicator
from bureau.demo.filers import Filer
from bureau.demo.tables import PlanRow
from bureau.organisation.models import Unit
from bureau.periods import Month


@dataclass(frozen=True)
class Duty:
    """One stretch of months in which units file an indicator. No end: until further notice."""

    row: PlanRow
    filers: Sequence[Filer]
    begins: Month
    ends: Month | None


def create_assignments(
    duties: Iterable[Duty], *, units: Mapping[str, Unit], indicators: Mapping[str, Indicator], current: Month
) -> int:
    """Write the assignments. What is filed in some months of the year only is assigned in those months only."""
    made = [
        Assignment(unit=units[filer.unit], indicator=indicators[duty.row.code], begins=begins, ends=ends)
        for duty in duties
        for filer in duty.filers
        for begins, ends in _stretches(duty, units[filer.unit], current)
    ]
    return len(Assignment.objects.bulk_create(made, batch_size=5000))


def _stretches(duty: Duty, unit: Unit, current: Month) -> list[tuple[Month, Month | None]]:
    if duty.row.months:
        last = duty.ends or current
        return [
            (month, month) for month in Month.between(duty.begins, last) if month.month in duty.row.months
        ]
    ends = duty.ends
    if ends is None and unit.closed_on is not None:
        ends = Month.of(unit.closed_on)
    return [(duty.begins, ends)]
