"""What Celery calls for the deadlines: ids in, one call down."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError

from bureau.registers.deadlines import cadences, daily
from bureau.registers.registry import find_register


@shared_task(
    name="registers.look_ahead",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=3,
    ignore_result=True,
)
def look_ahead() -> None:
    """Run by beat: planned rows, missed periods, settings that begin, reminders. Each is done once."""
    daily.look_ahead()


@shared_task(
    name="registers.watch",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=3,
    ignore_result=True,
)
def watch(code: str) -> None:
    """Rung when rows of a register with regular things to do were written."""
    register = find_register(code)
    if register is not None:
        cadences.watch(register)
