"""The database and the broker of one portal: embedded, or the operator's own."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bureau.runtime.external import require_broker, require_database
from bureau.runtime.identity import Identity, choose_identity
from bureau.runtime.lock import acquire
from bureau.runtime.paths import Paths, make_private
from bureau.runtime.postgres import Postgres
from bureau.runtime.supervisor import Supervisor
from bureau.runtime.valkey import Valkey

POSTGRES_PATIENCE_SECONDS = 120.0
VALKEY_PATIENCE_SECONDS = 30.0
THROW_AWAY_PREFIX = "portal-throwaway-"
ABANDONED_SECONDS = 60.0


def silent(sentence: str) -> None:
    """For callers that have nobody to tell."""


class Servers:
    """Starts what the environment does not name. The addresses are known before anything runs."""

    def __init__(
        self, paths: Paths, *, durable: bool = True, external: bool = True, identity: Identity | None = None
    ) -> None:
        given_database = os.environ.get("DATABASE_URL") if external else None
        given_broker = os.environ.get("REDIS_URL") if external else None
        self._paths = paths
        self.postgres = (
            None if given_database else Postgres(paths, identity or choose_identity(), durable=durable)
        )
        self.valkey = None if given_broker else Valkey(paths, durable=durable)
        self.database_url = given_database or (self.postgres.url if self.postgres else "")
        self.redis_url = given_broker or (self.valkey.url if self.valkey else "")

    @property
    def data(self) -> Path:
        return self._paths.data

    @property
    def embedded(self) -> tuple[str, ...]:
        """The names of the variables that only the running portal can fill."""
        return (
            *(["DATABASE_URL"] if self.postgres else []),
            *(["REDIS_URL"] if self.valkey else []),
        )

    def require_external(self) -> None:
        """Raises Trouble for a named server that does not answer."""
        if self.postgres is None:
            require_database(self.database_url)
        if self.valkey is None:
            require_broker(self.redis_url)

    def start(self, supervisor: Supervisor) -> None:
        """Starts the embedded servers beside each other and waits until both answer."""
        make_private(self._paths.sockets)
        waiting = []
        if self.postgres is not None:
            self.postgres.prepare()
            child = supervisor.start(self.postgres.program())
            waiting.append((child, self.postgres.is_ready, POSTGRES_PATIENCE_SECONDS))
        if self.valkey is not None:
            self.valkey.prepare()
            child = supervisor.start(self.valkey.program(), mend=self.valkey.set_aside)
            waiting.append((child, self.valkey.is_ready, VALKEY_PATIENCE_SECONDS))
        for child, is_ready, patience in waiting:
            supervisor.wait_until_ready(child, is_ready, patience=patience)


@contextmanager
def throw_away_servers(
    *,
    durable: bool = False,
    external: bool = False,
    folder: Path | None = None,
    identity: Identity | None = None,
) -> Iterator[Servers]:
    """Servers of nobody's data, removed at the end; `durable` only decides how they write."""
    parent = folder or Path(tempfile.gettempdir())
    parent.mkdir(parents=True, exist_ok=True)
    _sweep_abandoned(parent)
    data = Path(tempfile.mkdtemp(prefix=THROW_AWAY_PREFIX, dir=parent)).resolve()
    paths = Paths(root=Path(__file__).resolve().parents[2], data=data)
    paths.prepare()
    lock = acquire(paths, "throw-away", say=silent)
    servers = Servers(paths, durable=durable, external=external, identity=identity)
    supervisor = Supervisor(say=silent, inherited=(lock.fd,))
    try:
        with supervisor.stopping_at_end():
            servers.start(supervisor)
            yield servers
    finally:
        if servers.postgres is not None:
            servers.postgres.remove()
        lock.release()
        _remove(paths)


def _sweep_abandoned(parent: Path) -> None:
    """Removes what killed runs of this user left behind: their lock is free."""
    for data in parent.glob(f"{THROW_AWAY_PREFIX}*"):
        try:
            if time.time() - data.stat().st_mtime < ABANDONED_SECONDS or data.stat().st_uid != os.geteuid():
                continue
            fd = os.open(data / "lock", os.O_RDWR)
        except OSError:
            continue
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(Paths(root=data, data=data))
        except BlockingIOError:
            continue
        finally:
            os.close(fd)


def _remove(paths: Paths) -> None:
    for folder in (paths.sockets, paths.data):
        shutil.rmtree(folder, ignore_errors=True)
