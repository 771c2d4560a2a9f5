"""What Celery calls."""

from __future__ import annotations

from celery import shared_task

from bureau.uploads.storing import forget_old


@shared_task(name="uploads.forget", ignore_result=True)
def forget() -> None:
    forget_old()
