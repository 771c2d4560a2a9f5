from __future__ import annotations

import pytest
from django.conf import settings as configured

from tests.people import People, settle


@pytest.fixture
def people(db: None) -> People:
    """The people of the access rules, whose section answers for every domain."""
    people = settle()
    people.section.domains = [name.rpartition(".")[2] for name in configured.DOMAINS]
    people.section.save()
    return people
