"""The sheet as a page: read by those who may, filled as one form where scripts do not run."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from bureau.figures.models import CellReturn, Figure, Sheet, Source
from bureau.returns import steps
from bureau.returns.steps import current_month
from tests.returns.office import Office, close


def form_of(client: Client, sheet: Sheet) -> dict[str, str]:
    """What a browser without scripts would post if nothing was typed."""
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    return {match[1]: match[2] for match in re.finditer(r'name="([vw]-[^"]+)"\s+value="([^"]*)"', page)}


def save(client: Client, sheet: Sheet, form: dict[str, str]) -> tuple[int, str]:
    answer = client.post(f"/sheets/{sheet.pk}/", form, follow=True)
    first = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
    return first, answer.content.decode()


def value(office: Office, key: str) -> int:
    """The stored value of a cell; the figures of these tests are whole."""
    return int(Figure.objects.get(indicator=office.indicators[key]).value or 0)


def test_the_page_shows_the_paper_table(office: Office) -> None:
    page = office.page("zhang").get(f"/sheets/{office.filled().pk}/").content.decode()
    for text in (
        "就业工作月报表",
        "2026年10月",
        "10月1日至10月31日",
        "人社月 1 表",
        "一、就业与失业",
        "二、创业扶持",
        "其中：",
    ):
        assert text in page
    assert 'value="8468.0001"' in page
    assert "应填 <b>6</b> 格，已填 <b>6</b>，未填 <b>0</b>" in page


def test_a_page_that_came_with_no_script_and_no_style_in_its_markup(office: Office) -> None:
    page = office.page("zhang").get(f"/sheets/{office.filled().pk}/").content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)
    assert all("nonce=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_the_whole_form_saves_what_was_changed(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    form = form_of(client, sheet) | {"v-employment.jobs": "１，２３４", "v-employment.loans": "5.5"}
    status, page = save(client, sheet, form)
    assert (status, "已保存 2 格" in page) == (302, True)
    assert (value(office, "jobs"), value(office, "loans")) == (1234, 55000)
    assert Figure.objects.get(indicator=office.indicators["hard"]).version == 1


def test_a_bad_cell_keeps_what_was_typed_and_loses_no_other(office: Office) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    form = form_of(client, sheet) | {"v-employment.jobs": "三十", "v-employment.hard": "4"}
    status, page = save(client, sheet, form)
    assert status == 400
    assert 'value="三十"' in page
    assert "请填阿拉伯数字" in page
    assert "已保存 1 格；还有 1 格没有保存" in page
    assert value(office, "hard") == 4


@pytest.mark.parametrize("typed", ["abc", "1e400", "9" * 30, "-5", "12.5", "<script>alert(1)</script>"])
def test_whatever_is_typed_comes_back_as_typed_with_a_sentence(office: Office, typed: str) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    status, page = save(client, sheet, form_of(client, sheet) | {"v-employment.jobs": typed})
    assert status == 400
    assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in page
    assert "<script>alert" not in page
    assert not Figure.objects.exists()


def test_a_cell_that_somebody_else_changed_shows_both_numbers_and_can_be_sent_again(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    form = form_of(client, sheet)
    office.fill(sheet, jobs=312)
    status, page = save(client, sheet, form | {"v-employment.jobs": "321", "v-employment.hard": "5"})
    assert status == 409
    assert "张三 已存 312，您填的 321 没有保存" in page
    assert (value(office, "jobs"), value(office, "hard")) == (312, 5)
    again = {match[1]: match[2] for match in re.finditer(r'name="([vw]-[^"]+)"\s+value="([^"]*)"', page)}
    status, _ = save(client, sheet, again)
    assert (status, value(office, "jobs")) == (302, 321)


def test_a_cell_that_was_not_touched_is_never_in_conflict(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    form = form_of(client, sheet)
    office.fill(sheet, jobs=312)
    assert save(client, sheet, form | {"v-employment.hard": "5"})[0] == 302
    assert value(office, "jobs") == 312


def test_the_form_of_a_sheet_that_was_reported_in_the_meantime_says_so(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    form = form_of(client, sheet) | {"v-employment.jobs": "5"}
    steps.submit(sheet, by=office["zhang"])
    status, page = save(client, sheet, form)
    assert (status, "不能改数" in page) == (409, True)


@pytest.mark.parametrize("junk", ["", "x", "1", "-1:", "99999999999999999999:", "１:"])
def test_a_form_that_was_tampered_with_does_no_harm(office: Office, junk: str) -> None:
    sheet, client = office.sheet(), office.page("zhang")
    form = {"v-employment.jobs": "5", "w-employment.jobs": junk, "v-": "3", "v-nothing": "4"}
    status, page = save(client, sheet, form)
    assert status in {400, 409}
    assert "没有保存" in page


def test_submitting_with_missing_cells_names_each_of_them(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, jobs=1)
    answer = office.page("zhang").post(f"/sheets/{sheet.pk}/submit/")
    assert answer.status_code == 409
    assert answer.content.decode().count("未填：没有发生请填 0") == 5


def test_the_sheet_is_submitted_and_withdrawn_by_buttons(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    assert "已提交审核" in client.post(f"/sheets/{sheet.pk}/submit/", follow=True).content.decode()
    assert "撤回" in client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert "已撤回" in client.post(f"/sheets/{sheet.pk}/withdraw/", follow=True).content.decode()
    sheet.refresh_from_db()
    assert sheet.state == "open"


def test_a_returned_cell_is_the_only_one_that_opens_and_shows_its_reason(office: Office) -> None:
    sheet = office.submitted()
    steps.return_cells(sheet, reasons={office.indicators["jobs"].pk: "与台账不符"}, by=office["li"])
    client = office.page("zhang")
    assert {name for name in form_of(client, sheet) if name.startswith("v-")} == {"v-employment.jobs"}
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert "退回本格：" in page
    assert "与台账不符" in page


def test_a_counted_cell_is_only_overridden_with_an_explanation(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    Figure.objects.filter(indicator=office.indicators["events"]).update(source=Source.COUNTED)
    form = form_of(client, sheet) | {"v-employment.events": "9"}
    status, page = save(client, sheet, form)
    assert (status, "台账" in page) == (400, True)
    words = {"value": "9", "version": "1", "explanation": "台账漏登一场", "note": ""}
    assert client.post(f"/sheets/{sheet.pk}/cells/employment.events/", words).status_code == 302
    figure = Figure.objects.get(indicator=office.indicators["events"])
    assert (figure.value, figure.source) == (Decimal(9), "override")


def test_the_page_of_a_cell_tells_where_its_number_came_from(office: Office) -> None:
    sheet, client = office.filled(), office.page("zhang")
    office.fill(sheet, jobs=31)
    page = client.get(f"/sheets/{sheet.pk}/cells/employment.jobs/").content.decode()
    assert page.index("<b>31</b>") < page.index("<b>30</b>")
    fragment = client.get(
        f"/sheets/{sheet.pk}/cells/employment.jobs/", headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in fragment
    assert "<b>31</b>" in fragment


def test_a_note_of_last_month_is_shown_again(office: Office) -> None:
    before = office.sheet(month=current_month().previous)
    office.page("zhang").post(
        f"/sheets/{before.pk}/cells/employment.jobs/",
        {"value": "3", "version": "0", "note": "材料在援助专柜", "explanation": ""},
    )
    sheet = office.sheet(month=current_month())
    page = office.page("zhang").get(f"/sheets/{sheet.pk}/cells/employment.jobs/").content.decode()
    assert "材料在援助专柜" in page


def test_words_without_a_number_say_why_there_is_none(office: Office) -> None:
    sheet = office.sheet()
    words = {"value": "", "version": "0", "explanation": "银行数据未出", "note": ""}
    office.page("zhang").post(f"/sheets/{sheet.pk}/cells/employment.loans/", words)
    assert Figure.objects.get().explanation == "银行数据未出"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"value": "x", "version": "0"}, 400),
        ({"value": "1", "version": "7"}, 409),
        ({"value": "1", "version": "0", "explanation": "长" * 501}, 400),
    ],
)
def test_words_that_cannot_be_saved_stay_on_the_page(
    office: Office, words: dict[str, str], status: int
) -> None:
    sheet = office.sheet()
    words = {"explanation": "集中认定", "note": "", **words}
    answer = office.page("zhang").post(f"/sheets/{sheet.pk}/cells/employment.jobs/", words)
    assert answer.status_code == status
    assert words["explanation"] in answer.content.decode()
    assert not Figure.objects.exists()


@pytest.mark.parametrize("code", ["employment.nothing", "talent.x", "x"])
def test_a_cell_that_is_not_on_the_form_does_not_exist(office: Office, code: str) -> None:
    assert office.page("zhang").get(f"/sheets/{office.sheet().pk}/cells/{code}/").status_code == 404


def test_a_month_leads_to_its_sheet(office: Office) -> None:
    sheet = office.sheet()
    answer = office.page("zhang").get("/sheets/east-01/employment/2026-10/")
    assert answer["Location"] == f"/sheets/{sheet.pk}/"


def test_a_month_that_has_not_begun_is_a_sentence(office: Office) -> None:
    month = current_month() + 1
    answer = office.page("zhang").get(f"/sheets/east-01/employment/{month}/")
    assert answer.status_code == 404
    assert f"{month.label}还没有开始，不能填报" in answer.content.decode()


def test_a_month_of_a_closed_unit_is_a_sentence(office: Office) -> None:
    office.town.merged_into = office.other_town
    close(office.town, datetime.date(2026, 2, 28))
    page = office.page("zhang").get("/sheets/east-01/employment/2026-03/").content.decode()
    assert "城关镇已于2026年2月28日撤销" in page
    assert "报到东湖街道" in page


def test_the_office_is_offered_to_open_only_what_can_be_opened(office: Office) -> None:
    button = "开表</button>"
    assert button in office.page("zhao").get("/sheets/east-01/employment/2026-03/").content.decode()
    assert button not in office.page("zhang").get("/sheets/east-01/employment/2026-03/").content.decode()
    for month in (str(current_month() + 2), "2020-01", "x"):
        page = office.page("zhao").get(f"/sheets/east-01/employment/{month}/").content.decode()
        assert button not in page
    close(office.town, datetime.date(2026, 2, 28))
    assert button not in office.page("zhao").get("/sheets/east-01/employment/2026-03/").content.decode()


@pytest.mark.parametrize("month", ["2026-13", "abc", "2026-1", "0000-00", "２０２６-10"])
def test_a_month_that_cannot_be_read_is_a_sentence(office: Office, month: str) -> None:
    answer = office.page("zhang").get(f"/sheets/east-01/employment/{month}/")
    assert answer.status_code == 400
    assert re.search(r"<b>[^<]*(月份|年份)[^<]*。</b>", answer.content.decode())


@pytest.mark.parametrize(
    "path", ["west-01/employment/2026-10", "east-02/employment/2026-10", "east-01/x/2026-10"]
)
def test_sheets_of_others_have_no_address(office: Office, path: str) -> None:
    assert office.page("zhang").get(f"/sheets/{path}/").status_code == 404


def test_reading_a_sheet_changes_nothing(office: Office) -> None:
    sheet, client = office.submitted(), office.page("zhang")
    before = (Figure.objects.count(), CellReturn.objects.count(), timezone.now())
    client.get(f"/sheets/{sheet.pk}/")
    client.get(f"/sheets/{sheet.pk}/cells/employment.jobs/")
    assert client.get(f"/sheets/{sheet.pk}/submit/").status_code == 405
    sheet.refresh_from_db()
    assert (Figure.objects.count(), CellReturn.objects.count()) == before[:2]
    assert sheet.state == "submitted"
