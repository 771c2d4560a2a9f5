"""The units just below: how they rank by one indicator, and how each stands in all that is asked of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bureau.catalogue.models import Indicator, Target
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import YEAR_TO_DATE_SPANS, Month, Span
from bureau.totals.reading import Page, amounts
from reports.dashboards.board import LATE, Tally, in_paper_order, tally
from reports.dashboards.ranking import Ranked, entrant, ranking
from reports.dashboards.scope import Scope
from reports.dashboards.standing import standing


def ranked_units(unit: Unit, year: int, month: int) -> list[Unit]:
    """The towns of the bureau (the bureaus of a city) among which this unit is ranked, open in that month."""
    above = unit if unit.kind in {UnitKind.BUREAU, UnitKind.CITY} else unit.parent
    if above is None:
        return []
    kind = UnitKind.BUREAU if above.kind == UnitKind.CITY else UnitKind.TOWN
    return list(above.children.filter(kind=kind).open_in(Month(year, month)))


@dataclass(frozen=True)
class Ranking:
    """The units in order; `month` is the last that is counted, in the indicator's own year."""

    month: Month
    rows: list[Ranked]


def read_ranking(indicator: Indicator, units: Sequence[Unit], scope: Scope, month: int) -> Ranking:
    """Where the units stand. People of the bureau see what is known up to the month of the page.

    Others see what is published: the last month up to which every unit with a target is approved, so that nobody is
    ranked low because her sheet still lies with the reviewer; where there is none yet, whatever is approved.
    """
    slot = scope.slot_of(indicator, month)
    keys = [unit.pk for unit in units]
    targets = {
        target.unit_id: target
        for target in Target.objects.current().of_year(scope.year).filter(unit__in=keys, indicator=indicator)
    }
    pages = amounts(keys, [indicator.pk], scope.year, YEAR_TO_DATE_SPANS[:slot])
    if not scope.reads_all:
        slot = _published([pages[key, indicator.pk] for key in targets], slot)
    span = Span("t", slot)
    entrants = []
    for unit in units:
        page = pages[unit.pk, indicator.pk]
        approved, provisional = page.approved(span), page.provisional(span)
        known = provisional if scope.reads_all and provisional is not None else approved
        entrants.append(
            entrant(
                unit,
                indicator,
                targets.get(unit.pk),
                known,
                slot,
                is_settled=known == approved,
                is_reported=page.is_complete(Span("m", slot)),
            )
        )
    return Ranking(indicator.window.month_at(scope.year, slot), ranking(entrants))


def _published(pages: Sequence[Page], slot: int) -> int:
    for number in range(slot, 0, -1):
        span = Span("t", number)
        if all(page.is_complete(span) and page.approved(span) == page.provisional(span) for page in pages):
            return number
    return slot


@dataclass(frozen=True)
class Town:
    """A unit below with the counts of its own lights, and what it is behind with."""

    unit: Unit
    tally: Tally
    late: list[Indicator]


def read_towns(scope: Scope, month: int) -> list[Town]:
    """How the units below stand in all that is asked of them."""
    units = ranked_units(scope.unit, scope.year, month)
    keys = [unit.pk for unit in units]
    targets = in_paper_order(
        Target.objects.current().of_year(scope.year).filter(unit__in=keys).select_related("indicator")
    )
    pages = amounts(keys, {target.indicator_id for target in targets}, scope.year, YEAR_TO_DATE_SPANS)
    stands = defaultdict(list)
    for target in targets:
        slot = scope.slot_of(target.indicator, month)
        page = pages[target.unit_id, target.indicator_id]
        approved, provisional = page.approved(Span("t", slot)), page.provisional(Span("t", slot))
        known = approved if provisional is None else provisional
        light = standing(target.indicator, target, known, slot).light
        stands[target.unit_id].append((light, target.indicator))
    return [
        Town(
            unit=unit,
            tally=tally(light for light, _ in stands[unit.pk]),
            late=[indicator for light, indicator in stands[unit.pk] if light in LATE],
        )
        for unit in units
    ]
