"""A unit's own months of an indicator, folded into one number: pure arithmetic, the same rules as the totals'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bureau.catalogue.models import Aggregate
from bureau.periods import Month, StatisticalWindow
from bureau.quantities import rate, round_half_up

# Rates are kept with six decimals and rounded only where they are printed.
RATE_DECIMALS = 6

# Month numbers (202610) to reported values; a month that was not reported is not there.
Series = Mapping[int, Decimal]


@dataclass(frozen=True)
class Term:
    """One signed part of a rate with what the unit reported of it."""

    is_numerator: bool
    sign: int
    aggregate: str
    series: Series


def folded(series: Series, months: Sequence[int], aggregate: str) -> Decimal | None:
    """The months as one value: flows add up, stocks take the last, maxima the largest; None when none is reported."""
    reported = [series[month] for month in months if month in series]
    if not reported:
        return None
    match aggregate:
        case Aggregate.LAST:
            return reported[-1]
        case Aggregate.MAXIMUM:
            return max(reported)
        case _:
            return sum(reported, Decimal(0))


def rate_over(terms: Sequence[Term], months: Sequence[int]) -> Decimal | None:
    """Numerator over denominator in per cent, over the months in which every part is reported."""
    complete = [month for month in months if all(month in term.series for term in terms)]
    if not complete or not terms:
        return None
    sides = {True: Decimal(0), False: Decimal(0)}
    for term in terms:
        part = folded(term.series, complete, term.aggregate)
        if part is not None:
            sides[term.is_numerator] += term.sign * part
    return rate(sides[True], sides[False], RATE_DECIMALS)


def months_to_date(window: StatisticalWindow, month: Month) -> list[int]:
    """The months of the statistical year up to and including `month`."""
    year = window.months_of(window.year_of(month))
    return [one.number for one in year[: window.slot_of(month)]]


def one_decimal(value: Decimal) -> Decimal:
    return round_half_up(value, 1)
