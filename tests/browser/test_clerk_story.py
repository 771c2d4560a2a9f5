"""zhang fills her sheet: by keyboard, against bad input, against a rival, through a lost session, without scripts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from bureau.figures.models import Figure, Sheet
from bureau.returns.steps import current_month
from tests.browser.conftest import Enter, log_in
from tests.returns.office import Office

pytestmark = pytest.mark.browser


def cell(page: Page, key: str) -> Locator:
    return page.locator(f'input[data-indicator="employment.{key}"]')


def box(page: Page, key: str, state: str) -> Locator:
    return page.locator(f'td.is-{state} input[data-indicator="employment.{key}"]')


def row(page: Page, key: str) -> Locator:
    return page.locator(f'tr[data-row="employment.{key}"]')


def type_over(page: Page, key: str, text: str) -> None:
    cell(page, key).fill(text)
    page.keyboard.press("Enter")


def stored(office: Office, key: str) -> Decimal | None:
    return Figure.objects.get(indicator=office.indicators[key]).value


def opened(page: Page, sheet: Sheet) -> Page:
    page.goto(f"/sheets/{sheet.pk}/")
    return page


def test_zhang_fills_explains_and_submits_her_sheet(office: Office, enter: Enter) -> None:
    sheet = office.sheet(month=current_month())
    page = enter("zhang")
    page.click("text=开始填")
    expect(page.locator("h1")).to_have_text("就业工作月报表")
    # The first empty cell has the cursor; Enter goes down.
    expect(cell(page, "jobs")).to_be_focused()
    page.keyboard.type("１，２３４")
    page.keyboard.press("Enter")
    expect(cell(page, "hard")).to_be_focused()
    expect(box(page, "jobs", "saved")).to_have_value("1234")
    expect(row(page, "jobs").locator("td.sum")).to_have_text("1234")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.keyboard.type("150")
    page.keyboard.press("Enter")
    page.keyboard.type("5850")
    page.keyboard.press("Enter")
    expect(row(page, "rate").locator("td.fill")).to_have_text("2.50")
    # Letters stay where they are, with a sentence under the row.
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    expect(box(page, "loans", "invalid")).to_have_value("abc")
    expect(page.locator("tr.msg.is-red")).to_contain_text("请填阿拉伯数字")
    type_over(page, "loans", "8468.0001")
    expect(box(page, "loans", "saved")).to_have_value("8468.0001")
    expect(page.locator(".submitbar")).to_contain_text("还有 1 格未填")
    expect(page.get_by_role("button", name="提交审核")).to_be_disabled()
    # No figure for events: the reason takes its place.
    cell(page, "events").focus()
    page.wait_for_selector('form[data-words="employment.events"]')
    page.keyboard.press("F2")
    page.keyboard.type("系统维护，数据未出")
    page.click("text=保存说明")
    expect(row(page, "events").locator("td.note")).to_contain_text("已说明")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator("#messages")).to_contain_text("已提交审核")
    sheet.refresh_from_db()
    assert sheet.state == "submitted"
    assert stored(office, "loans") == Decimal("84680001")


def test_a_negative_number_is_saved_once_it_is_explained(office: Office, enter: Enter) -> None:
    page = opened(enter("zhang"), office.sheet())
    type_over(page, "jobs", "-5")
    expect(page.locator("tr.msg.is-red")).to_contain_text("核减")
    cell(page, "jobs").focus()
    page.wait_for_selector('form[data-words="employment.jobs"]')
    page.keyboard.press("F2")
    page.keyboard.type("上月多报 5 人，核减")
    page.click("text=保存说明")
    expect(box(page, "jobs", "saved")).to_have_value("-5")
    assert stored(office, "jobs") == -5


def test_of_two_who_type_in_one_cell_the_later_sees_both_numbers(office: Office, enter: Enter) -> None:
    sheet = office.sheet()
    # A clock in another zone does not change what is said about the time.
    mine = opened(enter("zhang", timezone_id="America/New_York"), sheet)
    other = opened(enter("zhang"), sheet)
    type_over(other, "jobs", "312")
    expect(box(other, "jobs", "saved")).to_be_visible()
    type_over(mine, "jobs", "321")
    expect(box(mine, "jobs", "conflict")).to_have_value("321")
    expect(mine.locator("tr.msg")).to_contain_text("312")
    saved_at = timezone.localtime(Figure.objects.get(indicator=office.indicators["jobs"]).changed_at)
    expect(mine.locator("tr.msg")).to_contain_text(f"{saved_at:%H:%M} 已存")
    assert stored(office, "jobs") == 312
    mine.click("text=用 321")
    expect(box(mine, "jobs", "saved")).to_be_visible()
    assert stored(office, "jobs") == 321


def test_what_was_typed_survives_a_lost_session(office: Office, enter: Enter) -> None:
    page = opened(enter("zhang"), office.sheet())
    page.context.clear_cookies()
    type_over(page, "jobs", "77")
    expect(page.locator("tr.msg")).to_contain_text("登录已失效")
    expect(cell(page, "jobs")).to_have_value("77")
    log_in(page.context.new_page(), "zhang")
    page.click("text=已登录，继续保存")
    expect(box(page, "jobs", "saved")).to_have_value("77")
    assert stored(office, "jobs") == 77


def test_a_step_waits_for_the_cell_that_is_still_being_saved(office: Office, enter: Enter) -> None:
    sheet = office.filled()
    page = opened(enter("zhang"), sheet)
    cell(page, "jobs").fill("31")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator("#messages")).to_contain_text("已提交审核")
    assert stored(office, "jobs") == 31


def test_the_sheet_is_filled_without_scripts(office: Office, enter: Enter) -> None:
    page = opened(enter("zhang", java_script_enabled=False), office.sheet())
    page.fill('input[name="v-employment.jobs"]', "30")
    page.fill('input[name="v-employment.hard"]', "vier")
    page.get_by_role("button", name="保存").click()
    expect(page.locator('input[name="v-employment.hard"]')).to_have_value("vier")
    expect(page.locator("ul.messages[role=alert]")).to_contain_text("已保存 1 格；还有 1 格没有保存")
    page.fill('input[name="v-employment.hard"]', "4")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#messages")).to_contain_text("已保存 1 格")
    assert (stored(office, "jobs"), stored(office, "hard")) == (Decimal(30), Decimal(4))
