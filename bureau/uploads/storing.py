"""Private files of imports: random names, readable by the portal alone, gone when they are no longer needed."""

from __future__ import annotations

import datetime
import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from bureau.uploads.models import Import, ImportState

# What nobody confirmed is forgotten after a day; what was imported stays until the month is surely settled.
UNCONFIRMED = datetime.timedelta(hours=24)
IMPORTED = datetime.timedelta(days=60)

GONE = "这份导入已经过期，请重新上传。"


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def keep(data: bytes, folder: Path | None = None) -> str:
    """Write a file under a random name and return the name; it appears whole or not at all.

    Without a `folder` of its own it lies with the imports, where files that nobody needs are forgotten.
    """
    folder = folder or root()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    part = folder / f"{name}.part"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(folder / name)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return name


def drop(*names: str) -> None:
    for name in names:
        if name:
            (root() / name).unlink(missing_ok=True)


def plan_of(row: Import) -> Path:
    """The plan that was previewed, unchanged; raises ValidationError when it is gone or is not that plan."""
    path = root() / row.plan_path
    if not row.plan_path or not path.is_file():
        raise ValidationError(GONE)
    with path.open("rb") as plan:
        if hashlib.file_digest(plan, "sha256").hexdigest() != row.plan_sha256:
            raise ValidationError("这份导入的预案被改动过，没有执行。请重新上传。")
    return path


def forget_old() -> int:
    """Drop rows and files past their time, and files that belong to no row; returns how many files went."""
    now = timezone.now()
    Import.objects.filter(
        uploaded_at__lt=now - UNCONFIRMED, state__in=[ImportState.PREVIEWED, ImportState.FAULTY]
    ).delete()
    Import.objects.filter(uploaded_at__lt=now - IMPORTED).exclude(file_path="").update(
        file_path="", plan_path=""
    )
    known = {name for pair in Import.objects.values_list("file_path", "plan_path") for name in pair}
    gone = 0
    for path in root().iterdir() if root().is_dir() else ():
        changed = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
        if path.is_file() and path.name not in known and changed < now - UNCONFIRMED:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
