"""Figures and chapters made by hand, for tests that need no database."""

from __future__ import annotations

from decimal import Decimal

from bureau.organisation.models import Unit, UnitKind
from bureau.periods import CALENDAR, Month
from reports.summaries.figures import Aim, Figure, YearFigures

EAST = Unit(code="east", name="东区人力资源和社会保障局", kind=UnitKind.BUREAU)


def figure(
    code: str,
    value: str | None,
    *,
    unit: str = "人",
    display_unit: str = "",
    decimals: int = 0,
    aim: Aim | None = None,
    previous: str | None = None,
    year_end: str | None = None,
    name: str = "",
    settled: bool = True,
    slot: int = 11,
) -> Figure:
    return Figure(
        code=code,
        name=name or code,
        label=name or code,
        domain=code.partition(".")[0],
        group="主要指标",
        unit=unit,
        display_unit=display_unit or unit,
        decimals=decimals,
        kind="flow",
        window=CALENDAR,
        slot=slot,
        value=None if value is None else Decimal(value),
        previous=None if previous is None else Decimal(previous),
        year_end=None if year_end is None else Decimal(year_end),
        aim=aim,
        is_settled=settled,
        is_comparable=settled,
    )


def at_least(value: str) -> Aim:
    return Aim("at_least", Decimal(value))


def year(*figures: Figure, month: int = 11, provisional: bool = False) -> YearFigures:
    return YearFigures(EAST, 2023, Month(2023, month), provisional, {one.code: one for one in figures})
