"""What every test shares: the database as the product has it, less one trigger."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let tests with real transactions empty the tables afterwards.

    The trail refuses TRUNCATE; only that one refusal is lifted here, alterations and removals stay refused.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("audit_auditentry", "audit_seal"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
