"""Whose summaries exist for a person, who reads them and who exports them: posts turned into query conditions.

A summary is a bureau's or the city's. For people of its towns it exists, but they have no right to it (403); one of
another bureau does not exist for them (404).
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from bureau.organisation.access import BUSINESS_ROLES, grants_of
from bureau.organisation.models import Role, Unit, UnitKind, User

KINDS = (UnitKind.CITY, UnitKind.BUREAU)


def _units(condition: Q) -> QuerySet[Unit]:
    return Unit.objects.filter(condition, kind__in=KINDS).order_by("lineage")


def known_units(user: User) -> QuerySet[Unit]:
    """Bureaus whose summaries exist for this person: her own, and those below what she reads."""
    condition = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role in BUSINESS_ROLES:
            condition |= Q(pk=grant.bureau_id) | Q(lineage__contains=[grant.area_id])
    return _units(condition)


def readable_units(user: User) -> QuerySet[Unit]:
    """Bureaus whose summaries this person reads: those who read the whole bureau, so no clerk of a town."""
    return _within(user, BUSINESS_ROLES)


def exportable_units(user: User) -> QuerySet[Unit]:
    """Bureaus whose summaries this person puts into files: the office (综合股)."""
    return _within(user, (Role.OFFICE,))


def _within(user: User, roles: tuple[Role, ...]) -> QuerySet[Unit]:
    condition = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role in roles:
            condition |= Q(lineage__contains=[grant.area_id])
    return _units(condition)
