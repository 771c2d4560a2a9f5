"""Checks that need no declaration: parents and parts, bounds, reductions, movement over time, slips of the unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bureau.returns.checks.declarations import Level, all_settings
from bureau.returns.checks.evaluating import evaluate
from bureau.returns.checks.finding import Finding
from bureau.returns.checks.snapshot import Snapshot
from bureau.returns.checks.thresholds import Thresholds
from tests.checks.stage import snapshot

JOBS = "employment.urban_new_jobs"
MONEY = "employment.startup_loan_amount"


def found(rule: str, *figures: str, domain: str = "employment", **more: object) -> list[Finding]:
    sheet = replace(snapshot(*figures, domain=domain), **more)  # type: ignore[arg-type]  # fields by name
    return of_rule(sheet, rule)


def of_rule(sheet: Snapshot, rule: str) -> list[Finding]:
    return [one for one in evaluate(sheet).findings if one.rule == rule]


def test_a_cell_that_is_asked_and_empty_is_hard_and_with_an_explanation_soft() -> None:
    sheet = snapshot(domain="employment", asks=[JOBS])
    (missing,) = of_rule(sheet, "missing")
    assert (missing.level, missing.is_open, missing.cells) == (Level.HARD, True, (JOBS,))
    (explained,) = of_rule(replace(sheet, explanations={JOBS: "银行数据未出"}), "missing")
    assert (explained.level, explained.is_open, explained.explanation) == (Level.SOFT, False, "银行数据未出")


def test_a_part_above_its_whole_is_hard_and_names_both_values() -> None:
    parent, part = "employment.job_fund_spent", "employment.ss_and_post_subsidy_amount"
    (finding,) = found("part", f"{part}=300000", f"{parent}=200000")
    assert finding.level is Level.HARD
    assert (
        finding.message
        == "社会保险补贴和公益性岗位补贴发放金额 30，大于 就业专项资金支出金额 20，多 10 万元。"
    )
    assert found("part", f"{part}=200000", f"{parent}=200000") == []


def test_parts_that_exhaust_their_whole_sum_up_to_it() -> None:
    whole, parts = "employment.fair_posts", ("employment.offline_fair_posts", "employment.online_fair_posts")
    (finding,) = found("parts", f"{whole}=100", f"{parts[0]}=60", f"{parts[1]}=30")
    assert {one.code: int(one.value) for one in finding.suggestions} == {
        whole: 90,
        parts[0]: 70,
        parts[1]: 40,
    }
    assert found("parts", f"{whole}=90", f"{parts[0]}=60", f"{parts[1]}=30") == []


def test_a_unit_that_files_only_some_of_the_parts_is_asked_for_no_sum() -> None:
    sheet = ("employment.fair_posts=100", "employment.offline_fair_posts=60")
    assert found("parts", *sheet) == []
    assert found("part", "employment.fair_posts=50", "employment.offline_fair_posts=60") != []


def test_what_a_domain_declared_itself_is_not_said_twice() -> None:
    findings = evaluate(
        snapshot(
            "employment.fairs=5",
            "employment.offline_fairs=1",
            "employment.online_fairs=1",
            domain="employment",
        )
    ).findings
    assert [one.rule for one in findings] == ["B1"]


def test_a_share_above_a_hundred_is_hard_and_a_rate_with_older_cases_soft() -> None:
    insured = ("social_insurance.resident_pension_insured=110", "social_insurance.resident_pension_due=100")
    (share,) = found("range", *insured, domain="social_insurance")
    assert (share.level, share.sides[0].value) == (Level.HARD, "110")
    closed = ("labor_relations.arbitration_closed=12", "labor_relations.arbitration_filed=10")
    assert {one.level for one in found("range", *closed, domain="labor_relations")} == {Level.SOFT}


@pytest.mark.parametrize(
    ("rule", "figure"), [("negative", f"{JOBS}=-3"), ("whole", f"{JOBS}=2.5"), ("negative", f"{MONEY}=-1")]
)
def test_an_odd_number_asks_for_a_word(rule: str, figure: str) -> None:
    (finding,) = found(rule, figure)
    assert finding.level is Level.SOFT
    assert finding.is_open


def test_money_may_have_fen() -> None:
    assert found("whole", f"{MONEY}=10.25") == []


@pytest.mark.parametrize(
    ("rule", "base", "value", "alarms"),
    [
        ("month_change", "prev", 131, True),
        ("month_change", "prev", 130, False),
        ("month_change", "prev", 69, True),
        ("month_change", "prev", 70, False),
        ("year_change", "last", 151, True),
        ("year_change", "last", 150, False),
        ("year_change", "last", 49, True),
    ],
)
def test_a_change_beyond_its_bound_asks_for_a_word(rule: str, base: str, value: int, alarms: bool) -> None:
    findings = found(rule, f"{base}:{JOBS}=100", f"{JOBS}={value}")
    assert [one.level for one in findings] == ([Level.SOFT] if alarms else [])


def test_a_change_is_told_with_both_values_and_the_bound() -> None:
    (finding,) = found("month_change", f"prev:{JOBS}=340", f"{JOBS}=610")
    assert finding.message == "城镇新增就业人数本月 610，上月 340，增 79.4%，界限 ±30%。"


def test_small_numbers_may_double() -> None:
    assert found("month_change", f"prev:{JOBS}=10", f"{JOBS}=39") == []
    assert found("month_change", f"prev:{JOBS}=10", f"{JOBS}=40") != []
    assert found("month_change", f"prev:{MONEY}=100000", f"{MONEY}=590000") == []


def test_ten_thousand_yuan_typed_as_yuan_is_a_slip_and_nothing_besides() -> None:
    findings = evaluate(snapshot(f"prev:{MONEY}=960000", f"{MONEY}=9600000000", domain="employment")).findings
    assert [(one.rule, one.level) for one in findings] == [("slip", Level.SOFT)]
    assert "96万元" in findings[0].message
    (back,) = found("slip", f"last:{MONEY}=9600000000", f"{MONEY}=960000")
    assert back.sides[1].name == "去年同月"


def test_a_number_repeated_from_the_towns_is_asked_about() -> None:
    towns = {JOBS: Decimal(402)}
    (finding,) = found("towns_again", f"{JOBS}=402", towns=towns)
    assert finding.level is Level.SOFT
    assert found("towns_again", f"{JOBS}=398", towns=towns) == []


def test_another_bound_of_the_bureau_counts_at_once() -> None:
    wide = Thresholds.over(all_settings(), {"month_change": "80"})
    assert found("month_change", f"prev:{JOBS}=340", f"{JOBS}=610", thresholds=wide) == []


def test_the_four_counts_add_up() -> None:
    sheet = snapshot(
        "employment.fairs=5",
        "employment.offline_fairs=1",
        "employment.online_fairs=1",
        f"prev:{JOBS}=100",
        f"{JOBS}=200",
        domain="employment",
    )
    verdict = evaluate(replace(sheet, explanations={JOBS: "援助月集中登记"}))
    assert (verdict.hard, verdict.waiting, verdict.explained) == (1, 0, 1)
    assert verdict.passed >= 4
    assert [one.rule for one in verdict.blocking] == ["B1"]
    assert [one.rule for one in verdict.of_cell(JOBS)] == ["month_change"]


def test_typed_values_are_judged_before_they_are_saved() -> None:
    saved = snapshot(f"prev:{JOBS}=100", f"{JOBS}=100", domain="employment")
    typed = saved.with_values({JOBS: Decimal(900)})
    assert of_rule(saved, "month_change") == []
    assert of_rule(typed, "month_change") != []
    assert of_rule(typed.with_values({JOBS: None}), "missing") != []
    assert saved.typed(JOBS) == 100
