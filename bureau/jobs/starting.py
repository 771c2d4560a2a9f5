"""Owing work: the row first, the bell after the commit."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

from bureau.jobs.models import Job
from bureau.jobs.registry import kind_of
from bureau.organisation.models import User
from bureau.web.api.rendering import PortalEncoder

log = logging.getLogger(__name__)

RUN = "jobs.run"


def start(kind: str, params: Mapping[str, object], *, owner: User) -> Job:
    """A queued job. It is owed once the current transaction commits, whether the broker lives or not."""
    kind_of(kind)
    plain = json.loads(json.dumps(dict(params), cls=PortalEncoder))
    row = Job.objects.create(kind=kind, params=plain, owner=owner)
    transaction.on_commit(partial(ring, row.pk), robust=True)
    return row


def ring(job_id: int, *, expires: int | None = None) -> None:
    """Tell a worker to hurry. A dead bell is no error: the sweep finds the row."""
    try:
        current_app.send_task(RUN, args=[job_id], retry=False, expires=expires)
    except (BrokerError, OSError) as error:
        log.warning("The bell for job %s is dead, the sweep will do: %s", job_id, error)
