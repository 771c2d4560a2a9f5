"""A bureau with two towns and a section, a flow, a stock and a rate, assigned for 2026."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month
from tests.totals.workbench import Workbench

JANUARY, DECEMBER = Month(2026, 1), Month(2026, 12)


@dataclass
class SmallTree:
    bench: Workbench
    bureau: Unit
    chengguan: Unit
    hekou: Unit
    section: Unit
    closed: int  # 结案, a flow
    due: int  # 应结, a flow
    insured: int  # 参保人数, a stock
    close_rate: int  # 结案率 = closed ÷ due


@pytest.fixture
def tree(db: None) -> SmallTree:
    return plant()


@pytest.fixture
def real_tree(transactional_db: None) -> SmallTree:
    """The same with commits that other connections see."""
    return plant()


def plant() -> SmallTree:
    bench = Workbench()
    bureau = bench.unit(UnitKind.BUREAU)
    chengguan, hekou = bench.unit(UnitKind.TOWN, bureau), bench.unit(UnitKind.TOWN, bureau)
    section = bench.unit(UnitKind.SECTION, bureau)
    closed, due, insured = bench.indicator("sum"), bench.indicator("sum"), bench.indicator("last")
    close_rate = bench.indicator("ratio", numerator=[(closed, 1)], denominator=[(due, 1)])
    for unit in (chengguan, hekou, section):
        for indicator in (closed, due, insured):
            bench.assign(unit, indicator, JANUARY, DECEMBER)
    return SmallTree(bench, bureau, chengguan, hekou, section, closed, due, insured, close_rate)
