"""What a total is made of: the figures behind it, which sum to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bureau.catalogue.models import Aggregate, Indicator, RatePart
from bureau.figures.corrected import booked_under
from bureau.figures.models import Figure
from bureau.organisation.models import Unit
from bureau.periods import Month, Span

BOOKED: Final = "correction"

# How many rows of a register each figure was counted from; figures that were typed are left out.
Key = tuple[int, Month, int]
RowCounter = Callable[[Sequence[Figure]], Mapping[Key, int]]
_row_counters: list[RowCounter] = []


def count_rows_by(counter: RowCounter) -> None:
    """Called at start by the room that keeps rows, which stands above this one."""
    if counter not in _row_counters:
        _row_counters.append(counter)


@dataclass(frozen=True)
class Term:
    """An indicator with the sign under which it counts."""

    indicator: Indicator
    sign: int


@dataclass(frozen=True)
class Traced:
    """One figure of one filing unit, by what it adds to the approved total (`value`) and to the provisional one.

    None where it does not count there. A difference booked beside a figure is a row of its own (source `correction`).
    """

    unit: Unit
    month: Month
    indicator: Indicator
    value: Decimal | None
    provisional: Decimal | None
    source: str
    rows: int | None = None


@dataclass(frozen=True)
class Trace:
    """`figures` sum to the total (a maximum: the one that is it); a rate has its two sides instead."""

    figures: Sequence[Traced]
    numerator: Sequence[Traced]
    denominator: Sequence[Traced]


def trace(unit: Unit, indicator: Indicator, year: int, span: Span) -> Trace:
    """The figures behind the total of the unit with all below it, in the indicator's statistical year."""
    months = [indicator.window.month_at(year, slot) for slot in span.slots]
    sides = _sides(indicator)
    figures = list(
        Figure.objects.filter(
            unit__in=Unit.objects.under(unit).filing(),
            month__in=months,
            indicator__in={term.indicator for side in sides for term in side},
        )
        .select_related("unit", "indicator")
        .order_by("unit__order", "unit__code", "month", "indicator__order")
    )
    booked = booked_under(unit, [indicator.pk], months)
    rows: dict[Key, int] = {}
    for counter in _row_counters:
        rows |= counter(figures)
    counted = [
        _with_booked(
            _counted(side, sides, figures, rows, largest=indicator.aggregate == Aggregate.MAXIMUM), booked
        )
        for side in sides
    ]
    if indicator.is_derived:
        return Trace((), counted[0], counted[1])
    return Trace(counted[0], (), ())


def _sides(indicator: Indicator) -> list[list[Term]]:
    if not indicator.is_derived:
        return [[Term(indicator, 1)]]
    parts = list(RatePart.objects.filter(rate=indicator).select_related("part").order_by("pk"))
    return [
        [Term(part.part, part.sign) for part in parts if part.side == side]
        for side in (RatePart.Side.NUMERATOR, RatePart.Side.DENOMINATOR)
    ]


def _counted(
    side: Sequence[Term],
    sides: Sequence[Sequence[Term]],
    figures: Sequence[Figure],
    rows: Mapping[Key, int],
    *,
    largest: bool,
) -> list[Traced]:
    """The figures of one side that count, approved or provisionally, with the sign under which they do."""
    parts = {term.indicator.pk for one in sides for term in one}
    approved = _that_count(side, parts, figures, {f.pk: f.approved_value for f in figures}, largest=largest)
    provisional = _that_count(side, parts, figures, {f.pk: f.value for f in figures}, largest=largest)
    return [
        Traced(
            f.unit,
            f.month,
            f.indicator,
            approved.get(f.pk),
            provisional.get(f.pk),
            f.source,
            rows.get((f.unit_id, f.month, f.indicator_id)),
        )
        for f in figures
        if f.pk in approved or f.pk in provisional
    ]


def _with_booked(figures: Iterable[Traced], booked: Mapping[tuple[int, Month, int], Decimal]) -> list[Traced]:
    """Each figure followed by what corrections booked in its cell; that counts where the figure does."""
    rows: list[Traced] = []
    for figure in figures:
        rows.append(figure)
        amount = booked.get((figure.unit.pk, figure.month, figure.indicator.pk))
        if amount is not None:
            rows.append(
                replace(
                    figure,
                    value=None if figure.value is None else amount,
                    provisional=None if figure.provisional is None else amount,
                    source=BOOKED,
                    rows=None,
                )
            )
    return rows


def _that_count(
    side: Sequence[Term],
    parts: Iterable[int],
    figures: Sequence[Figure],
    values: dict[tuple[object, ...], Decimal | None],
    *,
    largest: bool,
) -> dict[tuple[object, ...], Decimal]:
    reported = [f for f in figures if values[f.pk] is not None]
    found: defaultdict[tuple[int, Month], set[int]] = defaultdict(set)
    for figure in reported:
        found[figure.unit_id, figure.month].add(figure.indicator_id)
    complete = [f for f in reported if found[f.unit_id, f.month] == set(parts)]
    counting: dict[tuple[object, ...], Decimal] = {}
    for term in side:
        for figure in (
            _last_of_each_unit(complete, term) if term.indicator.aggregate == Aggregate.LAST else complete
        ):
            value = values[figure.pk]
            if figure.indicator_id == term.indicator.pk and value is not None:
                counting[figure.pk] = term.sign * value
    if largest and counting:
        top = max(counting, key=lambda key: counting[key])
        return {top: counting[top]}
    return counting


def _last_of_each_unit(figures: Sequence[Figure], term: Term) -> Iterator[Figure]:
    last = {f.unit_id: f for f in figures if f.indicator_id == term.indicator.pk}  # in order of months
    yield from last.values()
