"""Keeps the children running, and ends them in order."""

import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bureau.runtime.interruptions import Interruptions
from bureau.runtime.process import Process, Program
from bureau.runtime.trouble import LEAST_FREE_BYTES, Stopped, Trouble, last_lines

FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 10.0
# A child that lived this long had started well: its next death is a new story.
SETTLED_SECONDS = 30.0
TRIES_AT_START = 3
HOUSEKEEPING_SECONDS = 60.0
LARGEST_LOG_BYTES = 20 * 1024 * 1024


class Child:
    """A program that is to run all the time."""

    def __init__(self, program: Program, mend: Callable[[], None] | None) -> None:
        self.program = program
        self.process: Process | None = None
        self.failures = 0
        self.restart_at = 0.0
        self.mend = mend

    def back_off(self) -> float:
        """How long to wait before the next start, in seconds: doubled with every early death."""
        if self.process is not None and self.process.seconds_lived > SETTLED_SECONDS:
            self.failures = 0
        pause = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * float(2**self.failures))
        self.failures += 1
        return pause


class Supervisor:
    """The children in the order of their start; they end in the opposite order."""

    def __init__(
        self,
        *,
        say: Callable[[str], None],
        interruptions: Interruptions | None = None,
        inherited: tuple[int, ...] = (),
    ) -> None:
        self._say = say
        self._interruptions = interruptions
        self._inherited = inherited
        self._children: list[Child] = []
        self._kept_house_at = time.monotonic()

    def start(self, program: Program, *, mend: Callable[[], None] | None = None) -> Child:
        """`mend` is called once when the program has died several times in a row, before the next try."""
        child = Child(program, mend)
        child.process = Process(program, self._inherited)
        self._children.append(child)
        return child

    def wait_until_ready(
        self, child: Child, is_ready: Callable[[], bool], *, patience: float, every: float = 0.02
    ) -> None:
        """Raises Trouble with the end of the program's log when it does not come up."""
        deadline = time.monotonic() + patience
        while not is_ready():
            late = time.monotonic() > deadline
            if late or child.failures >= TRIES_AT_START:
                raise _start_trouble(child.program, patience if late else None)
            self._pause(every)

    def run(self, program: Program) -> int:
        """Runs one program to its end while the children are tended; returns its exit status."""
        process = Process(program, self._inherited)
        try:
            while (status := process.ended()) is None:
                self._pause(0.05)
        except Stopped:
            process.request_end()
            self._await_end(process)
            raise
        return status

    def watch(self) -> None:
        """Restarts what dies until somebody asks for the end; then raises Stopped."""
        while True:
            due = [child.restart_at for child in self._children if child.process is None]
            self._pause(min([5.0, *(max(0.01, at - time.monotonic()) for at in due)]))

    def stop(self) -> None:
        """Ends the children, last started first, stage by stage. A second Ctrl-C kills what is left."""
        running = [child.process for child in reversed(self._children) if child.process is not None]
        for stage in sorted({process.program.stage for process in running}, reverse=True):
            ending = [process for process in running if process.program.stage == stage]
            for process in ending:
                process.request_end()
            for process in ending:
                self._await_end(process)
        self._children.clear()

    @contextmanager
    def stopping_at_end(self) -> Iterator[None]:
        try:
            yield
        finally:
            self.stop()

    def _pause(self, seconds: float) -> None:
        if self._interruptions is None:
            time.sleep(seconds)
        else:
            self._interruptions.wait(seconds)
            if self._interruptions.requests:
                raise Stopped
        self._tend()
        if time.monotonic() - self._kept_house_at > HOUSEKEEPING_SECONDS:
            self._keep_house()

    def _tend(self) -> None:
        for child in self._children:
            if child.process is None:
                if time.monotonic() >= child.restart_at:
                    child.process = Process(child.program, self._inherited)
            elif (status := child.process.ended()) is not None:
                pause = child.back_off()
                self._say(f"{child.program.title}退出了（{_reason(status)}），{pause:.1f} 秒后重启。")
                child.process = None
                child.restart_at = time.monotonic() + pause
                if child.mend is not None and child.failures == TRIES_AT_START - 1:
                    child.mend()

    def _await_end(self, process: Process) -> None:
        deadline = time.monotonic() + process.program.patience
        while process.ended() is None:
            impatient = self._interruptions is not None and self._interruptions.requests > 1
            if impatient or time.monotonic() > deadline:
                process.kill()
            elif self._interruptions is None:
                time.sleep(0.02)
            else:
                self._interruptions.wait(0.1)

    def _keep_house(self) -> None:
        self._kept_house_at = time.monotonic()
        for log in {child.program.log for child in self._children if child.program.log is not None}:
            if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
                # The writers hold the file open in append mode, so it is emptied rather than renamed.
                shutil.copyfile(log, log.with_suffix(".log.1"))
                with log.open("r+b") as stream:
                    stream.truncate(0)
            if shutil.disk_usage(log.parent).free < LEAST_FREE_BYTES:
                self._say(
                    f"磁盘快满了：{log.parent} 所在分区不足 {LEAST_FREE_BYTES // 1024 // 1024} MB，请尽快清理。"
                )
                return


def _reason(status: int) -> str:
    return f"信号 {signal.Signals(-status).name}" if status < 0 else f"状态 {status}"


def _start_trouble(program: Program, waited: float | None) -> Trouble:
    tail = last_lines(program.log) if program.log else ""
    if "No space left on device" in tail:
        return Trouble("磁盘已满：请清理磁盘后重试，或用 PORTAL_DATA 换一个目录。")
    what = "反复退出" if waited is None else f"在 {waited:.0f} 秒内没有就绪"
    return Trouble(f"{program.title}没能启动：{what}。日志 {program.log} 的末尾：\n{tail}")
