"""The doorbell and the sweep. What is owed stands in PostgreSQL, so either may be lost, repeated or killed."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError

from bureau.totals import rolling


@shared_task(
    name="totals.roll",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
    ignore_result=True,
)
def roll() -> None:
    """Rung on commit of every change."""
    rolling.drain()


@shared_task(name="totals.sweep", ignore_result=True)
def sweep() -> None:
    """Run by beat every few seconds, for the rings that were lost."""
    rolling.drain()
