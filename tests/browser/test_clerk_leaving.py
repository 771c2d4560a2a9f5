"""zhang leaves what is not saved yet: the portal says so before it is lost or handed in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, expect

from bureau.figures.models import Figure
from bureau.figures.models.sheets import SheetState
from bureau.returns.steps import current_month
from tests.browser.conftest import Enter
from tests.browser.test_clerk_story import box, cell, opened, row, type_over
from tests.returns.office import Office

pytestmark = pytest.mark.browser

FULL = {"jobs": 5, "hard": 2, "unemployed": 150, "workforce": 5850, "loans": 1, "events": 0}


def test_a_sheet_with_a_refused_cell_is_not_handed_in(office: Office, enter: Enter) -> None:
    sheet = office.sheet(month=current_month())
    page = opened(enter("zhang"), sheet)
    for key, number in FULL.items():
        type_over(page, key, str(number))
    expect(page.get_by_role("button", name="提交审核")).to_be_enabled()
    type_over(page, "hard", "两个")
    expect(box(page, "hard", "invalid")).to_have_value("两个")
    page.get_by_role("button", name="提交审核").click()
    name = office.indicators["hard"].name
    expect(page.locator("#messages")).to_contain_text(
        f"“{name}”还没有保存，请先按行下的提示处理，再按“提交审核”"
    )
    expect(cell(page, "hard")).to_be_focused()
    sheet.refresh_from_db()
    assert sheet.state == SheetState.OPEN
    # Mended, it goes through.
    type_over(page, "hard", "3")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator("#messages")).to_contain_text("已提交审核")


def test_leaving_the_page_with_a_refused_cell_asks_first(office: Office, enter: Enter) -> None:
    page = opened(enter("zhang"), office.sheet(month=current_month()))
    type_over(page, "jobs", "一百")
    expect(box(page, "jobs", "invalid")).to_have_value("一百")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.goto("/account/")
    assert asked == ["beforeunload"]


def test_words_are_saved_when_the_row_is_left_without_the_button(office: Office, enter: Enter) -> None:
    page = opened(enter("zhang"), office.sheet(month=current_month()))
    cell(page, "jobs").focus()
    page.wait_for_selector('form[data-words="employment.jobs"]')
    page.fill("#explanation", "厂里开工晚")
    cell(page, "hard").click()
    expect(row(page, "jobs").locator("td.note")).to_contain_text("已说明")
    assert Figure.objects.get(indicator=office.indicators["jobs"]).explanation == "厂里开工晚"


def test_words_beside_a_refused_cell_are_kept_until_it_is_mended(office: Office, enter: Enter) -> None:
    page = opened(enter("zhang"), office.sheet(month=current_month()))
    type_over(page, "jobs", "一百")
    expect(box(page, "jobs", "invalid")).to_have_value("一百")
    cell(page, "jobs").focus()
    page.wait_for_selector('form[data-words="employment.jobs"]')
    page.fill("#note", "下月补报")
    cell(page, "hard").click()
    page.wait_for_selector('form[data-words="employment.hard"]')
    cell(page, "jobs").click()
    page.wait_for_selector('form[data-words="employment.jobs"]')
    expect(page.locator("#note")).to_have_value("下月补报")
    type_over(page, "jobs", "100")
    expect(box(page, "jobs", "saved")).to_have_value("100")
    assert Figure.objects.get(indicator=office.indicators["jobs"]).note == "下月补报"
