"""One run of a job, as its handler sees it."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from bureau.jobs.models import Job, JobState
from bureau.organisation.models import User

PULSE_SECONDS = 1.0
MAX_NAME = 120


class Cancelled(Exception):
    """The person cancelled the job, or another worker has taken it over: nothing of this run counts any more."""


@dataclass(frozen=True)
class SavedFile:
    """A file of a job: the name people see, where it lies, and what tells a whole file from a broken one."""

    name: str
    path: str
    size: int
    sha256: str


class Run:
    """What a handler works with: parameters, owner, progress, files.

    Progress is written by a thread with a connection of its own: it shows while the handler's transaction is still
    open, and the pulse beats through a statement that takes minutes.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.file: SavedFile | None = None
        self._percent, self._message = 0, ""
        self._cancelled = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"job-{job.pk}", daemon=True)

    @property
    def owner(self) -> User:
        return self.job.owner

    @property
    def params(self) -> Mapping[str, Any]:  # Any: JSON values, checked by the handler
        return dict(self.job.params)

    @property
    def serial(self) -> str:
        """The number that stands on every export and in the trail, e.g. 20261121-000123."""
        return serial_of(self.job)

    def progress(self, percent: int, message: str = "") -> None:
        """Say how far the work is; raises Cancelled when it need not go on."""
        self._percent = max(0, min(100, percent))
        self._message = message or self._message
        self.check()

    def check(self) -> None:
        if self._cancelled:
            raise Cancelled

    def save_file(self, name: str, content: bytes | Path) -> None:
        """Keep the job's file under a random name. It appears whole or not at all."""
        root = Path(settings.EXPORT_ROOT)
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.read_bytes()
        shown = file_name(name)
        target = root / f"{secrets.token_hex(16)}{Path(shown).suffix}"
        part = target.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        self.drop_file()
        self.file = SavedFile(shown, target.name, len(data), hashlib.sha256(data).hexdigest())

    def drop_file(self) -> None:
        if self.file is not None:
            (Path(settings.EXPORT_ROOT) / self.file.path).unlink(missing_ok=True)
            self.file = None

    def start_pulse(self) -> None:
        self._thread.start()

    def stop_pulse(self) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(PULSE_SECONDS):
                try:
                    self._tell()
                except DatabaseError:
                    # The database is away for a moment; the sweep decides whether this run is dead.
                    connection.close()
        finally:
            connection.close()

    def _tell(self) -> None:
        mine = Job.objects.filter(pk=self.job.pk, attempts=self.job.attempts, state=JobState.RUNNING)
        told = mine.update(progress=self._percent, message=self._message[:400], pulse_at=timezone.now())
        if not told and Job.objects.filter(pk=self.job.pk).exists():
            self._cancelled = True


def serial_of(job: Job) -> str:
    return f"{timezone.localtime(job.created_at):%Y%m%d}-{job.pk:06d}"


def file_name(name: str) -> str:
    """A name that is only a name: no folders, no control characters, not too long, its suffix kept."""
    plain = (
        "".join("_" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name).strip(" .") or "文件"
    )
    stem, suffix = Path(plain).stem, Path(plain).suffix
    return stem[: MAX_NAME - len(suffix)] + suffix
