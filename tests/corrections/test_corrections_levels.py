"""Two levels: the section's reviewer passes first, the office settles, and nobody does both."""

from __future__ import annotations

from typing import Any

import pytest

from bureau.figures.hashing import content_hash
from bureau.figures.models import Figure, Sheet
from bureau.organisation.models import Post, Role
from bureau.periods import Month
from bureau.returns import steps
from bureau.returns.models import FormRule
from tests.returns.office import Office


@pytest.fixture
def two_levels(office: Office) -> Office:
    FormRule.objects.create(bureau=office.east, domain="employment", begins=Month(2026, 1), levels=2)
    return office


def act(office: Office, sheet: Sheet, action: str, name: str, **body: object) -> Any:
    given = body or ({"hash": content_hash(sheet.pk)} if action == "approve" else {"reason": "请核对"})
    return office.api(name).post(f"/api/v1/sheets/{sheet.pk}/{action}/", given, format="json")


def test_a_sheet_of_two_levels_is_settled_by_the_office_after_the_section(two_levels: Office) -> None:
    office, sheet = two_levels, two_levels.submitted()
    assert act(office, sheet, "approve", "li").json()["state"] == "section_approved"
    assert not Figure.objects.filter(approved_value__isnull=False).exists()
    assert act(office, sheet, "withdraw", "zhang").status_code == 409
    answer = act(office, sheet, "approve", "zhao").json()
    assert (answer["state"], answer["hash"]) == ("approved", content_hash(sheet.pk))
    assert Figure.objects.get(indicator=office.indicators["jobs"]).approved_value == 30
    sheet.refresh_from_db()
    assert (sheet.approved_by, sheet.content_hash) == (office["zhao"], content_hash(sheet.pk))


@pytest.mark.parametrize(
    ("state", "name", "status"),
    [
        ("submitted", "li", 200),
        ("submitted", "zhao", 409),
        ("submitted", "chen", 403),
        ("submitted", "zhang", 403),
        ("submitted", "director", 403),
        ("submitted", "wang", 404),
        ("section_approved", "li", 403),
        ("section_approved", "zhao", 200),
        ("section_approved", "zhang", 403),
        ("section_approved", "director", 403),
        ("section_approved", "stranger", 404),
        ("approved", "zhao", 409),
        ("open", "zhao", 409),
    ],
)
@pytest.mark.parametrize("action", ["approve", "return"])
def test_each_level_has_its_people(
    two_levels: Office, action: str, state: str, name: str, status: int
) -> None:
    office = two_levels
    sheet = office.filled() if state == "open" else office.submitted()
    for name_of_level, reached in (("li", "section_approved"), ("zhao", "approved")):
        if state == "approved" or (state == reached == "section_approved"):
            steps.approve(sheet, seen=content_hash(sheet.pk), by=office[name_of_level])
    assert act(office, sheet, action, name).status_code == status


def test_nobody_passes_both_levels(two_levels: Office) -> None:
    office, sheet = two_levels, two_levels.submitted()
    Post.objects.create(user=office["li"], unit=office.east, role=Role.OFFICE)
    assert act(office, sheet, "approve", "li").status_code == 200
    answer = act(office, sheet, "approve", "li")
    assert (answer.status_code, "两级" in answer.json()["detail"]) == (403, True)
    assert act(office, sheet, "approve", "zhao").status_code == 200


def test_what_the_office_returns_passes_both_levels_again(two_levels: Office) -> None:
    office, sheet = two_levels, two_levels.submitted()
    act(office, sheet, "approve", "li")
    assert act(office, sheet, "return", "zhao").json()["state"] == "returned"
    sheet.refresh_from_db()
    office.fill(sheet, jobs=31)
    steps.submit(sheet, by=office["zhang"])
    assert act(office, sheet, "approve", "zhao").status_code == 409
    assert act(office, sheet, "approve", "li").json()["state"] == "section_approved"
    assert act(office, sheet, "approve", "zhao").json()["state"] == "approved"


def test_the_second_level_settles_only_what_it_saw(two_levels: Office) -> None:
    office, sheet = two_levels, two_levels.submitted()
    act(office, sheet, "approve", "li")
    answer = act(office, sheet, "approve", "zhao", hash="0" * 64)
    assert (answer.status_code, answer.json()["code"]) == (409, "changed")


def test_a_form_of_one_level_is_none_of_the_offices_business(office: Office) -> None:
    sheet = office.submitted()
    assert act(office, sheet, "approve", "zhao").status_code == 403
    assert act(office, sheet, "return", "zhao").status_code == 403


def test_where_a_form_has_two_levels_the_office_may_decide_corrections(two_levels: Office) -> None:
    office, sheet = two_levels, two_levels.submitted()
    act(office, sheet, "approve", "li")
    act(office, sheet, "approve", "zhao")
    asked = office.api("zhang").post(
        "/api/v1/corrections/",
        {
            "unit": "east-01",
            "indicator": "employment.jobs",
            "month": "2026-10",
            "value": "28",
            "reason": "复核名册，有两人不在本镇就业",
            "document": "3号",
            "style": "restate",
        },
        format="json",
    )
    answer = office.api("zhao").post(
        f"/api/v1/corrections/{asked.json()['id']}/decide/", {"accept": True}, format="json"
    )
    assert answer.status_code == 200
