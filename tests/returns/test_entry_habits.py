"""Zeros for what did not happen, and years to date typed in the place of months."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from bureau.catalogue.models import Indicator
from bureau.figures.models import Figure, Sheet
from bureau.periods import Month
from tests.returns.office import MONTH, Office


def put(
    client: Client, sheet: Sheet, key: str, value: str, version: int = 0, **more: object
) -> tuple[int, dict]:  # type: ignore[type-arg]  # whatever the answer holds
    cell = {"indicator": f"employment.{key}", "value": value, "version": version, **more}
    answer = client.put(
        f"/sheets/{sheet.pk}/cells/?basis=to_date", json.dumps([cell]), content_type="application/json"
    )
    return answer.status_code, answer.json()


def stored(office: Office, sheet: Sheet, key: str) -> object:
    return Figure.objects.get(unit=sheet.unit, month=sheet.month, indicator=office.indicators[key]).value


def months_before(office: Office, count: int = 9, **values: object) -> None:
    for back in range(1, count + 1):
        office.fill(office.sheet(month=MONTH - back), **values)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="code"\s+value="employment\.(\w+)"', page)


def test_only_empty_flows_and_events_are_offered_for_zero(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    office.fill(sheet, jobs=3)
    client.post(
        f"/sheets/{sheet.pk}/cells/employment.loans/",
        {"value": "", "version": "0", "note": "", "explanation": "银行数据未出"},
    )
    page = client.get(f"/sheets/{sheet.pk}/zeros/").content.decode()
    assert ticked(page) == ["hard", "events"]


def test_the_ticked_cells_become_zero_and_can_be_emptied_again(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    answer = client.post(f"/sheets/{sheet.pk}/zeros/", {"code": ["employment.hard", "employment.unemployed"]})
    assert answer.status_code == 302
    assert [figure.indicator.code for figure in Figure.objects.filter(value=0)] == ["employment.hard"]
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert "刚才填 0 1 格" in page
    client.post(f"/sheets/{sheet.pk}/undo/")
    assert stored(office, sheet, "hard") is None
    assert "/undo/" not in client.get(f"/sheets/{sheet.pk}/").content.decode()


def test_taking_back_twice_takes_back_once(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    client.post(f"/sheets/{sheet.pk}/zeros/", {"code": "employment.hard"})
    client.post(f"/sheets/{sheet.pk}/undo/")
    page = client.post(f"/sheets/{sheet.pk}/undo/", follow=True).content.decode()
    assert "没有可以撤销的填写" in page
    assert Figure.objects.get().version == 2


def test_zero_for_nothing_is_refused_with_a_sentence(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    answer = client.post(f"/sheets/{sheet.pk}/zeros/", {"code": ["employment.jobs", "nonsense"]})
    assert (answer.status_code, "没有选中" in answer.content.decode()) == (400, True)
    assert stored(office, sheet, "jobs") == 30


def test_the_month_is_the_year_to_date_less_what_was_before(office: Office) -> None:
    months_before(office, jobs=10, loans=10000)
    sheet, client = office.sheet(), office.page("zhang")
    status, body = put(client, sheet, "jobs", "95")
    assert (status, stored(office, sheet, "jobs"), body["cells"][0]["text"]) == (200, 5, "95")
    assert ">5</td>" in body["rows"]["employment.jobs"]
    put(client, sheet, "loans", "9.5")
    assert stored(office, sheet, "loans") == 5000
    # Once more: the month that stands there is no part of what was before.
    assert put(client, sheet, "jobs", "97", 1)[0] == 200
    assert stored(office, sheet, "jobs") == 7


def test_january_starts_anew(office: Office) -> None:
    office.fill(office.sheet(month=Month(2025, 12)), jobs=10)
    sheet = office.sheet(month=Month(2026, 1))
    put(office.page("zhang"), sheet, "jobs", "8")
    assert stored(office, sheet, "jobs") == 8


def test_a_statistical_year_starts_with_its_own_first_month(office: Office) -> None:
    Indicator.objects.filter(pk=office.indicators["jobs"].pk).update(year_start_month=9)
    months_before(office, jobs=10)
    sheet = office.sheet()
    put(office.page("zhang"), sheet, "jobs", "13")
    assert stored(office, sheet, "jobs") == 3


def test_a_stock_is_typed_as_it_stands_at_the_end_of_the_month(office: Office) -> None:
    months_before(office, unemployed=100)
    sheet, client = office.sheet(), office.page("zhang")
    put(client, sheet, "unemployed", "120")
    assert stored(office, sheet, "unemployed") == 120
    assert "期末数" in client.get(f"/sheets/{sheet.pk}/").content.decode()


def test_a_year_to_date_that_falls_needs_an_explanation(office: Office) -> None:
    months_before(office, jobs=10)
    sheet, client = office.sheet(), office.page("zhang")
    status, body = put(client, sheet, "jobs", "88")
    assert status == 400
    assert "累计 88 比上月累计 90 少 2" in body["fields"]["employment.jobs"][0]
    assert put(client, sheet, "jobs", "88", explanation="上月多报，核减 2 人")[0] == 200
    assert stored(office, sheet, "jobs") == -2


def test_months_that_nobody_filled_are_named(office: Office) -> None:
    months_before(office, 7, jobs=10)
    status, body = put(office.page("zhang"), office.sheet(), "jobs", "95")
    assert (status, "1月、2月还没有填报" in body["fields"]["employment.jobs"][0]) == (400, True)


def test_months_before_a_unit_was_asked_are_not_missed(office: Office) -> None:
    office.indicators["jobs"].assignments.update(begins=MONTH)
    sheet = office.sheet()
    assert put(office.page("zhang"), sheet, "jobs", "95")[0] == 200
    assert stored(office, sheet, "jobs") == 95


@pytest.mark.parametrize("value", ["abc", ["1"], {"a": 1}, None, True])
def test_what_is_no_number_is_no_year_to_date_either(office: Office, value: object) -> None:
    status, body = put(office.page("zhang"), office.sheet(), "events", value)  # type: ignore[arg-type]  # on purpose
    assert status in {200, 400}
    assert not Figure.objects.filter(value__isnull=False).exists()


@pytest.mark.parametrize("raw", ["{}", "[1]", '[{"indicator": []}]', '[{"indicator": "employment.jobs"}]'])
def test_a_body_that_is_no_list_of_cells_is_refused_on_this_basis_too(office: Office, raw: str) -> None:
    client, sheet = office.page("zhang"), office.sheet()
    answer = client.put(f"/sheets/{sheet.pk}/cells/?basis=to_date", raw, content_type="application/json")
    assert answer.status_code == 400


def test_the_habit_is_kept_for_the_person_and_changes_nobody_elses_page(office: Office) -> None:
    months_before(office, jobs=10)
    sheet, client = office.filled(), office.page("zhang")
    answer = client.post("/entry/basis/", {"basis": "to_date", "next": f"/sheets/{sheet.pk}/"})
    assert answer["Location"] == f"/sheets/{sheet.pk}/"
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert re.search(r'name="v-employment.jobs"\s+value="120"', page)
    assert "?basis=to_date" in page
    assert 'value="120"' not in office.page("li").get(f"/sheets/{sheet.pk}/").content.decode()
    client.post("/entry/basis/", {"basis": "month"})
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert re.search(r'name="v-employment.jobs"\s+value="30"', page)


def test_the_way_back_leads_to_no_other_site(office: Office) -> None:
    answer = office.page("zhang").post("/entry/basis/", {"basis": "x", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_without_scripts_the_form_says_on_which_basis_it_was_drawn(office: Office) -> None:
    months_before(office, jobs=10)
    sheet, client = office.sheet(), office.page("zhang")
    form = {
        "basis": "to_date",
        "v-employment.jobs": "95",
        "w-employment.jobs": "0:",
        "v-employment.hard": "drei",
    }
    answer = client.post(f"/sheets/{sheet.pk}/", form)
    assert answer.status_code == 400
    assert stored(office, sheet, "jobs") == 5
    assert 'value="drei"' in answer.content.decode()


def test_a_rival_is_told_on_the_basis_of_the_page(office: Office) -> None:
    months_before(office, jobs=10)
    sheet = office.sheet()
    office.fill(sheet, jobs=4)
    status, body = put(office.page("zhang"), sheet, "jobs", "95")
    assert (status, body["cells"][0]["text"]) == (409, "94")
