from __future__ import annotations

import datetime
import json
import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from bureau.organisation.models import Unit
from bureau.web.api import idempotency
from bureau.web.models import StoredAnswer
from tests.people import People, settle

pytestmark = pytest.mark.urls("tests.web_api.sample_urls")

BACKEND = "django.contrib.auth.backends.ModelBackend"


def count(client: Client, key: str | None, **body: object) -> tuple[int, dict[str, object]]:
    headers = {} if key is None else {"HTTP_IDEMPOTENCY_KEY": key}
    response = client.post(
        "/api/v1/counting/",
        json.dumps(body),
        content_type="application/json",
        **headers,  # type: ignore[arg-type]  # WSGI variables
    )
    return response.status_code, response.json()


def made() -> int:
    return Unit.objects.filter(code__startswith="made").count()


def test_a_repeated_write_has_one_effect_and_one_answer(zhang: Client) -> None:
    first = count(zhang, "k-1")
    assert first[0] == 201
    assert count(zhang, "k-1") == first
    assert made() == 1


def test_without_a_key_each_write_counts(zhang: Client) -> None:
    count(zhang, None)
    count(zhang, None)
    assert made() == 2


def test_the_same_key_with_another_body_is_422(zhang: Client) -> None:
    count(zhang, "k-1")
    status, answer = count(zhang, "k-1", more=1)
    assert (status, answer["code"]) == (422, "key_reused")
    assert made() == 1


def test_a_key_belongs_to_one_person(zhang: Client, people: People) -> None:
    count(zhang, "k-1")
    wang = Client()
    wang.force_login(people["wang"], backend=BACKEND)
    assert count(wang, "k-1")[0] == 201
    assert made() == 2


def test_a_key_belongs_to_one_address(zhang: Client) -> None:
    count(zhang, "k-1")
    echo = zhang.post("/api/v1/echo/", "{}", content_type="application/json", HTTP_IDEMPOTENCY_KEY="k-1")
    assert echo.json() == {"value": {}, "kinds": {}}


def test_a_key_ends_after_a_day(zhang: Client) -> None:
    count(zhang, "k-1")
    StoredAnswer.objects.update(at=timezone.now() - datetime.timedelta(hours=25))
    assert count(zhang, "k-1", more=1)[0] == 201
    StoredAnswer.objects.update(at=timezone.now() - datetime.timedelta(hours=25))
    assert idempotency.forget_old() == 1


def test_a_refused_body_is_answered_alike_the_second_time(zhang: Client) -> None:
    assert count(zhang, "k-1", status=400) == count(zhang, "k-1", status=400)
    assert StoredAnswer.objects.count() == 1
    assert made() == 0


@pytest.mark.parametrize("outcome", [409, "crash", "clash"])
def test_what_may_go_well_later_is_not_kept(outcome: int | str, zhang: Client) -> None:
    count(zhang, "k-1", status=outcome)
    assert StoredAnswer.objects.count() == 0
    assert made() == 0


def test_a_server_error_leaves_no_effect_and_the_retry_works(zhang: Client) -> None:
    assert count(zhang, "k-1", status="crash")[0] == 500
    assert count(zhang, "k-1")[0] == 201
    assert made() == 1


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "钥匙", "a b"])
def test_a_key_that_cannot_be_one_is_400(key: str, zhang: Client) -> None:
    status, answer = count(zhang, key)
    assert (status, list(answer["fields"])) == (400, ["Idempotency-Key"])  # type: ignore[call-overload]  # JSON


def test_a_form_is_known_by_its_parts_not_by_its_boundary(zhang: Client) -> None:
    statuses = []
    for boundary, text in (("one", "a"), ("two", "a"), ("three", "b")):
        body = encode_multipart(boundary, {"name": text})
        kind = MULTIPART_CONTENT.replace("BoUnDaRyStRiNg", boundary)
        response = zhang.post("/api/v1/counting/", body, content_type=kind, HTTP_IDEMPOTENCY_KEY="k-1")
        statuses.append(response.status_code)
    assert statuses == [201, 201, 422]
    assert made() == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_one_while_the_first_is_running_is_409() -> None:
    people = settle()
    client = Client()
    client.force_login(people["zhang"], backend=BACKEND)
    name_held, let_go = threading.Event(), threading.Event()
    count(client, "k-1")
    name = StoredAnswer.objects.get().name
    StoredAnswer.objects.all().delete()

    def run_slowly() -> None:
        with transaction.atomic():
            assert idempotency._locked(name)
            name_held.set()
            let_go.wait(10)
        connection.close()

    slow = threading.Thread(target=run_slowly)
    slow.start()
    name_held.wait(10)
    status, answer = count(client, "k-1")
    let_go.set()
    slow.join()
    assert (status, answer["code"]) == (409, "in_progress")
    assert count(client, "k-1")[0] == 201


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_have_one_effect() -> None:
    people = settle()
    statuses: list[int] = []

    def send() -> None:
        client = Client()
        client.force_login(people["zhang"], backend=BACKEND)
        statuses.append(count(client, "k-1")[0])
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert made() == 1
