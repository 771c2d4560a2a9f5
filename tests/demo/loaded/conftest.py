"""The demonstration, loaded once for the tests of this folder and taken back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from bureau.catalogue.syncing import sync_catalogue
from bureau.demo.loading import Loaded, load_demo
from bureau.periods import Month
from bureau.totals.rolling import Locking, drain
from tests.demo.loaded.queries import rows

CURRENT = Month(2026, 11)
PASSWORD = "Lantern-4-demo"

UNMARKED = """
SELECT count(*) FROM figures_figure
WHERE (unit_id, month) NOT IN (SELECT unit_id, month FROM figures_mark WHERE indicator_id IS NULL)
  AND (unit_id, month, indicator_id) NOT IN
      (SELECT unit_id, month, indicator_id FROM figures_mark WHERE indicator_id IS NOT NULL)
"""


@dataclass(frozen=True)
class Demo:
    loaded: Loaded
    unmarked: int  # figures without a mark, before the totals were made


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demo]:
    """The whole demonstration as of November 2026, with its totals."""
    with django_db_blocker.unblock(), transaction.atomic():
        sync_catalogue()
        loaded = load_demo(password=PASSWORD, current=CURRENT)
        assert loaded is not None
        ((unmarked,),) = rows(UNMARKED)
        drain(Locking.WAIT)
        # Every test ends with a check of what the transaction still owes: let the load owe nothing.
        connection.check_constraints()
        yield Demo(loaded, int(str(unmarked)))
        transaction.set_rollback(True)
