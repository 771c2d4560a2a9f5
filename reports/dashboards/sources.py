"""来历: the figures that make up a number, unit by unit and month by month. Those that count add up to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bureau.catalogue.models import Aggregate, Indicator
from bureau.figures.corrected import booked_under
from bureau.figures.models import Correction, Figure, Sheet
from bureau.organisation.models import Unit, User
from bureau.periods import Month
from reports.dashboards import printing


@dataclass(frozen=True)
class Cell:
    """What a unit filed for a month, with the corrections booked in it; `sheet_id` where it may be opened.

    `counts`: it is one of those that add up; `amended` says in words what was corrected.
    """

    month: Month
    approved: Decimal | None
    value: Decimal | None
    counts: bool
    sheet_id: int | None
    text: str
    amended: str = ""

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


def read_sources(
    unit: Unit,
    indicator: Indicator,
    months: Sequence[Month],
    user: User,
    corrections: Iterable[Correction] = (),
) -> Sources:
    """Figures of the unit and of all below it in these months, the first to the last that the number counts."""
    booked = booked_under(unit, [indicator.pk], months)
    amended = _amended(corrections)
    numbers = [month.number for month in months]
    figures = Figure.objects.filter(
        unit__lineage__contains=[unit.pk], indicator=indicator, month__in=months
    ).values_list("unit_id", "month", "approved_value", "value")
    held: dict[int, dict[int, tuple[Decimal | None, Decimal | None]]] = {}
    for unit_id, month, approved, value in figures:
        amount = booked.get((unit_id, month, indicator.pk), Decimal(0))
        held.setdefault(unit_id, {})[month.number] = (
            None if approved is None else approved + amount,
            None if value is None else value + amount,
        )
    units = list(Unit.objects.filter(pk__in=held))
    sheets = {
        (sheet_unit, month.number): pk
        for pk, sheet_unit, month in Sheet.objects.readable_by(user)
        .filter(unit__in=units, month__in=months, domain=indicator.domain)
        .values_list("pk", "unit_id", "month")
    }
    lines = [_line(one, indicator, months, numbers, held[one.pk], sheets, amended) for one in units]
    total = _together([line.sum for line in lines], indicator)
    return Sources(months, lines, total, printing.in_table(indicator, total))


def _line(
    unit: Unit,
    indicator: Indicator,
    months: Sequence[Month],
    numbers: Sequence[int],
    held: Mapping[int, tuple[Decimal | None, Decimal | None]],
    sheets: Mapping[tuple[int, int], int],
    amended: Mapping[tuple[int, int], str],
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
            amended=amended.get((unit.pk, month.number), ""),
        )
        for place, month in enumerate(months)
    ]
    brought = _together([approved[place] for place in sorted(counting)], indicator)
    return Line(unit, cells, brought, printing.in_table(indicator, brought))


def _amended(corrections: Iterable[Correction]) -> dict[tuple[int, int], str]:
    """By unit and month number: what was corrected there, and what is booked there from elsewhere."""
    words: dict[tuple[int, int], str] = {}
    for one in corrections:
        places = [(one.month, printing.correction(one))]
        if one.booked_month is not None:
            places.append((one.booked_month, f"含更正入账：{printing.correction(one)}"))
        for month, text in places:
            key = (one.unit_id, month.number)
            words[key] = f"{words[key]}；{text}" if key in words else text
    return words


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
