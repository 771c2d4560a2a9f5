from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bureau.figures.correcting import accept_correction, request_correction
from bureau.figures.models import Sheet, SheetEvent, SheetState
from bureau.figures.models.corrections import Correction
from bureau.periods import Month
from bureau.returns import steps
from bureau.returns.calendar.board import Place, board_of
from bureau.returns.calendar.records import Record, own_record
from bureau.returns.calendar.rules import Rule, set_rule
from bureau.returns.models import Extension, Urge
from tests.returns.office import DOMAIN, MONTH, Office

JANUARY = Month(2026, 1)
JANUARY_IS_DUE = datetime.date(2026, 2, 5)


def place(office: Office, name: str = "zhao", month: Month = MONTH) -> Place:
    found = [one for one in board_of(office[name], month).places if one.standing.unit == office.town]
    return found[0]


def file_on(sheet: Sheet, day: datetime.date) -> None:
    """Let the sheet have been filed at noon of a day."""
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    event = SheetEvent.objects.create(sheet=sheet, step="submit", to_state="submitted")
    SheetEvent.objects.filter(pk=event.pk).update(at=at)
    Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.SUBMITTED, submitted_at=at)


def test_a_form_that_nobody_opened_stands_on_the_board_as_well(office: Office) -> None:
    found = place(office)
    assert (found.word, found.mark, found.may_be_urged) == ("未开表", "late", False)


def test_every_state_of_a_sheet_has_its_word(office: Office) -> None:
    sheet = office.filled()
    words = [place(office).word]
    steps.submit(sheet, by=office["zhang"])
    words.append(place(office).word)
    steps.return_all(sheet, reason="核对街镇合计", by=office["li"])
    words.append(place(office).word)
    office.approved()
    words.append(place(office).word)
    steps.lock(office.sheet(), by=office["zhao"])
    words.append(place(office).word)
    assert words == ["未报", "待审", "退回", "已审定", "已锁定"]


def test_a_sheet_that_is_out_grows_later_every_day_and_a_filed_one_does_not(office: Office) -> None:
    sheet = office.sheet(month=JANUARY)
    days = (timezone.localdate() - JANUARY_IS_DUE).days
    assert place(office, month=JANUARY).late_words == f"迟 {days} 天"
    file_on(sheet, JANUARY_IS_DUE + datetime.timedelta(days=4))
    assert place(office, month=JANUARY).late_words == "迟 4 天"
    assert board_of(office["zhao"], JANUARY).unfiled != []
    assert place(office, month=JANUARY) not in board_of(office["zhao"], JANUARY).unfiled


def test_the_record_of_a_unit_counts_late_and_returned_sheets_of_the_year(office: Office) -> None:
    late = office.sheet(month=JANUARY)
    file_on(late, JANUARY_IS_DUE + datetime.timedelta(days=1))
    file_on(office.sheet(month=Month(2026, 2)), datetime.date(2026, 3, 2))
    back = office.sheet(month=Month(2026, 3))
    file_on(back, datetime.date(2026, 4, 1))
    steps.return_cells(back, reasons={office.indicators["jobs"].pk: "与台账不符"}, by=office["li"])
    office.sheet(month=Month(2026, 4))
    rows = {row.unit.code: row.record for row in board_of(office["zhao"], MONTH).rows}
    assert rows["east-01"] == Record(due=4, late=2, returned_sheets=1, returned_cells=1)
    assert own_record(office["zhang"], 2026) == rows["east-01"]
    assert rows["east-02"] == Record()


def test_a_corrected_figure_is_counted_once_it_is_accepted(office: Office) -> None:
    sheet = office.approved()
    correction = request_correction(
        sheet=sheet,
        indicator=office.indicators["jobs"],
        value=Decimal(31),
        reason="漏报一人",
        document="云人社更〔2026〕1号",
        style=Correction.Style.RESTATE,
        by=office["zhang"],
    )
    assert own_record(office["zhang"], 2026).corrected == 0
    accept_correction(correction, remark="", by=office["li"])
    assert own_record(office["zhang"], 2026).corrected == 1


def test_a_sheet_that_was_sent_back_after_a_filing_in_time_is_not_late(office: Office) -> None:
    sheet = office.sheet(month=JANUARY)
    file_on(sheet, JANUARY_IS_DUE)
    steps.return_all(sheet, reason="核对", by=office["li"])
    assert (place(office, month=JANUARY).word, place(office, month=JANUARY).days_late) == ("退回", 0)


def test_people_see_what_they_read_and_no_more(office: Office) -> None:
    def units(name: str) -> set[str]:
        return {row.unit.code for row in board_of(office[name], MONTH).rows}

    assert units("zhao") == {"east-01", "east-02"}
    assert units("zhang") == {"east-01"}
    assert units("stranger") == {"west-01"}


