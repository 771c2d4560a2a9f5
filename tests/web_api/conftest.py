from __future__ import annotations

import pytest
from django.test import Client

from tests.people import People, settle


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture
def zhang(people: People) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(people["zhang"], backend="django.contrib.auth.backends.ModelBackend")
    return client
