"""Both styles end in totals that an independent sum over figures and bookings gives, at the town and above it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from bureau.figures import correcting
from bureau.figures.hashing import content_hash
from bureau.figures.models import Booking, CellReturn, Correction, Figure, Mark, Sheet, Source
from bureau.organisation.models import Unit
from bureau.periods import CALENDAR, MONTH_SPANS, YEAR_TO_DATE_SPANS, Month
from bureau.returns import steps
from bureau.totals.reading import amount
from bureau.totals.rolling import Locking, drain
from bureau.totals.verifying import differences
from tests.returns.office import Office

NOW = steps.current_month()
THEN = Month(2026, 8)
OF_NOW = MONTH_SPANS[CALENDAR.slot_of(NOW) - 1]


def settle(office: Office, month: Month) -> Sheet:
    sheet = steps.submit(office.filled(month), by=office["zhang"])
    return steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])


def correct(office: Office, sheet: Sheet, key: str, value: int, style: str) -> Correction:
    asked = correcting.request_correction(
        sheet=sheet,
        indicator=office.indicators[key],
        value=Decimal(value),
        reason="复核名册，有两人不在本镇就业",
        document="城关报〔2026〕3号",
        style=Correction.Style(style),
        by=office["zhang"],
    )
    drained()
    return correcting.accept_correction(asked, remark="同意", by=office["li"])


def drained() -> None:
    drain(Locking.WAIT)
    assert not Mark.objects.exists()
    assert list(differences()) == []


def to_date(unit: Unit, office: Office, key: str, month: Month) -> Decimal | None:
    span = YEAR_TO_DATE_SPANS[CALENDAR.slot_of(month) - 1]
    page = amount(unit.pk, office.indicators[key].pk, CALENDAR.year_of(month), span)
    return page.approved(span)


def summed(office: Office, key: str, month: Month) -> Decimal:
    """Jan to `month` of the town, added up in Python."""
    months = [one for one in CALENDAR.months_of(CALENDAR.year_of(month)) if one <= month]
    cells = Figure.objects.filter(
        indicator=office.indicators[key], month__in=months, approved_value__isnull=False
    )
    total = sum((cell.approved_value or Decimal(0) for cell in cells), Decimal(0))
    settled = {cell.month for cell in cells}
    return total + sum(
        (b.amount for b in Booking.objects.filter(indicator=office.indicators[key]) if b.month in settled),
        Decimal(0),
    )


def test_a_restatement_moves_the_old_month_and_all_that_follows(office: Office) -> None:
    for month in (THEN, THEN + 1):
        settle(office, month)
    sheet = Sheet.objects.get(month=THEN)
    drained()
    before = to_date(office.east, office, "jobs", THEN + 1)
    one = correct(office, sheet, "jobs", 27, "restate")
    drained()
    cell = Figure.objects.get(indicator=office.indicators["jobs"], month=THEN)
    assert cell.value == cell.approved_value == 27
    assert (cell.version, cell.changed_by) == (2, office["zhang"])
    assert before is not None
    for unit in (office.town, office.east):
        assert to_date(unit, office, "jobs", THEN + 1) == before - 3 == summed(office, "jobs", THEN + 1)
    one.refresh_from_db()
    assert one.applied_at is not None
    assert one.difference == -3
    sheet.refresh_from_db()
    assert (sheet.state, sheet.content_hash) == ("approved", content_hash(sheet.pk))


def test_a_restated_part_moves_the_rate(office: Office) -> None:
    sheet = settle(office, THEN)
    correct(office, sheet, "unemployed", 240, "restate")
    drained()
    rate = to_date(office.east, office, "rate", THEN)
    assert rate == Decimal("3.846154")  # 240 ÷ (240 + 6000)


def test_a_booked_difference_counts_once_in_the_current_month_and_leaves_the_old_one(office: Office) -> None:
    sheet = settle(office, THEN)
    drained()
    before = to_date(office.east, office, "jobs", THEN)
    booked = correct(office, sheet, "jobs", 27, "book")
    drained()
    assert booked.booked_month == NOW
    assert Figure.objects.get(indicator=office.indicators["jobs"], month=THEN).approved_value == 30
    assert to_date(office.east, office, "jobs", THEN) == before
    current = office.filled(NOW)
    drained()
    span = OF_NOW
    for unit in (office.town, office.east):
        page = amount(unit.pk, office.indicators["jobs"].pk, NOW.year, span)
        assert page.provisional(span) == 27
        assert (page.approved(span), page.reported(span)) == (None, 1)
    steps.submit(current, by=office["zhang"])
    steps.approve(current, seen=content_hash(current.pk), by=office["li"])
    drained()
    for unit in (office.town, office.east):
        assert amount(unit.pk, office.indicators["jobs"].pk, NOW.year, span).approved(span) == 27
        assert to_date(unit, office, "jobs", NOW) == summed(office, "jobs", NOW)
    assert Figure.objects.get(indicator=office.indicators["jobs"], month=NOW).value == 30


def test_a_difference_booked_in_a_month_nobody_reported_does_not_make_it_reported(office: Office) -> None:
    correct(office, settle(office, THEN), "jobs", 27, "book")
    drained()
    span = OF_NOW
    page = amount(office.town.pk, office.indicators["jobs"].pk, NOW.year, span)
    assert (page.provisional(span), page.reported(span), page.expected(span)) == (None, 0, 1)


def test_two_differences_of_one_cell_both_count(office: Office) -> None:
    sheet = settle(office, THEN)
    other = settle(office, THEN + 1)
    correct(office, sheet, "jobs", 27, "book")
    correct(office, other, "jobs", 35, "book")
    settle(office, NOW)
    drained()
    assert to_date(office.east, office, "jobs", NOW) == summed(office, "jobs", NOW)
    page = amount(office.east.pk, office.indicators["jobs"].pk, NOW.year, OF_NOW)
    assert page.approved(OF_NOW) == 30 - 3 + 5


def test_a_difference_is_booked_in_the_first_month_that_is_not_settled(office: Office) -> None:
    sheet = settle(office, THEN)
    settle(office, NOW)
    assert correct(office, sheet, "jobs", 27, "book").booked_month == NOW + 1


def test_a_counted_figure_that_is_corrected_by_hand_is_no_longer_the_registers(office: Office) -> None:
    sheet = office.filled(THEN)
    Figure.objects.filter(indicator=office.indicators["jobs"]).update(source=Source.COUNTED)
    steps.submit(sheet, by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    correct(office, sheet, "jobs", 27, "restate")
    assert Figure.objects.get(indicator=office.indicators["jobs"]).source == Source.OVERRIDE


def test_totals_keep_the_approved_values_while_a_reopened_sheet_is_filled_again(office: Office) -> None:
    sheet = settle(office, THEN)
    reopening = correcting.request_reopening(sheet, reason="整表口径有误", by=office["zhao"])
    correcting.accept_reopening(reopening, remark="同意", by=office["li"])
    office.fill(sheet, jobs=50)
    drained()
    assert to_date(office.east, office, "jobs", THEN) == 30
    steps.submit(sheet, by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    drained()
    assert to_date(office.east, office, "jobs", THEN) == 50


def test_the_trace_of_a_total_with_a_booking_sums_to_it(office: Office) -> None:
    correct(office, settle(office, THEN), "jobs", 27, "book")
    settle(office, NOW)
    drained()
    query = f"?unit=east&indicator=employment.jobs&year={NOW.year}&grain=year"
    (total,) = office.api("director").get(f"/api/v1/totals/{query}").json()["results"]
    rows = office.api("director").get(f"/api/v1/totals/trace/{query}").json()
    assert sum(Decimal(row["value"]) for row in rows) == Decimal(total["value"])
    (booking,) = [row for row in rows if row["source"] == "correction"]
    assert (booking["unit"], booking["month"], booking["value"]) == ("east-01", str(NOW), "-3")


def test_a_second_correction_of_a_booked_cell_starts_from_what_the_first_came_to(office: Office) -> None:
    sheet = settle(office, THEN)
    correct(office, sheet, "jobs", 27, "book")
    with pytest.raises(ValidationError, match="算两遍"):
        correct(office, sheet, "jobs", 25, "restate")
    second = correct(office, sheet, "jobs", 25, "book")
    assert second.difference == -2
    settle(office, NOW)
    drained()
    page = amount(office.east.pk, office.indicators["jobs"].pk, NOW.year, OF_NOW)
    assert page.approved(OF_NOW) == 30 - 5


def test_a_restated_cell_can_still_have_a_difference_booked(office: Office) -> None:
    sheet = settle(office, THEN)
    correct(office, sheet, "jobs", 27, "restate")
    assert correct(office, sheet, "jobs", 28, "book").difference == 1


def test_whoever_fills_a_reopened_sheet_is_told_which_differences_count_elsewhere(office: Office) -> None:
    sheet = settle(office, THEN)
    correct(office, sheet, "jobs", 27, "book")
    reopening = correcting.request_reopening(sheet, reason="整表口径有误", by=office["zhao"])
    correcting.accept_reopening(reopening, remark="", by=office["li"])
    reasons = dict(CellReturn.objects.values_list("indicator__code", "reason"))
    assert "请仍填原来审定的数" in reasons["employment.jobs"]
    assert reasons["employment.hard"] == "重开：整表口径有误"
