"""Numbers that a finding offers to take over: in the unit and on the basis in which the cell is typed."""

from __future__ import annotations

from bureau.returns.checks.evaluating import evaluate
from bureau.returns.checks.offers import offers_for
from bureau.returns.checks.panel import rows_html
from tests.checks.stage import snapshot

FAIRS = ("employment.fairs=5", "employment.offline_fairs=1", "employment.online_fairs=1")


def test_each_side_of_a_sum_can_be_taken_over() -> None:
    sheet = snapshot(*FAIRS, domain="employment")
    (finding,) = evaluate(sheet).findings
    assert [(one.code, one.text) for one in offers_for(finding, sheet)] == [
        ("employment.fairs", "2"),
        ("employment.offline_fairs", "4"),
        ("employment.online_fairs", "4"),
    ]


def test_where_years_to_date_are_typed_the_months_before_are_added() -> None:
    sheet = snapshot(*FAIRS, *(f"prev:{one}" for one in ("employment.fairs=7",)), domain="employment")
    (finding,) = [one for one in evaluate(sheet).findings if one.level == "hard"]
    offers = {one.code: one.text for one in offers_for(finding, sheet, by_total=True)}
    assert (offers["employment.fairs"], offers["employment.online_fairs"]) == ("9", "4")


def test_money_that_was_typed_in_yuan_is_offered_in_the_unit_of_the_cell() -> None:
    code = "employment.startup_loan_amount"
    sheet = snapshot(f"prev:{code}=320000", f"{code}=9600000000", domain="employment")
    (finding,) = [one for one in evaluate(sheet).findings if one.rule == "slip"]
    assert [one.text for one in offers_for(finding, sheet)] == ["96"]


def test_a_finding_stands_under_the_row_that_was_typed_in() -> None:
    sheet = snapshot(*FAIRS, domain="employment")
    verdict = evaluate(sheet)
    (first,) = rows_html(verdict, sheet)
    (typed,) = rows_html(verdict, sheet, near="employment.online_fairs")
    assert (first, typed) == (verdict.findings[0].cells[0], "employment.online_fairs")
    assert rows_html(verdict, sheet, near="employment.loans").keys() == {first}
