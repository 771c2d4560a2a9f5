"""The files that jobs leave: giving them out whole, and forgetting them."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone

from bureau.audit.recording import record_request
from bureau.jobs.models import Job, JobState
from bureau.jobs.registry import kind_of
from bureau.jobs.run import serial_of
from bureau.organisation.models import User

KEPT = datetime.timedelta(hours=24)
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".zip": "application/zip",
}


def path_of(job: Job) -> Path | None:
    """Where the job's file lies, None when there is none (any more) or it is not the whole file."""
    if job.state != JobState.DONE or not job.file_path:
        return None
    path = Path(settings.EXPORT_ROOT) / Path(job.file_path).name
    wanted = ((job.result or {}).get("file") or {}).get("bytes")
    return path if path.is_file() and path.stat().st_size == wanted else None


def may_fetch(job: Job, user: User) -> bool:
    """Only the owner, and only while she still has the right to what the file says."""
    kind = kind_of(job.kind)
    return job.owner_id == user.pk and (kind.may is None or kind.may(user, job.params))


def give(request: HttpRequest, job: Job) -> FileResponse:
    """The file as a download with its Chinese name; raises 404 where there is none."""
    path = path_of(job)
    if path is None:
        raise Http404
    record_request(
        request, "download", "jobs_job", str(job.pk), detail=f"{job.file_name}　编号 {serial_of(job)}"
    )
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=job.file_name,
        content_type=_TYPES.get(path.suffix, "application/octet-stream"),
    )
    response.headers["X-Export-Serial"] = serial_of(job)
    return response


def forget_old() -> int:
    """Delete files a day after they were made, and parts that a dead worker left; returns how many."""
    limit = timezone.now() - KEPT
    Job.objects.filter(finished_at__lt=limit).exclude(file_path="").update(file_path="")
    root = Path(settings.EXPORT_ROOT)
    known = set(Job.objects.exclude(file_path="").values_list("file_path", flat=True))
    gone = 0
    for path in root.iterdir() if root.is_dir() else ():
        changed = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
        if path.is_file() and path.name not in known and changed < limit:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
