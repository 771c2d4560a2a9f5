"""Signs of life and tidying of the frame."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from bureau.web.api import idempotency
from bureau.web.health import BEAT
from bureau.web.models import Pulse


@shared_task(name="web.pulse", ignore_result=True)
def pulse() -> None:
    """Beat sends it, a worker runs it: a fresh pulse means that both live."""
    Pulse.objects.update_or_create(name=BEAT, defaults={"at": timezone.now()})


@shared_task(name="web.forget_answers", ignore_result=True)
def forget_answers() -> None:
    idempotency.forget_old()
