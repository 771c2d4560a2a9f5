"""What the database lets through to a settled sheet: an accepted correction of that very cell, once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from bureau.catalogue.models import Indicator
from bureau.figures import correcting
from bureau.figures.hashing import content_hash
from bureau.figures.models import Booking, Correction, Figure, Sheet
from bureau.periods import Month
from bureau.returns import steps
from tests.returns.office import Office

REASON = "复核名册，有两人不在本镇就业"


def asked(
    office: Office, sheet: Sheet, key: str = "jobs", value: int = 28, style: str = "restate"
) -> Correction:
    return correcting.request_correction(
        sheet=sheet,
        indicator=office.indicators[key],
        value=Decimal(value),
        reason=REASON,
        document="城关报〔2026〕3号",
        style=Correction.Style(style),
        by=office["zhang"],
    )


def refused(statement: str, *parameters: int, ticket: str = "") -> bool:
    """Whether the database refuses the statement, run as somebody with a shell would."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('portal.correction', %s, true)", [ticket])
            cursor.execute(statement, parameters)
    except IntegrityError as error:
        return "更正" in str(error) or "不" in str(error)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('portal.correction', '', false)")
    return False


CHANGE = (
    "UPDATE figures_figure SET value = %s, approved_value = %s, version = version + 1 WHERE indicator_id = %s"
)


def test_a_setting_that_names_nothing_accepted_opens_nothing(office: Office) -> None:
    sheet, jobs = office.approved(), office.indicators["jobs"].pk
    for ticket in ("", "1", "x", "correction:", "correction:999", "correction:1 ", "reopening:1"):
        assert refused(CHANGE, 28, 28, jobs, ticket=ticket)
    pending = asked(office, sheet)
    assert refused(CHANGE, 28, 28, jobs, ticket=f"correction:{pending.pk}")
    assert Figure.objects.get(indicator=jobs).value == 30


def test_an_accepted_correction_opens_its_own_cell_to_its_own_value_and_only_once(office: Office) -> None:
    sheet, jobs = office.approved(), office.indicators["jobs"].pk
    one = asked(office, sheet)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE figures_correction SET state = 'accepted', decided_by_id = %s, decided_at = now()",
            [office["li"].pk],
        )
    ticket = f"correction:{one.pk}"
    assert refused(CHANGE, 27, 27, jobs, ticket=ticket)
    assert refused(CHANGE, 28, 30, jobs, ticket=ticket)
    assert refused(CHANGE, 28, 28, office.indicators["hard"].pk, ticket=ticket)
    assert refused("UPDATE figures_figure SET value = 28, approved_value = 28", ticket=ticket)
    assert refused("DELETE FROM figures_figure WHERE indicator_id = %s", jobs, ticket=ticket)
    assert not refused(CHANGE, 28, 28, jobs, ticket=ticket)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE figures_correction SET applied_at = now()")
    assert refused(CHANGE, 28, 28, jobs, ticket=ticket)


def test_after_a_later_correction_the_earlier_one_opens_nothing(office: Office) -> None:
    sheet, jobs = office.approved(), office.indicators["jobs"].pk
    first = asked(office, sheet, value=28)
    correcting.accept_correction(first, remark="", by=office["li"])
    correcting.accept_correction(asked(office, sheet, value=29), remark="", by=office["li"])
    assert refused(CHANGE, 28, 28, jobs, ticket=f"correction:{first.pk}")
    assert Figure.objects.get(indicator=jobs).approved_value == 29


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figures_sheet SET state = 'open'",
        "UPDATE figures_sheet SET state = 'returned'",
        "UPDATE figures_sheet SET month = 202609",
        "DELETE FROM figures_sheet",
        "UPDATE figures_figure SET month = 202609",
        "UPDATE figures_figure SET note = 'x'",
        "UPDATE figures_figure SET sheet_id = (SELECT id FROM figures_sheet WHERE month = 202609), value = 1",
    ],
)
def test_a_settled_sheet_is_not_opened_moved_or_emptied_by_raw_sql(office: Office, statement: str) -> None:
    sheet = office.approved()
    office.sheet(month=Month(2026, 9))
    before = content_hash(sheet.pk)
    assert refused(statement + (" WHERE state = 'approved'" if "figures_sheet SET" in statement else ""))
    assert content_hash(sheet.pk) == before


def test_a_figure_of_a_settled_month_does_not_slip_in_under_another_sheet(office: Office) -> None:
    office.approved()
    other = office.sheet(month=Month(2026, 9))
    late = Indicator.objects.create(
        code="employment.late",
        name="迟来指标",
        domain="employment",
        unit="人",
        display_unit="人",
        kind="flow",
        aggregate="sum",
    )
    insert = """
        INSERT INTO figures_figure (unit_id, month, indicator_id, sheet_id, value, approved_value, version, source,
                                    changed_at) VALUES (%s, 202610, %s, %s, 5, 5, 1, 'typed', now())
    """
    assert refused(insert, office.town.pk, late.pk, other.pk)


def test_requests_and_bookings_are_kept_as_they_were_made(office: Office) -> None:
    sheet = office.approved()
    booked = asked(office, sheet, value=27, style="book")
    for statement in (
        "UPDATE figures_correction SET value = 1",
        "UPDATE figures_correction SET reason = 'x'",
        "DELETE FROM figures_correction",
        "UPDATE figures_correction SET state = 'accepted', decided_by_id = requested_by_id",
        "INSERT INTO figures_booking SELECT id, 202611, value, indicator_id, unit_id FROM figures_correction",
    ):
        assert refused(statement), statement
    correcting.accept_correction(booked, remark="同意", by=office["li"])
    assert Booking.objects.get().amount == -3
    for statement in (
        "UPDATE figures_correction SET state = 'rejected'",
        "UPDATE figures_correction SET applied_at = NULL",
        "DELETE FROM figures_correction",
        "UPDATE figures_booking SET amount = 5",
        "DELETE FROM figures_booking",
    ):
        assert refused(statement), statement


def test_the_approved_value_of_a_reopened_sheet_moves_only_by_approval(office: Office) -> None:
    sheet = office.approved()
    reopening = correcting.request_reopening(sheet, reason="整表口径有误", by=office["zhao"])
    correcting.accept_reopening(reopening, remark="", by=office["li"])
    jobs = office.indicators["jobs"].pk
    assert refused("UPDATE figures_figure SET approved_value = 1 WHERE indicator_id = %s", jobs)
    assert refused("DELETE FROM figures_figure WHERE indicator_id = %s", jobs)
    office.fill(sheet, jobs=31)
    assert Figure.objects.get(indicator=jobs).approved_value == 30
    steps.submit(sheet, by=office["zhang"])
    steps.approve(sheet, seen=content_hash(sheet.pk), by=office["li"])
    assert Figure.objects.get(indicator=jobs).approved_value == 31
