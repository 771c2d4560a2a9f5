"""The doorbell of the roller."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from celery import current_app
from django.db import transaction

from bureau.figures import bell


def wait_until(condition: Callable[[], bool]) -> bool:
    """Whether it came true within a patience that only a hanging thread uses up."""
    for _ in range(500):
        if condition():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that left for the broker."""
    names: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: names.append(name))
    return names


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_after_the_commit_and_not_before(rung: list[str]) -> None:
    with transaction.atomic():
        bell.ring()
        assert rung == []
    assert wait_until(lambda: rung == [bell.ROLL])


@pytest.mark.django_db(transaction=True)
def test_a_save_that_is_rolled_back_rings_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []
    monkeypatch.setattr(bell.Bell, "want", lambda self: wanted.append("once"))
    with transaction.atomic():
        bell.ring()
        transaction.set_rollback(True)
    assert wanted == []
    with transaction.atomic():
        bell.ring()
    assert wanted == ["once"]


@pytest.mark.django_db(transaction=True)
def test_saves_that_fall_together_are_rung_for_at_least_once_and_not_each(rung: list[str]) -> None:
    for _ in range(200):
        bell.ring()
    assert wait_until(lambda: len(rung) >= 1)
    assert len(rung) < 200


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_never_turns_a_save_into_an_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(name: str, **options: object) -> None:
        raise ConnectionRefusedError("nobody at home")

    monkeypatch.setattr(current_app, "send_task", refuse)
    with transaction.atomic():
        bell.ring()
    assert wait_until(lambda: "the sweep will do" in caplog.text)
