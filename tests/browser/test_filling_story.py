"""The whole way of a month, by all who have a part in it.

zhang fills sixty cells by keyboard and by paste, meets the checks and explains; li sends two cells back and approves;
a month later one figure is corrected.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import F
from playwright.sync_api import Locator, Page, expect

from bureau.catalogue.models import Assignment, Indicator
from bureau.figures.models import Figure, Sheet
from bureau.periods import Month
from bureau.returns.steps import current_month
from tests.browser.conftest import Enter
from tests.returns.office import DOMAIN, Office

pytestmark = pytest.mark.browser

EVENTS = 54


def cell(page: Page, key: str) -> Locator:
    return page.locator(f'input[data-indicator="employment.{key}"]')


def opened(page: Page, sheet: Sheet) -> Page:
    page.goto(f"/sheets/{sheet.pk}/")
    return page


def more_rows(office: Office) -> None:
    """A long sheet: sixty cells to fill."""
    for number in range(1, EVENTS + 1):
        indicator = Indicator.objects.create(
            code=f"{DOMAIN}.event_{number}",
            name=f"服务活动{number}",
            domain=DOMAIN,
            group_key="service",
            group="服务活动",
            duty="jobs",
            order=100 + number,
            unit="场",
            display_unit="场",
            kind="event",
            aggregate="sum",
            direction="higher",
            reported_by="towns",
        )
        office.indicators[f"event_{number}"] = indicator
        Assignment.objects.create(unit=office.town, indicator=indicator, begins=Month(2024, 1))


def paste(page: Page, key: str, text: str) -> None:
    """What the browser does when Ctrl+V is pressed over a cell with this on the clipboard."""
    cell(page, key).focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def stored(office: Office, sheet: Sheet) -> dict[str, Decimal | None]:
    rows = Figure.objects.filter(sheet=sheet).values_list("indicator__code", "value")
    return {code.removeprefix(f"{DOMAIN}."): value for code, value in rows}


def fill_sixty(page: Page, office: Office, sheet: Sheet) -> None:
    """Four by keyboard, 42 from the clipboard, the rest as zeros and the last one by hand."""
    for number in ("30", "4", "120", "6000"):
        page.keyboard.type(number)
        page.keyboard.press("Enter")
    expect(page.locator("td.is-saved input.cell")).to_have_count(4)
    # Names and numbers from Excel, one of them wrong: it is mended in the preview, by keyboard alone.
    names = ["指标\t本月数", "创业担保贷款金额\t８,468.0001 万元", "招聘活动场次\t两场"]
    names += [f"服务活动{number}\t{number}" for number in range(1, 41)]
    paste(page, "loans", "\r\n".join(names) + "\r\n")
    dialog = page.locator("dialog#bulk")
    expect(dialog).to_contain_text("要改正 1 格")
    expect(dialog.locator('[aria-invalid="true"]')).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(dialog.locator("button[name=cells]")).to_be_focused()
    expect(dialog).to_contain_text("要改 42 格")
    assert len(stored(office, sheet)) == 4
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#messages")).to_contain_text("写入 42 格")
    expect(cell(page, "event_40")).to_have_value("40")
    expect(page.locator(".submitbar")).to_contain_text("未填 14")
    # Nothing happened in the rest.
    page.get_by_role("link", name="没有发生填 0").click()
    expect(dialog.locator("input[type=checkbox]")).to_have_count(14)
    dialog.locator("input[type=checkbox]").last.uncheck()
    page.get_by_role("button", name="勾选的填 0").click()
    expect(cell(page, "event_53")).to_have_value("0")
    expect(cell(page, "event_54")).to_have_value("")
    # Only what is empty is shown; the last cell is found and filled.
    page.get_by_role("button", name="只看未填").click()
    expect(page.locator("tr[data-row]:visible")).to_have_count(1)
    expect(cell(page, "event_54")).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("td.is-saved", has=cell(page, "event_54"))).to_be_visible()
    page.get_by_role("button", name="全部").click()
    expect(page.locator("tr[data-row]:visible")).to_have_count(61)


def meet_the_checks(page: Page) -> None:
    """What is wrong stops the sheet until it is changed; what is unusual until it is explained, not by politeness."""
    told = page.locator("tr.is-check")
    cell(page, "hard").fill("33")
    # Said while it is typed, under the row, with both sides and their values.
    expect(told).to_contain_text("就业困难人员就业 33，大于 城镇新增就业人数 30，多 3 人")
    expect(page.locator("#checks-panel")).to_contain_text("02 行　其中项")
    expect(page.locator(".submitbar")).to_contain_text("还有 1 条须改，暂不能提交")
    expect(page.get_by_role("button", name="提交审核")).to_be_disabled()
    cell(page, "hard").fill("4")
    expect(told).to_have_count(0)
    expect(page.get_by_role("button", name="提交审核")).to_be_enabled()

    cell(page, "jobs").fill("90")
    expect(told).to_contain_text("城镇新增就业人数本月 90，上月 30，增 200.0%，界限 ±30%")
    expect(page.locator(".submitbar")).to_contain_text("还有 1 条待说明，暂不能提交")
    page.keyboard.press("F2")
    words = page.locator("form[data-explaining] textarea")
    expect(words).to_be_focused()
    page.keyboard.type("核实无误")
    page.keyboard.press("Control+Enter")
    expect(page.locator("tr.msg.is-red")).to_contain_text("“核实无误”说明不了原因")
    expect(words).to_have_value("核实无误")
    words.fill("")
    page.click("form[data-explaining] >> text=补报往月：")
    page.keyboard.type("九月漏登 60 人")
    page.get_by_role("button", name="保存说明").first.click()
    expect(words).to_have_count(0)
    expect(page.locator("#checks-panel")).to_contain_text("补报往月：九月漏登 60 人")
    expect(page.locator('tr[data-row="employment.jobs"] td.note')).to_contain_text("已说明：补报往月")
    expect(cell(page, "jobs")).to_have_value("90")


def send_two_back(li: Page, sheet: Sheet) -> None:
    """li reads the explanation beside the number and in the panel, and returns two cells."""
    li.goto(f"/review/{sheet.pk}/")
    row = li.locator('tr[data-row="employment.jobs"]')
    expect(row.locator("td.why")).to_contain_text("补报往月：九月漏登 60 人")
    expect(li.locator("#checks-panel")).to_contain_text("说明：补报往月：九月漏登 60 人")
    for key, reason in (("jobs", "名册只有 58 人"), ("event_40", "缺凭证")):
        li.click(f'a[data-return="employment.{key}"]')
        li.fill(f"#box-employment\\.{key} textarea", reason)
    li.click("text=退回写了理由的格")
    expect(li.locator("#messages")).to_contain_text("已退回")


def mend_two(page: Page, sheet: Sheet) -> None:
    """Only what was sent back opens again, with its reasons; the rest stays as it was."""
    opened(page, sheet)
    expect(page.locator("input.cell")).to_have_count(2)
    expect(page.locator("tr.msg.is-red")).to_contain_text(["名册只有 58 人", "缺凭证"])
    cell(page, "jobs").fill("88")
    page.keyboard.press("Enter")
    expect(page.locator("td.is-saved", has=cell(page, "jobs"))).to_be_visible()
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator("#messages")).to_contain_text("已提交审核")


def approve_what_changed(li: Page, sheet: Sheet) -> None:
    li.goto(f"/review/{sheet.pk}/")
    rows = li.locator("table[data-review] tr[data-row]")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("td.num.old")).to_have_text("90")
    expect(rows.first.locator("td.num.new")).to_have_text("88")
    li.get_by_role("button", name="全表通过").click()
    expect(li.locator("#messages")).to_contain_text("已审定")


def correct_one(page: Page, li: Page, sheet: Sheet) -> None:
    """The month is closed to everybody; a correction is asked for and agreed to, as test_correction_story.py tells."""
    opened(page, sheet)
    expect(page.locator("input.cell")).to_have_count(0)
    page.click("#row-employment\\.jobs th")
    page.click("#row-panel >> text=申请更正")
    page.fill("#id_value", "86")
    page.fill("#id_reason", "两人重复登记，名册第 3 页")
    page.fill("#id_document", "城关报〔2026〕7号")
    page.get_by_role("button", name="送出申请").click()
    expect(page.locator("#messages")).to_contain_text("更正申请已送出")
    li.click("nav >> text=更正")
    li.click("text=城镇新增就业人数")
    li.get_by_role("button", name="同意", exact=True).click()
    expect(li.locator("#messages")).to_contain_text("更正已生效")
    expect(opened(page, sheet).locator("#row-employment\\.jobs .amended")).to_have_text("更正")


def test_sixty_cells_go_from_zhang_to_li_and_back_and_one_is_corrected_a_month_later(
    office: Office, enter: Enter
) -> None:
    more_rows(office)
    last_month = current_month().previous
    office.filled(month=last_month.previous)
    sheet = office.sheet(month=last_month)
    zhang, li = enter("zhang"), enter("li")
    fill_sixty(opened(zhang, sheet), office, sheet)
    meet_the_checks(zhang)
    zhang.get_by_role("button", name="提交审核").click()
    expect(zhang.locator("#messages")).to_contain_text("已提交审核")
    figures = stored(office, sheet)
    assert len(figures) == 60
    assert figures["loans"] == Decimal("84680001")
    assert Figure.objects.filter(sheet=sheet, source="pasted").count() == 42

    send_two_back(li, sheet)
    mend_two(zhang, sheet)
    approve_what_changed(li, sheet)
    assert stored(office, sheet) == {**figures, "jobs": Decimal(88)}
    assert Figure.objects.filter(sheet=sheet).exclude(approved_value=F("value")).count() == 0

    # The next month has begun, and the difference is booked there.
    office.filled(month=current_month())
    correct_one(zhang, li, sheet)
    assert stored(office, sheet)["jobs"] == 88
    note = opened(zhang, office.sheet(month=current_month())).locator("#row-employment\\.jobs td.note")
    expect(note).to_contain_text(f"另有更正入账 −2（{last_month.label}），合计 28")
