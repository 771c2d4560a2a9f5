from __future__ import annotations

import datetime

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from bureau.audit.models import AuditEntry
from bureau.organisation.login import FAILURES_PER_ADDRESS
from tests.people import PASSWORD, People


def try_login(client: Client, username: str, password: str, **more: str) -> int:
    return client.post("/login/", {"username": username, "password": password, **more}).status_code


def lock(username: str, client: Client | None = None) -> Client:
    client = client or Client(REMOTE_ADDR="10.0.0.7")
    for _ in range(5):
        try_login(client, username, "wrong")
    return client


def test_zhang_logs_in_and_goes_to_the_first_page(people: People) -> None:
    client = Client()
    response = client.post("/login/", {"username": "zhang", "password": PASSWORD})
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200


def test_she_goes_where_she_was_going(people: People) -> None:
    asked = Client().get("/account/")
    assert asked.headers["Location"] == "/login/?next=/account/"
    response = Client().post("/login/?next=/account/", {"username": "zhang", "password": PASSWORD})
    assert response.headers["Location"] == "/account/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_the_login_leads_to_no_other_site(elsewhere: str, people: People) -> None:
    response = Client().post("/login/", {"username": "zhang", "password": PASSWORD, "next": elsewhere})
    assert response.headers["Location"] == "/"


def test_the_session_gets_a_new_key_at_login(people: People) -> None:
    client = Client()
    client.force_login(people["wang"], backend="django.contrib.auth.backends.ModelBackend")
    before = client.cookies["sessionid"].value
    try_login(client, "zhang", PASSWORD)
    assert client.cookies["sessionid"].value != before


def test_a_wrong_password_and_an_unknown_account_are_told_alike(people: People) -> None:
    wrong = Client().post("/login/", {"username": "zhang", "password": "wrong"})
    unknown = Client().post("/login/", {"username": "nobody-here", "password": "wrong"})
    assert "用户名或密码不对" in wrong.content.decode()
    assert (
        wrong.content.decode().replace("zhang", "nobody-here").split("csrf")[0]
        == (unknown.content.decode().split("csrf")[0])
    )


def test_a_closed_account_is_told_the_same(people: People) -> None:
    people["zhang"].is_active = False
    people["zhang"].save()
    response = Client().post("/login/", {"username": "zhang", "password": PASSWORD})
    assert response.status_code == 200
    assert "用户名或密码不对" in response.content.decode()


def test_five_wrong_tries_lock_the_account_at_that_address_even_for_the_right_password(
    people: People,
) -> None:
    client = lock("zhang")
    response = client.post("/login/", {"username": "zhang", "password": PASSWORD})
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "900"
    assert "15 分钟" in response.content.decode()


def test_the_fifth_wrong_try_is_answered_with_the_lock(people: People) -> None:
    client = Client(REMOTE_ADDR="10.0.0.7")
    assert [try_login(client, "zhang", "wrong") for _ in range(5)] == [200, 200, 200, 200, 429]


def test_the_lock_leaves_the_rest_of_the_office_alone(people: People) -> None:
    assert try_login(lock("zhang"), "wang", PASSWORD) == 302


def test_the_lock_leaves_zhang_at_another_machine_alone(people: People) -> None:
    lock("zhang")
    assert try_login(Client(REMOTE_ADDR="10.0.0.8"), "zhang", PASSWORD) == 302


def test_a_forged_forwarding_header_does_not_escape_the_lock(people: People) -> None:
    lock("zhang")
    forged = Client(REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR="1.2.3.4")
    assert try_login(forged, "zhang", PASSWORD) == 429


def test_another_browser_at_the_same_machine_does_not_escape_the_lock(people: People) -> None:
    lock("zhang")
    other = Client(REMOTE_ADDR="10.0.0.7", HTTP_USER_AGENT="another")
    assert try_login(other, "zhang", PASSWORD) == 429


def test_the_lock_ends_after_fifteen_minutes_and_knocking_does_not_prolong_it(people: People) -> None:
    client = lock("zhang")
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=14))
    assert try_login(client, "zhang", PASSWORD) == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=16))
    assert try_login(client, "zhang", PASSWORD) == 302


def test_a_good_login_forgets_the_wrong_tries_before_it(people: People) -> None:
    client = Client(REMOTE_ADDR="10.0.0.7")
    for _ in range(2):
        for _ in range(4):
            try_login(client, "zhang", "wrong")
        assert try_login(client, "zhang", PASSWORD) == 302


def test_spraying_many_accounts_from_one_address_is_slowed_down(people: People) -> None:
    client = Client(REMOTE_ADDR="10.0.0.7")
    for number in range(FAILURES_PER_ADDRESS):
        try_login(client, f"guess{number}", "wrong")
    assert try_login(client, "wang", PASSWORD) == 429
    assert try_login(Client(REMOTE_ADDR="10.0.0.8"), "wang", PASSWORD) == 302


def test_logins_failures_locks_and_logouts_are_in_the_trail(people: People) -> None:
    client = Client(REMOTE_ADDR="10.0.0.7")
    try_login(client, "zhang", "wrong")
    try_login(client, "zhang", PASSWORD)
    client.post("/logout/")
    lock("wang")
    told = AuditEntry.objects.filter(action__in=["login", "logout", "lockout"]).values_list(
        "actor", "action", "succeeded", "address"
    )
    assert list(told)[:3] == [
        ("zhang", "login", False, "10.0.0.7"),
        ("zhang", "login", True, "10.0.0.7"),
        ("zhang", "logout", True, "10.0.0.7"),
    ]
    assert list(told)[-1] == ("wang", "lockout", False, "10.0.0.7")


def test_no_password_is_written_anywhere(people: People) -> None:
    Client().post("/login/", {"username": "zhang", "password": "my-secret-mistake"})
    assert not AuditEntry.objects.filter(detail__contains="my-secret").exists()
    assert not AccessAttempt.objects.filter(post_data__contains="my-secret").exists()


def test_logging_out_needs_a_post(people: People) -> None:
    client = Client()
    try_login(client, "zhang", PASSWORD)
    assert client.get("/logout/").status_code == 405
    assert client.get("/account/").status_code == 200
    client.post("/logout/")
    assert client.get("/account/").status_code == 302


def test_a_login_form_without_its_token_is_refused(people: People) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/login/", {"username": "zhang", "password": PASSWORD})
    assert response.status_code == 403
    assert "过期" in response.content.decode()


@pytest.mark.parametrize("username", ["zhang\x00", "z" * 300, "' OR 1=1 --", "张"])
def test_odd_names_are_refused_with_a_page(username: str, people: People) -> None:
    assert try_login(Client(), username, PASSWORD) == 200


def test_the_size_of_type_follows_the_person(people: People, settings: Settings) -> None:
    people["zhang"].large_type = True
    people["zhang"].save()
    client = Client()
    try_login(client, "zhang", PASSWORD)
    assert client.cookies["size"].value == "large"
