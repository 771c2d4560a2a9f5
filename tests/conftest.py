"""What every test shares: the database as the product has it, less one trigger."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

# What a folder loads once for all its tests stays together; everything else stays with its file.
TOGETHER = ("tests/demo/loaded",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests run one after the other in one process, where there are several."""
    for item in items:
        place = item.nodeid.partition("::")[0]
        group = next((folder for folder in TOGETHER if place.startswith(folder)), place)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let tests with real transactions empty the tables afterwards.

    The trail refuses TRUNCATE; only that one refusal is lifted here, alterations and removals stay refused.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("audit_auditentry", "audit_seal"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
