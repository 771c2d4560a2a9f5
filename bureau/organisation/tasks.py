"""Forgetting what nobody can log in with any more."""

from __future__ import annotations

import datetime

from axes.models import AccessAttempt
from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

# Far longer than any lock: what is older counts for nothing.
ATTEMPTS_KEPT = datetime.timedelta(days=7)


@shared_task(name="organisation.forget_logins", ignore_result=True)
def forget_logins() -> None:
    """Drop sessions that have run out and wrong tries that lock nobody; the trail keeps the story of both."""
    SessionStore.clear_expired()
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - ATTEMPTS_KEPT).delete()
