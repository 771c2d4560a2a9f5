from __future__ import annotations

import datetime
import time

import pytest
from axes.models import AccessAttempt
from celery import current_app
from celery.schedules import crontab
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from bureau.organisation.middleware import BEGAN, TOUCHED
from bureau.organisation.passwords import change_password
from bureau.organisation.tasks import forget_logins
from tests.people import PASSWORD, People


@pytest.fixture
def zhang(people: People) -> Client:
    client = Client()
    client.post("/login/", {"username": "zhang", "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def turn_back(client: Client, **seconds: int) -> None:
    session = client.session
    for name, amount in seconds.items():
        session[name] = session[name] - amount
    session.save()


def test_half_an_hour_without_a_click_ends_the_session(zhang: Client) -> None:
    Session.objects.update(expire_date=timezone.now())
    assert not is_in(zhang)


def test_the_half_hour_is_the_life_of_an_unused_session(zhang: Client, settings: Settings) -> None:
    left = (Session.objects.get().expire_date - timezone.now()).total_seconds()
    assert 29 * 60 < left <= 30 * 60 == settings.SESSION_COOKIE_AGE


def test_a_click_after_a_minute_begins_the_half_hour_again(zhang: Client) -> None:
    turn_back(zhang, touched=61)
    before = Session.objects.get().expire_date
    assert is_in(zhang)
    assert Session.objects.get().expire_date > before


def test_a_page_that_refreshes_itself_does_not_keep_an_idle_session_alive(zhang: Client) -> None:
    turn_back(zhang, touched=61)
    before = Session.objects.get().expire_date
    assert zhang.get("/account/", headers={"X-Watching": "1"}).status_code == 200
    assert Session.objects.get().expire_date == before


def test_a_click_within_the_minute_writes_nothing(zhang: Client) -> None:
    before = Session.objects.get().session_data
    assert is_in(zhang)
    assert Session.objects.get().session_data == before


def test_ten_hours_end_a_session_however_busy_it_is(zhang: Client, settings: Settings) -> None:
    turn_back(zhang, began=settings.SESSION_ABSOLUTE_SECONDS + 1)
    assert not is_in(zhang)
    assert not Session.objects.exists()


def test_a_session_without_a_beginning_gets_one(zhang: Client) -> None:
    session = zhang.session
    del session[BEGAN], session[TOUCHED]
    session.save()
    assert is_in(zhang)
    assert abs(zhang.session[BEGAN] - time.time()) < 60


def test_a_closed_account_is_out_with_the_next_request_and_does_not_wake_up_again(
    zhang: Client, people: People
) -> None:
    people["zhang"].is_active = False
    people["zhang"].save()
    assert not is_in(zhang)
    people["zhang"].is_active = True
    people["zhang"].save()
    assert not is_in(zhang)


def test_a_new_password_ends_the_other_sessions(zhang: Client, people: People) -> None:
    change_password(people["zhang"], "Ganz-Neu-2027", chosen_by_owner=True)
    assert not is_in(zhang)


def test_a_role_taken_away_is_gone_with_the_next_request(people: People) -> None:
    client = Client()
    client.post("/login/", {"username": "auditor", "password": PASSWORD})
    assert client.get("/audit/").status_code == 200
    people["auditor"].posts.all().delete()
    assert client.get("/audit/").status_code == 403


def test_a_stolen_cookie_of_another_person_is_worth_nothing_after_logout(zhang: Client) -> None:
    stolen = zhang.cookies["sessionid"].value
    zhang.post("/logout/")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_in(thief)


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(people: People) -> None:
    client = Client()
    client.post("/login/", {"username": "zhang", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""


def test_a_request_without_a_session_cookie_asks_the_database_nothing(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        Client().get("/healthz")


def test_a_first_password_must_be_changed_before_anything_else(people: People) -> None:
    change_password(people["zhang"], PASSWORD, chosen_by_owner=False)
    client = Client()
    client.post("/login/", {"username": "zhang", "password": PASSWORD})
    assert client.get("/jobs/").headers["Location"] == "/account/password/"
    assert client.get("/api/v1/me/").status_code == 401
    response = client.post(
        "/account/password/", {"old": PASSWORD, "new": "Ganz-Neu-2027", "again": "Ganz-Neu-2027"}
    )
    assert response.headers["Location"] == "/account/"
    assert client.get("/jobs/").status_code == 200


def test_a_demonstration_account_may_keep_the_password_it_was_given(people: People) -> None:
    change_password(people["zhang"], PASSWORD, chosen_by_owner=False)
    people["zhang"].is_demonstration = True
    people["zhang"].save()
    client = Client()
    client.post("/login/", {"username": "zhang", "password": PASSWORD})
    assert is_in(client)


def test_what_nobody_can_log_in_with_is_forgotten(zhang: Client) -> None:
    other = Client()
    other.post("/login/", {"username": "wang", "password": "wrong"})
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(days=8))
    other.post("/login/", {"username": "li", "password": "wrong"})
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now())
    forget_logins()
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["li"]
    assert not Session.objects.filter(session_key="old").exists()
    assert is_in(zhang)


def test_every_scheduled_task_exists_and_expires_before_it_is_due_again() -> None:
    current_app.loader.import_default_modules()
    for entry in current_app.conf.beat_schedule.values():
        assert entry["task"] in current_app.tasks
        schedule = entry["schedule"]
        # What is due at a time of day is due again after a day.
        interval = 24 * 3600 if isinstance(schedule, crontab) else schedule
        assert entry["options"]["expires"] < interval
