"""`./portal bench [name …] [--size S|M]`: limits and product on generated data, in a database of its own."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
import psycopg2
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.settings")
django.setup()

from tests.benchmarks.data import SIZES, generate  # noqa: E402 - models exist only after the setup above
from tests.benchmarks.registry import BENCHMARKS, GROUPS  # noqa: E402 - as above

SCRATCH = "portal_bench"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="portal bench", description="性能测量：每项与同一次运行中的极限相比"
    )
    parser.add_argument(
        "names", nargs="*", metavar="名称", help=f"只测这几项：{'、'.join([*BENCHMARKS, *GROUPS])}"
    )
    parser.add_argument(
        "--size", choices=sorted(SIZES), default="S", help="S 一个区（58 万个数），M 十个区的市"
    )
    chosen = parser.parse_args(arguments)
    names = [one for name in chosen.names for one in GROUPS.get(name, (name,))]
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"没有这些测量：{'、'.join(unknown)}。可选：{'、'.join(BENCHMARKS)}。")
    size = SIZES[chosen.size]
    missed = 0
    with scratch_database():
        call_command("migrate", verbosity=0)
        print(f"size {size.name}, generating the facts …", flush=True)
        generate(size)
        for name in names or BENCHMARKS:
            result = BENCHMARKS[name](size)
            print(result, flush=True)
            missed += not result.is_met
    return 1 if missed else 0


@contextmanager
def scratch_database() -> Iterator[None]:
    """A database beside the configured one, which stays untouched."""
    given = {**connection.get_connection_params(), "dbname": "postgres"}
    given.pop("cursor_factory", None)
    server = psycopg2.connect(**given)
    server.autocommit = True

    def run(statement: str) -> None:
        with server.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(SCRATCH)))

    run("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    run("CREATE DATABASE {}")
    connection.close()
    connection.settings_dict["NAME"] = SCRATCH
    try:
        yield
    finally:
        connection.close()
        run("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        server.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
