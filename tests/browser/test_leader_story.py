"""The director keeps the completion page open, sees an approval arrive, and walks down to the sheet it came from."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bureau.catalogue.models import Target
from bureau.figures.hashing import content_hash
from bureau.returns import steps
from bureau.totals.rolling import Locking, drain
from tests.browser.conftest import Enter
from tests.returns.office import Office

pytestmark = pytest.mark.browser

JOBS = 'td[data-code="employment.jobs"]'


def ask_for(office: Office, key: str, value: int) -> None:
    for unit, part in ((office.east, value), (office.town, value)):
        Target.objects.create(
            unit=unit, indicator=office.indicators[key], year=2026, value=part, document="云人社〔2026〕12号"
        )


def open_page(enter: Enter) -> Page:
    page = enter("director")
    page.click("nav.tabs >> text=目标")
    return page


def test_an_approval_arrives_on_the_open_page_by_itself(office: Office, enter: Enter) -> None:
    ask_for(office, "jobs", 40)
    sheet = office.submitted()
    drain(Locking.WAIT)
    director = open_page(enter)
    expect(director.locator(".title")).to_contain_text("云人社〔2026〕12号")
    expect(director.locator(JOBS)).to_have_text("30*")
    director.evaluate("window.stillTheSamePage = true")

    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    expect(director.locator("#stamp")).to_contain_text("正在更新")
    drain(Locking.WAIT)
    expect(director.locator(JOBS)).to_have_text("30")
    expect(director.locator("#stamp")).not_to_contain_text("正在更新")
    expect(director.locator("#stamp time")).to_have_count(1)
    row = director.locator("tr", has=director.locator(JOBS))
    expect(row).to_contain_text("75.0%")
    expect(row.locator(".st--slow")).to_have_text("偏慢")
    assert director.evaluate("window.stillTheSamePage")


def test_the_director_walks_from_the_page_to_the_sheet_and_writes_nothing(
    office: Office, enter: Enter
) -> None:
    ask_for(office, "jobs", 30)
    sheet = office.approved()
    drain(Locking.WAIT)
    director = open_page(enter)
    expect(director.locator("#rank")).to_contain_text("城关镇")
    director.click("table.ledger >> text=城镇新增就业人数")
    expect(director.locator(".facts .st--done")).to_have_text("完成")
    expect(director.locator("#sources tfoot")).to_contain_text("30")
    director.click(f'#sources a[href="/sheets/{sheet.pk}/"]')
    director.wait_for_url(f"**/sheets/{sheet.pk}/")
    expect(director.locator("input.cell")).to_have_count(0)


def test_the_office_finds_an_indicator_by_initials_and_records_a_target(office: Office, enter: Enter) -> None:
    jobs = office.indicators["jobs"]
    jobs.assessed = True
    jobs.search_text = "城镇新增就业人数\tczxzjyrs\tchengzhenxinzengjiuyerenshu\nemploymentjobs"
    jobs.save()
    zhao = enter("zhao")
    zhao.fill("#find", "czxzjy")
    zhao.press("#find", "Enter")
    zhao.click("table.ledger >> text=城镇新增就业人数")
    expect(zhao.locator(".title")).to_contain_text("城镇新增就业人数")

    zhao.goto("/targets/2026/")
    zhao.fill(f"#id_i{jobs.pk}-value", "１1,000人")
    zhao.click("text=保存改动")
    expect(zhao.locator(".row__error")).to_contain_text("请填写下达文件的文号")
    expect(zhao.locator(f"#id_i{jobs.pk}-value")).to_have_value("１1,000人")
    zhao.fill("#id_document", "云人社〔2026〕40号")
    zhao.click("text=保存改动")
    expect(zhao.locator("#messages")).to_contain_text("1 个目标改动")
    assert Target.objects.get(unit=office.east).value == 11000
