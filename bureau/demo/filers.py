"""Which units file an indicator, and with what weight its total is divided among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bureau.catalogue.declarations import Reporter
from bureau.catalogue.models import Indicator
from bureau.demo.tables import PlanRow
from bureau.demo.units import DemoUnit
from bureau.organisation.models import UnitKind
from bureau.periods import Month


@dataclass(frozen=True)
class Filer:
    unit: str
    weight: int


def filers_of(
    row: PlanRow, indicator: Indicator, units: Sequence[DemoUnit], *, month: Month
) -> tuple[Filer, ...]:
    """The section that holds the duty and the towns open in the month, as the indicator and the plan say."""
    towns = [unit for unit in units if unit.kind is UnitKind.TOWN and unit.is_open_in(month)]
    sections = [
        unit
        for unit in units
        if unit.kind is UnitKind.SECTION
        and indicator.duty in unit.duties
        and indicator.domain in unit.domains
    ]
    if len(sections) != 1:
        raise ValueError(f"{indicator.code} belongs to {len(sections)} sections")
    if indicator.reported_by == Reporter.SECTION or (
        indicator.reported_by == Reporter.BOTH and row.section == 100
    ):
        return (Filer(sections[0].code, 1),)
    of_towns = sum(town.weight for town in towns)
    if indicator.reported_by == Reporter.TOWNS:
        return tuple(Filer(town.code, town.weight) for town in towns)
    return (
        Filer(sections[0].code, row.section * of_towns),
        *(Filer(town.code, (100 - row.section) * town.weight) for town in towns),
    )
