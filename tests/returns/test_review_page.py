"""The reviewer sees what she approves, returns cells with reasons, and never approves what she did not see."""

from __future__ import annotations

import re

import pytest

from bureau.figures.models import CellReturn, Sheet
from bureau.periods import Month
from bureau.returns import steps
from tests.returns.office import Office


def hash_on(page: str) -> str:
    found = re.search(r'name="hash"\s+value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def state_of(sheet: Sheet) -> str:
    return Sheet.objects.get(pk=sheet.pk).state


def test_the_review_shows_last_month_the_difference_and_last_year(office: Office) -> None:
    for month, jobs in ((Month(2025, 10), 20), (Month(2026, 9), 10)):
        office.fill(office.sheet(month=month), jobs=jobs)
    page = office.page("li").get(f"/review/{office.submitted().pk}/").content.decode()
    assert "<b>+20</b>" in page
    assert "+200.0%" in page
    assert "8468.0001" in page


def test_what_stayed_as_it_was_bears_no_sign_and_no_per_cent(office: Office) -> None:
    office.fill(office.sheet(month=Month(2026, 9)), jobs=30, unemployed=120, workforce=6001)
    page = office.page("li").get(f"/review/{office.submitted().pk}/").content.decode()
    jobs = page[page.index('id="r-employment.jobs"') :].partition("</tr>")[0]
    rate = page[page.index('id="r-employment.rate"') :].partition("</tr>")[0]
    assert '<td class="num">0</td>' in jobs
    # 1.9604% and 1.9608% are both printed as 1.96.
    assert '<td class="num">0.00</td>' in rate
    assert "−0" not in page


def test_approving_carries_the_hash_of_the_page(office: Office) -> None:
    sheet, client = office.submitted(), office.page("li")
    seen = hash_on(client.get(f"/review/{sheet.pk}/").content.decode())
    assert client.post(f"/sheets/{sheet.pk}/approve/", {"hash": seen}).status_code == 302
    assert state_of(sheet) == "approved"


def test_a_sheet_that_changed_since_it_was_seen_is_not_approved(office: Office) -> None:
    sheet, client = office.submitted(), office.page("li")
    seen = hash_on(client.get(f"/review/{sheet.pk}/").content.decode())
    steps.withdraw(sheet, by=office["zhang"])
    office.fill(sheet, jobs=99)
    steps.submit(sheet, by=office["zhang"])
    answer = client.post(f"/sheets/{sheet.pk}/approve/", {"hash": seen})
    page = answer.content.decode()
    assert (answer.status_code, "查看之后又有改动" in page) == (409, True)
    assert hash_on(page) != seen
    assert state_of(sheet) == "submitted"


@pytest.mark.parametrize("body", [{}, {"hash": ""}, {"hash": "x" * 64}])
def test_an_approval_without_a_true_hash_is_refused(office: Office, body: dict[str, str]) -> None:
    sheet = office.submitted()
    assert office.page("li").post(f"/sheets/{sheet.pk}/approve/", body).status_code == 409
    assert state_of(sheet) == "submitted"


def test_cells_with_a_reason_are_returned_and_no_others(office: Office) -> None:
    sheet = office.submitted()
    reasons = {"reason-employment.jobs": "与台账不符", "reason-employment.hard": "  "}
    assert office.page("li").post(f"/sheets/{sheet.pk}/return/", reasons).status_code == 302
    assert list(CellReturn.objects.values_list("indicator__code", "reason")) == [
        ("employment.jobs", "与台账不符")
    ]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": " "},
        {"reason-employment.jobs": " "},
        {"reason-employment.rate": "不对"},
        {"reason-nothing": "不对"},
        {"reason-employment.jobs": "长" * 501},
    ],
)
def test_a_return_without_a_reason_stays_on_the_page(office: Office, body: dict[str, str]) -> None:
    sheet = office.submitted()
    answer = office.page("li").post(f"/sheets/{sheet.pk}/return/", body)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert state_of(sheet) == "submitted"


def test_reasons_typed_for_a_sheet_that_was_withdrawn_are_not_lost(office: Office) -> None:
    sheet = office.submitted()
    steps.withdraw(sheet, by=office["zhang"])
    answer = office.page("li").post(f"/sheets/{sheet.pk}/return/", {"reason-employment.jobs": "与台账不符"})
    assert answer.status_code == 409
    assert "不能退回" in answer.content.decode()


def test_the_whole_sheet_is_returned_for_one_reason(office: Office) -> None:
    sheet = office.submitted()
    office.page("li").post(f"/sheets/{sheet.pk}/return/", {"reason": "口径不符"})
    assert CellReturn.objects.count() == 6


def test_a_box_opens_without_scripts(office: Office) -> None:
    sheet, client = office.submitted(), office.page("li")
    page = client.get(f"/review/{sheet.pk}/?back=employment.jobs").content.decode()
    assert 'id="box-employment.jobs"' in page
    closed = re.findall(r'id="box-([^"]+)"\s+hidden', page)
    assert "employment.jobs" not in closed
    assert "employment.hard" in closed


def test_the_queue_holds_what_waits_what_was_returned_and_what_is_out(office: Office) -> None:
    office.submitted()
    office.sheet(office.other_town)
    page = office.page("li").get("/review/").content.decode()
    assert page.index("待我审核") < page.index("城关镇") < page.index("未报") < page.index("东湖街道")


def test_what_is_out_is_folded_and_red_only_when_it_is_late(office: Office) -> None:
    office.submitted()
    office.sheet(office.other_town, month=steps.current_month())
    page = office.page("li").get("/review/").content.decode()
    assert "未报 1 张" in page
    assert "逾期" not in page
    office.sheet(office.other_town, month=steps.current_month() - 3)
    page = office.page("li").get("/review/").content.decode()
    assert "未报 2 张" in page
    assert "逾期 1 张" in page


def test_a_sheet_that_is_out_unfolds_its_queue_when_it_is_looked_at(office: Office) -> None:
    waiting, out = office.submitted(), office.sheet(office.other_town)
    folded = re.compile(r"<details\s*>\s*<summary>\s*未报")
    assert folded.search(office.page("li").get(f"/review/{waiting.pk}/").content.decode())
    assert not folded.search(office.page("li").get(f"/review/{out.pk}/").content.decode())


def test_the_queue_is_for_reviewers(office: Office) -> None:
    found = {
        name: office.page(name).get("/review/").status_code for name in ("zhang", "director", "sysadmin")
    }
    assert set(found.values()) == {403}


def test_the_office_locks_an_approved_sheet(office: Office) -> None:
    sheet = office.approved()
    assert office.page("zhao").post(f"/sheets/{sheet.pk}/lock/").status_code == 302
    assert state_of(sheet) == "locked"
    assert "已锁定；再要改数走更正程序" in office.page("zhang").get(f"/sheets/{sheet.pk}/").content.decode()
