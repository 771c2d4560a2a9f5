"""`portal test` and `portal bench`: on servers that are thrown away."""

import base64
import os
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bureau.runtime.commands import run_in_foreground
from bureau.runtime.paths import Paths
from bureau.runtime.servers import Servers, throw_away_servers

# More processes than this wait for the one database more than they help.
MOST_PROCESSES = 4


@dataclass(frozen=True)
class Gate:
    """One tool that has to be content before anything is merged."""

    name: str
    argv: tuple[str, ...]


def _module(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *arguments)


GATES = (
    Gate("ruff check", _module("ruff", "check", ".")),
    Gate("ruff format", _module("ruff", "format", "--check", ".")),
    # The tool has a command but no module to run: its own script would break when the folder is moved.
    Gate(
        "lint-imports",
        (sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    ),
    Gate("djlint", _module("djlint", "templates", "--lint", "--check")),
    Gate("makemigrations", (sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")),
    Gate("mypy", _module("mypy", ".")),
)


def throw_away_environment(servers: Servers, data: str) -> dict[str, str]:
    """Secrets of this run only."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bureau.settings",
        "PORTAL_DATA": data,
        "DATABASE_URL": servers.database_url,
        "REDIS_URL": servers.redis_url,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": "k1:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }


def test(paths: Paths, arguments: Sequence[str], *, say: Callable[[str], None]) -> int:
    """Every gate, then every test; with pytest arguments only the tests. pytest's closing line comes last."""
    with throw_away_servers(external=True) as servers:
        env = throw_away_environment(servers, str(servers.data))
        failed = [] if arguments else _run_gates(paths, env, say)
        chosen = arguments or (
            f"--numprocesses={min(os.cpu_count() or 1, MOST_PROCESSES)}",
            "--dist=loadgroup",
        )
        # Every process has to find the same tests in the same order, also where an order comes out of a set.
        status = run_in_foreground(_module("pytest", *chosen), env | {"PYTHONHASHSEED": "0"}, paths.root)
    if failed:
        say(f"未通过的检查：{'、'.join(failed)}")
    return status or (1 if failed else 0)


def _run_gates(paths: Paths, env: dict[str, str], say: Callable[[str], None]) -> list[str]:
    summary = []
    failed = []
    for gate in GATES:
        say(f"── {gate.name}")
        began = time.monotonic()
        passed = run_in_foreground(gate.argv, env, paths.root) == 0
        summary.append(f"  {'通过' if passed else '未通过'}  {gate.name}  {time.monotonic() - began:.1f} 秒")
        if not passed:
            failed.append(gate.name)
    say("── 检查小结\n" + "\n".join(summary))
    return failed


def bench(paths: Paths, arguments: Sequence[str]) -> int:
    """The benchmarks write as production does, so fsync stays on."""
    with throw_away_servers(durable=True, folder=paths.data) as servers:
        env = throw_away_environment(servers, str(servers.data))
        return run_in_foreground(_module("tests.benchmarks", *arguments), env, paths.root)
