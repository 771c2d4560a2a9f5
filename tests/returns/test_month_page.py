"""本月: what is owed, what waits, how far the month is."""

from __future__ import annotations

from bureau.figures.models import Sheet
from bureau.organisation.models import Unit
from bureau.returns import steps
from bureau.returns.steps import current_month, open_sheets_of
from bureau.returns.tasks import open_sheets
from tests.returns.office import Office


def page(office: Office, name: str, path: str = "/") -> str:
    answer = office.page(name).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_clerk_sees_returned_cells_first_then_what_is_due_then_older_months(office: Office) -> None:
    month = current_month()
    returned = office.filled(month=month - 1)
    steps.submit(returned, by=office["zhang"])
    steps.return_cells(returned, reasons={office.indicators["jobs"].pk: "与台账不符"}, by=office["li"])
    office.sheet(month=month)
    office.sheet(month=month - 2)
    text = page(office, "zhang")
    assert text.index("退回待改") < text.index("与台账不符") < text.index("应报") < text.index("往月未报")
    assert "1 格退回" in text
    assert "还有 <em>1</em> 张表要报" in text


def test_a_clerk_sees_only_her_own_sheets(office: Office) -> None:
    office.sheet(month=current_month())
    assert f"/sheets/{Sheet.objects.get().pk}/" not in page(office, "wang")


def test_a_reviewer_is_led_to_what_waits(office: Office) -> None:
    sheet = office.submitted()
    assert f"/review/{sheet.pk}/" in page(office, "li")


def test_the_leader_sees_how_far_every_unit_is(office: Office) -> None:
    office.approved()
    text = page(office, "director", "/?month=2026-10")
    assert "2 张表，已审定 <em>1</em> 张" in text.replace("\n", "")
    assert "未开表" in text
    assert "西关镇" not in text


def test_a_month_that_cannot_be_read_is_said_and_this_month_is_shown(office: Office) -> None:
    assert "月份" in page(office, "zhang", "/?month=2026-13")


def test_a_future_month_is_a_sentence(office: Office) -> None:
    month = current_month() + 1
    assert f"{month.label}还没有开始" in page(office, "zhang", f"/?month={month}")


def test_the_list_is_scoped_and_filtered(office: Office) -> None:
    mine, other = office.sheet(), office.sheet(office.other_town)
    assert f"/sheets/{other.pk}/" not in page(office, "zhang", "/sheets/")
    text = page(office, "li", "/sheets/?unit=east-02&month=2026-10&domain=employment&state=open")
    assert f"/sheets/{other.pk}/" in text
    assert f"/sheets/{mine.pk}/" not in text


def test_the_office_opens_a_missing_sheet_by_a_button(office: Office) -> None:
    body = {"unit": "east-01", "domain": "employment", "month": "2026-03"}
    answer = office.page("zhao").post("/sheets/open/", body)
    assert answer["Location"] == f"/sheets/{Sheet.objects.get().pk}/"


def test_what_cannot_be_opened_is_said(office: Office) -> None:
    for change, word in (
        ({"month": "2098-01"}, "还没有开始"),
        ({"month": "x"}, "月份"),
        ({"domain": "x"}, "请选择领域"),
        ({"month": "2020-01"}, "没有就业的填报任务"),
    ):
        body = {"unit": "east-01", "domain": "employment", "month": "2026-03", **change}
        answer = office.page("zhao").post("/sheets/open/", body, follow=True)
        assert word in answer.content.decode()
    assert not Sheet.objects.exists()


def test_only_an_office_opens_sheets_and_only_for_its_own_units(office: Office) -> None:
    body = {"unit": "east-01", "domain": "employment", "month": "2026-03"}
    assert office.page("zhang").post("/sheets/open/", body).status_code == 403
    assert office.page("zhao").post("/sheets/open/", body | {"unit": "west-01"}).status_code == 404


def test_sheets_open_by_themselves_for_this_month_and_the_last(office: Office) -> None:
    open_sheets()
    assert Sheet.objects.count() == 6
    assert open_sheets_of(current_month()) == 0


def test_a_closed_unit_gets_no_new_sheet(office: Office) -> None:
    Unit.objects.filter(pk=office.town.pk).update(closed_on=(current_month() - 2).last_day)
    open_sheets()
    assert not Sheet.objects.filter(unit=office.town).exists()
