"""Running what is owed: claim a row, do the work, write down how it ended."""

from __future__ import annotations

import datetime
import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from rest_framework.exceptions import ValidationError as ApiValidationError

from bureau.audit.attribution import acting
from bureau.jobs.models import Job, JobState
from bureau.jobs.registry import kind_of
from bureau.jobs.run import Cancelled, Run
from bureau.jobs.starting import ring
from bureau.web.api.errors import answer

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# The pulse beats every second; ten missed beats and the worker is asked for by its lock as well.
SILENT = datetime.timedelta(seconds=10)
UNHEARD = datetime.timedelta(seconds=5)
RUNG_AGAIN_AT_ONCE = 20
_LOCK_SPACE = 0x4A4F42  # "JOB"

GAVE_UP = "多次运行都中断了，已经停止。请联系系统管理员后重新提交。"
AGAIN = "运行中断，稍后自动重来"


def run(job_id: int) -> bool:
    """Run the job if it waits; False when there was nothing to do."""
    with _held(job_id) as mine:
        job = _claim(job_id) if mine else None
        if job is None:
            return False
        _perform(job)
    return True


def sweep() -> None:
    """Find what lost its bell or its worker: ring again, or give up after the third try."""
    now = timezone.now()
    silent = Job.objects.filter(state=JobState.RUNNING).filter(
        Q(pulse_at__isnull=True) | Q(pulse_at__lt=now - SILENT)
    )
    for job in silent:
        with _held(job.pk) as dead:
            # A worker that holds the lock lives, however long it has been silent.
            if dead:
                _revive(job)
    waiting = Job.objects.filter(state=JobState.QUEUED, created_at__lt=now - UNHEARD).order_by("pk")
    for job_id in waiting.values_list("pk", flat=True)[:RUNG_AGAIN_AT_ONCE]:
        ring(job_id, expires=9)


def cancel(job: Job) -> bool:
    """Cancel what is not over yet; False when it was."""
    live = Job.objects.filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING])
    return bool(live.update(state=JobState.CANCELLED, finished_at=timezone.now(), message="已取消"))


@contextmanager
def _held(job_id: int) -> Iterator[bool]:
    """The lock of one job, which a dying worker cannot keep; False when somebody else holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK_SPACE, job_id % 2**31])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held and connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK_SPACE, job_id % 2**31])


@transaction.atomic
def _claim(job_id: int) -> Job | None:
    job = (
        Job.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("owner")
        .filter(pk=job_id, state=JobState.QUEUED)
        .first()
    )
    if job is None:
        return None
    job.state, job.attempts = JobState.RUNNING, job.attempts + 1
    job.started_at = job.pulse_at = timezone.now()
    job.progress, job.message = 0, ""
    job.save(update_fields=["state", "attempts", "started_at", "pulse_at", "progress", "message"])
    return job


def _revive(job: Job) -> None:
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if job.attempts >= MAX_ATTEMPTS:
        mine.update(state=JobState.FAILED, message=GAVE_UP, finished_at=timezone.now())
    elif mine.update(state=JobState.QUEUED, message=AGAIN):
        ring(job.pk, expires=9)


def _perform(job: Job) -> None:
    run = Run(job)
    run.start_pulse()
    try:
        result = _handled(run)
    except Cancelled:
        run.drop_file()
    except (OperationalError, InterfaceError):
        # The database went away or was too busy: nothing is wrong with the job itself.
        log.warning("Job %s was interrupted by the database", job.pk, exc_info=True)
        run.drop_file()
        raise
    except Exception as error:  # whatever a handler meets ends as a sentence on the job, and ours in the log
        run.drop_file()
        _end(job, JobState.FAILED, message=_sentence(job, error))
    else:
        run.stop_pulse()
        _done(run, result)
    finally:
        run.stop_pulse()


def _handled(run: Run) -> Mapping[str, object]:
    kind = kind_of(run.job.kind)
    if not run.owner.is_active:
        raise PermissionDenied("发起人的账号已停用，任务没有执行。")
    with acting(run.owner.username, reason=f"{kind.label}（任务 {run.job.pk}）"):
        return dict(kind.handler(run) or {})


def _done(run: Run, result: Mapping[str, object]) -> None:
    kept: dict[str, object] = dict(result)
    if run.file is not None:
        kept["file"] = {
            "name": run.file.name,
            "bytes": run.file.size,
            "sha256": run.file.sha256,
            "serial": run.serial,
        }
    ended = _end(
        run.job,
        JobState.DONE,
        progress=100,
        message=str(kept.get("message", ""))[:400],
        result=kept,
        file_name=run.file.name if run.file else "",
        file_path=run.file.path if run.file else "",
    )
    if not ended:
        run.drop_file()


def _end(job: Job, state: JobState, **values: object) -> bool:
    """Write the end, unless the job was cancelled or taken over meanwhile."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    return bool(mine.update(state=state, finished_at=timezone.now(), **values))


def _sentence(job: Job, error: Exception) -> str:
    match error:
        case DjangoValidationError():
            return "".join(error.messages)[:400]
        case ApiValidationError():
            response = answer(error, {})
            return str(response.data["detail"])[:400] if response and response.data else ""
        case Http404():
            return "要处理的对象已经不存在，或不再属于您的范围。"
        case PermissionDenied():
            return str(error) or "您已经没有做这件事的权限。"
    reference = secrets.token_hex(4)
    log.error("Job %s (%s) failed, shown as %s", job.pk, job.kind, reference, exc_info=error)
    return f"系统出错，编号 {reference}，错误已经记录。请稍后重试，仍不行请联系系统管理员。"
