from __future__ import annotations

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from bureau.audit.models import AuditEntry
from bureau.organisation.models import Token
from bureau.organisation.passwords import random_password
from bureau.organisation.tokens import issue
from tests.people import PASSWORD, People


@pytest.fixture
def zhang(people: People) -> Client:
    client = Client()
    client.post("/login/", {"username": "zhang", "password": PASSWORD})
    return client


def change(client: Client, old: str, new: str, again: str | None = None) -> str:
    response = client.post("/account/password/", {"old": old, "new": new, "again": again or new}, follow=True)
    return str(response.content.decode())


def test_zhang_changes_her_password_and_stays_logged_in(zhang: Client) -> None:
    assert "密码已修改" in change(zhang, PASSWORD, "Ganz-Neu-2027")
    assert zhang.get("/account/").status_code == 200
    assert Client().post("/login/", {"username": "zhang", "password": "Ganz-Neu-2027"}).status_code == 302


def test_her_tokens_end_with_the_old_password(zhang: Client, people: People) -> None:
    _, key = issue(people["zhang"])
    change(zhang, PASSWORD, "Ganz-Neu-2027")
    assert Client().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Token {key}").status_code == 401


def test_the_change_is_in_the_trail_without_the_password(zhang: Client) -> None:
    change(zhang, PASSWORD, "Ganz-Neu-2027")
    entry = AuditEntry.objects.get(action="password")
    assert (entry.actor, entry.key) == ("zhang", "zhang")
    assert not any("password" in (line.new or {}) for line in AuditEntry.objects.all())


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("Kurz-1", "至少要有 10 个"),
        ("alllowercase1", "三类"),
        ("Password123", "常见"),
        ("Zhang-zhang1", "用户名"),
        (PASSWORD, "相同"),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(zhang: Client, new: str, sentence: str) -> None:
    page = change(zhang, PASSWORD, new)
    assert sentence in page
    assert Client().post("/login/", {"username": "zhang", "password": PASSWORD}).status_code == 302


def test_the_old_password_is_asked_for(zhang: Client) -> None:
    assert "现在的密码不对" in change(zhang, "wrong", "Ganz-Neu-2027")


def test_both_entries_must_agree(zhang: Client) -> None:
    assert "不一样" in change(zhang, PASSWORD, "Ganz-Neu-2027", "Ganz-Neu-2028")


def test_a_new_token_is_shown_once_and_works(zhang: Client) -> None:
    page = zhang.post("/account/tokens/").content.decode()
    key = re.search(r"<code>([^<]+)</code>", page)
    assert key is not None
    answer = Client().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Token {key[1]}")
    assert answer.json()["user"] == "zhang"
    assert key[1] not in zhang.get("/account/").content.decode()
    assert not Token.objects.filter(digest=key[1]).exists()


def test_a_revoked_token_is_refused(zhang: Client, people: People) -> None:
    token, key = issue(people["zhang"])
    zhang.post(f"/account/tokens/{token.pk}/revoke/")
    assert Client().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Token {key}").status_code == 401


def test_nobody_revokes_the_token_of_another(zhang: Client, people: People) -> None:
    token, key = issue(people["wang"])
    assert zhang.post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
    assert Client().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Token {key}").status_code == 200


def test_there_is_an_end_to_the_number_of_tokens(zhang: Client) -> None:
    for _ in range(10):
        zhang.post("/account/tokens/")
    assert "最多" in zhang.post("/account/tokens/", follow=True).content.decode()
    assert Token.objects.count() == 10


def test_the_size_of_type_is_kept_with_the_person(zhang: Client, people: People) -> None:
    zhang.post("/account/size/", {"size": "large"})
    people["zhang"].refresh_from_db()
    assert people["zhang"].large_type
    assert zhang.cookies["size"].value == "large"


def test_a_random_password_meets_the_rules() -> None:
    for _ in range(50):
        validate_password(random_password())


@pytest.mark.parametrize("good", ["Abcdefzhi7", "abcdefzhi-7", "ABCDEFGH-a", "中文密码Abcd12"])
def test_three_classes_of_characters_are_enough(good: str) -> None:
    validate_password(good)


@pytest.mark.parametrize("bad", ["abcdefghij", "Abcdefghij", "1234567890x"])
def test_two_classes_are_not(bad: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(bad)
