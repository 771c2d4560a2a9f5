from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bureau.figures.writing import WrongState
from bureau.periods import Month
from bureau.returns import steps
from bureau.returns.calendar.rules import Rule, set_rule
from bureau.returns.models import Extension
from tests.returns.office import DOMAIN, MONTH, Office

JANUARY = Month(2026, 1)
CLOSING = Rule(DOMAIN, closes_after=3)


def test_the_list_of_sheets_says_when_each_is_due(office: Office) -> None:
    office.sheet()
    office.sheet(month=Month(2026, 9))
    rows = office.api("zhao").get("/api/v1/sheets/").json()["results"]
    assert {row["month"]: row["due"] for row in rows} == {"2026-10": "2026-11-05", "2026-09": "2026-10-08"}


def test_a_longer_list_asks_for_no_more(office: Office) -> None:
    office.sheet()
    api = office.api("zhao")
    api.get("/api/v1/sheets/")
    with CaptureQueriesContext(connection) as few:
        api.get("/api/v1/sheets/")
    for step in range(9):
        office.sheet(month=JANUARY + step)
    with CaptureQueriesContext(connection) as many:
        api.get("/api/v1/sheets/")
    assert len(many) == len(few)


def test_one_sheet_says_when_it_is_due_and_bears_the_name_the_office_gave_it(office: Office) -> None:
    set_rule(
        bureau=office.east, begins=Month(2026, 1), rule=Rule(DOMAIN, due_day=8, title="就业创业月报"), by=None
    )
    sheet = office.sheet()
    answer = office.api("zhang").get(f"/api/v1/sheets/{sheet.pk}/").json()
    assert (answer["due"], answer["title"]) == ("2026-11-09", "就业创业月报")  # the 8th is a Sunday


def test_progress_counts_the_days_since_the_deadline(office: Office) -> None:
    office.sheet(month=JANUARY)
    rows = office.api("zhao").get("/api/v1/progress/?month=2026-01").json()["results"]
    late = (timezone.localdate() - datetime.date(2026, 2, 5)).days
    assert [(row["unit"], row["state"], row["due"], row["days_late"]) for row in rows] == [
        ("east-01", "open", "2026-02-05", late),
        ("east-02", None, "2026-02-05", late),
    ]


def test_a_month_that_is_not_due_is_not_late(office: Office) -> None:
    this = steps.current_month()
    rows = office.api("zhao").get(f"/api/v1/progress/?month={this}").json()["results"]
    assert {row["days_late"] for row in rows} == {0}


def test_a_closed_sheet_takes_no_cell_and_no_filing_until_it_is_extended(office: Office) -> None:
    sheet = office.filled(JANUARY)
    set_rule(bureau=office.east, begins=Month(2025, 1), rule=CLOSING, by=None)
    api = office.api("zhang")
    cells = [{"indicator": "employment.jobs", "value": "31", "version": 1}]
    for answer in (
        api.put(f"/api/v1/sheets/{sheet.pk}/cells/", cells, format="json"),
        api.post(f"/api/v1/sheets/{sheet.pk}/submit/", format="json"),
    ):
        assert answer.status_code == 409
        assert answer.json()["code"] == "state"
        assert "展期" in answer.json()["detail"]
    until = timezone.now() + datetime.timedelta(days=1)
    Extension.objects.create(sheet=sheet, until=until, reason="割接", by=office["zhao"])
    assert api.put(f"/api/v1/sheets/{sheet.pk}/cells/", cells, format="json").status_code == 200
    assert api.post(f"/api/v1/sheets/{sheet.pk}/submit/", format="json").status_code == 200


def test_what_was_sent_back_may_be_mended_after_the_close(office: Office) -> None:
    sheet = office.submitted()
    set_rule(bureau=office.east, begins=Month(2025, 1), rule=CLOSING, by=None)
    steps.return_cells(sheet, reasons={office.indicators["jobs"].pk: "核对"}, by=office["li"])
    cells = [{"indicator": "employment.jobs", "value": "31", "version": 1}]
    answer = office.api("zhang").put(f"/api/v1/sheets/{sheet.pk}/cells/", cells, format="json")
    assert answer.status_code == 200
    assert steps.submit(sheet, by=office["zhang"]).state == "submitted"


def test_the_page_says_that_the_sheet_is_closed(office: Office) -> None:
    sheet = office.filled(JANUARY)
    set_rule(bureau=office.east, begins=Month(2025, 1), rule=CLOSING, by=None)
    page = office.page("zhang")
    text = page.get(f"/sheets/{sheet.pk}/").content.decode()
    assert "已关表" in text
    assert 'class="cell"' not in text
    assert "提交审核" not in text
    with pytest.raises(WrongState):
        steps.submit(sheet, by=office["zhang"])
    assert "展期" in office.page("zhao").get(f"/sheets/{sheet.pk}/").content.decode()


def test_the_sheet_says_its_deadline_and_how_far_it_moved(office: Office) -> None:
    sheet = office.sheet(month=Month(2026, 9))
    text = " ".join(office.page("zhang").get(f"/sheets/{sheet.pk}/").content.decode().split())
    assert "<b>10月8日 17:30</b>（原 5 日逢放假顺延）" in text
    assert "已逾期" in text
    office.filled(MONTH)
