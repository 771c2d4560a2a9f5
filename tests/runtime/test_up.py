"""`portal up`, seen from outside: real servers, real processes, real signals."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from bureau.runtime.paths import Paths
from tests.runtime.conftest import ROOT, Installation, eventually

PROCESSES = {
    "web": "gunicorn",
    "worker": " worker ",
    "beat": " beat ",
    "valkey": "valkey-server",
    "postgres": "postgres",
}


def test_a_started_portal_is_ready_and_says_where(running: Installation) -> None:
    assert running.status_of("/readyz") == 200
    assert f"http://127.0.0.1:{running.port}/" in running.said()


def test_a_second_up_says_that_the_portal_runs_and_leaves_it_alone(running: Installation) -> None:
    second = running.run("up", "--port", str(running.port))
    assert second.returncode == 1
    assert "门户已在运行" in second.stdout
    assert f"http://127.0.0.1:{running.port}/" in second.stdout
    assert running.status_of("/readyz") == 200


def test_manage_reaches_the_running_servers(running: Installation) -> None:
    counted = "from bureau.catalogue.models import Indicator; print('indicators', Indicator.objects.count())"
    told = running.run("manage", "shell", "-v", "0", "-c", counted)
    assert told.returncode == 0, told.stderr
    assert int(told.stdout.split("indicators ")[1]) > 300
    assert running.owner()["command"] == "up"


@pytest.mark.parametrize("name", PROCESSES)
def test_a_killed_process_comes_back_and_the_portal_serves_again(running: Installation, name: str) -> None:
    assert eventually(lambda: running.child(PROCESSES[name]) is not None)
    before = running.child(PROCESSES[name])
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert eventually(lambda: running.child(PROCESSES[name]) not in (None, before)), running.said()
    assert eventually(lambda: running.status_of("/readyz") == 200), running.said()


def test_secrets_are_made_once_and_only_their_owner_can_read_them(running: Installation) -> None:
    secrets = sorted((running.data / "secrets").iterdir())
    assert [one.name for one in secrets] == ["field_keys", "secret_key"]
    assert {one.stat().st_mode & 0o777 for one in secrets} == {0o600}


def test_after_the_supervisor_was_killed_a_new_up_serves_the_same_data(running: Installation) -> None:
    remember = (
        "from django.contrib.sessions.models import Session; from django.utils import timezone; "
        "Session.objects.create(session_key='kept', session_data='', expire_date=timezone.now())"
    )
    assert running.run("manage", "shell", "-v", "0", "-c", remember).returncode == 0
    running.supervisor.kill()
    running.supervisor.wait()
    running.up()
    look = "from django.contrib.sessions.models import Session; print(Session.objects.count(), 'kept')"
    assert "1 kept" in running.run("manage", "shell", "-v", "0", "-c", look).stdout


def test_ctrl_c_leaves_no_process_and_no_open_port(running: Installation) -> None:
    running.supervisor.send_signal(signal.SIGINT)
    assert running.supervisor.wait(60) == 0
    assert running.everybody_has_gone()
    assert running.status_of("/healthz") is None
    assert not (running.data / "pg" / "postmaster.pid").exists()
    assert not Paths(root=ROOT, data=running.data).sockets.exists()
    running.up()


def test_a_taken_port_is_named_and_nothing_is_left_running(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", installation.port)):
        told = installation.run("up", "--port", str(installation.port))
    assert told.returncode == 1
    assert f"端口 {installation.port} 已被别的程序占用" in told.stderr
    assert installation.everybody_has_gone()


def test_a_portal_started_in_the_background_still_hears_ctrl_c(installation: Installation) -> None:
    """A shell starts background jobs with SIGINT ignored; nothing but the start itself is looked at here."""
    with installation.output.open("wb") as output:
        started = subprocess.Popen(
            [sys.executable, "-m", "bureau.runtime", "up", "--port", str(installation.port)],
            env=installation.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        )
    assert eventually(lambda: "正在更新数据库结构" in installation.said())
    started.send_signal(signal.SIGINT)
    assert started.wait(60) == 0
    assert "门户已停止" in installation.said()
