from __future__ import annotations

import datetime

import pytest
from django.test import Client

from bureau.organisation.models import Post, Role, Unit
from tests.people import People

BACKEND = "django.contrib.auth.backends.ModelBackend"


def get(people: People, username: str, address: str) -> tuple[int, dict[str, object]]:
    client = Client()
    client.force_login(people[username], backend=BACKEND)
    response = client.get(f"/api/v1/{address}")
    return response.status_code, response.json()


def codes(answer: dict[str, object]) -> set[str]:
    return {row["code"] for row in answer["results"]}  # type: ignore[attr-defined]  # JSON


def test_zhang_sees_her_sister_towns_and_the_units_above_but_no_other_bureau(people: People) -> None:
    assert codes(get(people, "zhang", "units/")[1]) == {
        "city", "east", "east-jy", "east-zh", "east-01", "east-02",
    }  # fmt: skip


def test_somebody_without_a_post_sees_no_unit(people: People) -> None:
    assert get(people, "stranger", "units/")[1]["count"] == 0


def test_the_units_are_told_by_kind_parent_and_day(people: People) -> None:
    Unit.objects.filter(code="east-02").update(closed_on=datetime.date(2025, 12, 31))
    assert codes(get(people, "zhang", "units/?kind=town")[1]) == {"east-01", "east-02"}
    assert codes(get(people, "zhang", "units/?kind=town&at=2026-01-01")[1]) == {"east-01"}
    assert codes(get(people, "zhang", "units/?kind=town&at=2025-12-31")[1]) == {"east-01", "east-02"}
    assert codes(get(people, "zhang", "units/?parent=city")[1]) == {"east"}


def test_a_unit_tells_its_code_name_kind_parent_and_days(people: People) -> None:
    rows = get(people, "zhang", "units/?search=城关")[1]["results"]
    assert rows == [
        {
            "code": "east-01",
            "name": "城关镇",
            "kind": "town",
            "parent": "east",
            "opened": None,
            "closed": None,
        }
    ]


@pytest.mark.parametrize(
    "query",
    ["kind=village", "at=yesterday", "at=2026-02-30", "page_size=501", "page_size=0", "page=x", "colour=red",
     "kind=town&kind=city", "ordering=name"],
)  # fmt: skip
def test_parameters_that_cannot_be_read_are_400(query: str, people: People) -> None:
    status, answer = get(people, "zhang", f"units/?{query}")
    assert (status, answer["code"]) == (400, "invalid")
    assert list(answer["fields"]) == [query.partition("=")[0]]  # type: ignore[call-overload]  # JSON


def test_me_tells_the_person_her_posts_and_her_rights_in_words(people: People) -> None:
    assert get(people, "zhang", "me/")[1] == {
        "user": "zhang",
        "name": "张明",
        "roles": ["clerk"],
        "units": ["east-01"],
        "domains": ["employment", "labor_relations", "public_service", "social_insurance", "talent"],
        "rights": ["填报城关镇的月报，申请更正"],
    }


def test_a_section_answers_for_its_own_domains(people: People) -> None:
    assert get(people, "chen", "me/")[1]["domains"] == ["employment"]


def test_two_posts_are_both_told(people: People) -> None:
    Post.objects.create(user=people["zhang"], unit=people.other_town, role=Role.CLERK)
    assert get(people, "zhang", "me/")[1]["units"] == ["east-01", "east-02"]
