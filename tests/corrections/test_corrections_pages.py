"""Asking for and deciding about corrections and reopenings on the pages."""

from __future__ import annotations

import pytest

from bureau.figures.models import Correction, Figure, Reopening, Sheet, SheetState
from bureau.returns.calendar.records import own_record
from bureau.returns.corrections.rights import waiting_for
from bureau.returns.models import FormRule
from tests.returns.office import MONTH, Office

FORM = {
    "value": "28",
    "style": "restate",
    "reason": "复核名册，有两人不在本镇就业",
    "document": "城关报〔2026〕3号",
}


def ask(office: Office, sheet: Sheet, key: str = "jobs", **more: str) -> Correction:
    answer = office.page("zhang").post(f"/sheets/{sheet.pk}/cells/employment.{key}/correct/", FORM | more)
    assert answer.status_code == 302
    return Correction.objects.latest("pk")


def text(office: Office, name: str, address: str) -> str:
    return office.page(name).get(address).content.decode()


def test_the_clerk_finds_the_way_from_the_locked_cell_to_the_request(office: Office) -> None:
    sheet = office.approved()
    panel = f"/sheets/{sheet.pk}/cells/employment.jobs/"
    assert f"{panel}correct/" in text(office, "zhang", panel)
    assert f"{panel}correct/" not in text(office, "li", panel)
    page = text(office, "zhang", f"{panel}correct/")
    assert "现在是 30 人" in page
    one = ask(office, sheet)
    assert (one.requested_by, one.state) == (office["zhang"], "pending")
    page = text(office, "zhang", panel)
    assert f"/corrections/{one.pk}/" in page
    assert f"{panel}correct/" not in page


def test_there_is_no_way_from_a_cell_that_can_still_be_filled_or_is_computed(office: Office) -> None:
    sheet = office.filled()
    assert "/correct/" not in text(office, "zhang", f"/sheets/{sheet.pk}/cells/employment.jobs/")
    assert office.page("zhang").get(f"/sheets/{sheet.pk}/cells/employment.jobs/correct/").status_code == 409
    assert office.page("zhang").get(f"/sheets/{sheet.pk}/cells/employment.rate/correct/").status_code == 404


def test_money_is_asked_for_in_the_unit_of_the_sheet(office: Office) -> None:
    one = ask(office, office.approved(), "loans", value="8000.5")
    assert one.value == 80005000
    page = text(office, "li", f"/corrections/{one.pk}/")
    assert "8468.0001" in page
    assert "8000.5" in page


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(office: Office) -> None:
    sheet = office.approved()
    answer = office.page("zhang").post(
        f"/sheets/{sheet.pk}/cells/employment.jobs/correct/", FORM | {"reason": "核实无误", "value": "三十"}
    )
    form = answer.context["form"]
    assert answer.status_code == 400
    assert set(form.errors) == {"reason", "value"}
    assert "三十" in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_stock_offers_restating_and_says_why(office: Office) -> None:
    sheet = office.approved()
    page = text(office, "zhang", f"/sheets/{sheet.pk}/cells/employment.unemployed/correct/")
    assert "不是逐月相加的数" in page
    page = text(office, "zhang", f"/sheets/{sheet.pk}/cells/employment.jobs/correct/")
    assert '<option value="book" selected>' in page


def test_the_reviewer_sees_what_it_moves_and_decides(office: Office) -> None:
    one = ask(office, office.approved())
    assert waiting_for(office["li"]) == 1
    assert waiting_for(office["zhang"]) == waiting_for(office["zhao"]) == 0
    page = text(office, "li", "/corrections/")
    assert "30 → " in page
    page = text(office, "li", f"/corrections/{one.pk}/")
    assert "累计 30→28" in page
    assert "同意</button>" in page
    answer = office.page("li").post(f"/corrections/{one.pk}/", {"accept": "1", "reason": ""}, follow=True)
    assert "原月份已重述" in answer.content.decode()
    assert Figure.objects.get(indicator=office.indicators["jobs"]).approved_value == 28
    assert office.page("li").post(f"/corrections/{one.pk}/", {"accept": "1"}).status_code == 409


