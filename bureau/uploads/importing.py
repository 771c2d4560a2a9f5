"""From an upload to its preview, and from the preview to the job that carries it out."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import asdict
from functools import partial
from pathlib import PurePath

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from bureau.audit.models import AuditEntry
from bureau.audit.recording import record
from bureau.jobs.models import Job, JobState
from bureau.jobs.run import Run, file_name
from bureau.jobs.starting import start
from bureau.uploads import child
from bureau.uploads.kinds import ImportKind, Wish, import_kind
from bureau.uploads.models import Import, ImportState
from bureau.uploads.reading import Crowded, Unreadable, read_tables
from bureau.uploads.storing import drop, keep, plan_of
from bureau.web.api.errors import Problem, sentence_of, wrong_state

JOB = "import"
UPLOAD = "upload"
PER_MINUTE = 30


def upload(kind: ImportKind, wish: Wish, file: UploadedFile[bytes]) -> Import:
    """Read the file and keep what it would change. A file that is not read leaves a line in the trail, nothing else.

    Raises PermissionDenied, Http404, `Problem` (413, 429) and `Unreadable`.
    """
    if not kind.may(wish):
        raise PermissionDenied
    _refuse_haste(wish)
    name = file_name(PurePath((file.name or "").replace("\\", "/")).name)
    if (file.size or 0) > child.MAX_BYTES:
        raise Problem(413, "too_large", "文件超过 10 MB，请拆分后再传。")
    data = file.read()
    try:
        tables = read_tables(name, data)
    except Crowded as crowded:
        raise Problem(429, "throttled", str(crowded)) from crowded
    except Unreadable as unreadable:
        record(
            UPLOAD,
            "uploads_import",
            "",
            actor=wish.user.username,
            succeeded=False,
            detail=f"{name}　{sentence_of(unreadable)}",
        )
        raise
    preview = kind.preview(wish, tables)
    kept = keep(data) if kind.keeps_file else ""
    plan = keep(preview.plan) if not preview.faults_in_all else ""
    try:
        with transaction.atomic():
            row = Import.objects.create(
                kind=kind.name,
                owner=wish.user,
                unit=wish.unit,
                month=wish.month,
                state=ImportState.FAULTY if preview.faults_in_all else ImportState.PREVIEWED,
                file_name=name,
                file_path=kept,
                sha256=hashlib.sha256(data).hexdigest(),
                plan_path=plan,
                plan_sha256=hashlib.sha256(preview.plan).hexdigest() if plan else "",
                counts=preview.counts,
                changes=[asdict(change) for change in preview.changes],
                errors=preview.faults_in_order,
            )
            record(
                UPLOAD,
                "uploads_import",
                str(row.pk),
                actor=wish.user.username,
                new={"kind": kind.name, "file": name, "sha256": row.sha256, **preview.counts},
                detail=f"{kind.label}　{name}",
            )
    except Exception:  # whatever went wrong, no file stays without its row
        drop(kept, plan)
        raise
    return row


@transaction.atomic
def confirm(row: Import) -> Job:
    """Let a job carry the preview out. Asked twice, it is still one job; a job that failed may be asked for again."""
    row = Import.objects.select_for_update(of=("self",)).select_related("job").get(pk=row.pk)
    if row.state == ImportState.FAULTY:
        raise wrong_state("文件里还有错误，不能导入。请按提示改好文件，重新上传。")
    job = row.job
    if job is not None and (
        row.state == ImportState.DONE or job.state not in {JobState.FAILED, JobState.CANCELLED}
    ):
        return job
    if not row.plan_path:
        raise wrong_state("这份导入已经过期，请重新上传。")
    row.job = start(JOB, {"import": row.pk}, owner=row.owner)
    row.state = ImportState.CONFIRMED
    row.save(update_fields=["job", "state"])
    return row.job


def run_import(run: Run) -> dict[str, object]:
    """The handler of every import job. Run again after a worker died, it finds the import done and says so."""
    run.progress(5, "正在核对预案")
    try:
        with transaction.atomic():
            row = (
                Import.objects.select_for_update(of=("self",))
                .select_related("owner", "unit")
                .get(pk=run.params["import"], owner=run.owner)
            )
            if row.state != ImportState.DONE:
                _apply(run, row)
    except ValidationError:
        Import.objects.filter(pk=run.params["import"], state=ImportState.CONFIRMED).update(
            state=ImportState.PREVIEWED
        )
        raise
    return dict(row.result or {})


def _apply(run: Run, row: Import) -> None:
    kind = import_kind(row.kind)
    wish = Wish(run.owner, row.unit, row.month)
    if not kind.may(wish):
        raise PermissionDenied("您已经没有导入这些数据的权限。")
    run.progress(20, f"正在写入 {row.counts['new'] + row.counts['changed']} {kind.counts}")
    applied = kind.apply(wish, plan_of(row))
    record(
        "import",
        "uploads_import",
        str(row.pk),
        new={"kind": row.kind, "rows": applied.written, "file": row.file_name, "sha256": row.sha256},
        detail=f"{kind.label}　{row.file_name}　编号 {run.serial}",
    )
    run.progress(95, "正在保存结果")
    row.result = {"rows": applied.written, "message": applied.message, "serial": run.serial, **row.counts}
    row.state, row.done_at = ImportState.DONE, timezone.now()
    if not kind.keeps_file:
        transaction.on_commit(partial(drop, row.plan_path), robust=True)
        row.plan_path = ""
    row.save(update_fields=["result", "state", "done_at", "plan_path"])


def _refuse_haste(wish: Wish) -> None:
    a_minute_ago = timezone.now() - datetime.timedelta(minutes=1)
    recent = AuditEntry.objects.filter(actor=wish.user.username, at__gt=a_minute_ago, action=UPLOAD)
    if recent.count() >= PER_MINUTE:
        raise Problem(429, "throttled", "上传太频繁，请过一分钟再试。")
