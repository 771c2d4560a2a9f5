from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from bureau.jobs import exports, registry
from tests.people import People, settle


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture(autouse=True)
def export_root(tmp_path: Path, settings: Settings) -> Path:
    settings.EXPORT_ROOT = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture(autouse=True)
def _kinds_of_the_test() -> Iterator[None]:
    """Whatever a test declares is gone after it."""
    kinds, export_kinds = dict(registry._kinds), dict(exports._kinds)
    yield
    registry._kinds.clear()
    registry._kinds.update(kinds)
    exports._kinds.clear()
    exports._kinds.update(export_kinds)
