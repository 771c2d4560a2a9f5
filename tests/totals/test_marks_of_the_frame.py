"""Totals follow a change of assignments, units and catalogue, through whichever door it came."""

from __future__ import annotations

import datetime

import pytest

from bureau.catalogue.models import Assignment, Indicator, RatePart
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import YEAR_SPAN
from bureau.totals import rolling
from bureau.totals.reading import Page, amount
from tests.totals.conftest import JANUARY, SmallTree
from tests.totals.workbench import marks_waiting


@pytest.fixture
def rolled(tree: SmallTree) -> SmallTree:
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30, approved=30)
    tree.bench.report(tree.chengguan, tree.due, JANUARY, 40, approved=40)
    rolling.drain()
    return tree


def page(unit: Unit, indicator: int) -> Page:
    rolling.drain()
    return amount(unit.pk, indicator, 2026)


def test_an_ended_assignment_lowers_what_is_expected(rolled: SmallTree) -> None:
    Assignment.objects.filter(unit=rolled.hekou, indicator_id=rolled.closed).update(ends=JANUARY)
    assert page(rolled.bureau, rolled.closed).expected(YEAR_SPAN) == 25
    Assignment.objects.filter(unit=rolled.hekou, indicator_id=rolled.closed).delete()
    assert page(rolled.bureau, rolled.closed).expected(YEAR_SPAN) == 24


def test_a_closed_unit_owes_nothing_after_its_end(rolled: SmallTree) -> None:
    rolled.hekou.closed_on = datetime.date(2026, 6, 30)
    rolled.hekou.save()
    assert page(rolled.bureau, rolled.closed).expected(YEAR_SPAN) == 30


def test_a_unit_that_moves_takes_its_figures_along(rolled: SmallTree) -> None:
    elsewhere = Unit.objects.create(code="elsewhere", name="别局", kind=UnitKind.BUREAU)
    rolled.chengguan.parent = elsewhere
    rolled.chengguan.save()
    assert page(rolled.bureau, rolled.closed).approved(YEAR_SPAN) is None
    assert page(elsewhere, rolled.closed).approved(YEAR_SPAN) == 30


def test_a_rate_with_another_part_is_made_again(rolled: SmallTree) -> None:
    assert page(rolled.bureau, rolled.close_rate).approved(YEAR_SPAN) == 75
    RatePart.objects.filter(rate_id=rolled.close_rate, side="denominator").update(part_id=rolled.closed)
    assert page(rolled.bureau, rolled.close_rate).approved(YEAR_SPAN) == 100


def test_an_indicator_that_turns_into_a_stock_is_summed_as_one(rolled: SmallTree) -> None:
    rolled.bench.report(rolled.chengguan, rolled.closed, JANUARY + 1, 8, approved=8)
    assert page(rolled.bureau, rolled.closed).approved(YEAR_SPAN) == 38
    Indicator.objects.filter(pk=rolled.closed).update(aggregate="last")
    assert page(rolled.bureau, rolled.closed).approved(YEAR_SPAN) == 8


def test_a_new_name_moves_no_total(rolled: SmallTree) -> None:
    Indicator.objects.filter(pk=rolled.closed).update(name="结案数")
    rolled.hekou.name = "河口镇"
    rolled.hekou.save()
    assert marks_waiting() == 0


def test_nothing_is_owed_for_a_frame_without_totals(tree: SmallTree) -> None:
    assert marks_waiting() == 0
