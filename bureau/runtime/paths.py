"""Where the portal keeps what."""

import contextlib
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from bureau.runtime.trouble import Trouble

LONGEST_SOCKET_PATH = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"
# Socket paths travel inside DATABASE_URL and REDIS_URL, and not every reader of these decodes percent signs.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


def make_private(folder: Path) -> Path:
    """Creates the folder for this user alone; a folder that somebody else laid there is refused."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise Trouble(f"{folder} 属于别的用户，出于安全不能使用。请删除它，或用 PORTAL_DATA 换一个目录。")
    if stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)
    return folder


@dataclass(frozen=True)
class Paths:
    """The repository and the data folder (PORTAL_DATA), both absolute."""

    root: Path
    data: Path

    @classmethod
    def of_environment(cls) -> "Paths":
        root = Path(__file__).resolve().parents[2]
        called_from = os.environ.get("PORTAL_CWD") or os.getcwd()
        named = os.environ.get("PORTAL_DATA")
        data = Path(called_from, named) if named else root / "var"
        return cls(root=root, data=data.resolve())

    @property
    def lock(self) -> Path:
        return self.data / "lock"

    @property
    def secrets(self) -> Path:
        return self.data / "secrets"

    @property
    def logs(self) -> Path:
        return self.data / "log"

    @property
    def cluster(self) -> Path:
        return self.data / "pg"

    @property
    def valkey(self) -> Path:
        return self.data / "valkey"

    @property
    def sockets(self) -> Path:
        """`run/` in the data folder, or a folder under /tmp when the path is too long or not plain enough."""
        inside = self.data / "run"
        fits = len(os.fsencode(inside / LONGEST_SOCKET_NAME)) <= LONGEST_SOCKET_PATH
        if fits and PLAIN_PATH.fullmatch(str(inside)):
            return inside
        return Path("/tmp") / f"portal-{self.fingerprint}"  # noqa: S108 - made private and checked for its owner

    @property
    def fingerprint(self) -> str:
        """Tells this data folder from others in names outside it."""
        return hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]

    def log_of(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def prepare(self) -> None:
        """Makes the folders that every start needs."""
        self.data.mkdir(parents=True, exist_ok=True)
        for folder in (self.secrets, self.logs):
            make_private(folder)

    def leave_no_sockets(self) -> None:
        """Takes the socket folder away where it lies outside the data folder. Needs the held lock."""
        if self.data not in self.sockets.parents:
            with contextlib.suppress(OSError):
                self.sockets.rmdir()
