"""In which state each loaded sheet stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bureau.figures.models import SheetState
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month

# Months that the towns still have before them, the current one included.
OPEN_MONTHS: Final = 3
# Two towns have reported the month before last and wait for their reviewers.
WAITING: Final = frozenset({"east-03", "east-05"})


class StateOfDemo:
    """Past years are locked, earlier months approved; towns have three months open, sections the current one."""

    def __init__(self, units: Sequence[Unit], current: Month) -> None:
        self._units = {unit.pk: unit for unit in units}
        self._current = current

    def __call__(self, unit_id: int, month: Month, domain: str) -> SheetState:
        unit = self._units[unit_id]
        open_months = OPEN_MONTHS if unit.kind == UnitKind.TOWN else 1
        if month > self._current - open_months:
            waits = unit.code in WAITING and month == self._current - 2
            return SheetState.SUBMITTED if waits else SheetState.OPEN
        return SheetState.LOCKED if month.year < self._current.year else SheetState.APPROVED
