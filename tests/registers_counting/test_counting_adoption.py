"""Switching a unit from typing to counting: the differences are seen first, and nothing is booked by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bureau.figures.models import Booking, Correction
from bureau.figures.writing import CellChange, save_figures
from bureau.registers.counting.adopting import adopt, adoptable, differences, units_for
from bureau.registers.counting.draining import Locking, drain
from bureau.registers.models import Adoption, Restatement
from tests.registers_counting.conftest import FAIRS, LAST, NOW, THIS, Ledger
from tests.small_catalogue import settle_sheet

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def typed(ledger: Ledger) -> Ledger:
    """Last month is settled with 5 fairs typed, this month is open with 3; the rows come to 4 and 2."""
    for month, number, rows in ((LAST, 5, 4), (THIS, 3, 2)):
        sheet = ledger.sheet(month)
        values = {ledger.fairs: number, ledger.posts: 10 * rows, ledger.firms: 0}
        changes = [CellChange(one.pk, Decimal(value), 0) for one, value in values.items()]
        save_figures(sheet=sheet, changes=changes, by=ledger.people["chen"])
        for _ in range(rows):
            ledger.held(month.first_day)
        if month == LAST:
            settle_sheet(sheet, by=ledger.people["chen"], reviewer=ledger.people["li"])
    return ledger


def test_the_differences_are_told_month_by_month_before_anything_is_switched(typed: Ledger) -> None:
    told = {one.month: one for one in differences(FAIRS, typed.unit, LAST)}
    assert list(told) == [LAST, THIS, NOW]
    (cell,) = told[LAST].different
    assert (cell.indicator, cell.typed, cell.counted, cell.rows) == (typed.fairs, Decimal(5), Decimal(4), 4)
    assert told[LAST].equal == 2
    assert "待重述" in told[LAST].effect
    assert "按台账取数" in told[THIS].effect
    assert not Adoption.objects.exists()
    assert typed.told(typed.fairs) == 3


def test_after_the_switch_open_months_are_counted_and_settled_ones_wait(typed: Ledger) -> None:
    adopt(FAIRS, typed.unit, LAST, by=typed.people["li"])
    drain(Locking.WAIT)
    assert typed.told(typed.fairs) == 2
    assert typed.told(typed.fairs, LAST) == 5
    assert not Correction.objects.exists()
    assert not Booking.objects.exists()
    one = Restatement.objects.get()
    assert (one.month, one.reported, one.counted) == (LAST, Decimal(5), Decimal(4))


def test_a_switch_from_this_month_on_leaves_the_past_alone(typed: Ledger) -> None:
    adopt(FAIRS, typed.unit, THIS, by=typed.people["li"])
    drain(Locking.WAIT)
    assert typed.told(typed.fairs) == 2
    assert not Restatement.objects.exists()
    adopt(FAIRS, typed.unit, LAST, by=typed.people["zhao"])
    drain(Locking.WAIT)
    assert Adoption.objects.get().begins == LAST
    assert Restatement.objects.count() == 1


def test_only_reviewers_of_the_domain_and_the_office_switch(typed: Ledger) -> None:
    for name in ("li", "zhao"):
        assert adoptable(typed.people[name]) == [FAIRS]
        assert list(units_for(typed.people[name], FAIRS)) == [typed.unit]
    for name in ("chen", "zhang", "director", "sysadmin", "stranger"):
        assert adoptable(typed.people[name]) == []
    typed.people.section.domains = ["talent"]
    typed.people.section.save()
    del typed.people["li"]._grants  # type: ignore[attr-defined]  # what was read before the change
    assert adoptable(typed.people["li"]) == []


def test_the_page_shows_the_differences_and_switches(typed: Ledger, client: Client) -> None:
    client.force_login(typed.people["li"], backend=BACKEND)
    address = reverse("registers:adopt", args=[FAIRS.code])
    assert FAIRS.title in client.get(reverse("registers:adoption")).content.decode()
    page = client.get(address, {"unit": typed.unit.code, "month": str(LAST)}).content.decode()
    assert "招聘活动场次" in page
    assert "不动；差额进入待重述" in page
    assert not Adoption.objects.exists()
    assert client.post(address, {"unit": typed.unit.code, "month": "1999-01"}).status_code == 400
    assert client.post(address, {"unit": "nowhere", "month": str(THIS)}).status_code == 404
    assert client.post(address, {"unit": typed.unit.code, "month": str(THIS)}).status_code == 302
    assert Adoption.objects.get().begins == THIS
