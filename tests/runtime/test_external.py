"""Servers named by the operator that do not answer."""

import pytest

from bureau.runtime.external import require_broker, require_database
from bureau.runtime.trouble import Trouble
from tests.runtime.conftest import Installation


def test_an_unreachable_database_is_named_without_its_password(installation: Installation) -> None:
    installation.environment["DATABASE_URL"] = "postgres://portal:very-secret@127.0.0.1:1/portal"
    told = installation.run("up")
    assert told.returncode == 1
    assert "连不上 DATABASE_URL" in told.stderr
    assert "127.0.0.1:1/portal" in told.stderr
    assert "very-secret" not in told.stderr + told.stdout
    assert not (installation.data / "pg").exists()


def test_an_unreachable_broker_is_named(installation: Installation) -> None:
    installation.environment["REDIS_URL"] = "redis://127.0.0.1:1/0"
    told = installation.run("manage", "check")
    assert told.returncode == 1
    assert "连不上 REDIS_URL" in told.stderr


@pytest.mark.parametrize("url", ["mongo://x/y", "postgres://host:port/x", "sqlite:///x", "nonsense"])
def test_a_database_address_that_is_none_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(Trouble, match="连不上 DATABASE_URL"):
        require_database(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "redis+socket:///nowhere/valkey.sock?virtual_host=0"])
def test_a_broker_address_that_leads_nowhere_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(Trouble, match="连不上 REDIS_URL"):
        require_broker(url)


def test_web_worker_and_beat_refuse_to_start_without_lasting_servers(installation: Installation) -> None:
    for command in ("web", "worker", "beat"):
        told = installation.run(command)
        assert told.returncode == 1
        assert f"{command} 需要一直在运行的数据库" in told.stderr
