"""Runs the launcher the way a person does: as a process of its own, on a data folder of its own."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bureau.runtime.lock import holders

ROOT = Path(__file__).resolve().parents[2]
SET_BY_THE_TEST_RUN = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS", "PORTAL_DATA", "PORTAL_CWD"}
PATIENCE_SECONDS = 90.0


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether the condition came true before our patience ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


class Installation:
    """One data folder and the commands run on it."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        kept = {name: text for name, text in os.environ.items() if name not in SET_BY_THE_TEST_RUN}
        self.environment = {**kept, "PORTAL_DATA": str(data), "PYTHONUTF8": "1", **environment}
        with socket.create_server(("127.0.0.1", 0)) as unused:
            self.port: int = unused.getsockname()[1]
        self.output = data.with_name(f"{data.name}.output")
        self._up: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bureau.runtime", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def up(self, *arguments: str) -> None:
        """Starts the portal and waits until it says that it serves."""
        with self.output.open("wb") as output:
            self._up = subprocess.Popen(
                [sys.executable, "-m", "bureau.runtime", "up", "--port", str(self.port), *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        supervisor = self._up
        assert eventually(lambda: "门户已就绪" in self.said() or supervisor.poll() is not None), self.said()
        assert supervisor.poll() is None, self.said()

    @property
    def supervisor(self) -> subprocess.Popen[bytes]:
        assert self._up is not None
        return self._up

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def child(self, mark: str) -> int | None:
        """The pid of the supervisor's own child whose command line holds the mark."""
        children = (
            Path(f"/proc/{self.supervisor.pid}/task/{self.supervisor.pid}/children").read_text().split()
        )
        for pid in children:
            with contextlib.suppress(OSError):
                if mark in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "):
                    return int(pid)
        return None

    def status_of(self, path: str) -> int | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def everybody_has_gone(self) -> bool:
        return not holders(self.data / "lock")

    def owner(self) -> dict[str, object]:
        return dict(json.loads((self.data / "lock").read_text()))

    def end(self) -> None:
        if self._up is not None and self._up.poll() is None:
            self._up.send_signal(signal.SIGTERM)
            self._up.wait(PATIENCE_SECONDS)
        assert eventually(self.everybody_has_gone)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    one = Installation(tmp_path / "data")
    yield one
    one.end()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One portal for all tests of a module, in a folder too deep for sockets and with a Chinese name."""
    folder = tmp_path_factory.mktemp("running") / "很深的 目录" / ("d" * 60) / ("e" * 60)
    folder.mkdir(parents=True)
    one = Installation(folder / "data")
    one.up()
    yield one
    one.end()
    shutil.rmtree(one.data)
