from __future__ import annotations

import pytest

from tests.returns.office import Office, build


@pytest.fixture
def office(db: None) -> Office:
    return build()
