"""What becomes of children, with small programs in the place of the servers."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bureau.runtime.process import Process, Program
from bureau.runtime.supervisor import Child, Supervisor
from bureau.runtime.trouble import Trouble
from tests.runtime.conftest import ROOT, eventually


def program(tmp_path: Path, script: str, *, name: str = "child", patience: float = 10.0) -> Program:
    return Program(
        name=name,
        title=name,
        argv=(sys.executable, "-c", script),
        env={"PATH": os.environ["PATH"]},
        folder=tmp_path,
        stop_signal=signal.SIGTERM,
        death_signal=signal.SIGTERM,
        patience=patience,
        log=tmp_path / f"{name}.log",
    )


def test_a_program_that_cannot_start_is_reported_with_the_end_of_its_log(tmp_path: Path) -> None:
    supervisor = Supervisor(say=lambda sentence: None)
    child = supervisor.start(program(tmp_path, "raise SystemExit('the reason stands here')"))
    with pytest.raises(Trouble, match="the reason stands here"), supervisor.stopping_at_end():
        supervisor.wait_until_ready(child, lambda: False, patience=60)


def test_a_full_disk_is_called_by_its_name(tmp_path: Path) -> None:
    supervisor = Supervisor(say=lambda sentence: None)
    child = supervisor.start(
        program(tmp_path, "raise SystemExit('could not write: No space left on device')")
    )
    with pytest.raises(Trouble, match="磁盘已满"), supervisor.stopping_at_end():
        supervisor.wait_until_ready(child, lambda: False, patience=60)


def test_what_keeps_dying_is_mended_once_before_the_last_try(tmp_path: Path) -> None:
    mended: list[str] = []
    flag = tmp_path / "flag"
    supervisor = Supervisor(say=lambda sentence: None)
    script = f"import os, time; os.path.exists({str(flag)!r}) or exit(1); time.sleep(60)"

    def mend() -> None:
        mended.append("once")
        flag.touch()

    with supervisor.stopping_at_end():
        child = supervisor.start(program(tmp_path, script), mend=mend)
        supervisor.wait_until_ready(child, lambda: bool(mended) and child.process is not None, patience=60)
        assert child.process is not None
        assert child.process.ended() is None
    assert mended == ["once"]


def test_every_early_death_doubles_the_pause_up_to_ten_seconds(tmp_path: Path) -> None:
    child = Child(program(tmp_path, ""), None)
    assert [round(child.back_off(), 1) for _ in range(8)] == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]


def test_children_of_a_lower_stage_end_after_those_of_a_higher_one(tmp_path: Path) -> None:
    order = tmp_path / "order"
    script = (
        "import signal, sys, time\n"
        "def end(number, frame):\n"
        f"    open({str(order)!r}, 'a').write(sys.argv[1] + ' '); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "open(sys.argv[1] + '.up', 'w'); time.sleep(60)\n"
    )
    supervisor = Supervisor(say=lambda sentence: None)
    with supervisor.stopping_at_end():
        for stage, name in enumerate(("first", "second", "third")):
            one = program(tmp_path, script, name=name)
            child = supervisor.start(replace(one, argv=(*one.argv, name), stage=stage))
            supervisor.wait_until_ready(child, (tmp_path / f"{name}.up").exists, patience=60)
    assert order.read_text() == "third second first "


def test_a_child_that_ignores_the_request_is_killed_with_all_it_started(tmp_path: Path) -> None:
    grandchild = tmp_path / "grandchild"
    script = (
        "import signal, subprocess, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "started = subprocess.Popen(['sleep', '60'])\n"
        f"open({str(grandchild)!r} + '.new', 'w').write(str(started.pid))\n"
        f"import os; os.rename({str(grandchild)!r} + '.new', {str(grandchild)!r}); time.sleep(60)\n"
    )
    supervisor = Supervisor(say=lambda sentence: None)
    with supervisor.stopping_at_end():
        child = supervisor.start(program(tmp_path, script, patience=0.3))
        supervisor.wait_until_ready(child, grandchild.exists, patience=60)
    assert eventually(lambda: not is_running(int(grandchild.read_text())))


def test_a_child_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, signal, sys, time; from pathlib import Path\n"
            "from bureau.runtime.process import Process, Program\n"
            "one = Process(Program(name='x', title='x', argv=('sleep', '60'), env=os.environ, folder=Path('/'),\n"
            "    stop_signal=signal.SIGTERM, death_signal=signal.SIGTERM))\n"
            "print(one.pid, flush=True); time.sleep(60)",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_running(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert eventually(lambda: not is_running(child))


def test_a_programs_exit_status_is_handed_on(tmp_path: Path) -> None:
    process = Process(program(tmp_path, "raise SystemExit(7)"))
    assert eventually(lambda: process.ended() is not None)
    assert process.ended() == 7


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
