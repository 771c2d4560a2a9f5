"""The grid saves cell by cell: what was typed, in the unit of entry; every refusal is a sentence."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bureau.catalogue.models import Indicator, RatePart
from bureau.figures.models import Figure, Sheet
from tests.returns.office import Office


def put(client: Client, sheet: Sheet, *cells: dict[str, Any], raw: str | None = None) -> Any:
    body = raw if raw is not None else json.dumps(cells)
    return client.put(f"/sheets/{sheet.pk}/cells/", body, content_type="application/json")


def cell(key: str, value: object, version: int = 0, **more: object) -> dict[str, Any]:
    return {"indicator": f"employment.{key}", "value": value, "version": version, **more}


def stored(office: Office, sheet: Sheet, key: str) -> Decimal | None:
    return Figure.objects.get(
        unit_id=sheet.unit_id, month=sheet.month, indicator=office.indicators[key]
    ).value


def test_a_typed_number_is_saved_and_what_depends_on_it_comes_back(office: Office) -> None:
    sheet = office.sheet()
    answer = put(office.page("zhang"), sheet, cell("jobs", "30"))
    body = answer.json()
    assert answer.status_code == 200
    assert body["cells"] == [{"indicator": "employment.jobs", "version": 1, "text": "30", "explained": False}]
    assert 'data-part="sum"' in body["rows"]["employment.jobs"]
    assert "已填 <b>1</b>" in body["bar"]
    assert stored(office, sheet, "jobs") == 30


def test_money_is_typed_in_ten_thousands(office: Office) -> None:
    sheet = office.sheet()
    assert put(office.page("zhang"), sheet, cell("loans", "8468.0001")).status_code == 200
    assert stored(office, sheet, "loans") == Decimal("84680001")


def test_typing_a_part_redraws_the_rate(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, workforce=5850)
    rows = put(office.page("zhang"), sheet, cell("unemployed", "150")).json()["rows"]
    assert "2.50" in rows["employment.rate"]


@pytest.mark.parametrize("typed", ["１，２３４", "1,234", "1234人", " 1234 "])
def test_what_people_type_is_understood(office: Office, typed: str) -> None:
    sheet = office.sheet()
    assert put(office.page("zhang"), sheet, cell("jobs", typed)).status_code == 200
    assert stored(office, sheet, "jobs") == 1234


BAD = [
    ("jobs", "abc", "数字"),
    ("jobs", "1e400", "科学计数法"),
    ("jobs", "9" * 30, "最多 14 位"),
    ("jobs", "12.5", "整数"),
    ("jobs", "-5", "说明"),
    ("events", "-5", "负数"),
    ("unemployed", "-5", "负数"),
    ("workforce", "-5", "负数"),
    ("jobs", "5元", "换算"),
    ("jobs", "12,34", "千位逗号"),
    ("rate", "3", "分子"),
]


@pytest.mark.parametrize(("key", "typed", "word"), BAD)
def test_what_cannot_be_a_figure_is_refused_with_a_sentence(
    office: Office, key: str, typed: str, word: str
) -> None:
    sheet = office.sheet()
    answer = put(office.page("zhang"), sheet, cell(key, typed))
    assert answer.status_code == 400
    assert word in answer.json()["fields"][f"employment.{key}"][0]
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    "raw", ["", "{", "null", "3", "[]", "{}", "[1]", '[{"indicator": 1}]', "[NaN]", '["\\u0000"]', "[[[]]]"]
)
def test_a_body_that_is_no_list_of_cells_is_refused_with_a_sentence(office: Office, raw: str) -> None:
    answer = put(office.page("zhang"), office.sheet(), raw=raw)
    assert answer.status_code == 400
    assert answer.json()["detail"]


@pytest.mark.parametrize("version", [-1, True, "1", None, 1.5, 2**40])
def test_a_version_that_is_none_is_refused_with_a_sentence(office: Office, version: object) -> None:
    answer = put(office.page("zhang"), office.sheet(), {**cell("jobs", "3"), "version": version})
    assert answer.status_code == 400
    assert "version" in answer.content.decode() or "JSON" in answer.content.decode()


def test_a_flow_may_be_corrected_downwards_with_an_explanation(office: Office) -> None:
    sheet = office.sheet()
    answer = put(office.page("zhang"), sheet, cell("jobs", "-5", explanation="上月多报，核减 5 人"))
    assert answer.status_code == 200
    assert stored(office, sheet, "jobs") == -5


def test_a_flow_that_is_part_of_a_rate_is_never_negative(office: Office) -> None:
    RatePart.objects.create(rate=office.indicators["rate"], side="numerator", part=office.indicators["jobs"])
    answer = put(office.page("zhang"), office.sheet(), cell("jobs", "-5", explanation="上月多报，核减"))
    assert answer.status_code == 400


def test_a_negative_number_keeps_needing_its_explanation(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    put(client, sheet, cell("jobs", "-5", explanation="上月多报，核减"))
    assert put(client, sheet, cell("jobs", "-6", 1, explanation=None)).status_code == 400
    assert put(client, sheet, cell("jobs", "-6", 1)).status_code == 200


def test_a_stale_version_is_answered_with_the_value_of_the_other_who_and_when(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    office.fill(sheet, loans=84680001)
    answer = put(client, sheet, cell("loans", "5", 0))
    assert answer.status_code == 409
    rival = answer.json()["cells"][0]
    assert (answer.json()["code"], rival["text"], rival["version"], rival["by"]) == (
        "conflict",
        "8468.0001",
        1,
        "张三",
    )
    assert rival["at"].endswith("+08:00")
    assert stored(office, sheet, "loans") == 84680001


def test_a_version_that_never_was_is_a_conflict_with_the_untouched_cell(office: Office) -> None:
    answer = put(office.page("zhang"), office.sheet(), cell("jobs", "5", 3))
    assert answer.status_code == 409
    assert [(c["text"], c["version"]) for c in answer.json()["cells"]] == [("", 0)]


def test_one_bad_cell_of_several_writes_none(office: Office) -> None:
    sheet = office.sheet()
    answer = put(office.page("zhang"), sheet, cell("jobs", "5"), cell("events", "viele"))
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["employment.events"])
    assert not Figure.objects.exists()


def test_the_same_cell_twice_is_refused(office: Office) -> None:
    answer = put(office.page("zhang"), office.sheet(), cell("jobs", "5"), cell("jobs", "6"))
    assert "两遍" in answer.json()["fields"]["employment.jobs"][0]


def test_fields_that_are_nobodys_to_write_are_refused(office: Office) -> None:
    sheet = office.sheet()
    answer = put(office.page("zhang"), sheet, cell("jobs", "5", source="counted", sheet=9, state="approved"))
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"0.source", "0.sheet", "0.state"}


def test_an_indicator_of_another_form_is_refused_like_one_that_does_not_exist(office: Office) -> None:
    Indicator.objects.filter(pk=office.indicators["events"].pk).update(domain="talent")
    answer = put(office.page("zhang"), office.sheet(), cell("events", "5"), cell("nonsense", "5"))
    sentences = answer.json()["fields"]
    assert sentences["employment.events"] == sentences["employment.nonsense"]


def test_an_explanation_stays_when_only_the_value_is_sent_and_null_clears_it(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    put(client, sheet, cell("jobs", "5", explanation="集中认定", note="见名单"))
    put(client, sheet, cell("jobs", "6", 1))
    figure = Figure.objects.get()
    assert (figure.explanation, figure.note, figure.version) == ("集中认定", "见名单", 2)
    put(client, sheet, cell("jobs", "6", 2, explanation=None))
    assert Figure.objects.get().explanation is None


def test_a_session_that_is_over_is_told_so_in_json(office: Office) -> None:
    answer = put(Client(), office.sheet(), cell("jobs", "5"))
    assert answer.status_code == 401
    assert "重新登录" in answer.json()["detail"]


def test_a_request_without_the_token_of_the_page_is_refused(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office["zhang"], backend="django.contrib.auth.backends.ModelBackend")
    assert put(client, office.sheet(), cell("jobs", "5")).status_code == 403
    assert not Figure.objects.exists()


def test_a_sheet_that_was_reported_takes_no_more_figures(office: Office) -> None:
    sheet = office.submitted()
    answer = put(office.page("zhang"), sheet, cell("jobs", "abc", 1))
    assert (answer.status_code, answer.json()["code"]) == (409, "state")
    assert "撤回" in answer.json()["detail"] or "已报" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("name", "status"),
    [("wang", 404), ("stranger", 404), ("director", 403), ("li", 403), ("zhao", 403), ("sysadmin", 403)],
)
def test_only_the_clerk_of_the_unit_writes_its_cells(office: Office, name: str, status: int) -> None:
    sheet = office.sheet()
    answer = put(office.page(name), sheet, cell("jobs", "abc"))
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_foreign_sheet_looks_like_one_that_does_not_exist(office: Office) -> None:
    client, sheet = office.page("wang"), office.sheet()
    foreign = put(client, sheet, cell("jobs", "5"))
    missing = client.put("/sheets/999999/cells/", "[]", content_type="application/json")
    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)


def test_saving_a_cell_costs_few_statements(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    put(client, sheet, cell("jobs", "1"))
    with CaptureQueriesContext(connection) as queries:
        put(client, sheet, cell("jobs", "2", 1))
    told = "\n".join(query["sql"][:110] for query in queries)
    assert len(queries) <= 16, told


def test_the_bar_is_redrawn_only_when_its_counts_move(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    assert "已填 <b>1</b>" in put(client, sheet, cell("jobs", "1")).json()["bar"]
    assert "bar" not in put(client, sheet, cell("jobs", "2", 1)).json()
    assert "已填 <b>0</b>" in put(client, sheet, cell("jobs", "", 2)).json()["bar"]
    assert (
        "已说明无数 <b>1</b>" in put(client, sheet, cell("jobs", "", 3, explanation="数据未出")).json()["bar"]
    )
