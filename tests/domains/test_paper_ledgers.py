"""Every register has the columns, words and states of the paper ledger that it stands for."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DecimalField,
    Field,
    ForeignKey,
    IntegerField,
    TextField,
)

from bureau.catalogue.declarations import DECLARED, Indicator, Reporter
from bureau.registers.cleaning import content_fields
from bureau.registers.counting.grammar import Test as Asked
from bureau.registers.counting.grammar import parse
from bureau.registers.declarations import FilledBy, Register
from bureau.registers.personal import PersonalField
from bureau.registers.registry import all_registers, find_register, registers_of
from bureau.registers.rows import Row
from tests.domains import employment_ledgers, talent_ledgers

BY_DOMAIN = {"employment": employment_ledgers.LEDGERS, "talent": talent_ledgers.LEDGERS}
LEDGERS = {code: ledger for ledgers in BY_DOMAIN.values() for code, ledger in ledgers.items()}
# A reference to a row of another domain is the other row's number.
TYPES: dict[str, tuple[type, ...]] = {
    "text": (CharField, TextField),
    "choice": (CharField,),
    "date": (DateField,),
    "int": (IntegerField,),
    "decimal": (DecimalField,),
    "bool": (BooleanField,),
    "ref": (CharField, ForeignKey),
}
# What the clocks and checks of a ledger need, where its columns have no date, number or colleague for that.
BESIDE = {
    "talent.services": {"handler"},
    "talent.project_applications": {"closes_on", "public_from"},
    "talent.subsidies": {"public_from"},
    "talent.skill_assessments": {"public_from"},
    "talent.titles": {"closes_on"},
    "talent.recruitment": {"public_from", "public_to"},
    "talent.personnel_approvals": {"applied_on", "quota"},
}
COLUMN = re.compile(
    r"(?P<name>\w+)(?P<personal>!?):(?P<type>\w+)\[(?P<title>[^=\]]+)(?:=(?P<words>[^\]]+))?\]"
)


def register(code: str) -> Register:
    found = find_register(code)
    assert found is not None, code
    return found


def column(of: Register, name: str) -> Field[Any, Any]:  # Any: columns of every type
    found = of.model._meta.get_field(name)
    assert isinstance(found, Field)
    return found


def words_of(one: Field[Any, Any]) -> list[str]:
    return [str(word) for word, _ in one.flatchoices]


def counted(*domains: str) -> list[Indicator]:
    declared = [one for domain in domains or BY_DOMAIN for _, one in DECLARED[domain]]
    return [one for one in declared if one.register.partition(".")[0] in BY_DOMAIN]


@pytest.mark.parametrize("domain", BY_DOMAIN)
def test_the_registers_stand_in_the_order_of_the_paper_ledgers(domain: str) -> None:
    assert [one.code for one in registers_of([domain])] == list(BY_DOMAIN[domain])


def test_every_register_stands_for_a_paper_ledger() -> None:
    assert {one.code for one in all_registers()} == set(LEDGERS)


@pytest.mark.parametrize("code", LEDGERS)
def test_a_register_has_the_title_and_the_other_names_of_its_ledger(code: str) -> None:
    title, _, _, aliases = LEDGERS[code]
    assert register(code).title == title
    assert register(code).aliases == aliases


@pytest.mark.parametrize("code", LEDGERS)
def test_a_register_has_every_column_of_its_ledger_with_its_title_and_words(code: str) -> None:
    for line in LEDGERS[code][1]:
        match = COLUMN.fullmatch(line)
        assert match is not None, line
        found = column(register(code), match["name"])
        assert found.verbose_name == match["title"]
        assert isinstance(found, PersonalField) == bool(match["personal"]), line
        assert isinstance(found, TYPES[match["type"]]), line
        if match["words"]:
            assert words_of(found) == match["words"].split("/")
        elif match["type"] == "choice":
            assert words_of(found), line


@pytest.mark.parametrize("code", LEDGERS)
def test_a_register_has_no_columns_beside_those_that_its_clocks_and_checks_need(code: str) -> None:
    inherited = {one.name for one in Row._meta.get_fields()} | {"id"}
    own = {one.name for one in register(code).model._meta.concrete_fields} - inherited
    written = {line.split(":")[0].rstrip("!") for line in LEDGERS[code][1]}
    assert {name for name in own - written if not name.endswith("_index")} == BESIDE.get(code, set())


@pytest.mark.parametrize("code", LEDGERS)
def test_the_states_of_a_register_are_those_of_its_ledger_in_their_order(code: str) -> None:
    assert [one.name for one in register(code).states] == re.split("[→；]", LEDGERS[code][2])


@pytest.mark.parametrize("code", LEDGERS)
def test_from_the_first_state_every_state_can_be_reached(code: str) -> None:
    one = register(code)
    reached = {one.initial}
    for _ in one.states:
        reached |= {step.ends for step in one.steps if set(step.begins) & reached}
    assert reached == {state.name for state in one.states}


@pytest.mark.parametrize("code", LEDGERS)
def test_the_form_of_a_register_has_every_column_in_a_titled_section_once(code: str) -> None:
    one = register(code)
    placed = [name for section in one.sections for name in section.fields]
    assert sorted(placed) == sorted(content_fields(one))


@pytest.mark.parametrize("indicator", counted(), ids=lambda one: one.code)
def test_a_counting_rule_names_columns_and_words_of_its_register(indicator: Indicator) -> None:
    of, rule = register(indicator.register), parse(indicator.counting_rule)
    assert rule is not None
    # Graduates are counted by the year of their class, everything else by a date.
    by = "" if rule.by == "class_year" else rule.by
    for name in filter(None, (by, rule.opens, rule.closes)):
        assert isinstance(column(of, name), DateField)
    if rule.of:
        column(of, rule.of)
    for atom in rule.atoms:
        found = column(of, atom.field)
        if atom.test in (Asked.EQUALS, Asked.IN, Asked.NOT_IN) and found.choices:
            assert set(atom.values) <= set(words_of(found))


@pytest.mark.parametrize("indicator", counted(), ids=lambda one: one.code)
def test_whoever_reports_an_indicator_keeps_its_register(indicator: Indicator) -> None:
    keep = register(indicator.register).filled_by
    assert keep in (FilledBy.BOTH, FilledBy(str(indicator.reported_by)))


def test_a_register_whose_figures_the_section_alone_reports_is_kept_by_the_section() -> None:
    """Rows of a town would count for a cell that nobody asks of it. No figure is made of agreements."""
    told = {one.register for one in counted("talent")}
    both = {one.register for one in counted("talent") if one.reported_by is not Reporter.SECTION}
    kept = {one.code for one in registers_of(["talent"]) if one.filled_by is FilledBy.BOTH}
    assert kept & told == both