def test_a_refusal_needs_words_and_the_clerk_reads_them(office: Office) -> None:
    one = ask(office, office.approved())
    answer = office.page("li").post(f"/corrections/{one.pk}/", {"accept": "0", "reason": " "})
    assert answer.status_code == 400
    assert "不同意请写明理由" in answer.content.decode()
    office.page("li").post(f"/corrections/{one.pk}/", {"accept": "0", "reason": "名册没有附上"})
    assert "名册没有附上" in text(office, "zhang", "/corrections/")
    assert Figure.objects.get(indicator=office.indicators["jobs"]).value == 30


def test_nobody_but_a_reviewer_is_shown_the_buttons(office: Office) -> None:
    one = ask(office, office.approved())
    for name in ("zhang", "chen", "zhao", "director"):
        assert "同意</button>" not in text(office, name, f"/corrections/{one.pk}/")
        assert office.page(name).post(f"/corrections/{one.pk}/", {"accept": "1"}).status_code == 403


def test_a_sheet_is_reopened_by_two_people_and_counts_as_no_return(office: Office) -> None:
    sheet = office.approved()
    assert "申请重开" in text(office, "zhao", f"/sheets/{sheet.pk}/")
    assert "申请重开" not in text(office, "zhang", f"/sheets/{sheet.pk}/")
    answer = office.page("zhao").post(f"/sheets/{sheet.pk}/reopen/", {"reason": "整表口径用错"})
    assert answer.status_code == 302
    assert waiting_for(office["li"]) == 1
    assert waiting_for(office["zhao"]) == 0
    assert "重开待批" in text(office, "zhang", f"/sheets/{sheet.pk}/")
    page = text(office, "li", f"/sheets/{sheet.pk}/reopen/decide/")
    assert "整表口径用错" in page
    office.page("li").post(f"/sheets/{sheet.pk}/reopen/decide/", {"accept": "1"})
    sheet.refresh_from_db()
    assert sheet.state == SheetState.RETURNED
    page = text(office, "zhang", f"/sheets/{sheet.pk}/")
    assert "重开：整表口径用错" in page
    record = own_record(office["zhang"], MONTH.year)
    assert (record.returned_sheets, record.returned_cells) == (0, 0)


def test_a_settled_sheet_is_reopened_once_at_a_time_and_an_open_one_never(office: Office) -> None:
    sheet = office.filled()
    assert (
        office.page("zhao").post(f"/sheets/{sheet.pk}/reopen/", {"reason": "整表口径用错"}).status_code == 409
    )
    assert not Reopening.objects.exists()
    assert office.page("li").post(f"/sheets/{sheet.pk}/reopen/decide/", {"accept": "1"}).status_code == 409


def test_the_corrected_are_counted_for_the_unit(office: Office) -> None:
    sheet = office.approved()
    for key in ("jobs", "hard"):
        one = ask(office, sheet, key, value="2")
        office.page("li").post(
            f"/corrections/{one.pk}/", {"accept": "1" if key == "jobs" else "0", "reason": "看过"}
        )
    assert own_record(office["zhang"], MONTH.year).corrected == 1


@pytest.fixture
def two_levels(office: Office) -> Office:
    FormRule.objects.create(bureau=office.east, domain="employment", begins="2026-01", levels=2)
    return office


def test_two_levels_are_passed_on_the_pages_one_after_the_other(two_levels: Office) -> None:
    office, sheet = two_levels, two_levels.submitted()
    address = f"/review/{sheet.pk}/"
    page = office.page("zhao").get(address)
    assert (page.status_code, page.context["can_decide"]) == (200, False)
    assert "等股室负责人审核" in page.content.decode()
    assert sheet.unit.name not in text(office, "zhao", "/review/")

    def approve(name: str) -> int:
        seen = office.page(name).get(address).context["hash"]
        return office.page(name).post(f"/sheets/{sheet.pk}/approve/", {"hash": seen}).status_code

    assert approve("zhao") == 409
    assert approve("li") == 302
    sheet.refresh_from_db()
    assert sheet.state == SheetState.SECTION_APPROVED
    assert "待综合股审定" in text(office, "li", "/review/")
    assert approve("li") == 403
    assert sheet.unit.name in text(office, "zhao", "/review/")
    assert "去审核" in text(office, "zhao", f"/sheets/{sheet.pk}/")
    assert approve("zhao") == 302
    sheet.refresh_from_db()
    assert (sheet.state, sheet.approved_by) == (SheetState.APPROVED, office["zhao"])
