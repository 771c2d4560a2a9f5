"""Every relation of the bureau's list that speaks of sheets: it passes on printed figures and is caught when broken."""

from __future__ import annotations

import pytest

from bureau.returns.checks.declarations import Level, all_checks, all_notes
from bureau.returns.checks.evaluating import evaluate, evaluate_relations
from bureau.returns.checks.finding import Finding, Verdict
from bureau.returns.checks.snapshot import Snapshot
from tests.checks.stage import Case, cases, snapshot, with_change

# Relations of the list by scope; the others are about the wording of a text.
SHEET = {
    *(f"A{number}" for number in range(1, 7)),
    *(f"B{number}" for number in range(1, 29) if number not in {22, 23, 24, 26, 27}),
    *("C2", "C7", "C13", "C16", "C17", "C19", "C26", "C27"),
    *(f"R{number:03}" for number in range(1, 93)),
} - {"R040", "R041", "R042", "R043", "R063"}
ACROSS = {"C18", "C20", "C24", "C25", "C28"}
HISTORY = {"C34"}
IN_SCOPE = SHEET | ACROSS | HISTORY
# Held by what the catalogue and the loader are, not by a formula; test_checks_structure.py breaks each of them.
STRUCTURAL = {
    *("C7", "C13", "C18", "C20", "C24", "C25", "C26", "C27", "C34"),
    *("R076", "R077", "R078", "R079", "R080"),
}


def found(verdict: Verdict, case: Case) -> list[Finding]:
    return [one for one in verdict.findings if one.rule == case.rule]


def sheet_of(case: Case, figures: list[str]) -> Snapshot:
    """The figures as a sheet of the domain to which the relation belongs."""
    domain = next(one.domain for one in all_checks() if one.rule == case.rule)
    targets = [figure.partition("=")[0].partition(":")[2] for figure in figures if "target:" in figure]
    return snapshot(*figures, domain=domain, asks=targets)


def test_the_list_has_130_relations_for_sheets() -> None:
    assert len(IN_SCOPE) == 130


def test_every_relation_in_scope_has_a_case_or_a_structure() -> None:
    assert {case.relation for case in cases()} == IN_SCOPE - STRUCTURAL


def test_every_declared_relation_stands_in_the_list() -> None:
    declared = {relation for check in all_checks() for relation in check.relation_ids}
    noted = {relation for note in all_notes() for relation in note.relation_ids}
    assert declared == IN_SCOPE - STRUCTURAL
    assert noted == STRUCTURAL - {"C34"}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_relation_says_of_the_printed_figures_what_the_list_says(case: Case) -> None:
    findings = found(evaluate_relations(snapshot(*case.given.split())), case)
    assert [one.level for one in findings] == ([case.level] if case.outcome == "fails" else [])


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_changed_figure_is_found_at_the_stated_level(case: Case) -> None:
    changed = with_change(case.given, case.changed)
    assert changed != case.given.split()
    findings = found(evaluate_relations(snapshot(*changed)), case)
    assert [one.level for one in findings] == ([] if case.outcome == "fails" else [case.level])


@pytest.mark.parametrize(
    "case",
    [case for case in cases() if "completion:" not in case.given and "rate" not in case.given],
    ids=str,
)
def test_the_sheet_of_the_domain_finds_the_same(case: Case) -> None:
    before, after = case.given.split(), with_change(case.given, case.changed)
    broken, sound = (before, after) if case.outcome == "fails" else (after, before)
    assert found(evaluate(sheet_of(case, sound)), case) == []
    (finding,) = found(evaluate(sheet_of(case, broken)), case)
    assert finding.level == case.level
    assert finding.message
    assert finding.cells


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_figure_that_is_not_reported_makes_a_relation_silent(case: Case) -> None:
    changed = with_change(case.given, case.changed)
    for missing in changed:
        rest = [figure for figure in changed if figure != missing]
        if missing.startswith("prev:") or len(changed) == 1:
            continue
        assert found(evaluate_relations(snapshot(*rest)), case) == []


def test_levels_are_those_of_the_list() -> None:
    levels = {case.rule: case.level for case in cases()}
    assert {check.rule: str(check.level) for check in all_checks()} == levels


def test_b2_names_both_candidates_and_changes_nothing() -> None:
    (case,) = [case for case in cases() if case.relation == "B2"]
    figures = sheet_of(case, case.given.split())
    before = {code: dict(months) for code, months in figures.series.items()}
    (finding,) = found(evaluate(figures), case)
    assert finding.level is Level.HARD
    assert finding.message == (
        "劳动人事争议仲裁立案数＋劳动人事争议仲裁不予受理数 1056＋1396＝2452，"
        "与 劳动人事争议仲裁收案数 2425 相差 27 件。"
    )
    assert {one.code.partition(".")[2]: int(one.value) for one in finding.suggestions} == {
        "arbitration_received": 2452,
        "arbitration_refused": 1369,
    }
    assert "2452件" in finding.advice
    assert "1369件" in finding.advice
    assert {code: dict(months) for code, months in figures.series.items()} == before
