"""What stands on a page, by hand-made example."""

from __future__ import annotations

from decimal import Decimal

from bureau.organisation.models import UnitKind
from bureau.periods import Month, Span
from bureau.totals import rolling
from bureau.totals.reading import Page, amount, amounts
from tests.totals.conftest import JANUARY, SmallTree

FEBRUARY, MARCH = JANUARY + 1, JANUARY + 2
YEAR_TO_MARCH, FIRST_QUARTER, YEAR = Span("t", 3), Span("q", 1), Span("t", 12)


def page_of(unit_id: int, indicator: int, *spans: Span) -> Page:
    rolling.drain()
    return amounts([unit_id], [indicator], 2026, spans or (YEAR,), sides=True)[unit_id, indicator]


def test_a_flow_adds_over_months_and_units(tree: SmallTree) -> None:
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30, approved=30)
    tree.bench.report(tree.hekou, tree.closed, JANUARY, 5, approved=5)
    tree.bench.report(tree.hekou, tree.closed, MARCH, 7, approved=7)
    page = page_of(tree.bureau.pk, tree.closed, Span("m", 1), FIRST_QUARTER, YEAR_TO_MARCH)
    assert page.approved(Span("m", 1)) == 35
    assert page.approved(FIRST_QUARTER) == page.approved(YEAR_TO_MARCH) == 42


def test_a_stock_takes_each_units_last_reported_month_and_then_adds(tree: SmallTree) -> None:
    tree.bench.report(tree.chengguan, tree.insured, JANUARY, 1000, approved=1000)
    tree.bench.report(tree.hekou, tree.insured, JANUARY, 400, approved=400)
    tree.bench.report(tree.hekou, tree.insured, MARCH, 410, approved=410)
    page = page_of(tree.bureau.pk, tree.insured, Span("m", 3), FIRST_QUARTER, YEAR)
    assert page.approved(Span("m", 3)) == 410
    assert page.approved(FIRST_QUARTER) == page.approved(YEAR) == 1410


def test_a_rate_divides_sums_and_counts_only_months_in_which_both_parts_are_reported(tree: SmallTree) -> None:
    for unit, month, closed, due in [
        (tree.chengguan, JANUARY, 9, 10),
        (tree.chengguan, FEBRUARY, 500, None),
        (tree.hekou, JANUARY, 1, 100),
    ]:
        tree.bench.report(unit, tree.closed, month, closed, approved=closed)
        tree.bench.report(unit, tree.due, month, due, approved=due)
    page = page_of(tree.bureau.pk, tree.close_rate)
    assert page.approved(YEAR) == Decimal("9.090909")  # 10 of 110, not the mean of 90 % and 1 %
    assert page.numerator is not None
    assert page.denominator is not None
    assert [page.numerator.approved(YEAR), page.denominator.approved(YEAR)] == [10, 110]
    assert page.reported(YEAR) == 2


def test_a_rate_of_nothing_due_is_missing_and_not_zero(tree: SmallTree) -> None:
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 0, approved=0)
    tree.bench.report(tree.chengguan, tree.due, JANUARY, 0, approved=0)
    page = page_of(tree.bureau.pk, tree.close_rate)
    assert page.approved(YEAR) is None
    assert page.denominator is not None
    assert page.denominator.approved(YEAR) == 0


def test_a_rate_is_rounded_half_up_once(tree: SmallTree) -> None:
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, Decimal("0.0001"), approved=None)
    tree.bench.report(tree.chengguan, tree.due, JANUARY, 20_000, approved=None)
    assert page_of(tree.bureau.pk, tree.close_rate).provisional(YEAR) == Decimal("0.000001")  # 0.0000005


def test_missing_is_not_zero(tree: SmallTree) -> None:
    tree.bench.report(tree.chengguan, tree.closed, MARCH, 0, approved=0)
    page = page_of(tree.bureau.pk, tree.closed, Span("t", 2), YEAR_TO_MARCH, Span("q", 2))
    assert page.approved(Span("t", 2)) is None
    assert page.approved(YEAR_TO_MARCH) == 0
    assert page.approved(Span("q", 2)) is None


