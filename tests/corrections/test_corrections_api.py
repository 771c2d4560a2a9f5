"""Corrections and reopenings through the API: state × action × role, and the order of refusals 404, 403, 409, 400."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from bureau.figures import correcting
from bureau.figures.hashing import content_hash
from bureau.figures.models import Correction, Figure, Reopening, Sheet, SheetEvent
from bureau.returns import steps
from tests.returns.office import Office

REASON = "复核名册，有两人不在本镇就业"
BODY: dict[str, Any] = {
    "unit": "east-01",
    "indicator": "employment.jobs",
    "month": "2026-10",
    "value": "28",
    "reason": REASON,
    "document": "城关报〔2026〕3号",
    "style": "restate",
}
PEOPLE = ("zhang", "wang", "chen", "li", "zhao", "director", "sysadmin", "stranger")
FOREIGN = {"wang", "stranger"}


def returned(office: Office) -> Sheet:
    return steps.return_all(office.submitted(), reason="请核对", by=office["li"])


def locked(office: Office) -> Sheet:
    return steps.lock(office.approved(), by=office["zhao"])


STATES: dict[str, Callable[[Office], Sheet]] = {
    "open": Office.filled,
    "submitted": Office.submitted,
    "returned": returned,
    "approved": Office.approved,
    "locked": locked,
}
SETTLED = {"approved", "locked"}


def ask(office: Office, name: str = "zhang", **more: object) -> Any:
    return office.api(name).post("/api/v1/corrections/", BODY | more, format="json")


def decide(office: Office, number: object, name: str = "li", **body: object) -> Any:
    answer = {"accept": True, "reason": "同意"} | body
    return office.api(name).post(f"/api/v1/corrections/{number}/decide/", answer, format="json")


def reopen(office: Office, sheet: Sheet, name: str = "zhao", **body: object) -> Any:
    return office.api(name).post(
        f"/api/v1/sheets/{sheet.pk}/reopen/", {"reason": "整表口径用错"} | body, format="json"
    )


def decide_reopening(office: Office, sheet: Sheet, name: str = "li", **body: object) -> Any:
    answer = {"accept": True, "reason": "同意"} | body
    return office.api(name).post(f"/api/v1/sheets/{sheet.pk}/reopen/decide/", answer, format="json")


def expected(name: str, state: str, allowed: set[str], states: set[str], success: int) -> int:
    if name == "sysadmin":
        return 403
    if name in FOREIGN:
        return 404
    if name not in allowed:
        return 403
    return success if state in states else 409


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("state", STATES)
def test_only_the_clerk_asks_for_a_correction_and_only_of_what_is_settled(
    office: Office, state: str, name: str
) -> None:
    sheet = STATES[state](office)
    before = (sheet.state, content_hash(sheet.pk))
    assert ask(office, name).status_code == expected(name, state, {"zhang"}, SETTLED, 201)
    sheet.refresh_from_db()
    assert (sheet.state, content_hash(sheet.pk)) == before


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("state", ["pending", "accepted", "rejected"])
def test_only_a_reviewer_decides_and_only_once(office: Office, state: str, name: str) -> None:
    office.approved()
    number = ask(office).json()["id"]
    if state != "pending":
        assert decide(office, number, accept=state == "accepted").status_code == 200
    assert decide(office, number, name).status_code == expected(name, state, {"li"}, {"pending"}, 200)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("state", STATES)
def test_only_the_office_asks_for_a_reopening_and_only_of_what_is_settled(
    office: Office, state: str, name: str
) -> None:
    sheet = STATES[state](office)
    assert reopen(office, sheet, name).status_code == expected(name, state, {"zhao"}, SETTLED, 201)
    sheet.refresh_from_db()
    assert sheet.state == state


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("state", sorted(SETTLED))
def test_another_person_decides_about_the_reopening(office: Office, state: str, name: str) -> None:
    sheet = STATES[state](office)
    assert decide_reopening(office, sheet).status_code == 409
    assert reopen(office, sheet).status_code == 201
    status = decide_reopening(office, sheet, name).status_code
    assert status == expected(name, "pending", {"li"}, {"pending"}, 200)
    sheet.refresh_from_db()
    assert sheet.state == ("returned" if status == 200 else state)


def test_a_reopened_sheet_opens_as_a_whole_and_is_settled_again(office: Office) -> None:
    sheet = office.approved()
    reopen(office, sheet)
    assert decide_reopening(office, sheet).json()["sheet_state"] == "returned"
    sheet.refresh_from_db()
    office.fill(sheet, jobs=31, hard=5, events=3)
    steps.submit(sheet, by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    assert Figure.objects.get(indicator=office.indicators["events"]).approved_value == 3
    assert list(SheetEvent.objects.order_by("id").values_list("step", flat=True)) == [
        *("open", "submit", "approve", "reopen", "submit", "approve")
    ]


def test_a_refused_reopening_leaves_the_sheet_and_another_may_be_asked_for(office: Office) -> None:
    sheet = office.approved()
    reopen(office, sheet)
    assert reopen(office, sheet).status_code == 409
    assert decide_reopening(office, sheet, accept=False, reason="").status_code == 400
    assert (
        decide_reopening(office, sheet, accept=False, reason="只有一格，请走更正").json()["state"]
        == "rejected"
    )
    sheet.refresh_from_db()
    assert sheet.state == "approved"
    assert reopen(office, sheet).status_code == 201


def test_a_correction_keeps_both_versions_and_who_asked_and_decided(office: Office) -> None:
    office.approved()
    number = ask(office).json()["id"]
    assert decide(office, number).status_code == 200
    (one,) = office.api("zhang").get("/api/v1/corrections/?unit=east-01&state=accepted").json()["results"]
    assert {
        name: one[name] for name in ("old", "value", "difference", "reason", "document", "style", "state")
    } == {
        "old": "30",
        "value": "28",
        "difference": "-2",
        "reason": REASON,
        "document": "城关报〔2026〕3号",
        "style": "restate",
        "state": "accepted",
    }
    assert (one["requested_by"], one["decided_by"], one["decision"]) == ("张三", "李四", "同意")
    assert office.api("wang").get("/api/v1/corrections/").json()["count"] == 0
    assert office.api("wang").get("/api/v1/corrections/?unit=east-01").json()["count"] == 0
    assert office.api("zhang").get("/api/v1/corrections/?month=2026-10").status_code == 400


def test_a_refused_correction_changes_nothing_and_needs_its_reason(office: Office) -> None:
    office.approved()
    number = ask(office).json()["id"]
    assert decide(office, number, accept=False, reason="").status_code == 400
    assert decide(office, number, accept="yes").status_code == 400
    assert decide(office, number, accept=False, reason="凭证不足").json()["state"] == "rejected"
    figure = Figure.objects.get(indicator=office.indicators["jobs"])
    assert figure.value == 30
    assert figure.version == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", None),
        ("value", "abc"),
        ("value", "30"),
        ("value", "1.5"),
        ("value", "9" * 15),
        ("reason", ""),
        ("reason", "核实无误"),
        ("reason", "改"),
        ("reason", None),
        ("document", ""),
        ("document", "字" * 81),
        ("style", "other"),
        ("style", None),
        ("month", "2026-13"),
        ("indicator", "employment.nothing"),
        ("indicator", "employment.rate"),
        ("state", "accepted"),
    ],
)
def test_what_is_wrong_with_a_request_is_said_at_its_field(office: Office, field: str, value: object) -> None:
    office.approved()
    answer = office.api("zhang").post("/api/v1/corrections/", BODY | {field: value}, format="json")
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]
    assert not Correction.objects.exists()


@pytest.mark.parametrize("key", ["unemployed", "workforce"])
def test_a_stock_is_only_restated(office: Office, key: str) -> None:
    office.approved()
    answer = ask(office, indicator=f"employment.{key}", value="100", style="book")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["style"])
    assert ask(office, indicator=f"employment.{key}", value="100").status_code == 201


def test_one_cell_waits_for_one_decision_at_a_time(office: Office) -> None:
    office.approved()
    assert ask(office).status_code == 201
    again = ask(office, value="27")
    assert (again.status_code, again.json()["code"]) == (409, "state")
    assert ask(office, indicator="employment.hard", value="5").status_code == 201


def test_whoever_asked_does_not_decide_even_with_the_right_to(office: Office) -> None:
    sheet = office.approved()
    one = correcting.request_correction(
        sheet=sheet,
        indicator=office.indicators["jobs"],
        value=Decimal(28),
        reason=REASON,
        document="3号",
        style=Correction.Style.RESTATE,
        by=office["li"],
    )
    assert decide(office, one.pk).status_code == 403
    with pytest.raises(correcting.OwnRequest):
        correcting.accept_correction(one, remark="", by=office["li"])


def test_a_request_that_was_overtaken_is_not_accepted(office: Office) -> None:
    sheet = office.approved()
    number = ask(office).json()["id"]
    reopen(office, sheet)
    decide_reopening(office, sheet)
    assert decide(office, number).status_code == 409
    office.fill(sheet, jobs=33)
    steps.submit(sheet, by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    assert decide(office, number).status_code == 409
    assert decide(office, number, accept=False, reason="已重开改过").status_code == 200
    assert Figure.objects.get(indicator=office.indicators["jobs"]).value == 33


def test_a_body_is_not_read_before_the_right_is_known(office: Office) -> None:
    office.approved()
    assert ask(office, "li", value=None, style=None).status_code == 403
    assert ask(office, "wang", value=None, indicator="nothing").status_code == 404
    assert ask(office, month="2026-09", value=None).status_code == 409
    assert office.api("zhang").post("/api/v1/corrections/", [], format="json").status_code == 400
    assert decide(office, 999).status_code == 404


def test_a_repeated_request_with_one_key_is_one_request(office: Office) -> None:
    office.approved()
    client = office.api("zhang")
    for _ in range(2):
        answer = client.post("/api/v1/corrections/", BODY, format="json", headers={"Idempotency-Key": "k"})
        assert answer.status_code == 201
    assert Correction.objects.count() == 1
    assert not Reopening.objects.exists()
