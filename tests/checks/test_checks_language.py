"""The language of relations: what it reads, what it refuses, and what it makes of unknown numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.returns.checks.arithmetic import Outcome, View
from bureau.returns.checks.declarations import Span
from bureau.returns.checks.language import ONE, Code, FormulaError, linear, read
from tests.checks.stage import MONTH, snapshot

FAIRS = "employment.fairs"


def judge(formula: str, *figures: str, span: Span = Span.MONTH) -> Outcome:
    (comparison,) = read(formula, "employment")
    return View(snapshot(*figures), span).judge(comparison)


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        ("fairs == 12 + 10", True),
        ("fairs == 2 + 2 * 10", True),
        ("fairs == (1 + 1) * 11", True),
        ("fairs == 66 / 3", True),
        ("fairs - 2 - 10 == 10", True),
        ("fairs >= 22", True),
        ("fairs > 22", False),
        ("fairs < 22", False),
        ("round(fairs / 7, 2) == 3.14", True),
        ("round(fairs / 16 * 100, 0) == 138", True),
    ],
)
def test_arithmetic_is_that_of_school(formula: str, holds: bool) -> None:
    assert judge(formula, f"{FAIRS}=22") is (Outcome.HOLDS if holds else Outcome.FAILS)


def test_a_bare_name_belongs_to_the_declaring_domain_and_a_full_one_to_its_own() -> None:
    (comparison,) = read("site_posts >= employment.fair_posts", "talent")
    assert comparison.codes == ("talent.site_posts", "employment.fair_posts")


def test_and_joins_several_comparisons() -> None:
    assert len(read("fairs >= 1 and fairs <= 30", "employment")) == 2


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "fairs",
        "fairs = 2",
        "fairs == ",
        "fairs == 2 2",
        "fairs == (2",
        "fairs != 2",
        "round(fairs) == 2",
        "round(fairs, x) == 2",
        "prev() == 2",
        "prev(fairs, fairs) == 2",
        "carried(fairs) == 2",
        "prev(2) == 2",
        "fairs == __import__('os')",
        "fairs == 'x'",
        "fairs == 2; fairs",
        "and == 2 and",
    ],
)
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError):
        read(formula, "employment")


def test_dividing_by_zero_says_nothing() -> None:
    assert judge("fairs / offline_fairs <= 2", f"{FAIRS}=4", "employment.offline_fairs=0") is Outcome.SILENT


def test_zero_is_a_number_and_absence_is_none() -> None:
    formula = "fairs == offline_fairs + online_fairs"
    zeros = ("employment.offline_fairs=0", "employment.online_fairs=0")
    assert judge(formula, f"{FAIRS}=0", *zeros) is Outcome.HOLDS
    assert judge(formula, *zeros) is Outcome.SILENT


def test_a_month_of_reductions_is_held_against_no_bound() -> None:
    formula = "offline_fair_hired <= offline_fair_attendees"
    figures = ("employment.offline_fair_hired=0", "employment.offline_fair_attendees=-5")
    assert judge(formula, *figures) is Outcome.SILENT


def test_a_year_so_far_compares_only_what_covers_the_same_months() -> None:
    formula = "job_fund_spent <= job_fund_issued"
    spent, issued = "employment.job_fund_spent", "employment.job_fund_issued"
    whole = snapshot(f"prev:{spent}=5", f"prev:{issued}=1", f"{spent}=5", f"{issued}=1")
    half = snapshot(f"prev:{spent}=5", f"{spent}=5", f"{issued}=1")
    (comparison,) = read(formula, "employment")
    assert View(whole, Span.TO_DATE).judge(comparison) is Outcome.FAILS
    assert View(half, Span.TO_DATE).judge(comparison) is Outcome.SILENT


def test_what_was_spent_late_is_within_what_was_issued_early() -> None:
    spent, issued = "employment.job_fund_spent", "employment.job_fund_issued"
    figures = (f"prev:{spent}=0", f"prev:{issued}=9", f"{spent}=9", f"{issued}=0")
    assert judge("job_fund_spent <= job_fund_issued", *figures, span=Span.TO_DATE) is Outcome.HOLDS


def test_cases_left_over_from_last_year_may_be_closed_this_year() -> None:
    received, closed = "labor_relations.clues_received", "labor_relations.clues_closed"
    formula = "clues_closed <= clues_received + carried(clues_received, clues_closed)"
    (comparison,) = read(formula, "labor_relations")
    now = (f"{received}=10", f"{closed}=13")
    left_over = snapshot(*now, f"last:{received}=20", f"last:{closed}=17")
    nothing_left = snapshot(*now, f"last:{received}=20", f"last:{closed}=20")
    assert View(left_over, Span.TO_DATE).judge(comparison) is Outcome.HOLDS
    assert View(nothing_left, Span.TO_DATE).judge(comparison) is Outcome.FAILS


def test_the_month_before_january_lies_in_the_year_before() -> None:
    balance = "employment.welfare_posts_managed"
    january = snapshot(f"prev:{balance}=7", f"{balance}=8", month=MONTH + 1)
    assert january.before(balance, Span.MONTH) == 7
    assert january.before(balance, Span.TO_DATE) == 7


@given(
    left=st.integers(-(10**12), 10**12),
    right=st.integers(-(10**12), 10**12),
    factor=st.integers(1, 99),
)
def test_the_linear_form_says_what_the_formula_says(left: int, right: int, factor: int) -> None:
    (comparison,) = read(f"fairs * {factor} - offline_fairs == 0", "employment")
    form = linear(comparison.left)
    assert form is not None
    values = {Code(FAIRS): left, Code("employment.offline_fairs"): right, ONE: 1}
    by_form = sum((share * values[node] for node, share in form.items()), Fraction(0))
    figures = snapshot(f"{FAIRS}={left}", f"employment.offline_fairs={right}")
    assert View(figures, Span.MONTH).amount(comparison.left) == by_form


def test_half_a_point_is_rounded_up_as_by_hand() -> None:
    assert judge("round(fairs / 8, 1) == 0.3", f"{FAIRS}=2") is Outcome.HOLDS
