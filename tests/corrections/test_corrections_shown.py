"""The 更正 mark: in the cell, in the sheet of the API, on the page of the indicator, with both versions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bureau.figures import correcting
from bureau.figures.corrected import corrected_since
from bureau.figures.hashing import content_hash
from bureau.figures.models import Correction, Sheet
from bureau.periods import Month
from bureau.returns import steps
from bureau.returns.entry.cumulative import before
from bureau.returns.lines import Line
from bureau.returns.reading import read_lines
from bureau.totals.rolling import Locking, drain
from tests.returns.office import Office

NOW = steps.current_month()
THEN = Month(2026, 8)


@pytest.fixture
def corrected(office: Office) -> Correction:
    """30 in August corrected to 27, the difference booked in the month that is being filed."""
    sheet = steps.submit(office.filled(THEN), by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    return accepted(office, sheet, "book")


def accepted(office: Office, sheet: Sheet, style: str) -> Correction:
    one = correcting.request_correction(
        sheet=sheet,
        indicator=office.indicators["jobs"],
        value=Decimal(27),
        reason="复核名册，有三人不在本镇就业",
        document="城关报〔2026〕3号",
        style=Correction.Style(style),
        by=office["zhang"],
    )
    return correcting.accept_correction(one, remark="同意", by=office["li"])


def line(sheet: Sheet, code: str = "employment.jobs") -> Line:
    return next(one for one in read_lines(sheet) if one.code == code)


def test_a_booking_stands_beside_what_is_typed_and_counts_in_the_year(
    office: Office, corrected: Correction
) -> None:
    sheet = office.sheet(month=NOW)
    empty = line(sheet)
    assert empty.value is None
    assert empty.booked == -3
    office.fill(sheet, jobs=40)
    cell = line(sheet)
    assert (cell.text, cell.marks) == ("40", ["corrected"])
    assert cell.booked_text == "另有更正入账 −3（2026年8月），合计 37"
    assert cell.year_to_date is not None
    assert empty.year_to_date is None or cell.year_to_date == empty.year_to_date + 37
    # A cumulative number that is typed means the year with its corrections.
    assert before(empty) == before(cell) == cell.year_to_date - 40
    page = office.page("zhang").get(f"/sheets/{sheet.pk}/").content.decode()
    assert "另有更正入账 −3（2026年8月），合计 37" in page


def test_the_old_cell_keeps_its_number_and_bears_the_mark(office: Office, corrected: Correction) -> None:
    cell = line(corrected.sheet)
    assert cell.is_corrected
    assert cell.value == 30
    assert cell.booked is None
    cells = office.api("li").get(f"/api/v1/sheets/{corrected.sheet_id}/").json()["cells"]
    assert {one["indicator"]: one["marks"] for one in cells}["employment.jobs"] == ["corrected"]
    assert {one["indicator"]: one["marks"] for one in cells}["employment.hard"] == []
    page = office.page("li").get(f"/sheets/{corrected.sheet_id}/").content.decode()
    assert ">更正</a>" in page


@pytest.mark.parametrize("unit", ["east", "east-01"])
def test_the_page_of_the_indicator_shows_both_versions(
    office: Office, corrected: Correction, unit: str
) -> None:
    current = steps.submit(office.filled(NOW), by=office["zhang"])
    steps.approve(current, seen=content_hash(current.pk), by=office["li"])
    drain(Locking.WAIT)
    year = NOW.year
    page = (
        office.page("director").get(f"/indicators/employment.jobs/?unit={unit}&year={year}").content.decode()
    )
    assert f"原 30，更正为 27，差额 −3 记入{NOW.label}" in page
    assert "张三申请，李四同意" in page


def test_the_sources_of_a_number_sum_to_it_with_a_booking(office: Office, corrected: Correction) -> None:
    current = steps.submit(office.filled(NOW), by=office["zhang"])
    steps.approve(current, seen=content_hash(current.pk), by=office["li"])
    drain(Locking.WAIT)
    address = f"/indicators/employment.jobs/?unit=east&year={NOW.year}"
    response = office.page("director").get(address)
    sources, year = response.context["sources"], response.context["year"]
    assert sources.total == year.approved


def test_a_matrix_counts_the_booking_as_the_sheet_does(office: Office, corrected: Correction) -> None:
    sheet = office.filled(NOW)
    page = office.page("li").get(f"/matrix/employment.jobs/{NOW}/").content.decode()
    assert line(sheet).booked_text in page


def test_what_was_frozen_before_is_told_of_the_correction_and_what_came_later_is_not(
    office: Office, corrected: Correction
) -> None:
    assert corrected.applied_at is not None
    jobs = [office.indicators["jobs"].pk]
    earlier, later = corrected.requested_at, corrected.applied_at
    assert list(corrected_since(office.east, jobs, earlier)) == [corrected]
    assert list(corrected_since(office.east, jobs, later)) == []
    assert list(corrected_since(office.east, [office.indicators["hard"].pk], earlier)) == []
