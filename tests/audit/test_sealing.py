from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from bureau.audit.models import AuditEntry, Seal
from bureau.audit.recording import record
from bureau.audit.sealing import seal
from bureau.audit.verifying import verify

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    for number in range(count):
        record("read", "test", str(number), actor="zhang", new={"b": 1, "a": [1.5, None]}, detail="说明")


@contextmanager
def guards_down() -> Iterator[None]:
    """What only the owner of the tables can do, and what the chain is there to reveal."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER USER")
        yield
        cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_seal ENABLE TRIGGER USER")


def test_every_line_is_sealed_once() -> None:
    write(3)
    assert seal() == 3
    write(2)
    assert seal() == 2
    assert seal() == 0
    assert [link.entries for link in Seal.objects.all()] == [3, 2]


def test_an_untouched_trail_is_found_whole_and_the_rest_is_counted() -> None:
    write(3)
    seal()
    write(2)
    verdict = verify()
    assert (verdict.sealed, verdict.unsealed, verdict.faults) == (3, 2, ())


def test_each_link_holds_the_one_before() -> None:
    write(1)
    seal()
    write(1)
    seal()
    first, second = Seal.objects.all()
    assert second.previous == first.digest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET detail = '别的' WHERE key = '1'",
        "UPDATE audit_auditentry SET new = '{\"a\": 2}' WHERE key = '1'",
        "UPDATE audit_auditentry SET at = at + interval '1 second' WHERE key = '1'",
        "UPDATE audit_auditentry SET actor = 'wang' WHERE key = '1'",
    ],
)
def test_a_changed_line_is_found(statement: str) -> None:
    write(3)
    seal()
    with guards_down(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert "改动" in verify().faults[0]


def test_a_removed_line_is_found() -> None:
    write(3)
    seal()
    with guards_down():
        AuditEntry.objects.filter(key="1").delete()
    assert "1 条被删除" in verify().faults[0]


def test_a_line_put_in_between_is_found() -> None:
    write(1)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)  # an id that was given out and never used: the place for a forger
    write(1)
    seal()
    with guards_down(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditentry (id, at, actor, address, action, subject, key, succeeded, detail)"
            " SELECT min(id) + 1, now(), 'wang', '', 'read', 'test', 'x', true, '' FROM audit_auditentry"
        )
    assert "多出 1 条" in verify().faults[0]


def test_a_removed_link_is_found() -> None:
    for _ in range(3):
        write(1)
        seal()
    with guards_down():
        Seal.objects.filter(pk=Seal.objects.all()[1].pk).delete()
    assert any("断开" in fault for fault in verify().faults)


@pytest.mark.parametrize("table", ["audit_auditentry", "audit_seal"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_the_application_cannot_alter_or_remove_a_line(table: str, verb: str) -> None:
    write(1)
    seal()
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table))


def test_the_command_says_that_all_is_well() -> None:
    write(2)
    seal()
    out = StringIO()
    call_command("audit_verify", stdout=out)
    assert "完好" in out.getvalue()
    assert "已封存 2 条" in out.getvalue()


def test_the_command_fails_with_a_sentence_when_a_line_was_changed() -> None:
    write(2)
    seal()
    with guards_down():
        AuditEntry.objects.filter(key="1").update(detail="别的")
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("audit_verify", stdout=out)
    assert error.value.returncode == 1
    assert "改动" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_line_whose_transaction_is_still_open_is_not_passed_over() -> None:
    """A line that got its id first and commits last would otherwise appear inside a sealed range."""
    written, finish = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            record("read", "test", "slow", actor="zhang")
            written.set()
            finish.wait(10)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    written.wait(10)
    record("read", "test", "quick", actor="zhang")
    assert seal() == 0
    finish.set()
    slow.join()
    assert seal() == 2
    assert verify().faults == ()
