"""A month later zhang finds an error in what was approved; li agrees, and everybody sees both numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bureau.returns import steps
from tests.browser.conftest import Enter
from tests.returns.office import Office

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_zhang_corrects_an_approved_figure_and_the_difference_is_booked(
    office: Office, enter: Enter, scripts: bool
) -> None:
    sheet = office.approved()
    zhang = enter("zhang", java_script_enabled=scripts)
    zhang.goto(f"/sheets/{sheet.pk}/")
    expect(zhang.locator("input.cell")).to_have_count(0)
    if scripts:
        zhang.click("#row-employment\\.jobs th")
        zhang.click("#row-panel >> text=申请更正")
    else:
        zhang.goto(f"/sheets/{sheet.pk}/cells/employment.jobs/")
        zhang.click("text=申请更正")
    zhang.fill("#id_value", "27")
    expect(zhang.locator("#id_style")).to_have_value("book")
    zhang.fill("#id_reason", "核实无误")
    zhang.fill("#id_document", "城关报〔2026〕3号")
    zhang.get_by_role("button", name="送出申请").click()
    expect(zhang.locator("#id_reason_error")).to_be_visible()
    zhang.fill("#id_reason", "复核名册，有三人不在本镇就业")
    zhang.get_by_role("button", name="送出申请").click()
    expect(zhang.locator("#messages")).to_contain_text("更正申请已送出")
    expect(zhang.locator("#row-employment\\.jobs .amended")).to_have_text("更正待批")

    li = enter("li")
    li.click("nav >> text=更正")
    li.click("text=城镇新增就业人数")
    expect(li.locator("table.ledger")).to_contain_text("记入当月")
    li.get_by_role("button", name="同意", exact=True).click()
    expect(li.locator("#messages")).to_contain_text("更正已生效")

    zhang.goto(f"/sheets/{sheet.pk}/")
    expect(zhang.locator("#row-employment\\.jobs .amended")).to_have_text("更正")
    expect(zhang.locator("#row-employment\\.jobs td.fill")).to_have_text("30")
    current = office.filled(steps.current_month())
    zhang.goto(f"/sheets/{current.pk}/")
    expect(zhang.locator("#row-employment\\.jobs td.note")).to_contain_text(
        "另有更正入账 −3（2026年10月），合计 27"
    )


def test_zhao_asks_for_a_reopening_and_li_reviews_only_what_changed(office: Office, enter: Enter) -> None:
    sheet = office.approved()
    zhao = enter("zhao")
    zhao.goto(f"/sheets/{sheet.pk}/")
    zhao.click("text=申请重开")
    zhao.fill("#id_reason", "全表按旧口径填报")
    zhao.get_by_role("button", name="送出申请").click()
    expect(zhao.locator("#messages")).to_contain_text("由另一人批复")

    li = enter("li")
    li.goto("/corrections/")
    li.click("text=城关镇 2026年10月")
    li.get_by_role("button", name="同意", exact=True).click()
    expect(li.locator("#messages")).to_contain_text("整张表退回填报人")

    office.fill(sheet, hard=9)
    sheet.refresh_from_db()
    steps.submit(sheet, by=office["zhang"])
    li.goto(f"/review/{sheet.pk}/")
    rows = li.locator("table[data-review] tr[data-row]")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("累计 4→9")
    li.click("text=展开全表")
    expect(rows).not_to_have_count(1)
    li.click("text=只看改动 1 处")
    expect(rows).to_have_count(1)
    li.get_by_role("button", name="全表通过").click()
    expect(li.locator("#messages")).to_contain_text("已审定")
