"""A row that touches a settled month: it waits in the queue, and shows nowhere else until somebody decided."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from bureau.figures.models import Booking, Correction, Figure, Sheet, Source
from bureau.figures.writing import WrongState
from bureau.registers.counting.deciding import (
    OwnChange,
    Seen,
    changed_rows,
    decide,
    decide_together,
    read_by,
    waiting_for,
)
from bureau.registers.counting.draining import Locking, drain
from bureau.registers.counting.verifying import differences
from bureau.registers.models import Restatement, RestatementState
from bureau.totals.columns import KEY, page_columns
from bureau.totals.rolling import Locking as Rolling
from bureau.totals.rolling import drain as roll
from employment.models import JobFair
from tests.registers_counting.conftest import LAST, NOW, Ledger

RESTATED, BOOKED = RestatementState.RESTATED, RestatementState.BOOKED
NOTED, WAITING, GONE = RestatementState.NOTED, RestatementState.WAITING, RestatementState.GONE
WHY = {"reason": "审定后才收到结果表，核对台账无误", "document": "东人社〔2026〕12号"}


def settled_with(ledger: Ledger, number: int) -> list[JobFair]:
    rows = [ledger.held(LAST.first_day, posts=10) for _ in range(number)]
    ledger.adopt()
    ledger.settled()
    assert ledger.told(ledger.fairs, LAST) == number
    assert not Restatement.objects.exists()
    return rows


def waiting(ledger: Ledger) -> Restatement:
    return Restatement.objects.get(indicator=ledger.fairs, state=WAITING)


def seen(one: Restatement) -> Seen:
    return Seen(one.reported, one.counted)


def ends(one: Restatement) -> tuple[int, int]:
    assert one.reported is not None
    assert one.counted is not None
    return int(one.reported), int(one.counted)


def everything_shown() -> list[object]:
    """All that sheets, totals and readers of figures go by."""
    figures = list(
        Figure.objects.order_by("pk").values_list("unit", "month", "indicator", "value", "approved_value")
    )
    sheets = list(Sheet.objects.order_by("pk").values_list("pk", "state", "content_hash"))
    roll(Rolling.WAIT)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([*KEY, *page_columns()])} FROM totals_total ORDER BY 1, 2, 3, 4")
        totals = cursor.fetchall()
    assert totals
    return [figures, sheets, totals, Correction.objects.count(), Booking.objects.count()]


@pytest.mark.parametrize("what", ["back-dated", "changed", "voided"])
def test_a_row_that_touches_a_settled_month_shows_in_the_queue_and_nowhere_else(
    ledger: Ledger, what: str
) -> None:
    rows = settled_with(ledger, 2)
    before = everything_shown()
    if what == "back-dated":
        touched, counted = ledger.held(LAST.last_day), 3
    elif what == "changed":
        touched, counted = ledger.change(rows[0], held_on=(LAST - 3).first_day), 1
    else:
        touched, counted = rows[0], 1
        ledger.void(rows[0])
    assert everything_shown() == before
    one = waiting(ledger)
    assert ends(one) == (2, counted)
    assert one.changed_by == ledger.people["chen"]
    assert [row.pk for row in changed_rows(one)] == [touched.pk]
    assert list(differences()) == []


def test_restating_moves_the_month_and_leaves_nothing_waiting(ledger: Ledger) -> None:
    settled_with(ledger, 2)
    ledger.held(LAST.last_day)
    one = decide(waiting(ledger), RESTATED, seen=seen(waiting(ledger)), **WHY, by=ledger.people["li"])
    drain(Locking.WAIT)
    figure = ledger.figure(ledger.fairs, LAST)
    assert figure is not None
    assert (figure.value, figure.approved_value) == (Decimal(3), Decimal(3))
    assert figure.source == Source.COUNTED
    assert one.correction is not None
    assert (one.correction.requested_by, one.correction.decided_by) == (
        ledger.people["chen"],
        ledger.people["li"],
    )
    assert not Restatement.objects.filter(indicator=ledger.fairs, state=WAITING).exists()
    ledger.held(LAST.first_day)
    assert ends(waiting(ledger)) == (3, 4)
    assert list(differences()) == []


def test_booking_leaves_the_month_and_counts_the_difference_now(ledger: Ledger) -> None:
    settled_with(ledger, 2)
    ledger.held(LAST.last_day)
    decide(waiting(ledger), BOOKED, seen=seen(waiting(ledger)), **WHY, by=ledger.people["li"])
    drain(Locking.WAIT)
    assert ledger.told(ledger.fairs, LAST) == 2
    booking = Booking.objects.get()
    assert (booking.month, booking.amount) == (NOW, Decimal(1))
    assert not Restatement.objects.filter(indicator=ledger.fairs, state=WAITING).exists()
    assert list(differences()) == []


def test_a_noted_difference_stays_explained_and_only_what_comes_later_waits(ledger: Ledger) -> None:
    settled_with(ledger, 2)
    ledger.held(LAST.last_day)
    decide(
        waiting(ledger),
        NOTED,
        seen=seen(waiting(ledger)),
        reason="口径外",
        document="",
        by=ledger.people["li"],
    )
    drain(Locking.WAIT)
    assert not Restatement.objects.filter(indicator=ledger.fairs, state=WAITING).exists()
    ledger.held(LAST.last_day)
    later = waiting(ledger)
    assert ends(later) == (3, 4)
    decide(later, RESTATED, seen=seen(later), **WHY, by=ledger.people["li"])
    drain(Locking.WAIT)
    # The one that was only noted stays out of the month.
    assert ledger.told(ledger.fairs, LAST) == 3
    assert not Restatement.objects.filter(indicator=ledger.fairs, state=WAITING).exists()
    assert list(differences()) == []


def test_a_difference_that_disappears_is_gone_by_itself(ledger: Ledger) -> None:
    settled_with(ledger, 2)
    row = ledger.held(LAST.last_day)
    ledger.void(row)
    assert Restatement.objects.get(indicator=ledger.fairs).state == GONE


def test_whoever_changed_the_rows_does_not_decide(ledger: Ledger) -> None:
    settled_with(ledger, 1)
    ledger.held(LAST.last_day)
    one = waiting(ledger)
    with pytest.raises(OwnChange):
        decide(one, NOTED, seen=seen(one), reason="自己看过", document="", by=ledger.people["chen"])
    assert waiting_for(ledger.people["li"]).filter(pk=one.pk).exists()
    assert not waiting_for(ledger.people["chen"]).exists()
    assert read_by(ledger.people["chen"]).filter(pk=one.pk).exists()
    assert not read_by(ledger.people["xu"]).exists()


def test_a_difference_that_moved_since_it_was_seen_is_not_decided(ledger: Ledger) -> None:
    settled_with(ledger, 1)
    ledger.held(LAST.last_day)
    before = seen(waiting(ledger))
    ledger.held(LAST.last_day)
    with pytest.raises(WrongState, match="又变了"):
        decide(waiting(ledger), RESTATED, seen=before, **WHY, by=ledger.people["li"])


def test_what_counts_once_a_year_cannot_be_booked_where_it_would_not_add_up(ledger: Ledger) -> None:
    ledger.fairs.aggregate = "last"
    ledger.fairs.kind = "stock"
    ledger.fairs.save()
    ledger.held(LAST.first_day)
    ledger.adopt()
    ledger.settled()
    ledger.held(LAST.last_day)
    one = waiting(ledger)
    with pytest.raises(ValidationError, match="不是逐月相加"):
        decide(one, BOOKED, seen=seen(one), **WHY, by=ledger.people["li"])
    one.refresh_from_db()
    assert one.state == WAITING


def test_the_page_leads_to_the_changed_row_and_decides(ledger: Ledger, client: Client) -> None:
    settled_with(ledger, 2)
    row = ledger.held(LAST.last_day)
    one = waiting(ledger)
    client.force_login(ledger.people["li"], backend="django.contrib.auth.backends.ModelBackend")
    listed = client.get(reverse("registers:restatements")).content.decode()
    address = reverse("registers:restatement", args=[one.pk])
    assert address in listed
    page = client.get(address).content.decode()
    assert reverse("registers:row", args=["employment.job_fairs", row.pk]) in page
    assert row.number in page
    form = {"state": "restated", **WHY, "reported": "2.0000", "counted": "3.0000"}
    assert client.post(address, {**form, "document": ""}).status_code == 400
    assert client.post(address, {**form, "counted": "9"}).status_code == 409
    assert client.post(address, form).status_code == 302
    assert ledger.told(ledger.fairs, LAST) == 3
    assert client.post(address, form).status_code == 409


def test_what_one_row_moved_is_decided_at_once(ledger: Ledger, client: Client) -> None:
    settled_with(ledger, 2)
    ledger.held(LAST.last_day, posts=10)
    one, *others = Restatement.objects.filter(state=WAITING).order_by("pk")
    assert others
    client.force_login(ledger.people["li"], backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("registers:restatement", args=[one.pk])
    page = client.get(address).content.decode()
    assert all(f'value="{other.pk}"' in page and other.indicator.name in page for other in others)
    form: dict[str, object] = {"state": "restated", **WHY, "reported": one.reported, "counted": one.counted}
    form["together"] = [other.pk for other in others]
    stale = form | {f"{name}-{other.pk}": "77" for other in others for name in ("reported", "counted")}
    assert client.post(address, stale).status_code == 409
    assert Restatement.objects.filter(state=WAITING).count() == 1 + len(others)
    form |= {f"reported-{other.pk}": other.reported for other in others}
    form |= {f"counted-{other.pk}": other.counted for other in others}
    assert client.post(address, form).status_code == 302
    assert not Restatement.objects.filter(state=WAITING).exists()
    assert not list(differences())


def test_several_differences_are_decided_all_or_none(ledger: Ledger) -> None:
    settled_with(ledger, 2)
    ledger.held(LAST.last_day, posts=10)
    waiting_ones = list(Restatement.objects.filter(state=WAITING))
    looked = {one.pk: seen(one) for one in waiting_ones}
    looked[waiting_ones[-1].pk] = Seen(Decimal(1), Decimal(1))
    with pytest.raises(WrongState):
        decide_together(looked, RESTATED, **WHY, by=ledger.people["li"])
    assert Restatement.objects.filter(state=WAITING).count() == len(waiting_ones) > 1
    assert not Correction.objects.exists()
