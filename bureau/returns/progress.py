"""Unit by form: which sheets a month asks for, and how far each is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from bureau.catalogue.models import Aggregate, Assignment
from bureau.figures.models import Sheet
from bureau.organisation.access import BUSINESS_ROLES, grants_of
from bureau.organisation.models import Unit, User
from bureau.organisation.models.units import UnitQuerySet
from bureau.periods import Month
from bureau.returns.naming import place_of


@dataclass(frozen=True)
class Standing:
    """What one unit owes in one domain; `sheet` is None while nobody opened it."""

    unit: Unit
    domain: str
    month: Month
    sheet: Sheet | None


def progress_of(user: User, month: Month) -> list[Standing]:
    """All that is asked for in the month within this person's reach, in the order of units and domains."""
    units = {unit.pk: unit for unit in units_read_by(user).filing().open_in(month).order_by("order", "code")}
    asked = set(
        Assignment.objects.in_month(month)
        .filter(unit__in=units, indicator__retired=False)
        .exclude(indicator__aggregate=Aggregate.RATIO)
        .values_list("unit_id", "indicator__domain")
        .order_by()
        .distinct()
    )
    sheets = {
        (sheet.unit_id, sheet.domain): sheet
        for sheet in Sheet.objects.readable_by(user).of_month(month).select_related("unit", "submitted_by")
    }
    pairs = {pair for pair in asked if _reads(user, units[pair[0]], pair[1])} | sheets.keys()
    order = {pk: place for place, pk in enumerate(units)}
    return [
        Standing(
            unit=found.unit if (found := sheets.get((pk, domain))) else units[pk],
            domain=domain,
            month=month,
            sheet=found,
        )
        for pk, domain in sorted(pairs, key=lambda pair: (order.get(pair[0], len(order)), place_of(pair[1])))
    ]


def units_read_by(user: User) -> UnitQuerySet:
    """Units whose sheets, in some domain at least, this person reads."""
    condition = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role in BUSINESS_ROLES:
            condition |= Q(lineage__contains=[grant.area_id])
    return Unit.objects.filter(condition)


def _reads(user: User, unit: Unit, domain: str) -> bool:
    return any(
        grant.role in BUSINESS_ROLES
        and grant.area_id in unit.lineage
        and (grant.domains is None or domain in grant.domains)
        for grant in grants_of(user)
    )
