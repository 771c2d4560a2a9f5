"""What comes by itself: this month's sheets (and, for a portal that slept, the last one's), and the nightly checks."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError

from bureau.returns.calendar import urging
from bureau.returns.checks import sweeping
from bureau.returns.steps import current_month, open_sheets_of


@shared_task(
    name="returns.open_sheets",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
    ignore_result=True,
)
def open_sheets() -> None:
    month = current_month()
    for one in (month.previous, month, month.next):
        open_sheets_of(one)


@shared_task(
    name="returns.sweep_checks",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=3,
    ignore_result=True,
)
def sweep_checks() -> None:
    sweeping.sweep_checks()


@shared_task(
    name="returns.urge",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
    ignore_result=True,
)
def urge() -> None:
    """Run by beat each morning: reminders before a deadline and on its day."""
    urging.urge_by_calendar()
