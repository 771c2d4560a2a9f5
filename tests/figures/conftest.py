from __future__ import annotations

import pytest

from tests.returns.office import Office, build


@pytest.fixture
def office(db: None) -> Office:
    return build()


@pytest.fixture
def lasting_office(transactional_db: None) -> Office:
    """An office whose rows other connections see, for tests with threads."""
    return build()
