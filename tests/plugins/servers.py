"""Starts throw-away PostgreSQL and Valkey before Django reads its settings, unless the environment names some."""

import atexit
import os
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


# At import: pytest-django reads the settings before any conftest and before the hooks of other plugins.
_begin()
atexit.register(_running.close)
