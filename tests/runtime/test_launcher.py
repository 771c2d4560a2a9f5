"""The shell script before there is any Python of ours: which python3 it accepts, and what it says otherwise."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.runtime.conftest import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the launcher and its lock file, and `bin/` as the only place where programs are found."""
    folder = tmp_path / "checkout"
    (folder / "bin").mkdir(parents=True)
    for name in ("portal", "requirements.lock"):
        shutil.copy2(ROOT / name, folder / name)
    for tool in ("sh", "dirname", "readlink", "cksum", "cat", "awk", "df", "flock", "rm"):
        found = shutil.which(tool)
        assert found is not None
        (folder / "bin" / tool).symlink_to(found)
    return folder


def python_that(checkout: Path, script: str) -> None:
    file = checkout / "bin" / "python3"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def start(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "portal", "up"],
        env={"PATH": str(checkout / "bin"), "HOME": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_any_python_it_says_which_one_is_needed(checkout: Path) -> None:
    told = start(checkout)
    assert told.returncode == 1
    assert "需要 Python 3.11 以上，本机是" in told.stderr


def test_an_old_python_is_named(checkout: Path) -> None:
    python_that(checkout, '[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1')
    told = start(checkout)
    assert told.returncode == 1
    assert "Python 3.9.2" in told.stderr


def test_debians_python_without_venv_gets_the_line_that_mends_it(checkout: Path) -> None:
    python_that(checkout, 'case "$*" in *version_info*) exit 0;; esac; exit 1')
    told = start(checkout)
    assert told.returncode == 1
    assert told.stderr.rstrip().endswith("apt-get install python3-venv")
    assert not (checkout / ".venv").exists()


def test_a_checkout_with_its_stamp_hands_over_without_installing(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$PYTHONPATH|$PORTAL_CWD|$*"\n')
    python.chmod(0o755)
    sum_of_lock = subprocess.run(
        ["cksum"],
        stdin=(checkout / "requirements.lock").open("rb"),
        capture_output=True,
        text=True,
        check=True,
    )
    (checkout / ".venv" / "portal.stamp").write_text(f"{checkout} {sum_of_lock.stdout}")
    told = start(checkout)
    assert told.stdout.strip() == f"{checkout}|{os.getcwd()}|-m bureau.runtime up"
    assert told.stderr == ""


def test_the_lock_file_names_no_index_and_hashes_everything() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    pinned = [number for number, line in enumerate(lines) if "==" in line]
    assert len(pinned) > 50
    assert all(lines[number + 1].startswith("    --hash=sha256:") for number in pinned)
