"""Ctrl-C, SIGTERM and the end of a child, as things the supervisor can wait for."""

import os
import select
import signal
import time
from types import FrameType, TracebackType
from typing import Self

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# One wish to end may reach us twice, by the terminal and by a parent that passes it on.
SAME_WISH_SECONDS = 0.5


class Interruptions:
    """While entered, requests to end are counted instead of killing us, and `wait` returns at any of them.

    The handlers are installed explicitly: a shell starts its background jobs with SIGINT ignored.
    """

    def __init__(self) -> None:
        self.requests = 0
        self._last_request = 0.0
        self._read, self._write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._wakeup_before = -1

    def __enter__(self) -> Self:
        for ending in ENDING:
            signal.signal(ending, self._count)
        signal.signal(signal.SIGCHLD, self._notice)
        self._wakeup_before = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.set_wakeup_fd(self._wakeup_before)
        for one in (*ENDING, signal.SIGCHLD):
            signal.signal(one, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.close(self._read)
        os.close(self._write)

    def wait(self, seconds: float) -> None:
        """Sleeps, but not past a signal."""
        ready, _, _ = select.select([self._read], [], [], seconds)
        if ready:
            os.read(self._read, 4096)

    def _count(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if now - self._last_request > SAME_WISH_SECONDS:
            self.requests += 1
        self._last_request = now

    def _notice(self, number: int, frame: FrameType | None) -> None:
        """The end of a child only has to interrupt the waiting."""
