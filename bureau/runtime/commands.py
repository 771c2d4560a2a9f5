"""The commands that need the servers but do not serve: manage, web, worker, beat."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bureau.runtime.environment import django_environment
from bureau.runtime.lock import AlreadyRunning, Owner, acquire, read_owner
from bureau.runtime.paths import Paths
from bureau.runtime.process import Process, Program
from bureau.runtime.programs import beat_command, web_command, worker_command
from bureau.runtime.servers import Servers
from bureau.runtime.supervisor import Supervisor
from bureau.runtime.trouble import Trouble

STARTING_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Session:
    """Servers that answer, and the environment for a Django process; `is_ours` when they end with this command."""

    env: dict[str, str]
    servers: Servers
    is_ours: bool


@contextmanager
def reachable_servers(paths: Paths, command: str, *, say: Callable[[str], None]) -> Iterator[Session]:
    """The operator's servers, those of the running portal, or embedded ones for the time of the command."""
    paths.prepare()
    servers = Servers(paths)
    servers.require_external()
    env = django_environment(paths, servers)
    if not servers.embedded:
        yield Session(env, servers, is_ours=False)
        return
    try:
        lock = acquire(paths, command, say=say)
    except AlreadyRunning as running:
        _require_same_servers(servers, running.owner)
        yield Session(env, servers, is_ours=False)
        return
    supervisor = Supervisor(say=say, inherited=(lock.fd,))
    try:
        lock.tell(stage="serving", embedded=servers.embedded)
        with supervisor.stopping_at_end():
            servers.start(supervisor)
            yield Session(env, servers, is_ours=True)
    finally:
        paths.leave_no_sockets()
        lock.release()


def _require_same_servers(servers: Servers, owner: Owner) -> None:
    missing = set(servers.embedded) - set(owner.embedded)
    if missing and owner.stage == "serving":
        names = "、".join(sorted(missing))
        raise Trouble(f"正在运行的门户使用外部服务，请先设置同样的 {names} 再执行。")
    deadline = time.monotonic() + STARTING_PATIENCE_SECONDS
    checks = [one.is_ready for one in (servers.postgres, servers.valkey) if one is not None]
    while not all(is_ready() for is_ready in checks):
        if time.monotonic() > deadline:
            raise Trouble("正在运行的门户的数据库没有应答，请查看它的窗口和日志，或重新启动它。")
        time.sleep(0.1)


def run_in_foreground(
    argv: Sequence[str], env: Mapping[str, str], folder: Path, *, title: str = "命令"
) -> int:
    """Runs a program on our own terminal and hands it the signals that only we receive."""
    process = Process(
        Program(
            name=title,
            title=title,
            argv=tuple(argv),
            env=env,
            folder=folder,
            stop_signal=signal.SIGTERM,
            death_signal=signal.SIGTERM,
            own_session=False,
        )
    )

    def pass_on(number: int, frame: FrameType | None) -> None:
        process.request_end()

    # Ctrl-C reaches the program through the terminal; we only stay alive to clear up behind it.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN), signal.signal(signal.SIGTERM, pass_on)
    try:
        while (status := process.ended()) is None:
            time.sleep(0.02)
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    return status if status >= 0 else 128 - status


def manage(paths: Paths, arguments: Sequence[str], *, say: Callable[[str], None]) -> int:
    """`manage.py` in the folder it was called from, so that file names mean what the caller means."""
    argv = [sys.executable, str(paths.root / "manage.py"), *arguments]
    folder = Path(os.environ.get("PORTAL_CWD") or os.getcwd())
    with reachable_servers(paths, "manage", say=say) as session:
        if not session.is_ours:
            _become(argv, session.env, folder)
        return run_in_foreground(argv, session.env, folder)


def _become(argv: Sequence[str], env: Mapping[str, str], folder: Path) -> NoReturn:
    os.chdir(folder)
    sys.stdout.flush()
    os.execve(argv[0], list(argv), dict(env))  # noqa: S606 - that there is no shell between is the point


def lasting_environment(paths: Paths, command: str) -> dict[str, str]:
    """For a process that stays: the operator's servers, or those of the running portal, never some of our own."""
    paths.prepare()
    servers = Servers(paths)
    servers.require_external()
    if servers.embedded:
        owner = read_owner(paths.lock)
        if owner is None or owner.command != "up" or not owner.is_alive:
            raise Trouble(
                f"{command} 需要一直在运行的数据库：请设置 DATABASE_URL 和 REDIS_URL，"
                "或先在另一个窗口执行 ./portal up。"
            )
        _require_same_servers(servers, owner)
    return django_environment(paths, servers)


def web(paths: Paths, arguments: Sequence[str]) -> int:
    """One web server for production, in the foreground; further arguments go to gunicorn."""
    env = lasting_environment(paths, "web")
    status = run_in_foreground([sys.executable, "-m", "bureau.runtime.static"], env, paths.root)
    if status != 0:
        return status
    _become(web_command("127.0.0.1:8000", *arguments), env, paths.root)


def worker(paths: Paths, arguments: Sequence[str]) -> int:
    """One background worker; further arguments go to celery."""
    _become(worker_command(*arguments), lasting_environment(paths, "worker"), paths.root)


def beat(paths: Paths, arguments: Sequence[str]) -> int:
    """The clock; two of them do no harm, one is enough."""
    _become(beat_command(paths, *arguments), lasting_environment(paths, "beat"), paths.root)
