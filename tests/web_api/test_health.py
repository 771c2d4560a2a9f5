from __future__ import annotations

import datetime

import pytest
from celery import current_app
from django.db import connection
from django.test import Client
from django.utils import timezone

from bureau.web import health
from bureau.web.models import Pulse
from bureau.web.tasks import pulse


def ready() -> tuple[int, dict[str, object]]:
    response = Client().get("/readyz")
    return response.status_code, response.json()


def test_the_portal_is_alive_whatever_the_database_does() -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.json()) == (200, {"alive": True})


def test_it_is_ready_when_database_and_broker_answer(db: None) -> None:
    status, answer = ready()
    assert status == 200
    assert set(answer) == {"database", "broker", "oldest_mark_seconds", "beat_seconds"}
    assert (answer["database"], answer["broker"], answer["beat_seconds"]) == ("ok", "ok", None)


def test_the_pulse_tells_how_long_ago_beat_and_worker_lived(db: None) -> None:
    pulse()
    assert ready()[1]["beat_seconds"] == 0
    Pulse.objects.update(at=timezone.now() - datetime.timedelta(seconds=90))
    assert ready()[1]["beat_seconds"] == 90


def test_the_oldest_waiting_work_of_any_room_counts(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_waiting", [lambda: 3.0, lambda: 41.6])
    assert ready()[1]["oldest_mark_seconds"] == 42


def test_without_a_broker_it_is_503(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    status, answer = ready()
    assert (status, answer["database"], answer["broker"]) == (503, "ok", "down")


@pytest.mark.django_db(transaction=True)
def test_without_a_database_it_is_503_without_a_word_more(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "down"
    assert int(response.headers["Retry-After"]) > 0
    known = Client(raise_request_exception=False)
    known.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"
    page = known.get("/account/")
    assert page.status_code == 503
    assert int(page.headers["Retry-After"]) > 0
    api = Client(raise_request_exception=False).get("/api/v1/me/", HTTP_AUTHORIZATION="Token x")
    assert (api.status_code, api.json()["code"]) == (503, "unavailable")
