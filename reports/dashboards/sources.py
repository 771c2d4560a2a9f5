"""来历: the figures that make up a number, unit by unit and month by month. Those that count add up to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bureau.catalogue.models import Aggregate, Indicator
from bureau.figures.models import Figure, Sheet
from bureau.organisation.models import Unit, User
from bureau.periods import Month
from reports.dashboards import printing


@dataclass(frozen=True)
class Cell:
    """What a unit filed for a month. `counts`: it is one of those that add up; `sheet_id` where it may be opened."""

    month: Month
    approved: Decimal | None
    value: Decimal | None
    counts: bool
    sheet_id: int | None
    text: str

    @property
    def is_settled(self) -> bool:
        return self.approved == self.value


@dataclass(frozen=True)
class Line:
    """One filing unit: its months, and what it brings to the number."""

    unit: Unit
    cells: list[Cell]
    sum: Decimal | None
    text: str


@dataclass(frozen=True)
class Sources:
    """All lines, and what they make together: the approved number of the page."""

    months: Sequence[Month]
    lines: list[Line]
    total: Decimal | None
    text: str


def read_sources(unit: Unit, indicator: Indicator, months: Sequence[Month], user: User) -> Sources:
    """Figures of the unit and of all below it in these months, the first to the last that the number counts."""
    numbers = [month.number for month in months]
    figures = Figure.objects.filter(
        unit__lineage__contains=[unit.pk], indicator=indicator, month__in=months
    ).values_list("unit_id", "month", "approved_value", "value")
    held: dict[int, dict[int, tuple[Decimal | None, Decimal | None]]] = {}
    for unit_id, month, approved, value in figures:
        held.setdefault(unit_id, {})[month.number] = (approved, value)
    units = list(Unit.objects.filter(pk__in=held))
    sheets = {
        (sheet_unit, month.number): pk
        for pk, sheet_unit, month in Sheet.objects.readable_by(user)
        .filter(unit__in=units, month__in=months, domain=indicator.domain)
        .values_list("pk", "unit_id", "month")
    }
    lines = [_line(one, indicator, months, numbers, held[one.pk], sheets) for one in units]
    total = _together([line.sum for line in lines], indicator)
    return Sources(months, lines, total, printing.in_table(indicator, total))


def _line(
    unit: Unit,
    indicator: Indicator,
    months: Sequence[Month],
    numbers: Sequence[int],
    held: Mapping[int, tuple[Decimal | None, Decimal | None]],
    sheets: Mapping[tuple[int, int], int],
) -> Line:
    approved = [held.get(number, (None, None))[0] for number in numbers]
    counting = _counting(approved, indicator)
    cells = [
        Cell(
            month=month,
            approved=approved[place],
            value=held.get(month.number, (None, None))[1],
            counts=place in counting,
            sheet_id=sheets.get((unit.pk, month.number)),
            text=printing.in_table(indicator, _shown(held.get(month.number, (None, None)))),
        )
        for place, month in enumerate(months)
    ]
    brought = _together([approved[place] for place in sorted(counting)], indicator)
    return Line(unit, cells, brought, printing.in_table(indicator, brought))


def _shown(pair: tuple[Decimal | None, Decimal | None]) -> Decimal | None:
    approved, value = pair
    return value if approved is None else approved


def _counting(values: Sequence[Decimal | None], indicator: Indicator) -> set[int]:
    """The months that count: all of a flow, the last reported of a stock, the largest of a maximum."""
    known = [place for place, value in enumerate(values) if value is not None]
    if not known or indicator.aggregate == Aggregate.SUM:
        return set(known)
    if indicator.aggregate == Aggregate.MAXIMUM:
        return {max(known, key=lambda place: (values[place] or Decimal(0), -place))}
    return {known[-1]}


def _together(values: Sequence[Decimal | None], indicator: Indicator) -> Decimal | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return max(known) if indicator.aggregate == Aggregate.MAXIMUM else sum(known, Decimal(0))
