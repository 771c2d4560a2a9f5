"""The processes of the portal itself: web, worker, beat."""

import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from bureau.runtime.paths import Paths
from bureau.runtime.process import Program

# They may still write while they end, so the servers, at stage 0, wait for them.
PORTAL_STAGE = 1
WORKERS = 2
THREADS = 4
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes its own anonymous files in it


def web_command(bind: str, *further: str) -> tuple[str, ...]:
    """gunicorn; further arguments win over ours."""
    # A heartbeat file on a slow disk makes a healthy worker look dead.
    heartbeat = ("--worker-tmp-dir", str(SHARED_MEMORY)) if SHARED_MEMORY.is_dir() else ()
    return (
        *(sys.executable, "-m", "gunicorn", "bureau.wsgi:application"),
        *("--bind", bind),
        *("--worker-class", "gthread"),
        *("--workers", str(WORKERS)),
        *("--threads", str(THREADS)),
        *("--timeout", "60"),
        *("--graceful-timeout", "8"),
        "--preload",
        "--no-control-socket",
        *heartbeat,
        *further,
    )


def worker_command(*further: str) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "celery", "-A", "bureau", "worker"),
        *("--pool", "threads"),
        *("--concurrency", str(THREADS)),
        *("--loglevel", "INFO"),
        "--without-gossip",
        "--without-mingle",
        *further,
    )


def beat_command(paths: Paths, *further: str) -> tuple[str, ...]:
    # A pid file would keep a killed beat from starting again.
    schedule = str(paths.data / "beat-schedule")
    return (
        *(sys.executable, "-m", "celery", "-A", "bureau", "beat"),
        "--pidfile=",
        f"--schedule={schedule}",
        *further,
    )


def portal_programs(paths: Paths, env: Mapping[str, str], listener: int) -> tuple[Program, Program, Program]:
    """Web on an open socket, worker and beat, for the supervisor."""
    web = Program(
        name="web",
        title="网页服务",
        argv=web_command(f"fd://{listener}"),
        env=env,
        folder=paths.root,
        stage=PORTAL_STAGE,
        stop_signal=signal.SIGTERM,
        death_signal=signal.SIGTERM,
        log=paths.log_of("web"),
        pass_fds=(listener,),
    )
    worker = Program(
        name="worker",
        title="后台任务",
        argv=worker_command(),
        env=env,
        folder=paths.root,
        stage=PORTAL_STAGE,
        stop_signal=signal.SIGTERM,
        death_signal=signal.SIGQUIT,
        patience=15.0,
        log=paths.log_of("worker"),
    )
    beat = Program(
        name="beat",
        title="定时器",
        argv=beat_command(paths),
        env=env,
        folder=paths.root,
        stage=PORTAL_STAGE,
        stop_signal=signal.SIGTERM,
        death_signal=signal.SIGKILL,
        patience=5.0,
        log=paths.log_of("beat"),
    )
    return web, worker, beat
