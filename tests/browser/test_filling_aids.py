"""What else helps filling: a paste taken back, years to date, a lost session, the matrix, earlier words, the print."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bureau.returns.steps import current_month
from tests.browser.conftest import Enter, log_in
from tests.browser.test_filling_story import cell, opened, paste, stored
from tests.returns.office import Office

pytestmark = pytest.mark.browser


def test_a_pasted_column_is_taken_back_with_one_press(office: Office, enter: Enter) -> None:
    sheet = office.filled()
    page = opened(enter("zhang"), sheet)
    paste(page, "jobs", "31\n5")
    page.get_by_role("button", name="写入 2 格").click()
    expect(cell(page, "jobs")).to_have_value("31")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("#messages")).to_contain_text("2 格恢复")
    expect(cell(page, "jobs")).to_have_value("30")


def test_escape_leaves_the_preview_and_nothing_is_written(office: Office, enter: Enter) -> None:
    sheet = office.filled()
    page = opened(enter("zhang"), sheet)
    paste(page, "jobs", "31\n5")
    expect(page.locator("dialog#bulk")).to_contain_text("要改 2 格")
    page.keyboard.press("Escape")
    expect(cell(page, "jobs")).to_be_focused()
    assert stored(office, sheet)["jobs"] == 30


def test_years_to_date_are_typed_and_the_months_appear_beside_them(office: Office, enter: Enter) -> None:
    month = current_month()
    before = [month - back for back in range(1, month.month)]
    for one in before:
        office.fill(office.sheet(month=one), jobs=10)
    sheet = office.sheet(month=month)
    page = opened(enter("zhang"), sheet)
    page.get_by_role("button", name="填累计数").click()
    expect(page.locator("thead .th-fill").first).to_have_text("累计数")
    cell(page, "jobs").fill(str(10 * len(before) + 7))
    page.keyboard.press("Enter")
    row = page.locator('tr[data-row="employment.jobs"]')
    expect(row.locator("td.sum")).to_have_text("7")
    assert stored(office, sheet)["jobs"] == 7
    # The habit is hers and stays.
    expect(opened(page, sheet).locator("thead .th-fill").first).to_have_text("累计数")
    expect(cell(page, "jobs")).to_have_value(str(10 * len(before) + 7))


def test_logging_out_elsewhere_loses_nothing_that_is_typed_or_pasted(office: Office, enter: Enter) -> None:
    sheet = office.sheet()
    page = opened(enter("zhang"), sheet)
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="退出").click()
    other.wait_for_url("**/login/**")
    cell(page, "jobs").fill("77")
    page.keyboard.press("Enter")
    expect(page.locator("tr.msg")).to_contain_text("登录已失效")
    log_in(other, "zhang")
    page.bring_to_front()
    page.get_by_role("button", name="已登录，继续保存").click()
    expect(page.locator("td.is-saved", has=cell(page, "jobs"))).to_be_visible()
    assert stored(office, sheet)["jobs"] == 77
    # Out again, with a block in the hand this time.
    other.goto("/")
    other.get_by_role("button", name="退出").click()
    other.wait_for_url("**/login/**")
    paste(page, "hard", "5\n120")
    expect(page.locator("dialog#bulk")).to_contain_text("您粘贴的内容还在")
    log_in(other, "zhang")
    page.get_by_role("button", name="已登录，继续").click()
    page.get_by_role("button", name="写入 2 格").click()
    expect(cell(page, "unemployed")).to_have_value("120")
    assert stored(office, sheet)["unemployed"] == 120


def test_the_clerk_writes_her_row_of_the_matrix(office: Office, enter: Enter) -> None:
    sheet = office.filled()
    office.fill(office.sheet(office.other_town), jobs=12)
    page = opened(enter("zhang"), sheet)
    page.get_by_role("link", name="指标×街镇").click()
    expect(page.locator("h1")).to_have_text("城镇新增就业人数")
    cell(page, "jobs").fill("33")
    page.keyboard.press("Enter")
    expect(page.locator("td.is-saved", has=cell(page, "jobs"))).to_be_visible()
    expect(page.locator("tr[data-row] td.sum")).to_have_text("33")
    assert stored(office, sheet)["jobs"] == 33
    reader = enter("li")
    reader.goto(page.url)
    expect(reader.locator("tr[data-row]")).to_have_count(2)
    expect(reader.locator(".matrix-sum")).to_contain_text("45")


def test_last_months_words_are_taken_over_with_one_press(office: Office, enter: Enter) -> None:
    month = current_month()
    before = office.sheet(month=month.previous)
    sheet = office.sheet(month=month)
    page = opened(enter("zhang"), before)
    cell(page, "jobs").focus()
    page.wait_for_selector('form[data-words="employment.jobs"]')
    page.fill("textarea[name=note]", "材料在援助专柜")
    page.get_by_role("button", name="保存说明").click()
    expect(page.locator("td.is-saved", has=cell(page, "jobs"))).to_have_count(1)
    opened(page, sheet)
    cell(page, "jobs").focus()
    page.get_by_role("button", name="沿用").click()
    expect(page.locator("textarea[name=note]")).to_have_value("材料在援助专柜")
    page.get_by_role("button", name="保存说明").click()
    expect(page.locator('tr[data-row="employment.jobs"] td.note')).to_contain_text("材料在援助专柜")


def test_a_single_value_is_pasted_by_the_browser_and_asks_nothing(office: Office, enter: Enter) -> None:
    page = opened(enter("zhang"), office.filled())
    paste(page, "jobs", "31\r\n")
    expect(page.locator("dialog#bulk")).to_be_hidden()
    expect(cell(page, "jobs")).to_be_focused()


def test_what_waits_to_be_saved_goes_before_a_block(office: Office, enter: Enter) -> None:
    sheet = office.filled()
    page = opened(enter("zhang"), sheet)
    cell(page, "jobs").fill("44")
    paste(page, "hard", "5\n121")
    expect(page.locator("dialog#bulk")).to_contain_text("要改 2 格")
    assert stored(office, sheet)["jobs"] == 44


def test_the_print_shows_the_rows_that_a_filter_hides(office: Office, enter: Enter) -> None:
    sheet = office.sheet()
    office.fill(sheet, jobs=3, hard=1)
    page = opened(enter("zhang"), sheet)
    page.get_by_role("button", name="只看未填").click()
    expect(page.locator("tr[data-row]:visible")).to_have_count(4)
    page.emulate_media(media="print")
    expect(page.locator("tr[data-row]:visible")).to_have_count(7)


def test_the_print_has_the_explanations_and_the_line_to_sign_and_nothing_of_the_screen(
    office: Office, enter: Enter
) -> None:
    office.filled(month=current_month().previous)
    page = opened(enter("zhang"), office.filled(month=current_month()))
    cell(page, "jobs").fill("90")
    page.keyboard.press("Enter")
    page.click("tr.is-check >> text=写说明")
    page.keyboard.type("援助月集中登记 60 人，名单见台账")
    page.keyboard.press("Control+Enter")
    expect(page.locator("form[data-explaining]")).to_have_count(0)
    page.emulate_media(media="print")
    foot = page.locator("table.grid tfoot")
    expect(foot.locator("[data-saids]")).to_be_visible()
    expect(foot.locator("[data-said]")).to_have_text("01 行，援助月集中登记 60 人，名单见台账")
    for who in ("单位负责人", "审核人", "填表人", "报出日期"):
        expect(foot.locator(".sign")).to_contain_text(who)
    for gone in (".submitbar", ".panel", "nav.tabs", ".tools", "tr.msg"):
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1
