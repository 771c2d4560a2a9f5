"""Asking for totals to be made again, for changes that no trigger on figures sees."""

from __future__ import annotations

from celery import current_app
from django.db import transaction

from bureau.figures.models import Mark
from bureau.periods import Month

ROLL = "totals.roll"


def request_rollup(
    *, unit_id: int | None = None, indicator_id: int | None = None, month: Month | None = None
) -> None:
    """Mark totals as out of date and ring: what is left out means all.

    For changes of assignments, of a unit's opening, closing or place in the tree (then without `unit_id`), of an
    indicator's aggregate, window or parts (without `unit_id` too). In the transaction of the change.
    """
    Mark.objects.create(unit_id=unit_id, indicator_id=indicator_id, month=month)
    ring()


def ring() -> None:
    """Wake a roller once the transaction stands. A dead broker is no error: the sweep finds the mark anyway."""
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    current_app.send_task(ROLL, retry=False, expires=60, ignore_result=True)
