"""The trail seals itself once a minute."""

from __future__ import annotations

from celery import shared_task

from bureau.audit import sealing


@shared_task(name="audit.seal", ignore_result=True)
def seal() -> None:
    sealing.seal()
