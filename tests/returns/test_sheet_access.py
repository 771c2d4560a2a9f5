"""State × action × role: only the allowed steps succeed, and refusals come in one order, 404, 403, 409."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bureau.figures.hashing import content_hash
from bureau.figures.models import Sheet
from bureau.returns import steps
from tests.returns.office import Office

STATES = ("open", "submitted", "returned", "approved", "locked")
ACTIONS = ("get", "cells", "submit", "withdraw", "return", "approve", "lock", "history")
# Who may do it at all, and in which states it then succeeds.
ALLOWED = {
    "get": ({"zhang", "li", "chen", "zhao", "director"}, set(STATES)),
    "history": ({"zhang", "li", "chen", "zhao", "director"}, set(STATES)),
    "cells": ({"zhang"}, {"open", "returned"}),
    "submit": ({"zhang"}, {"open", "returned"}),
    "withdraw": ({"zhang"}, {"submitted"}),
    "return": ({"li"}, {"submitted"}),
    "approve": ({"li"}, {"submitted"}),
    "lock": ({"zhao"}, {"approved"}),
}
FOREIGN = {"wang", "stranger"}
PEOPLE = ("zhang", "wang", "chen", "li", "zhao", "director", "sysadmin", "stranger")


def _returned(office: Office) -> Sheet:
    sheet = office.submitted()
    return steps.return_cells(sheet, reasons={office.indicators["jobs"].pk: "请核对"}, by=office["li"])


def _locked(office: Office) -> Sheet:
    return steps.lock(office.approved(), by=office["zhao"])


MAKERS: dict[str, Callable[[Office], Sheet]] = {
    "open": Office.filled,
    "submitted": Office.submitted,
    "returned": _returned,
    "approved": Office.approved,
    "locked": _locked,
}


def act(office: Office, name: str, sheet: Sheet, action: str) -> int:
    client, base = office.api(name), f"/api/v1/sheets/{sheet.pk}/"
    bodies: dict[str, object] = {
        "cells": [{"indicator": "employment.jobs", "value": "31", "version": 1}],
        "return": {"reason": "请核对"},
        "approve": {"hash": content_hash(sheet.pk)},
    }
    if action in {"get", "history"}:
        return int(client.get(base + ("" if action == "get" else "history/")).status_code)
    send = client.put if action == "cells" else client.post
    return int(send(f"{base}{action}/", bodies.get(action, {}), format="json").status_code)


def expected(name: str, state: str, action: str) -> int:
    people, states = ALLOWED[action]
    if name == "sysadmin":
        return 403
    if name in FOREIGN:
        return 404
    if name not in people:
        return 403
    return 200 if state in states else 409


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", STATES)
def test_a_step_succeeds_for_the_right_person_in_the_right_state_and_for_nobody_else(
    office: Office, state: str, action: str
) -> None:
    sheet = MAKERS[state](office)
    # Those who are refused come first, so that the one who may finds the sheet as it was made.
    people = sorted(PEOPLE, key=lambda name: expected(name, state, action) == 200)
    found = {name: act(office, name, sheet, action) for name in people}
    assert found == {name: expected(name, state, action) for name in people}


@pytest.mark.parametrize("action", ["submit", "withdraw", "return", "approve", "lock"])
def test_a_page_refuses_the_same_people(office: Office, action: str) -> None:
    sheet = office.submitted()
    found = {
        name: office.page(name).post(f"/sheets/{sheet.pk}/{action}/", {"reason": "请核对"}).status_code
        for name in PEOPLE
        if name not in ALLOWED[action][0]
    }
    assert found == {name: expected(name, "submitted", action) for name in found}


@pytest.mark.parametrize("path", ["/sheets/{}/", "/review/{}/", "/sheets/{}/cells/employment.jobs/"])
def test_pages_of_a_foreign_sheet_look_like_pages_that_do_not_exist(office: Office, path: str) -> None:
    sheet, client = office.submitted(), office.page("wang")
    foreign, missing = client.get(path.format(sheet.pk)), client.get(path.format(999999))
    assert foreign.status_code == missing.status_code == 404


def test_the_leader_reads_the_sheet_and_writes_nothing(office: Office) -> None:
    sheet, client = office.filled(), office.page("director")
    page = client.get(f"/sheets/{sheet.pk}/")
    assert page.status_code == 200
    assert "v-employment.jobs" not in page.content.decode()
    assert client.post(f"/sheets/{sheet.pk}/", {"v-employment.jobs": "5"}).status_code == 403


def test_a_stranger_is_asked_to_log_in(office: Office, client: object) -> None:
    from django.test import Client

    answer = Client().get(f"/sheets/{office.sheet().pk}/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/login/")


def test_a_right_that_was_taken_away_is_gone_at_the_next_request(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    assert client.get(f"/sheets/{sheet.pk}/").status_code == 200
    office["zhang"].posts.update(unit=office.other_town)
    assert client.get(f"/sheets/{sheet.pk}/").status_code == 404
    office["zhang"].posts.update(unit=office.town, role="leader")
    assert client.post(f"/sheets/{sheet.pk}/", {}).status_code == 403
