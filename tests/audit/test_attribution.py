from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from bureau.audit.attribution import acting
from bureau.audit.models import AuditEntry
from bureau.audit.recording import record
from bureau.organisation.models import Unit, UnitKind, User
from tests.people import People

BACKEND = "django.contrib.auth.backends.ModelBackend"


def settings_of_the_connection() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('portal.actor', true), current_setting('portal.address', true),"
            " current_setting('portal.reason', true)"
        )
        actor, address, reason = cursor.fetchone()
    return actor or "", address or "", reason or ""


def two_units_of_one_code() -> None:
    for name in ("甲", "乙"):
        Unit.objects.create(code="a", name=name, kind=UnitKind.CITY)


def test_a_change_made_while_somebody_acts_names_her_her_address_and_her_reason(people: People) -> None:
    with acting("zhao", address="10.1.1.1", reason="更名"):
        people.town.name = "城关街道"
        people.town.save()
    entry = AuditEntry.objects.get(subject="organisation_unit", action="update", new__name="城关街道")
    assert (entry.actor, entry.address, entry.detail) == ("zhao", "10.1.1.1", "更名")
    assert entry.old == {"name": "城关镇"}


def test_afterwards_the_connection_speaks_for_nobody(db: None) -> None:
    with acting("zhao", address="10.1.1.1"):
        pass
    assert settings_of_the_connection() == ("", "", "")


def test_an_inner_actor_gives_way_to_the_outer_one(db: None) -> None:
    with acting("zhao"):
        with acting("system"):
            assert settings_of_the_connection()[0] == "system"
        assert settings_of_the_connection()[0] == "zhao"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_inside_leaves_no_name_behind() -> None:
    with pytest.raises(IntegrityError), acting("zhao"), transaction.atomic():
        two_units_of_one_code()
    assert settings_of_the_connection()[0] == ""


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_around_the_actor_takes_the_name_back_with_it() -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), acting("zhao"):
        two_units_of_one_code()
    assert settings_of_the_connection()[0] == ""


def test_a_post_request_attributes_its_changes_and_clears_the_name(people: People) -> None:
    client = Client(REMOTE_ADDR="10.2.2.2")
    client.force_login(people["zhang"], backend=BACKEND)
    client.post("/account/size/", {"size": "large"})
    entry = AuditEntry.objects.get(subject="organisation_user", action="update", new__large_type=True)
    assert (entry.actor, entry.address) == ("zhang", "10.2.2.2")
    assert settings_of_the_connection() == ("", "", "")


def test_raw_sql_and_bulk_changes_leave_lines_as_well(people: People) -> None:
    with acting("script"), connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_user SET full_name = full_name || '_'")
    assert AuditEntry.objects.filter(actor="script", action="update").count() == User.objects.count()


def test_an_event_takes_actor_and_address_from_the_connection(db: None) -> None:
    with acting("zhao", address="10.1.1.1"):
        record("export", "jobs_job", "7", new={"rows": 3}, detail="汇总表")
    entry = AuditEntry.objects.get(action="export")
    assert (entry.actor, entry.address, entry.key, entry.new) == ("zhao", "10.1.1.1", "7", {"rows": 3})


def test_control_characters_cannot_forge_a_line(db: None) -> None:
    record("login", "organisation_user", "x\n2026 admin login", actor="a\r\nb", detail="\x1b[31mred")
    entry = AuditEntry.objects.get(action="login")
    assert "\n" not in entry.key + entry.actor
    assert "\x1b" not in entry.detail
