"""The counter's doorbell and sweep. What is owed stands in PostgreSQL, so either may be lost, repeated or killed."""

from __future__ import annotations

import logging

from celery import shared_task
from django.db import OperationalError

from bureau.registers.counting import draining

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