def test_the_year_to_date_carries_on_through_months_without_a_report(tree: SmallTree) -> None:
    tree.bench.report(tree.chengguan, tree.insured, FEBRUARY, 70, approved=70)
    page = page_of(tree.bureau.pk, tree.insured, Span("t", 1), Span("t", 2), Span("t", 9))
    assert [page.approved(Span("t", slot)) for slot in (1, 2, 9)] == [None, 70, 70]


def test_open_cells_count_provisionally_and_show_in_the_coverage(tree: SmallTree) -> None:
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30, approved=30)
    tree.bench.report(tree.hekou, tree.closed, JANUARY, 12)
    page = page_of(tree.bureau.pk, tree.closed, Span("m", 1))
    assert [page.approved(Span("m", 1)), page.provisional(Span("m", 1))] == [30, 42]
    assert (page.reported(Span("m", 1)), page.expected(Span("m", 1))) == (2, 3)
    assert not page.is_complete(Span("m", 1))


def test_a_changed_approved_cell_keeps_counting_as_approved_until_it_is_approved_again(
    tree: SmallTree,
) -> None:
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 30, approved=30)
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 33, approved=30)
    page = page_of(tree.bureau.pk, tree.closed)
    assert [page.approved(YEAR), page.provisional(YEAR)] == [30, 33]


def test_a_maximum_is_the_largest_over_months_and_units(tree: SmallTree) -> None:
    longest = tree.bench.indicator("maximum")
    tree.bench.report(tree.chengguan, longest, JANUARY, 40, approved=40)
    tree.bench.report(tree.hekou, longest, MARCH, 25, approved=25)
    assert page_of(tree.bureau.pk, longest).approved(YEAR) == 40
    assert page_of(tree.bureau.pk, longest, Span("m", 3)).approved(Span("m", 3)) == 25


def test_a_december_to_november_year_holds_its_own_months(tree: SmallTree) -> None:
    planned = tree.bench.indicator("sum", start=12)
    tree.bench.report(tree.chengguan, planned, Month(2025, 12), 3, approved=3)
    tree.bench.report(tree.chengguan, planned, Month(2026, 11), 4, approved=4)
    tree.bench.report(tree.chengguan, planned, Month(2026, 12), 5, approved=5)
    page = page_of(tree.bureau.pk, planned, Span("m", 1), Span("m", 12), YEAR)
    assert [page.approved(span) for span in (Span("m", 1), Span("m", 12), YEAR)] == [3, 4, 7]
    assert amount(tree.bureau.pk, planned, 2027).approved(YEAR) == 5


def test_a_month_before_a_unit_opened_is_not_expected_of_it(tree: SmallTree) -> None:
    late = tree.bench.unit(UnitKind.TOWN, tree.bureau, opened_on=Month(2026, 4).first_day.replace(day=16))
    tree.bench.assign(late, tree.closed, JANUARY)
    tree.bench.report(late, tree.closed, Month(2026, 5), 1)
    page = page_of(late.pk, tree.closed, Span("m", 3), Span("m", 4), YEAR)
    assert [page.expected(span) for span in (Span("m", 3), Span("m", 4), YEAR)] == [0, 1, 9]


def test_what_is_expected_has_a_page_even_where_nothing_was_reported(tree: SmallTree) -> None:
    tree.bench.report(tree.chengguan, tree.closed, JANUARY, 1)
    page = page_of(tree.bureau.pk, tree.insured)
    assert page.computed_at is not None
    assert (page.provisional(YEAR), page.reported(YEAR), page.expected(YEAR)) == (None, 0, 36)


def test_a_year_without_any_figure_has_only_empty_pages(tree: SmallTree) -> None:
    page = page_of(tree.bureau.pk, tree.closed)
    assert page.computed_at is None
    assert (page.approved(YEAR), page.expected(YEAR)) == (None, 0)
