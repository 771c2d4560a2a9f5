"""The doorbell: after a commit, tell the roller that marks are waiting.

The task is named, not imported: totals stand above figures. A bell that is dead is no error, since the sweep finds
the marks within seconds; nor may it hold up the person who saved. So the ringing is done by a thread of its own, and
saves that fall together are rung for once: one roll settles all marks it finds.
"""

from __future__ import annotations

import logging
import os
import threading
import time

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

ROLL = "totals.roll"
PAUSE_SECONDS = 0.05


class Bell:
    """Rings for whoever asked since it last rang. Its thread starts with the first ring in each process."""

    def __init__(self, task: str = ROLL) -> None:
        self._task = task
        self._wanted = threading.Event()
        self._starting = threading.Lock()
        self._process = 0

    def want(self) -> None:
        self._wanted.set()
        if self._process != os.getpid():
            with self._starting:
                # A forked web process inherits this object without its thread.
                if self._process != os.getpid():
                    threading.Thread(target=self._ring_on, name="doorbell", daemon=True).start()
                    self._process = os.getpid()

    def _ring_on(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            send(self._task)
            time.sleep(PAUSE_SECONDS)


def send(task: str = ROLL) -> None:
    """Ring now. Whatever the broker's client raises, the figure is saved and the sweep will come."""
    try:
        current_app.send_task(task, retry=False, expires=60)
    except Exception as error:
        logger.warning("the bell is dead, the sweep will do: %s", error)


_bell = Bell()


def ring() -> None:
    """Ring when the current transaction commits (at once outside a transaction)."""
    transaction.on_commit(_bell.want, robust=True)
