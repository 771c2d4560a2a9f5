"""The doorbell: after a commit, tell the roller that marks are waiting.

The task is named, not imported: totals stand above figures. A bell that is dead is no error, since the sweep finds
the marks within seconds; nor may it hold up the person who saved.
"""

from __future__ import annotations

import logging

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

ROLL = "totals.roll"


def ring() -> None:
    """Ring when the current transaction commits (at once outside a transaction)."""
    transaction.on_commit(_send, robust=True)


def _send() -> None:
    try:
        current_app.send_task(ROLL, retry=False, expires=60)
    except (
        Exception
    ) as error:  # whatever the broker's client raises, the figure is saved and the sweep will come
        logger.warning("the bell is dead, the sweep will do: %s", error)
