"""li reviews: returns one cell with its reason, sees it again, approves what she saw."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bureau.returns import steps
from tests.browser.conftest import Enter
from tests.returns.office import Office

pytestmark = pytest.mark.browser


def test_li_returns_a_cell_and_approves_what_comes_back(office: Office, enter: Enter) -> None:
    sheet = office.submitted()
    li = enter("li")
    li.click("text=开始审核")
    expect(li.locator("#row-panel")).to_contain_text("城镇新增就业人数")
    li.click('a[data-return="employment.jobs"]')
    li.click('#box-employment\\.jobs [data-reason="缺凭证"]')
    expect(li.locator("#box-employment\\.jobs textarea")).to_have_value("缺凭证")
    li.click("text=退回写了理由的格")
    expect(li.locator("#messages")).to_contain_text("已退回")

    zhang = enter("zhang")
    expect(zhang.locator(".lead")).to_contain_text("1 格退回")
    expect(zhang.locator(".why")).to_contain_text("缺凭证")
    zhang.goto(f"/sheets/{sheet.pk}/")
    expect(zhang.locator("input.cell")).to_have_count(1)
    zhang.keyboard.type("29")
    zhang.keyboard.press("Enter")
    expect(zhang.locator("td.is-saved")).to_have_count(1)
    zhang.get_by_role("button", name="提交审核").click()
    expect(zhang.locator("#messages")).to_contain_text("已提交审核")

    li.goto(f"/review/{sheet.pk}/")
    expect(li.locator('tr[data-row="employment.jobs"] td.new')).to_have_text("29")
    li.get_by_role("button", name="全表通过").click()
    expect(li.locator("#messages")).to_contain_text("已审定")
    sheet.refresh_from_db()
    assert sheet.state == "approved"


def test_li_cannot_approve_what_changed_behind_her_back(office: Office, enter: Enter) -> None:
    sheet = office.submitted()
    li = enter("li")
    li.goto(f"/review/{sheet.pk}/")
    steps.withdraw(sheet, by=office["zhang"])
    office.fill(sheet, jobs=99)
    steps.submit(sheet, by=office["zhang"])
    li.get_by_role("button", name="全表通过").click()
    expect(li.locator("ul.messages[role=alert]")).to_contain_text("查看之后又有改动")
    expect(li.locator('tr[data-row="employment.jobs"] td.new')).to_have_text("99")
    li.get_by_role("button", name="全表通过").click()
    expect(li.locator("#messages")).to_contain_text("已审定")


def test_the_whole_sheet_is_returned_through_a_dialog(office: Office, enter: Enter) -> None:
    sheet = office.submitted()
    li = enter("li")
    li.goto(f"/review/{sheet.pk}/")
    li.click('button[data-dialog="return-all"]')
    li.fill("#return-all textarea", "整表按旧口径填了")
    li.click("#return-all button[type=submit]")
    expect(li.locator("#messages")).to_contain_text("已退回")
    sheet.refresh_from_db()
    assert sheet.state == "returned"
