"""Totals the slow and obvious way: plain loops over plain facts, sharing no code with the roll-up."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal

from bureau.periods import Month

SPANS = {
    **{f"m{n:02d}": range(n, n + 1) for n in range(1, 13)},
    **{f"q{n}": range(3 * n - 2, 3 * n + 1) for n in range(1, 5)},
    **{f"h{n}": range(6 * n - 5, 6 * n + 1) for n in (1, 2)},
    **{f"t{n:02d}": range(1, n + 1) for n in range(1, 13)},
}
EXACT = Context(prec=60)

Amounts = dict[int, Decimal]  # by slot
PageKey = tuple[int, int, int, int]  # unit, year, indicator, series


@dataclass(frozen=True)
class PlainUnit:
    id: int
    parent: int | None
    files: bool
    opened: datetime.date | None = None
    closed: datetime.date | None = None


@dataclass(frozen=True)
class PlainIndicator:
    id: int
    aggregate: str
    start: int = 1
    numerator: tuple[tuple[int, int], ...] = ()  # (part, sign)
    denominator: tuple[tuple[int, int], ...] = ()


@dataclass
class World:
    units: dict[int, PlainUnit] = field(default_factory=dict)
    indicators: dict[int, PlainIndicator] = field(default_factory=dict)
    assignments: list[tuple[int, int, Month, Month | None]] = field(default_factory=list)
    figures: dict[tuple[int, int, Month], tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)

    def pages(self) -> dict[PageKey, dict[str, Decimal | int | None]]:
        """Every page there should be, with every column."""
        pages: dict[PageKey, dict[str, Decimal | int | None]] = {}
        for indicator in self.indicators.values():
            for root in (unit.id for unit in self.units.values() if unit.parent is None):
                leaves = [
                    unit.id for unit in self.units.values() if unit.files and self.root(unit.id) == root
                ]
                years = {year_of(m, indicator.start) for u, _, m in self.figures if u in leaves}
                for year in years:
                    filed = {leaf: Leaf(self, leaf, indicator, year) for leaf in leaves}
                    for unit in (u for u in self.units.values() if self.root(u.id) == root):
                        below = [filed[leaf] for leaf in leaves if self.is_under(leaf, unit)]
                        below = [leaf for leaf in below if leaf.exists]
                        if below:
                            pages |= pages_of(unit.id, year, indicator, below)
        return pages

    def root(self, unit: int) -> int:
        parent = self.units[unit].parent
        return unit if parent is None else self.root(parent)

    def is_under(self, leaf: int, unit: PlainUnit) -> bool:
        if leaf == unit.id:
            return True
        parent = self.units[leaf].parent
        return parent is not None and not unit.files and self.is_under(parent, unit)

    def values(self, unit: int, indicator: int, year: int, start: int, layer: int) -> Amounts:
        found = {}
        for (u, i, month), both in self.figures.items():
            value = both[layer]
            if u == unit and i == indicator and year_of(month, start) == year and value is not None:
                found[slot_of(month, start)] = value
        return found

    def expected(self, unit: int, indicator: int, year: int, start: int) -> set[int]:
        slots = set()
        opened, closed = self.units[unit].opened, self.units[unit].closed
        for u, i, begins, ends in self.assignments:
            if (u, i) != (unit, indicator):
                continue
            for slot in range(1, 13):
                month = month_at(year, slot, start)
                in_force = begins <= month and (ends is None or month <= ends)
                exists = (opened is None or opened <= month.last_day) and (
                    closed is None or closed >= month.first_day
                )
                if in_force and exists:
                    slots.add(slot)
        return slots


class Leaf:
    """What one filing unit contributes to the pages of one indicator and year, itself and above."""

    def __init__(self, world: World, unit: int, indicator: PlainIndicator, year: int) -> None:
        start = indicator.start
        sides: list[tuple[tuple[int, int], ...]] = [((indicator.id, 1),)]
        if indicator.aggregate == "ratio":
            sides = [indicator.numerator, indicator.denominator]
        parts = {part for side in sides for part, _ in side}
        self.expected = set.intersection(*(world.expected(unit, part, year, start) for part in parts))
        self.layers: list[list[dict[str, Decimal]]] = []  # approved and provisional, per side, by span
        self.reported: set[int] = set()
        for layer in (1, 0):
            values = {part: world.values(unit, part, year, start, layer) for part in parts}
            complete = set.intersection(*(set(found) for found in values.values()))
            self.reported = complete
            self.layers.append(
                [
                    {
                        span: sum(
                            (
                                sign
                                * along(world.indicators[part].aggregate, values[part], complete & set(slots))
                                for part, sign in side
                            ),
                            Decimal(0),
                        )
                        for span, slots in SPANS.items()
                        if complete & set(slots)
                    }
                    for side in sides
                ]
            )
        self.exists = bool(self.expected or any(side for layer in self.layers for side in layer))


def along(aggregate: str, values: Amounts, slots: set[int]) -> Decimal:
    if aggregate == "last":
        return values[max(slots)]
    found = [values[slot] for slot in slots]
    return max(found) if aggregate == "maximum" else sum(found, Decimal(0))


def pages_of(
    unit: int, year: int, indicator: PlainIndicator, leaves: list[Leaf]
) -> dict[PageKey, dict[str, Decimal | int | None]]:
    counts: dict[str, Decimal | int | None] = {}
    for slot in range(1, 13):
        counts[f"r_m{slot:02d}"] = sum(slot in leaf.reported for leaf in leaves)
        counts[f"e_m{slot:02d}"] = sum(slot in leaf.expected for leaf in leaves)
    is_rate = indicator.aggregate == "ratio"
    series = {number: dict(counts) for number in ((0, 1, 2) if is_rate else (0,))}
    for place, layer in enumerate("ap"):
        for span in SPANS:
            column = f"{layer}_{span}"
            sides: list[Decimal | None] = []
            for side in range(2 if is_rate else 1):
                found = [
                    leaf.layers[place][side][span] for leaf in leaves if span in leaf.layers[place][side]
                ]
                together = (
                    max(found, default=None) if indicator.aggregate == "maximum" else sum(found, Decimal(0))
                )
                sides.append(together if found else None)
            if not is_rate:
                series[0][column] = sides[0]
                continue
            series[1][column], series[2][column] = sides
            series[0][column] = per_cent(*sides)
    return {(unit, year, indicator.id, number): columns for number, columns in series.items()}


def per_cent(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    if numerator is None or not denominator:
        return None
    exact = EXACT.divide(EXACT.multiply(numerator, Decimal(100)), denominator)
    return exact.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP, context=EXACT)


def year_of(month: Month, start: int) -> int:
    return month.year + 1 if start > 1 and month.month >= start else month.year


def slot_of(month: Month, start: int) -> int:
    return (month.month - start) % 12 + 1


def month_at(year: int, slot: int, start: int) -> Month:
    return Month(year if start == 1 else year - 1, start) + (slot - 1)
