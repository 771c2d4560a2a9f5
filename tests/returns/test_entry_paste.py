"""zhang pastes a block: she sees what it would do, and then all of it is written or nothing."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.test import Client

from bureau.catalogue.models import IndicatorAlias
from bureau.figures.models import Figure, Sheet, Source
from bureau.returns import steps
from bureau.returns.entry.pasting import Fate, Preview, previewed
from bureau.returns.models import Basis
from tests.returns.office import MONTH, Office


def preview(office: Office, sheet: Sheet, text: str, **more: object) -> Preview:
    return previewed(sheet, text, **more)  # type: ignore[arg-type]  # the tests name them


def would(found: Preview) -> dict[str, str]:
    """What the preview would write, by the short keys of the indicators."""
    return {one.line.code.partition(".")[2]: one.value for one in found.changes}


def sentence(found: Preview, key: str) -> str:
    return next(one.sentence for one in found.proposals if one.line.code.endswith(f".{key}"))


def post(client: Client, sheet: Sheet, **form: str) -> tuple[int, str]:
    answer = client.post(f"/sheets/{sheet.pk}/paste/", form, headers={"HX-Request": "true"})
    return answer.status_code, answer.content.decode()


def offered(page: str) -> str:
    """The cells that the button of the preview sends."""
    found = re.search(r'name="cells"\s+value="([^"]*)"', page)
    assert found is not None, page
    return html.unescape(found[1])


def stored(office: Office, sheet: Sheet) -> dict[str, object]:
    rows = Figure.objects.filter(unit=sheet.unit, month=sheet.month)
    return {code.partition(".")[2]: value for code, value in rows.values_list("indicator__code", "value")}


def test_names_and_numbers_find_their_rows_in_any_order(office: Office) -> None:
    IndicatorAlias.objects.create(indicator=office.indicators["hard"], name="困难人员就业数")
    text = "创业担保贷款金额\t8,468.0001\r\n其中：困难人员就业数\t４\r\n1. 城镇新增就业人数\t30人\r\n"
    assert would(preview(office, office.sheet(), text)) == {"loans": "8468.0001", "hard": "4", "jobs": "30"}


def test_a_table_with_headings_gives_the_column_of_the_month(office: Office) -> None:
    text = (
        "就业工作月报表\n序号\t指标名称\t单位\t上月\t本月数\t去年同月\n"
        "01\t城镇新增就业人数\t人\t11\t30\t9\n05\t登记失业率\t%\t2\t2.1\t3\n06\t创业担保贷款金额\t元\t1\t84680001\t2\n"
    )
    found = preview(office, office.sheet(), text)
    assert would(found) == {"jobs": "30", "loans": "8468.0001"}
    assert "分子分母" in sentence(found, "rate")


def test_a_column_of_numbers_goes_down_from_the_cursor_over_computed_rows(office: Office) -> None:
    found = preview(office, office.sheet(), "120\n6000\n1.96\n5\n2", at="employment.unemployed")
    assert would(found) == {"unemployed": "120", "workforce": "6000", "loans": "5", "events": "2"}


def test_blank_cells_over_the_headings_of_groups_keep_the_rows_in_line(office: Office) -> None:
    found = preview(office, office.sheet(), "120\n6000\n1.96\n\n5\n2", at="employment.unemployed")
    assert would(found) == {"unemployed": "120", "workforce": "6000", "loans": "5", "events": "2"}


def test_a_blank_cell_leaves_what_stands_there(office: Office) -> None:
    found = preview(office, office.filled(), "31\n\n-\n6001", at="employment.jobs")
    assert would(found) == {"jobs": "31", "workforce": "6001"}
    assert "没有数" in sentence(found, "unemployed")


def test_rows_past_the_end_of_the_sheet_are_named_and_not_taken(office: Office) -> None:
    found = preview(office, office.sheet(), "2\n3", at="employment.events")
    assert (would(found), [stray.row for stray in found.strays]) == ({"events": "2"}, [2])


def test_what_cannot_be_a_figure_has_a_sentence_and_holds_up_the_whole_block(office: Office) -> None:
    sheet = office.sheet()
    status, page = post(office.page("zhang"), sheet, text="30\n=SUM(A1)\n12.5\n-3", at="employment.jobs")
    assert status == 200
    assert page.count('aria-invalid="true"') == 3
    assert 'name="cells"' not in page
    assert not Figure.objects.exists()


def test_a_wrong_cell_is_mended_in_the_preview_or_left_out(office: Office) -> None:
    sheet = office.sheet()
    found = preview(office, sheet, "30\nvier\nelf", at="employment.jobs", mended={2: "4", 3: ""})
    assert found.is_ready
    assert would(found) == {"jobs": "30", "hard": "4"}


def test_what_was_mended_stays_mended_until_all_is_right_and_is_then_fixed(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")

    def mends(page: str) -> dict[str, str]:
        return {m[1]: m[2] for m in re.finditer(r'name="mend-(\d+)"\s+value="([^"]*)"', page)}

    block = {"text": "30\nvier\nelf\nzwei", "at": "employment.jobs", "basis": "month"}
    _, page = post(client, sheet, **block, **{"mend-2": "4", "mend-3": "", "mend-4": "zwo"})
    assert mends(page) == {"2": "4", "3": "", "4": "zwo"}
    _, page = post(client, sheet, **block, **{"mend-2": "5", "mend-3": "", "mend-4": "6000"})
    assert mends(page) == {"2": "5", "3": "", "4": "6000"}
    # No field is left to type in beside the button that sends what is shown.
    assert 'type="text"' not in page
    post(client, sheet, text="", cells=offered(page))
    assert stored(office, sheet) == {"jobs": 30, "hard": 5, "workforce": 6000}


def test_the_same_indicator_twice_is_wrong_until_one_is_blanked(office: Office) -> None:
    text = "城镇新增就业人数\t30\n城镇新增就业人数\t31"
    sheet = office.sheet()
    assert [one.row for one in preview(office, sheet, text).wrong] == [2]
    assert would(preview(office, sheet, text, mended={1: ""})) == {"jobs": "31"}


def test_names_that_mean_no_row_are_listed(office: Office) -> None:
    found = preview(office, office.sheet(), "城镇新增就业人数\t30\n月球就业人数\t4\n合计\t")
    assert [(stray.row, stray.text) for stray in found.strays] == [(2, "月球就业人数")]


def test_cells_that_are_shut_are_skipped_with_the_reason(office: Office) -> None:
    sheet = office.submitted()
    steps.return_cells(sheet, reasons={office.indicators["jobs"].pk: "与台账不符"}, by=office["li"])
    sheet.refresh_from_db()
    found = preview(office, sheet, "31\n5", at="employment.jobs")
    assert would(found) == {"jobs": "31"}
    assert "不能改" in sentence(found, "hard")


def test_a_counted_cell_is_not_painted_over(office: Office) -> None:
    sheet = office.filled()
    Figure.objects.filter(indicator=office.indicators["events"]).update(source=Source.COUNTED)
    found = preview(office, sheet, "招聘活动场次\t9")
    assert (would(found), "台账" in sentence(found, "events")) == ({}, True)


def test_what_was_shown_is_written_whole_as_pasted_and_can_be_taken_back(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    _, page = post(client, sheet, text="31\n5\n120", at="employment.jobs")
    assert re.findall(r"要改 <b>(\d+)</b> 格，不变 <b>(\d+)</b>", page) == [("2", "1")]
    status, body = post(client, sheet, text="", cells=offered(page))
    answer = json.loads(body)
    assert (status, sorted(cell["text"] for cell in answer["cells"])) == (200, ["31", "5"])
    assert "撤销" in answer["last_fill"]
    assert set(Figure.objects.filter(version=2).values_list("source", flat=True)) == {"pasted"}
    page = client.post(f"/sheets/{sheet.pk}/undo/", follow=True).content.decode()
    assert "2 格恢复成原来的内容" in page
    assert (stored(office, sheet)["jobs"], stored(office, sheet)["hard"]) == (30, 4)


def test_taking_back_leaves_a_cell_that_was_changed_since(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    _, page = post(client, sheet, text="31\n5", at="employment.jobs")
    post(client, sheet, text="", cells=offered(page))
    office.fill(sheet, jobs=99)
    page = client.post(f"/sheets/{sheet.pk}/undo/", follow=True).content.decode()
    assert "1 格恢复" in page
    assert "1 格后来又改过" in page
    assert (stored(office, sheet)["jobs"], stored(office, sheet)["hard"]) == (99, 4)


def test_a_rival_between_preview_and_saving_stops_all_of_it_and_is_shown(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    _, page = post(client, sheet, text="31\n5", at="employment.jobs")
    cells = offered(page)
    office.fill(sheet, hard=7)
    status, page = post(client, sheet, text="31\n5", at="employment.jobs", cells=cells)
    assert status == 409
    assert "就业困难人员就业”（张三）被别人改过，一格也没有写入" in page
    assert (stored(office, sheet)["jobs"], stored(office, sheet)["hard"]) == (30, 7)
    status, _ = post(client, sheet, text="", cells=offered(page))
    assert (status, stored(office, sheet)["hard"]) == (200, 5)


@pytest.mark.parametrize("cells", ["", "{", "[]", "[1]", '[{"indicator": "employment.jobs"}]', "null"])
def test_cells_that_were_tampered_with_are_refused_with_a_sentence(office: Office, cells: str) -> None:
    status, page = post(office.page("zhang"), office.sheet(), text="30", at="employment.jobs", cells=cells)
    assert (status, 'role="alert"' in page) == (400, True)
    assert not Figure.objects.exists()


def test_a_sheet_that_was_reported_in_the_meantime_says_so(office: Office) -> None:
    sheet = office.submitted()
    status, page = post(office.page("zhang"), sheet, text="30", at="employment.jobs")
    assert (status, "不能改数" in page) == (409, True)


def test_without_scripts_the_block_is_pasted_on_a_page_of_its_own(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    assert "<html" in client.get(f"/sheets/{sheet.pk}/paste/").content.decode()
    page = client.post(f"/sheets/{sheet.pk}/paste/", {"text": "30\n4", "at": "", "basis": "month"})
    answer = client.post(
        f"/sheets/{sheet.pk}/paste/", {"text": "", "cells": offered(page.content.decode())}, follow=True
    )
    assert "已粘贴，写入 2 格" in answer.content.decode()
    assert stored(office, sheet) == {"jobs": 30, "hard": 4}


def test_cumulative_numbers_are_pasted_as_months(office: Office) -> None:
    for month in range(1, 10):
        office.fill(office.sheet(month=MONTH - month), jobs=10, loans=10000)
    found = preview(
        office, office.sheet(), "城镇新增就业人数\t95\n期末登记失业人数\t120", basis=Basis.TO_DATE
    )
    assert would(found) == {"jobs": "5", "unemployed": "120"}


def test_month_and_year_to_date_of_a_block_must_agree(office: Office) -> None:
    for month in range(1, 10):
        office.fill(office.sheet(month=MONTH - month), jobs=10)
    head = "指标\t本月数\t本年累计\n城镇新增就业人数\t"
    sheet = office.sheet()
    assert would(preview(office, sheet, head + "5\t95")) == {"jobs": "5"}
    found = preview(office, sheet, head + "5\t96")
    assert [one.fate for one in found.proposals] == [Fate.WRONG]
    assert "本月数 5 加上月累计 90 是 95，和累计数 96 对不上" in sentence(found, "jobs")