def test_the_board_takes_as_many_statements_for_twenty_months_as_for_one(office: Office) -> None:
    office.sheet()
    board_of(office["zhao"], MONTH)  # her posts are read once
    with CaptureQueriesContext(connection) as few:
        board_of(office["zhao"], MONTH)
    for step in range(9):
        for unit in (office.town, office.other_town):
            office.sheet(unit, month=JANUARY + step)
    with CaptureQueriesContext(connection) as many:
        board_of(office["zhao"], MONTH)
    assert len(many) == len(few)


def test_the_page_shows_state_deadline_and_how_late(office: Office) -> None:
    office.sheet(month=JANUARY)
    text = office.page("zhao").get("/progress/?month=2026-01").content.decode()
    days = (timezone.localdate() - JANUARY_IS_DUE).days
    for part in ("城关镇", "02-05 周四截止", f"迟 {days} 天", "全部催报", "未开表"):
        assert part in text


def test_a_leader_and_a_clerk_read_the_board_without_urging(office: Office) -> None:
    office.sheet()
    for name in ("director", "zhang"):
        text = office.page(name).get("/progress/?month=2026-10").content.decode()
        assert "城关镇" in text
        assert "全部催报" not in text
        assert "催整行" not in text


def test_a_button_urges_the_cell_the_row_the_form_or_all(office: Office) -> None:
    sheets = [office.sheet(), office.sheet(office.other_town)]
    page = office.page("zhao")
    for body, expected in (
        ({"sheet": str(sheets[0].pk)}, {"east-01"}),
        ({"unit": "east-02"}, {"east-02"}),
        ({"domain": DOMAIN}, {"east-01", "east-02"}),
        ({"all": "1"}, {"east-01", "east-02"}),
        ({}, set()),
        ({"sheet": "no"}, set()),
    ):
        Urge.objects.all().delete()
        answer = page.post("/progress/urge/", {"month": "2026-10", **body}, follow=True)
        assert {one.sheet.unit.code for one in Urge.objects.all()} == expected
        assert ("已催报" in answer.content.decode()) == bool(expected)


def test_nobody_urges_the_units_of_another_bureau(office: Office) -> None:
    foreign = steps.open_sheet(unit=office.foreign_town, month=MONTH, domain=DOMAIN)
    office.page("zhao").post("/progress/urge/", {"month": "2026-10", "sheet": str(foreign.pk)})
    office.page("zhao").post("/progress/urge/", {"month": "2026-10", "all": "1"})
    assert not Urge.objects.exists()


def test_the_log_on_the_board_names_who_urged_whom(office: Office) -> None:
    office.sheet()
    page = office.page("zhao")
    text = page.post("/progress/urge/", {"month": "2026-10", "all": "1"}, follow=True).content.decode()
    assert "催报记录" in text
    assert "赵七" in text


def test_the_list_to_put_up_names_who_is_past_the_deadline(office: Office) -> None:
    filed = office.sheet(month=JANUARY)
    file_on(filed, JANUARY_IS_DUE)
    text = office.page("zhao").get("/progress/unfiled/?month=2026-01").content.decode()
    assert "东湖街道" in text
    assert "城关镇" not in text
    assert "共 1 个单位、1 张表" in " ".join(text.split())


def test_the_office_extends_a_closed_sheet_and_the_trail_of_the_sheet_says_so(office: Office) -> None:
    set_rule(bureau=office.east, begins=Month(2025, 1), rule=Rule(DOMAIN, closes_after=3), by=None)
    sheet = office.sheet(month=JANUARY)
    until = timezone.localdate() + datetime.timedelta(days=2)
    address = f"/sheets/{sheet.pk}/extend/"
    answer = office.page("zhao").post(address, {"until": str(until), "reason": " 系统割接 "}, follow=True)
    assert "已展期" in answer.content.decode()
    assert Extension.objects.get().reason == "系统割接"
    assert SheetEvent.objects.get(sheet=sheet, step="extend").by == office["zhao"]
    assert "展期</b>" in " ".join(answer.content.decode().split())
    history = office.api("zhang").get(f"/api/v1/sheets/{sheet.pk}/history/").json()
    assert "extend" in str(history)


def test_an_extension_needs_a_reason_a_near_day_and_a_sheet_that_closes(office: Office) -> None:
    sheet = office.sheet(month=JANUARY)
    address = f"/sheets/{sheet.pk}/extend/"
    today = timezone.localdate()
    page = office.page("zhao")
    for body, sentence in (
        ({"until": "明天", "reason": "x"}, "请按“2026-12-05”的样子"),
        ({"until": str(today - datetime.timedelta(days=1)), "reason": "x"}, "请填今天起 60 天以内"),
        ({"until": str(today), "reason": " "}, "请写明展期的理由"),
        ({"until": str(today), "reason": "x"}, "没有设关表时间"),
    ):
        assert sentence in page.post(address, body, follow=True).content.decode()
    assert not Extension.objects.exists()
