"""The box in the masthead finds sheets and summaries beside indicators, each only what the person may read."""

from __future__ import annotations

import pytest

from tests.returns.office import Office, build


@pytest.fixture
def office(db: None) -> Office:
    return build()


@pytest.mark.parametrize("text", ["城关镇", "城关镇 就业", "就业月报表", "城关镇 月报", "就业工作月报表"])
def test_a_sheet_is_found_by_its_unit_and_its_form(office: Office, text: str) -> None:
    sheet = office.sheet()
    page = office.page("zhang").get("/find/", {"q": text}).content.decode()
    assert f'href="/sheets/{sheet.pk}/"' in page
    assert "城关镇　就业工作月报表　2026年10月" in page


@pytest.mark.parametrize(
    ("name", "text"), [("wang", "城关镇"), ("zhang", "城关镇 人才"), ("sysadmin", "城关镇")]
)
def test_a_sheet_is_not_found_by_who_may_not_read_it_nor_by_another_form(
    office: Office, name: str, text: str
) -> None:
    sheet = office.sheet()
    assert f"/sheets/{sheet.pk}/" not in office.page(name).get("/find/", {"q": text}).content.decode()


def test_a_summary_is_found_by_its_year(office: Office) -> None:
    office.approved()
    for text in ("2026年总结", "总结", "总结 2026"):
        page = office.page("director").get("/find/", {"q": text}).content.decode()
        assert 'href="/summaries/east/2026/"' in page
    assert (
        "/summaries/"
        not in office.page("director").get("/find/", {"q": "1999年总结"}).content.decode().split("<main")[1]
    )
    assert "/summaries/east/" not in office.page("zhang").get("/find/", {"q": "总结"}).content.decode()
