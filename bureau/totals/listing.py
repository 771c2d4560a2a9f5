"""Rows of totals as lists show them: one per unit, indicator and period, with target, completion and light."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit
from bureau.periods import Span, StatisticalWindow
from bureau.quantities import round_half_up
from bureau.totals import pace as pacing
from bureau.totals.grains import period_name
from bureau.totals.reading import Page, amounts, is_stale

COMPLETION_DECIMALS = 2


@dataclass(frozen=True)
class Place:
    """Where a row stands: whose total of what, for which span of which statistical year."""

    unit: Unit
    indicator: Indicator
    grain: str
    year: int
    span: Span


@dataclass(frozen=True)
class TotalRow:
    """Amounts in the base unit. Target, completion and light are about the year to date at the end of the period."""

    unit: str
    indicator: str
    grain: str
    period: str
    window: StatisticalWindow
    value: Decimal | None
    provisional: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    reported: int
    expected: int
    target: Decimal | None
    completion: Decimal | None
    pace: Decimal | None
    light: pacing.Light
    as_of: datetime.datetime | None
    stale: bool


def read_rows(places: Sequence[Place]) -> list[TotalRow]:
    """The rows of the places, in their order: one statement for the pages of each statistical year."""
    by_year: defaultdict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_year[place.year].append(place)
    pages: dict[tuple[int, int, int], Page] = {}
    for year, some in by_year.items():
        found = amounts(
            dict.fromkeys(place.unit.pk for place in some),
            dict.fromkeys(place.indicator.pk for place in some),
            year,
            [span for place in some for span in (place.span, _to_date(place.span))],
            sides=True,
            goals=True,
        )
        pages |= {(year, *key): page for key, page in found.items()}
    stale = {unit: is_stale(unit) for unit in {place.unit.pk for place in places}}
    return [
        _row(place, pages[place.year, place.unit.pk, place.indicator.pk], stale=stale[place.unit.pk])
        for place in places
    ]


def _row(place: Place, page: Page, *, stale: bool) -> TotalRow:
    indicator, span, goal = place.indicator, place.span, page.goal
    to_date = page.approved(_to_date(span))
    reached = due = None
    light: pacing.Light = "none"
    if goal is not None:
        reached = pacing.completion(goal.kind, goal.value, to_date)
        due = pacing.due(indicator, goal.kind, goal.value, span)
        light = pacing.light(indicator, goal.kind, goal.value, to_date, span)
    return TotalRow(
        unit=place.unit.code,
        indicator=indicator.code,
        grain=place.grain,
        period=period_name(place.grain, indicator.window, place.year, span),
        window=indicator.window,
        value=page.approved(span),
        provisional=page.provisional(span),
        numerator=page.numerator.approved(span) if page.numerator else None,
        denominator=page.denominator.approved(span) if page.denominator else None,
        reported=page.reported(span),
        expected=page.expected(span),
        target=goal.value if goal else None,
        completion=None if reached is None else round_half_up(reached, COMPLETION_DECIMALS),
        pace=None if due is None else round_half_up(due, COMPLETION_DECIMALS),
        light=light,
        as_of=page.computed_at,
        stale=stale,
    )


def _to_date(span: Span) -> Span:
    return Span("t", span.slots[-1])
