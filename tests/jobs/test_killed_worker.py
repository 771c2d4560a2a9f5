"""A worker that is killed with -9 in the middle of a job: the job is done all the same, and once."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from bureau.jobs import running
from bureau.jobs.models import Job, JobState
from bureau.jobs.registry import Run, job
from bureau.jobs.starting import start
from tests.people import settle

ROOT = Path(__file__).resolve().parents[2]

WORKER = """
import sys, time
import django
django.setup()
from django.db import connections
connections["default"].settings_dict.update(NAME=sys.argv[2])
from bureau.jobs import running
from bureau.jobs.registry import job

def handler(run):
    print("working", flush=True)
    time.sleep(600)

job("slow", label="慢")(handler)
running.run(int(sys.argv[1]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_is_killed_is_done_by_the_next_one() -> None:
    done: list[int] = []

    def handler(run: Run) -> dict[str, object]:
        done.append(run.job.pk)
        return {"rows": 1}

    job("slow", label="慢")(handler)
    row = start("slow", {}, owner=settle()["zhang"])
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(row.pk), connection.settings_dict["NAME"]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "working\n"
        long_ago = timezone.now() - datetime.timedelta(hours=1)
        Job.objects.filter(pk=row.pk).update(pulse_at=long_ago)
        running.sweep()
        row.refresh_from_db()
        assert row.state == JobState.RUNNING, "a worker that lives keeps its job"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    wait_until_the_lock_is_free(row)
    Job.objects.filter(pk=row.pk).update(pulse_at=long_ago)
    running.sweep()
    assert running.run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, done) == (JobState.DONE, 2, [row.pk])


def wait_until_the_lock_is_free(row: Job) -> None:
    """PostgreSQL notices a dead client when it next writes to it; its locks go with its session."""
    for _ in range(600):
        with running._held(row.pk) as free:
            if free:
                return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.1)")
    raise AssertionError("the dead worker's lock is still held")
