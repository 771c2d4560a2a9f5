"""What backup and restore say to the database, past Django."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ, make_dsn

from bureau.runtime.external import connection_arguments
from bureau.runtime.trouble import Trouble

MAINTENANCE = "postgres"


class Cursor(Protocol):
    """The part of a psycopg2 cursor that is used here; the driver carries no types."""

    def execute(self, query: object, variables: object = None) -> None: ...
    def fetchone(self) -> tuple[object, ...] | None: ...
    def fetchall(self) -> list[tuple[object, ...]]: ...


def with_database(url: str, name: str) -> str:
    """The same server and account, another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def name_of(url: str) -> str:
    return str(connection_arguments(url)["dbname"])


@contextmanager
def cursor(url: str) -> Iterator[Cursor]:
    """Outside a transaction, for looking and for CREATE DATABASE."""
    connection = psycopg2.connect(**connection_arguments(url))
    try:
        connection.autocommit = True
        with connection.cursor() as opened:
            yield opened
    finally:
        connection.close()


@contextmanager
def snapshot(url: str) -> Iterator[tuple[Cursor, str]]:
    """A cursor that sees one moment, and the name under which pg_dump can see the same one."""
    connection = psycopg2.connect(**connection_arguments(url))
    try:
        connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        with connection.cursor() as opened:
            opened.execute("SELECT pg_export_snapshot()")
            yield opened, str(opened.fetchone()[0])
    finally:
        connection.close()


def table_names(looking: Cursor) -> list[str]:
    looking.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [str(name) for (name,) in looking.fetchall()]


def row_counts(looking: Cursor) -> dict[str, int]:
    counts = {}
    for table in table_names(looking):
        looking.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table)))
        found = looking.fetchone()
        counts[table] = int(str(found[0])) if found else 0
    return counts


def applied_migrations(looking: Cursor) -> list[str]:
    if "django_migrations" not in table_names(looking):
        return []
    looking.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
    return [str(name) for (name,) in looking.fetchall()]


def client(
    binaries: Path, name: str, url: str, *options: str, stdin: int, stdout: int
) -> subprocess.Popen[bytes]:
    """pg_dump or pg_restore. The password travels in the environment: arguments can be read by everybody."""
    arguments = connection_arguments(url)
    password = str(arguments.pop("password", ""))
    env = {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})}
    return subprocess.Popen(
        [binaries / name, f"--dbname={make_dsn(**arguments)}", "--no-owner", *options],
        env=env,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def require_success(process: subprocess.Popen[bytes], what: str) -> None:
    """Waits for the end; raises Trouble with what the program said."""
    complaint = (process.stderr.read() if process.stderr else b"").decode("utf-8", "replace").strip()
    if process.wait() != 0:
        raise Trouble(f"{what}失败：\n{complaint}")


def create_fresh(url: str, name: str) -> None:
    """An empty database of this name; what an interrupted run left under it goes first."""
    with cursor(with_database(url, MAINTENANCE)) as working:
        try:
            working.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            working.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg2.errors.InsufficientPrivilege as error:
            raise Trouble(
                "DATABASE_URL 的账户没有建库权限，无法恢复。请用管理员执行：ALTER ROLE 账户名 CREATEDB; 恢复后可收回。"
            ) from error


def fill(binaries: Path, url: str, dump: IO[bytes]) -> None:
    """Loads a dump into an empty database."""
    process = client(
        binaries, "pg_restore", url, "--exit-on-error", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    if process.stdin is None:
        raise AssertionError("pg_restore was started with a pipe")
    try:
        while chunk := dump.read(1024 * 1024):
            process.stdin.write(chunk)
        process.stdin.close()
    except BrokenPipeError:
        # The program ended early; why stands in what it said.
        process.stdin = None
    require_success(process, "载入数据库")


def drop(url: str, name: str) -> None:
    with cursor(with_database(url, MAINTENANCE)) as working:
        working.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def replace(url: str, fresh: str) -> None:
    """Puts the fresh database in the place of the one that `url` names, which is dropped."""
    current = name_of(url)
    retired = f"{current}_retired"
    with cursor(with_database(url, MAINTENANCE)) as working:
        working.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(retired)))
        # Nobody may come back between the two renames.
        working.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(current)))
        for name in (current, fresh):
            working.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
        _rename(working, current, retired)
        _rename(working, fresh, current)
        working.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(retired)))


def _rename(working: Cursor, old: str, new: str) -> None:
    working.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
    )
