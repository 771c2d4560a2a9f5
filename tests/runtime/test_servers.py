"""The embedded servers, in the places and under the identities that made trouble."""

import os
from pathlib import Path

import psycopg2
import pytest

from bureau.runtime.external import connection_arguments, require_broker
from bureau.runtime.identity import Identity, choose_identity, home_of_nobody
from bureau.runtime.paths import LONGEST_SOCKET_PATH, Paths, make_private
from bureau.runtime.servers import throw_away_servers
from bureau.runtime.trouble import Trouble


def test_both_servers_answer_in_a_deep_folder_with_a_chinese_name(tmp_path: Path) -> None:
    folder = tmp_path / "指标 门户" / ("d" * 80)
    with throw_away_servers(folder=folder) as servers:
        with psycopg2.connect(**connection_arguments(servers.database_url)) as connection:
            assert connection.info.dbname == "portal"
        connection.close()
        require_broker(servers.redis_url)
        data = servers.data
        sockets = Paths(root=data, data=data).sockets
        assert len(os.fsencode(sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    assert not data.exists()
    assert not sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_root_without_user_namespaces_runs_postgres_as_nobody() -> None:
    with throw_away_servers(identity=Identity.NOBODY) as servers:
        home = home_of_nobody(Paths(root=servers.data, data=servers.data))
        with psycopg2.connect(**connection_arguments(servers.database_url)) as connection:
            owner = Path(f"/proc/{connection.info.backend_pid}").stat().st_uid
        connection.close()
        assert owner == home.stat().st_uid != 0
    assert not home.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has no rights to give up")
def test_root_never_runs_postgres_as_itself() -> None:
    assert choose_identity() is not Identity.SELF


def test_a_folder_that_is_really_a_link_to_somewhere_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Trouble, match="不能使用"):
        make_private(tmp_path / "run")
