"""Words that explain nothing are refused when they are saved, by whatever door, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from bureau.figures.models import Figure, Sheet
from bureau.returns.models import CheckSetting
from tests.returns.office import MONTH, Office

JOBS = "employment.jobs"


def cell(words: str | None, value: object = "30", version: int = 0) -> list[dict[str, Any]]:
    return [{"indicator": JOBS, "value": value, "version": version, "explanation": words}]


def by_api(office: Office, sheet: Sheet, cells: list[dict[str, Any]]) -> Any:
    return office.api("zhang").put(f"/api/v1/sheets/{sheet.pk}/cells/", cells, format="json")


def by_grid(office: Office, sheet: Sheet, cells: list[dict[str, Any]]) -> Any:
    return office.page("zhang").put(f"/sheets/{sheet.pk}/cells/", cells, content_type="application/json")


@pytest.mark.parametrize("door", [by_api, by_grid])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("核实无误", "“核实无误”说明不了原因，请写出是什么事、涉及多少。"),
        ("经核实，数据无误。", "说明不了原因"),
        ("同上", "说明太短，请至少写 4 个字。"),
        ("补报往月：", "后面请接着写"),
    ],
)
def test_politeness_is_refused_with_a_sentence_at_its_cell(
    office: Office, door: Any, words: str, said: str
) -> None:
    answer = door(office, office.sheet(), cell(words))
    assert answer.status_code == 400
    assert said in answer.json()["fields"][JOBS][0]
    assert not Figure.objects.exists()


@pytest.mark.parametrize("door", [by_api, by_grid])
def test_a_reason_is_saved_and_may_be_taken_away_again(office: Office, door: Any) -> None:
    sheet = office.sheet()
    assert door(office, sheet, cell("援助月集中登记")).status_code == 200
    assert Figure.objects.get().explanation == "援助月集中登记"
    assert door(office, sheet, cell(None, version=1)).status_code == 200
    assert Figure.objects.get().explanation is None


def test_the_page_without_scripts_keeps_what_was_typed(office: Office) -> None:
    sheet = office.filled()
    form = {"value": "31", "version": "1", "explanation": "情况属实", "note": "见名单第 3 页"}
    answer = office.page("zhang").post(f"/sheets/{sheet.pk}/cells/{JOBS}/", form)
    body = answer.content.decode()
    assert answer.status_code == 400
    assert "“情况属实”说明不了原因" in body
    assert "情况属实</textarea>" in body
    assert "见名单第 3 页</textarea>" in body
    assert Figure.objects.get(indicator__code=JOBS).value == 30


def test_the_bureaus_own_list_decides(office: Office) -> None:
    sheet = office.sheet()
    CheckSetting.objects.create(bureau=office.east, key="boilerplate", text="季节因素")
    assert by_api(office, sheet, cell("季节因素")).status_code == 400
    assert by_api(office, sheet, cell("核实无误")).status_code == 200


def test_words_that_were_taken_once_are_not_judged_again_beside_a_new_number(office: Office) -> None:
    sheet = office.sheet()
    assert by_api(office, sheet, cell("季节因素")).status_code == 200
    CheckSetting.objects.create(bureau=office.east, key="boilerplate", text="季节因素")
    assert by_api(office, sheet, cell("季节因素", "31", 1)).status_code == 200
    assert by_api(office, sheet, cell("正是季节因素", "31", 2)).status_code == 400


def test_the_panel_offers_what_explained_the_cell_before(office: Office) -> None:
    before = office.filled(month=MONTH.previous)
    assert by_api(office, before, cell("援助月集中登记 12 人", "30", 1)).status_code == 200
    sheet = office.filled()
    office.fill(sheet, jobs=90)
    panel = office.page("zhang").get(f"/sheets/{sheet.pk}/checks/").content.decode()
    assert 'data-words="援助月集中登记 12 人"' in panel
    assert 'data-words="补报往月："' in panel
    # Whoever only reads the sheet is offered nothing.
    assert "data-words" not in office.page("li").get(f"/sheets/{sheet.pk}/checks/").content.decode()
