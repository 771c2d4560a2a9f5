"""A wrong declaration stops the start and names its mistake by a stable id."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bureau.registers.declarations import Breakdown, Register, RowCheck, State, Step, Transfer
from bureau.registers.registry import all_registers, register_behind
from bureau.registers.system import check_registers, problems_of
from bureau.registers.timing import Clock, Expiry
from employment.models import JobFair, StartupLoan

FAIRS, LOANS = register_behind(JobFair), register_behind(StartupLoan)


def ids(*registers: Register) -> set[str | None]:
    return {error.id for error in problems_of(registers)}


def test_what_the_domains_declare_has_no_mistake() -> None:
    assert len(all_registers()) >= 45
    assert check_registers(None) == []


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (replace(FAIRS, code="hr.job_fairs"), "registers.E003"),
        (replace(FAIRS, columns=("held_on", "guests")), "registers.E004"),
        (replace(FAIRS, label="nothing"), "registers.E004"),
        (replace(FAIRS, decides="title"), "registers.E005"),
        (replace(FAIRS, sums=("resumes",), columns=("held_on",)), "registers.E006"),
        (replace(FAIRS, states=(*FAIRS.states, FAIRS.states[0])), "registers.E007"),
        (replace(FAIRS, states=(*FAIRS.states, State("草稿"))), "registers.E007"),
        (replace(FAIRS, steps=(*FAIRS.steps, Step("x", "办", ("办过",), "公告"))), "registers.E008"),
        (replace(FAIRS, states=(*FAIRS.states, State("归档"))), "registers.E009"),
        (
            replace(FAIRS, breakdowns=(Breakdown("a", "一", "kind"), Breakdown("a", "二", "topic"))),
            "registers.E010",
        ),
        (
            replace(FAIRS, steps=(*FAIRS.steps, Step("x", "办", ("公告",), "公告", waits_for="notice"))),
            "registers.E011",
        ),
        (
            replace(FAIRS, transfers=(Transfer("x", "转入", "talent.nobody", ("公告",), {}),)),
            "registers.E012",
        ),
        (
            replace(
                FAIRS,
                transfers=(
                    Transfer("x", "转入", "employment.startup_loans", ("公告",), {"guests": "title"}),
                ),
            ),
            "registers.E004",
        ),
        (replace(FAIRS, clocks=(Clock("x", "时限", "title", 5),)), "registers.E005"),
        (replace(FAIRS, expiries=(Expiry("x", "到期", "ends_on"),)), "registers.E004"),
        (
            replace(FAIRS, checks=(RowCheck("x", FAIRS.checks[0].level, lambda row: "", ("guests",)),)),
            "registers.E004",
        ),
    ],
)
def test_a_mistake_is_named(wrong: Register, expected: str) -> None:
    assert expected in ids(wrong)


def test_two_registers_do_not_share_a_code_or_the_letters_of_their_numbers() -> None:
    assert ids(FAIRS, replace(LOANS, letters=FAIRS.letters)) == {"registers.E001"}
    assert "registers.E001" in ids(FAIRS, replace(LOANS, code=FAIRS.code))
