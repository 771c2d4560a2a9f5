"""The environment in which Django processes run."""

import os

from bureau.runtime.keys import field_keys, secret_key
from bureau.runtime.paths import Paths
from bureau.runtime.servers import Servers


def django_environment(paths: Paths, servers: Servers) -> dict[str, str]:
    """Ours plus the addresses and secrets; what the operator set wins."""
    data_exists = servers.postgres is not None and not servers.postgres.is_new
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bureau.settings",
        "PYTHONPATH": str(paths.root),
        "PYTHONUNBUFFERED": "1",
        "PORTAL_DATA": str(paths.data),
        "DATABASE_URL": servers.database_url,
        "REDIS_URL": servers.redis_url,
        "SECRET_KEY": secret_key(paths),
        "FIELD_KEYS": field_keys(paths, data_exists=data_exists),
    }
