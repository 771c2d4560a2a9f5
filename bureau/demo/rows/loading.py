"""Loading the rows of the published years, and of the months in which registers are kept now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from bureau.demo.bureaus import DemoBureau
from bureau.demo.people import Hands
from bureau.demo.rows import employment, talent
from bureau.demo.rows.copying import copy_rows
from bureau.demo.rows.living import enter_living
from bureau.demo.rows.making import MadeRow, make_rows
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.registers.deadlines import refreshing
from bureau.registers.declarations import Phase
from bureau.registers.directory import mentioning
from bureau.registers.models import Adoption

RECIPES: Final = (*employment.RECIPES, *talent.RECIPES)
LATER: Final = employment.LATER

# Kept in the portal since these many months: the section's own registers, of which there are rows for every month.
ADOPTED: Final = {"east-jy": ("employment.job_fairs", "employment.startup_loans")}
ADOPTED_MONTHS: Final = 3


def load_rows(
    bureaus: Sequence[DemoBureau], *, units: Mapping[str, Unit], hands: Hands, current: Month
) -> int:
    """Write the rows behind every printed figure that a register counts; returns how many there are."""
    begins = current - (ADOPTED_MONTHS - 1)
    rows = list(chain.from_iterable(_rows_of(bureau, current) for bureau in bureaus))
    written = copy_rows(rows, units=units, hands=hands)
    for register in {row.register.code: row.register for row in rows}.values():
        if register.firm is not None or register.person is not None:
            mentioning.refresh(register, list(register.model._default_manager.all()))
        # What was printed is finished; what is kept now has its deadlines.
        moving = [state.name for state in register.states if state.phase is Phase.MOVING]
        standing = register.model._default_manager.filter(
            state__in=moving, changed_at__date__gte=begins.first_day
        )
        refreshing.refresh(register, list(standing.select_related("reporting_unit")))
    Adoption.objects.bulk_create(
        Adoption(register=code, unit=units[unit], begins=begins, by=hands.office)
        for unit, codes in ADOPTED.items()
        for code in codes
    )
    return sum(written.values()) + enter_living(units, hands)


def _rows_of(bureau: DemoBureau, current: Month) -> list[MadeRow]:
    published = defaultdict[tuple[str, str], dict[Month, int]](dict)
    for code, unit, month, value in bureau.published_cells():
        published[code, unit][month] = value
    units = sorted({unit for _, unit in published})
    rows = list(make_rows(published, units, RECIPES, LATER))
    kept = defaultdict[tuple[str, str], dict[Month, int]](dict)
    for code, unit, month, value in bureau.synthetic_cells():
        if unit in ADOPTED and month > current - ADOPTED_MONTHS:
            kept[code, unit][month] = value
    return rows + list(make_rows(kept, sorted({unit for _, unit in kept}), employment.CURRENT, LATER))
