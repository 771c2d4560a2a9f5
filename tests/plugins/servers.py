"""Starts throw-away PostgreSQL and Valkey before Django reads its settings, unless the environment names some.

Where the tests run in several processes, each has a database of its own on the same server; here each also gets a
broker of its own, so that a test that empties one takes nothing from another.
"""

import atexit
import os
import re
from contextlib import ExitStack

from bureau.runtime.gates import throw_away_environment
from bureau.runtime.servers import throw_away_servers

_running = ExitStack()


def _begin() -> None:
    servers = _running.enter_context(throw_away_servers(external=True))
    given = set(os.environ)
    for name, setting in throw_away_environment(servers, str(servers.data)).items():
        if name not in given:
            os.environ[name] = setting


def _own_broker(worker: str) -> None:
    """The broker of one of several test processes: its own numbered store."""
    number = int(worker.removeprefix("gw")) + 1
    url = os.environ["REDIS_URL"]
    if "virtual_host=" in url:
        os.environ["REDIS_URL"] = re.sub(r"virtual_host=\d+", f"virtual_host={number}", url)
    else:
        os.environ["REDIS_URL"] = re.sub(r"/\d*$", f"/{number}", url)


# At import: pytest-django reads the settings before any conftest and before the hooks of other plugins.
_begin()
atexit.register(_running.close)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _own_broker(worker)
