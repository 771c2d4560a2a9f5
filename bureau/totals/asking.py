"""Asking for totals to be made again."""

from __future__ import annotations

from bureau.figures.bell import ring
from bureau.figures.models import Mark
from bureau.periods import Month

__all__ = ["request_rollup", "ring"]


def request_rollup(
    *, unit_id: int | None = None, indicator_id: int | None = None, month: Month | None = None
) -> None:
    """Mark totals as out of date and ring: what is left out means all.

    Figures, assignments, units and the catalogue leave their marks by trigger; this is for whoever knows of another
    reason, or wants the bell rung at once for a change of those. In the transaction of the change.
    """
    Mark.objects.create(unit_id=unit_id, indicator_id=indicator_id, month=month)
    ring()
