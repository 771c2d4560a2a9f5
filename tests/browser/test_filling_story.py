"""zhang fills sixty cells by keyboard and by paste, types years to date, fills zeros, filters, logs out by mistake."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from bureau.catalogue.models import Assignment, Indicator
from bureau.figures.models import Figure, Sheet
from bureau.periods import Month
from bureau.returns.steps import current_month
from tests.browser.conftest import Enter, log_in
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


def test_zhang_fills_sixty_cells_by_keyboard_and_by_paste_and_submits(office: Office, enter: Enter) -> None:
    more_rows(office)
    sheet = office.sheet(month=current_month())
    page = opened(enter("zhang"), sheet)
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
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator("#messages")).to_contain_text("已提交审核")
    figures = stored(office, sheet)
    assert len(figures) == 60
    assert figures["loans"] == Decimal("84680001")
    assert Figure.objects.filter(sheet=sheet, source="pasted").count() == 42


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
