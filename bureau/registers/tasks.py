"""The counter's doorbell and sweep. What is owed stands in PostgreSQL, so either may be lost, repeated or killed."""

from __future__ import annotations

import logging

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from bureau.registers.counting import draining, verifying
from bureau.registers.directory import purging

logger = logging.getLogger(__name__)


@shared_task(
    name="registers.count",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
    ignore_result=True,
)
def count() -> None:
    """Rung on commit of every change of rows."""
    draining.drain()


@shared_task(name="registers.sweep_marks", ignore_result=True)
def sweep_marks() -> None:
    """Run by beat every few seconds, for the rings that were lost and for months that have begun."""
    draining.turn_month()
    draining.drain()


@shared_task(name="registers.check_counts", ignore_result=True)
def check_counts() -> None:
    """Run by beat each night: Σ months + pending = rows, for every unit, register and indicator."""
    draining.drain(draining.Locking.WAIT)
    for wrong in verifying.differences():
        logger.error("a count is not what its rows say: %s", wrong)


@shared_task(name="registers.purge_personal", ignore_result=True)
def purge_personal() -> None:
    """Run by beat once a month: personal data whose years are over leaves; each pile of rows leaves its line."""
    for due in purging.purge(timezone.localdate(), by="registers.purge_personal"):
        logger.info("%s: personal data of %s rows has left", due.register.code, due.rows)
