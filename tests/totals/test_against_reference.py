"""Whatever is reported, approved, changed and struck, in whatever order it is rolled: totals equal plain loops."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month
from bureau.totals import rolling
from bureau.totals.asking import request_rollup
from bureau.totals.verifying import differences
from tests.totals.reference import World
from tests.totals.workbench import Workbench, marks_waiting, stored_pages

MONTHS = list(Month.between(Month(2024, 10), Month(2026, 2)))
# Few cents, many people, and sums that end in ugly quotients.
AMOUNTS: SearchStrategy[Decimal] = st.one_of(
    st.integers(-3, 3).map(Decimal),
    st.integers(0, 10**6).map(Decimal),
    st.decimals(min_value=Decimal(-1000), max_value=Decimal("99999999999999.9999"), places=4),
)
DAYS = st.dates(datetime.date(2024, 9, 1), datetime.date(2026, 3, 31))
LIVES = st.one_of(
    st.just((None, None)),
    st.tuples(DAYS, st.none()),
    st.tuples(st.none(), DAYS),
    st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days))),
)
TYPED = [("sum", 1), ("sum", 1), ("last", 1), ("maximum", 1), ("sum", 12), ("last", 12)]
DUTIES = st.lists(
    st.tuples(st.sampled_from(MONTHS), st.none() | st.integers(0, 14)),
    max_size=2,
    unique_by=lambda duty: duty[0],
)


def draw_bureau(data: DataObject) -> tuple[Workbench, list[Unit], list[int]]:
    """One or more trees with units at several depths, and indicators of every aggregate and two kinds of year."""
    bench = Workbench()
    upper = [bench.unit(UnitKind.CITY)]
    for _ in range(data.draw(st.integers(0, 3), label="bureaus")):
        parent = data.draw(st.sampled_from([*upper, None]), label="above")
        upper.append(bench.unit(UnitKind.BUREAU, parent))
    filing = []
    for _ in range(data.draw(st.integers(1, 4), label="filing units")):
        kind = data.draw(st.sampled_from([UnitKind.SECTION, UnitKind.TOWN]))
        opened, closed = data.draw(LIVES)
        filing.append(bench.unit(kind, data.draw(st.sampled_from(upper)), opened, closed))
    typed = [bench.indicator(aggregate, start) for aggregate, start in TYPED]
    parts = [one for one in typed if bench.world.indicators[one].aggregate != "maximum"]
    side = st.lists(
        st.tuples(st.sampled_from(parts), st.sampled_from([1, -1])),
        min_size=1,
        max_size=3,
        unique_by=lambda term: term[0],
    )
    for start in (1, 12):
        bench.indicator(
            "ratio", start, data.draw(side, label="above the line"), data.draw(side, label="below it")
        )
    for unit in filing:
        for indicator in typed:
            for begins, length in data.draw(DUTIES, label="duties"):
                bench.assign(unit, indicator, begins, None if length is None else begins + length)
    return bench, filing, typed


def take_a_step(data: DataObject, bench: Workbench, unit: Unit, indicator: int) -> None:
    month = data.draw(st.sampled_from(MONTHS))
    step = data.draw(st.sampled_from(["report", "report", "report", "approve", "strike", "roll", "assign"]))
    if step == "roll":
        rolling.drain()
    elif step == "strike":
        bench.strike(unit, indicator, month)
    elif step == "assign":
        if (unit.pk, indicator, month) not in {duty[:3] for duty in bench.world.assignments}:
            bench.assign(unit, indicator, month)
            request_rollup(unit_id=unit.pk, indicator_id=indicator)
    else:
        value = data.draw(st.none() | AMOUNTS)
        approved = bench.world.figures.get((unit.pk, indicator, month), (None, None))[1]
        bench.report(unit, indicator, month, value, value if step == "approve" else approved)


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking takes minutes here and says little
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_rolled_in_any_order_totals_equal_plain_loops_over_the_facts(data: DataObject) -> None:
    with transaction.atomic():
        bench, filing, typed = draw_bureau(data)
        for _ in range(data.draw(st.integers(5, 40), label="steps")):
            take_a_step(data, bench, data.draw(st.sampled_from(filing)), data.draw(st.sampled_from(typed)))
        rolling.drain()
        assert marks_waiting() == 0
        assert_equal(bench.world)
        rolling.roll_up()
        assert_equal(bench.world)
        assert list(differences()) == []
        transaction.set_rollback(True)


def assert_equal(world: World) -> None:
    expected, stored = world.pages(), stored_pages()
    assert stored.keys() == expected.keys()
    for key, columns in expected.items():
        assert stored[key] == columns, key
