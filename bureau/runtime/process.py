"""One program as our own foreground child, which cannot outlive us."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bureau.runtime.identity import nobody_ids

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec only the call itself is made.
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Program:
    """What to run, and how it is to be ended.

    `stop_signal` is what we send, once everything of a higher stage has gone; `death_signal` is what the kernel
    sends in our place if we are killed.
    """

    name: str
    title: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    folder: Path
    stop_signal: signal.Signals
    death_signal: signal.Signals
    stage: int = 0
    patience: float = 10.0
    log: Path | None = None
    account: str | None = None
    pass_fds: tuple[int, ...] = ()
    own_session: bool = True


class Process:
    """A started program."""

    def __init__(self, program: Program, inherited: tuple[int, ...] = ()) -> None:
        self.program = program
        self.started_at = time.monotonic()
        uid, gid = nobody_ids() if program.account else (None, None)
        output = (
            None
            if program.log is None
            else os.open(program.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        )
        try:
            self._popen = subprocess.Popen(
                program.argv,
                env=dict(program.env),
                cwd=program.folder,
                stdin=subprocess.DEVNULL if program.own_session else None,
                stdout=output,
                stderr=output,
                start_new_session=program.own_session,
                preexec_fn=_bound_to_parent(program.death_signal),
                pass_fds=(*program.pass_fds, *inherited),
                user=uid,
                group=gid,
                extra_groups=[] if program.account else None,
            )
        finally:
            if output is not None:
                os.close(output)

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def seconds_lived(self) -> float:
        return time.monotonic() - self.started_at

    def ended(self) -> int | None:
        """The exit status once the program has ended (negative for a signal); its session is swept with it."""
        if self._popen.returncode is not None:
            return self._popen.returncode
        # Looked at without reaping, so that the pid is still ours while its process group is killed.
        if os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return None
        self._kill_group()
        return self._popen.wait()

    def request_end(self) -> None:
        if self.ended() is None:
            os.kill(self.pid, self.program.stop_signal)

    def kill(self) -> None:
        if self.ended() is None:
            os.kill(self.pid, signal.SIGKILL)
            self._kill_group()
            self._popen.wait()

    def _kill_group(self) -> None:
        if not self.program.own_session:
            return
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


def _bound_to_parent(death_signal: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def bind() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        # The parent may have gone before the kernel knew of the wish.
        if os.getppid() != parent:
            os._exit(1)

    return bind
