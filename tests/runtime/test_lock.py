"""Who owns a data folder."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bureau.runtime.lock import AlreadyRunning, Owner, acquire, holders, read_owner, started_ticks
from bureau.runtime.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(root=tmp_path, data=tmp_path)


def silent(sentence: str) -> None: ...


def test_a_living_up_is_named_at_once(paths: Paths) -> None:
    lock = acquire(paths, "up", say=silent)
    lock.tell(stage="serving", port=8123, embedded=("DATABASE_URL",))
    with pytest.raises(AlreadyRunning) as refused:
        acquire(paths, "up", say=silent)
    lock.release()
    assert (refused.value.owner.pid, refused.value.owner.port) == (os.getpid(), 8123)
    assert refused.value.owner.is_serving


def test_a_released_lock_can_be_taken_again(paths: Paths) -> None:
    acquire(paths, "up", say=silent).release()
    again = acquire(paths, "manage", say=silent)
    owner = read_owner(paths.lock)
    again.release()
    assert owner is not None
    assert owner.command == "manage"


def test_a_pid_that_was_given_to_another_process_is_not_the_owner() -> None:
    started = started_ticks(os.getpid())
    assert started is not None
    owner = Owner(pid=os.getpid(), started=started, command="up", stage="serving")
    assert owner.is_alive
    assert not replace(owner, started=started - 1).is_alive


def test_a_half_written_lock_file_names_nobody(paths: Paths) -> None:
    paths.lock.write_text('{"pid": 1, "star')
    assert read_owner(paths.lock) is None


def test_waiting_ends_when_the_last_child_of_a_dead_owner_has_gone(paths: Paths) -> None:
    """The child inherits the descriptor and so the lock, and outlives the process that took it."""
    script = (
        "import subprocess, sys; from pathlib import Path\n"
        "from bureau.runtime.lock import acquire; from bureau.runtime.paths import Paths\n"
        "data = Path(sys.argv[1]); lock = acquire(Paths(root=data, data=data), 'up', say=print)\n"
        "subprocess.Popen(['sleep', '0.5'], pass_fds=[lock.fd])\n"
    )
    subprocess.run([sys.executable, "-c", script, str(paths.data)], check=True)
    assert holders(paths.lock) != []
    told: list[str] = []
    acquire(paths, "up", say=told.append).release()
    assert told == ["上一次的进程还在收尾，等它们结束……"]
    assert holders(paths.lock) == []
