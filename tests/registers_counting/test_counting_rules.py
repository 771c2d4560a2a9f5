"""Every declared counting rule, compared with a count by hand over random rows."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month, StatisticalWindow
from bureau.registers.counting.behind import registers_behind, rows_behind
from bureau.registers.counting.compiling import Scope
from bureau.registers.counting.counted import Counted, load_counted, problems_of_rules
from bureau.registers.counting.grammar import RuleError, parse
from bureau.registers.counting.tallying import count, wrong_tallies
from bureau.registers.declarations import Register
from bureau.registers.models import Tally
from bureau.registers.registry import declare, find_register, withdraw
from bureau.registers.rows import Row
from tests.registers_counting.by_hand import answer
from tests.registers_counting.paper import counted_declarations, lay_out, register_for, scatter
from tests.small_catalogue import indicator

FIRST, LAST, HORIZON = date(2024, 11, 1), date(2026, 8, 31), Month(2026, 6)
MONTHS = list(Month.between(Month(2024, 9), Month(2026, 10)))
REGISTERS = sorted({one.register for one in counted_declarations()})
AGGREGATES = {"stock": "last", "rate": "maximum"}


class Bench:
    """One register with its indicators and rows; what its rules add comes from registers of its kind."""

    def __init__(self, code: str, window: StatisticalWindow, seed: int) -> None:
        self.window = window
        self.dice = random.Random(seed)
        bureau = Unit.objects.create(code="b", name="区局", kind=UnitKind.BUREAU)
        self.units = [
            Unit.objects.create(code=f"t{n}", name=f"镇{n}", kind=UnitKind.TOWN, parent=bureau)
            for n in range(2)
        ]
        self.declared: list[str] = []
        self.rows: dict[str, list[Row]] = {}
        self.indicators: dict[str, Indicator] = {}
        by_code = {one.code: one for one in counted_declarations()}
        wanted = [one for one in by_code.values() if one.register == code]
        for one in wanted:
            rule = parse(one.counting_rule)
            assert rule is not None
            wanted += [by_code[added] for added in rule.plus if by_code[added] not in wanted]
        for one in wanted:
            self._register(one.register)
            self.indicators[one.code] = indicator(
                one.code,
                one.name,
                kind=str(one.kind),
                aggregate=AGGREGATES.get(one.kind, "sum"),
                register=one.register,
                counting_rule=one.counting_rule,
                cutoff_day=window.cutoff_day,
                year_start_month=window.year_start_month,
            )

    def _register(self, code: str) -> Register:
        register = register_for(code)
        if find_register(code) is None:
            declare(register)
            self.declared.append(code)
        if code not in self.rows:
            lay_out(register)
            self.rows[code] = scatter(register, self.units, 80, self.dice, FIRST, LAST)
        return register

    def rows_opened(self, one: Counted, unit: Unit, month: Month) -> int:
        """How many rows open behind the figure, in all registers that make it."""
        found = self.indicators[one.code]
        return sum(rows_behind(register, found, unit, month).count() for register in registers_behind(found))

    def by_hand(self, code: str, unit: Unit, month: Month) -> tuple[Decimal | None, int] | None:
        one = self.indicators[code]
        rule = parse(one.counting_rule)
        register = find_register(one.register)
        assert rule is not None
        assert register is not None
        told = []
        for part in (rule, *rule.also):
            rows = [row for row in self.rows[one.register] if row.reporting_unit_id == unit.pk]
            told.append(answer(register, part, rows, self.window, month, one.aggregate))
        told += [self.by_hand(added, unit, month) for added in rule.plus]
        if len(told) == 1:
            return told[0]
        return (
            sum((value or Decimal(0) for value, _ in filter(None, told)), Decimal(0)),
            sum(number for _, number in filter(None, told)),
        )


@pytest.mark.parametrize(
    "window", [StatisticalWindow(), StatisticalWindow(20, 12)], ids=["calendar", "21st-20th"]
)
@pytest.mark.parametrize("code", REGISTERS)
@pytest.mark.django_db
def test_every_rule_of_a_register_counts_like_a_person(code: str, window: StatisticalWindow) -> None:
    bench = Bench(code, window, seed=REGISTERS.index(code))
    try:
        counted = load_counted([code])
        own = [one for one in counted if one.register.code == code]
        assert {one.code for one in own} >= {
            one for one, found in bench.indicators.items() if found.register == code
        }
        count(counted, Scope(), HORIZON)
        assert list(wrong_tallies(counted, HORIZON)) == []
        tallies = {
            (tally.unit_id, tally.indicator_id, tally.month): (tally.value, tally.rows)
            for tally in Tally.objects.all()
        }
        for one in own:
            if one.code not in bench.indicators:
                continue
            told_to = HORIZON if one.reach(None, None, HORIZON)[1] is not None else MONTHS[-1]
            for unit in bench.units:
                for month in MONTHS:
                    if month > told_to:
                        assert (unit.pk, one.id, month) not in tallies
                        continue
                    wanted = bench.by_hand(one.code, unit, month) or (None, 0)
                    found = tallies.get((unit.pk, one.id, month), (None if one.is_silent else Decimal(0), 0))
                    if bench.dice.random() < 0.1:
                        assert bench.rows_opened(one, unit, month) == found[1], (one.code, str(month))
                    if one.code not in ADDED_ELSEWHERE:
                        assert found == wanted, (one.code, unit.code, str(month))
                    else:
                        assert found[0] == wanted[0], (one.code, unit.code, str(month))
    finally:
        withdraw(*bench.declared)


# Rows of two deciding dates of one rule: one row in both is one row, which adding up by hand does not know.
ADDED_ELSEWHERE = {"labor_relations.deposit_returned"}


def test_every_declared_rule_reads_and_names_what_its_register_has() -> None:
    assert list(problems_of_rules()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "count",
        "counts by held_on",
        "count where kind by",
        "sum() by held_on",
        "stock(a,b) by c",
        "last stock(a,b)",
        "distinct(a-b) by c",
        "count by a, minus b",
        "count where kind==x by held_on",
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        parse(text)


def test_a_rank_is_known_and_not_counted() -> None:
    assert parse("rank where scope=全省 by got_on") is None
