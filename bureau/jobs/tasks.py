"""What Celery calls: ids in, one call down."""

from __future__ import annotations

from celery import shared_task

from bureau.jobs import files, running


@shared_task(name="jobs.run", ignore_result=True)
def run(job_id: int) -> None:
    running.run(job_id)


@shared_task(name="jobs.sweep", ignore_result=True)
def sweep() -> None:
    running.sweep()


@shared_task(name="jobs.forget_files", ignore_result=True)
def forget_files() -> None:
    files.forget_old()
