"""A register is one model, one declaration and one migration; everything else is there without further code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, migrations
from django.db.migrations.state import ProjectState
from django.test import Client
from django.urls import reverse

from bureau.audit.models import AuditEntry
from bureau.registers.models import RowMark
from bureau.registers.registry import declare, withdraw
from bureau.registers.system import problems_of
from bureau.registers.triggers import keep_register
from tests.people import People
from tests.registers_pages.walks import WALKS, Walk


@pytest.fixture
def walks(people: People) -> Iterator[None]:
    """What its migration would do: the table, then trail and marks."""
    with connection.schema_editor() as editor:
        editor.create_model(Walk)
    with connection.schema_editor() as editor:
        for step in keep_register(WALKS.table, WALKS.code, dates=["walked_on"], personal=["household"]):
            assert isinstance(step, migrations.RunSQL)
            step.database_forwards("walks", editor, ProjectState(), ProjectState())
    declare(WALKS)
    yield
    withdraw(WALKS.code)


def client_of(people: People, name: str) -> Client:
    client = Client()
    client.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_its_declaration_is_sound() -> None:
    assert list(problems_of([WALKS])) == []


@pytest.mark.usefixtures("walks")
def test_it_is_listed_filled_in_searched_and_verified(people: People) -> None:
    zhang, li = client_of(people, "zhang"), client_of(people, "li")
    assert "走访台账" in zhang.get(reverse("registers:index")).content.decode()
    new = reverse("registers:new", args=[WALKS.code])
    zhang.post(new, {"household": "胡一刀", "walked_on": "2025-10-08", "people": "3"})
    walk = Walk._default_manager.get()
    assert (walk.number, walk.state) == ("ZF-2025-001", "登记")
    address = reverse("registers:list", args=[WALKS.code])
    found = zhang.post(address, {"search": "胡一刀"}).content.decode()
    assert "胡**" in found
    assert "合计 1 户" in found
    verify = reverse("registers:step", args=[WALKS.code, walk.pk, "verify"])
    assert li.post(verify, {"version": 1, "result": ""}).status_code == 400
    assert li.post(verify, {"version": 1, "result": "稳定"}).status_code == 302
    walk.refresh_from_db()
    assert (walk.state, walk.result) == ("已核", "稳定")
    assert RowMark.objects.filter(register=WALKS.code, month=202510).exists()
    trail = AuditEntry.objects.filter(subject=WALKS.table, key=str(walk.pk))
    assert [line.action for line in trail.order_by("id")] == ["insert", "update"]
    assert "household" not in (trail.earliest("id").new or {})
