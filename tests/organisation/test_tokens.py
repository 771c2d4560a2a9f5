from __future__ import annotations

import datetime
import json
from typing import cast

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from bureau.audit.models import AuditEntry
from bureau.organisation.models import Token
from bureau.organisation.passwords import change_password
from bureau.organisation.tokens import issue
from tests.people import PASSWORD, People


def ask(username: str, password: str, **client: str) -> tuple[int, dict[str, object]]:
    response = Client(**client).post(  # type: ignore[arg-type]  # WSGI variables
        "/api/v1/token/", {"username": username, "password": password}, content_type="application/json"
    )
    return response.status_code, response.json()


def status_with(key: str) -> int:
    return Client().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Token {key}").status_code


def test_a_name_and_a_password_give_a_token_with_its_end(people: People) -> None:
    status, answer = ask("zhang", PASSWORD)
    assert status == 200
    assert set(answer) == {"token", "expires"}
    assert str(answer["expires"]).endswith("+08:00")
    assert status_with(str(answer["token"])) == 200


def test_a_wrong_password_is_401_with_the_sentence_of_the_login_page(people: People) -> None:
    status, answer = ask("zhang", "wrong")
    assert (status, answer["code"]) == (401, "unauthenticated")
    assert answer == ask("nobody-here", "wrong")[1]


def test_the_lock_of_the_login_page_holds_for_tokens(people: People) -> None:
    for _ in range(5):
        Client().post("/login/", {"username": "zhang", "password": "wrong"})
    status, answer = ask("zhang", PASSWORD)
    assert (status, answer["code"]) == (429, "locked")


def test_the_lock_of_tokens_holds_for_the_login_page(people: People) -> None:
    statuses = [ask("zhang", "wrong")[0] for _ in range(6)]
    assert statuses == [401, 401, 401, 401, 429, 429]
    assert Client().post("/login/", {"username": "zhang", "password": PASSWORD}).status_code == 429


def test_a_token_needs_a_password_of_her_own(people: People) -> None:
    change_password(people["zhang"], PASSWORD, chosen_by_owner=False)
    assert ask("zhang", PASSWORD)[0] == 403


def test_an_expired_token_is_refused(people: People) -> None:
    token, key = issue(people["zhang"])
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assert status_with(key) == 401


def test_a_token_of_a_closed_account_is_refused(people: People) -> None:
    _, key = issue(people["zhang"])
    people["zhang"].is_active = False
    people["zhang"].save()
    assert status_with(key) == 401


def test_a_password_changed_by_any_way_ends_older_tokens(people: People) -> None:
    _, key = issue(people["zhang"])
    people["zhang"].password_changed_at = timezone.now()
    people["zhang"].save()
    assert status_with(key) == 401


@pytest.mark.parametrize("header", ["Token", "Token ", "Token x y", "Bearer abc", "Token 张"])
def test_odd_headers_are_401(header: str, people: People) -> None:
    assert Client().get("/api/v1/me/", HTTP_AUTHORIZATION=header).status_code == 401


def test_a_write_by_token_is_attributed_to_its_person(people: People) -> None:
    _, key = issue(people["secadmin"])
    response = Client(REMOTE_ADDR="10.3.3.3").patch(
        "/api/v1/users/wang/",
        {"active": False},
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Token {key}",
    )
    assert response.status_code == 200
    entry = AuditEntry.objects.get(subject="organisation_user", action="update", new__is_active=False)
    assert (entry.actor, entry.address) == ("secadmin", "10.3.3.3")


def change(client: Client) -> HttpResponse:
    response = client.patch("/api/v1/users/wang/", {"active": True}, content_type="application/json")
    return cast(HttpResponse, response)


def test_a_token_needs_no_csrf_token_and_a_session_does(people: People) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people["secadmin"], backend="django.contrib.auth.backends.ModelBackend")
    assert (change(strict).status_code, json.loads(change(strict).content)["code"]) == (403, "csrf")
    _, key = issue(people["secadmin"])
    free = Client(enforce_csrf_checks=True, HTTP_AUTHORIZATION=f"Token {key}")
    assert change(free).status_code == 200


def test_the_last_use_is_noted(people: People) -> None:
    token, key = issue(people["zhang"])
    status_with(key)
    token.refresh_from_db()
    assert token.last_used_at is not None
