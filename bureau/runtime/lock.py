"""One portal per data folder.

The flock's descriptor is inherited by every child, so the lock is free exactly when the last process of the
previous portal has gone, even after `kill -9` of its supervisor.
"""

import contextlib
import fcntl
import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bureau.runtime.paths import Paths
from bureau.runtime.trouble import Trouble

GRACE_SECONDS = 20.0
LONGEST_WAIT_SECONDS = 60.0


def started_ticks(pid: int) -> int | None:
    """When the process began, in ticks since boot: a pid that was given away again shows another number."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The command name in brackets may itself hold spaces and brackets.
    return int(status.rpartition(")")[2].split()[19])


@dataclass(frozen=True)
class Owner:
    """Who holds the data folder, as written into the lock file."""

    pid: int
    started: int
    command: str
    stage: str
    port: int | None = None
    embedded: tuple[str, ...] = ()

    @property
    def is_alive(self) -> bool:
        return started_ticks(self.pid) == self.started

    @property
    def is_serving(self) -> bool:
        return self.is_alive and self.stage == "serving"


class AlreadyRunning(Exception):
    """The data folder belongs to a living `portal up`."""

    def __init__(self, owner: Owner) -> None:
        super().__init__(owner)
        self.owner = owner


def read_owner(lock: Path) -> Owner | None:
    """What the lock file says; nobody when it was never written or is half written."""
    try:
        fields = json.loads(lock.read_text(encoding="utf-8"))
        return Owner(**{**fields, "embedded": tuple(fields["embedded"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def holders(lock: Path) -> list[int]:
    """The processes that have the lock file open, ourselves left out."""
    try:
        wanted = lock.stat()
    except FileNotFoundError:
        return []
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            opened = [link.stat() for link in (entry / "fd").iterdir() if link.exists()]
        except OSError:
            continue
        if any((one.st_dev, one.st_ino) == (wanted.st_dev, wanted.st_ino) for one in opened):
            found.append(int(entry.name))
    return found


class Lock:
    """The held lock. `fd` is to be passed to every child."""

    def __init__(self, fd: int, owner: Owner) -> None:
        self.fd = fd
        self.owner = owner
        self._write()

    def tell(self, *, stage: str, port: int | None = None, embedded: tuple[str, ...] | None = None) -> None:
        """Lets other commands know how far this one is."""
        self.owner = replace(
            self.owner,
            stage=stage,
            port=self.owner.port if port is None else port,
            embedded=self.owner.embedded if embedded is None else embedded,
        )
        self._write()

    def release(self) -> None:
        os.close(self.fd)

    def _write(self) -> None:
        text = json.dumps(asdict(self.owner)).encode()
        os.pwrite(self.fd, text, 0)
        os.ftruncate(self.fd, len(text))


def acquire(paths: Paths, command: str, *, say: Callable[[str], None]) -> Lock:
    """Takes the data folder, waiting for what is on its way out.

    Raises AlreadyRunning at once when a living `up` owns it, Trouble when the old processes do not go.
    """
    fd = os.open(paths.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _wait_for(fd, paths, say)
    except BaseException:
        os.close(fd)
        raise
    own_start = started_ticks(os.getpid())
    if own_start is None:
        raise Trouble("读不到 /proc：门户需要在挂载了 /proc 的 Linux 上运行。")
    return Lock(fd, Owner(pid=os.getpid(), started=own_start, command=command, stage="starting"))


def _wait_for(fd: int, paths: Paths, say: Callable[[str], None]) -> None:
    orphaned_since: float | None = None
    told = False
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            owner = read_owner(paths.lock)
        lives = owner is not None and owner.is_alive
        if owner is not None and lives and owner.command == "up" and owner.stage != "stopping":
            raise AlreadyRunning(owner)
        if not told:
            say("另一条命令正在使用内置数据库，等它结束……" if lives else "上一次的进程还在收尾，等它们结束……")
            told = True
        now = time.monotonic()
        orphaned_since = None if lives else orphaned_since or now
        if orphaned_since is not None and now - orphaned_since > LONGEST_WAIT_SECONDS:
            left = "、".join(str(pid) for pid in holders(paths.lock))
            raise Trouble(f"上一次的进程（{left}）一直没有退出，请结束它们后重试。")
        if orphaned_since is not None and now - orphaned_since > GRACE_SECONDS:
            for pid in holders(paths.lock):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
