"""What no formula can say is held at the start: a declaration against it does not get past the system check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bureau.catalogue.declarations import DECLARED as CATALOGUE
from bureau.catalogue.declarations import Indicator
from bureau.returns.checks.declarations import DECLARED, Check, CheckBook, Note, all_notes, book
from bureau.returns.checks.evaluating import evaluate
from bureau.returns.checks.system import check_relations, problems_of
from bureau.returns.checks.thresholds import Setting
from tests.checks.stage import MONTH, snapshot

INDICATORS = {one.code: one for one_set in CATALOGUE.values() for _, one in one_set}


def ids(books: list[CheckBook], indicators: Mapping[str, Indicator] = INDICATORS) -> set[str | None]:
    return {problem.id for problem in problems_of(books, indicators)}


def with_check(check: Check, domain: str = "employment") -> list[CheckBook]:
    return [*DECLARED.values(), book(domain, (check,))]


def note(relation: str) -> Note:
    return next(one for one in all_notes() if relation in one.relation_ids)


def test_what_is_declared_is_sound() -> None:
    assert check_relations(None) == []


@pytest.mark.parametrize("relation", ["C7", "C13", "C20", "C24", "C25", "C26", "C27"])
def test_a_relation_that_adds_what_must_not_be_added_does_not_start(relation: str) -> None:
    forbidden = note(relation)
    first, second = forbidden.codes[:2]
    made = Check("X1", f"{first} + {second} <= 10", "不可相加", counts_alike="试")
    number = "returns.W010" if forbidden.level == "soft" else "returns.E010"
    assert number in ids(with_check(made, first.partition(".")[0]))


@pytest.mark.parametrize("relation", ["C7", "C13", "C20", "C24", "C25"])
def test_a_comparison_of_what_must_not_be_compared_does_not_start(relation: str) -> None:
    first, second = note(relation).codes[:2]
    made = Check("X1", f"{first} <= {second}", "不可比较", counts_alike="试")
    assert "returns.E010" in ids(with_check(made, first.partition(".")[0]))


@pytest.mark.parametrize("relation", ["C13", "C20", "C24"])
def test_a_rate_made_of_them_does_not_start(relation: str) -> None:
    first, second = note(relation).codes[:2]
    rate = INDICATORS["employment.poor_employment_rate"]
    joined = INDICATORS | {rate.code: replace(rate, numerator=first, denominator=second)}
    assert "returns.E010" in ids(list(DECLARED.values()), joined)


@pytest.mark.parametrize("relation", ["C26", "C27"])
def test_parts_that_may_overlap_cannot_be_declared_to_sum_up(relation: str) -> None:
    codes = note(relation).codes
    number = "returns.W010" if note(relation).level == "soft" else "returns.E010"
    parts = {
        code: replace(INDICATORS[code], parent="talent.institution_hired", exhaustive=True) for code in codes
    }
    assert number in ids(list(DECLARED.values()), INDICATORS | parts)


def test_events_that_two_registers_share_are_noted_beside_both() -> None:
    assert set(note("C18").codes) == {"employment.fairs", "talent.local_fairs_joined"}
    assert note("C18").level == "soft"


@pytest.mark.parametrize("relation", ["R076", "R077", "R078", "R079", "R080"])
def test_a_figure_counted_otherwise_than_its_relation_says_does_not_start(relation: str) -> None:
    (code,) = note(relation).codes
    assert ids(list(DECLARED.values())) == set()
    recounted = INDICATORS | {code: replace(INDICATORS[code], counting_rule="count by month")}
    moved = INDICATORS | {code: replace(INDICATORS[code], register="employment.placements")}
    assert ids(list(DECLARED.values()), recounted) == {"returns.E011"}
    assert ids(list(DECLARED.values()), moved) == {"returns.E011"}


def test_c34_a_unit_is_compared_with_its_own_past_only() -> None:
    """West's 2022 stands nowhere in east's snapshot: the loader reads one unit, and a snapshot holds one."""
    code = "employment.urban_new_jobs"
    alone = snapshot(f"{code}=10439", domain="employment")
    assert {one.rule for one in evaluate(alone).findings} & {"month_change", "year_change", "slip"} == set()
    own = snapshot(f"{code}=10439", f"last:{code}=22000", domain="employment")
    assert "year_change" in {one.rule for one in evaluate(own).findings}
    assert {alone.unit_id} == {own.unit_id}
    assert set(own.series[code]) == {MONTH.number, MONTH.last_year.number}


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (Check("X1", "fairs ==", "读不懂"), "returns.E001"),
        (Check("X1", "fairs == no_such_code", "没有"), "returns.E002"),
        (Check("X1", "fairs <= setting(no_such_setting)", "没有"), "returns.E003"),
        (Check("X1", "talent.certs <= talent.assessed_persons", "别家的"), "returns.E004"),
        (Check("B1", "fairs == offline_fairs", "重号"), "returns.E005"),
        (Check("X1", "fairs == offline_fairs", "疑", doubtful=("online_fairs",)), "returns.E006"),
        (Check("X1", "fairs + fair_posts == 3", "混加"), "returns.E007"),
        (Check("X1", "fairs <= fair_posts", "混比"), "returns.E008"),
        (Check("X1", "unemployed_followups + hardship_followed >= 0", "人次加人"), "returns.E007"),
        (Check("X1", "fairs == prev(fairs) + 1", "流量的期末"), "returns.E009"),
    ],
)
def test_a_wrong_declaration_is_named(check: Check, problem: str) -> None:
    assert problem in ids(with_check(check))


def test_a_reason_lets_figures_of_two_units_be_compared() -> None:
    sound = Check("X1", "offline_fair_posts >= offline_fair_firms", "岗位", counts_alike="每家至少一个岗位")
    assert ids(with_check(sound)) == set()


def test_a_setting_of_a_domain_begins_with_its_name() -> None:
    (setting,) = book("employment", settings=(Setting("posts", "岗位", "5"),)).settings
    assert setting.key == "employment.posts"
