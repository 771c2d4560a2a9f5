"""Which sheets a person reads, fills and reviews, as query conditions on `Sheet`."""

from __future__ import annotations

from django.db.models import Q

from bureau.organisation.access import BUSINESS_ROLES, Grant, grants_of
from bureau.organisation.models import Role, User

NOTHING = Q(pk__in=[])


def _within(grant: Grant) -> Q:
    condition = Q(unit__lineage__contains=[grant.area_id])
    return condition if grant.domains is None else condition & Q(domain__in=grant.domains)


def _any(conditions: list[Q]) -> Q:
    result = NOTHING
    for condition in conditions:
        result |= condition
    return result


def may_read(user: User) -> Q:
    return _any([_within(grant) for grant in grants_of(user) if grant.role in BUSINESS_ROLES])


def may_fill(user: User) -> Q:
    """Sheets of the clerk's own unit: a section reads the towns of its domains but writes only its own."""
    return _any(
        [_within(grant) & Q(unit_id=grant.home_id) for grant in grants_of(user) if grant.role is Role.CLERK]
    )


def may_review(user: User) -> Q:
    return _any([_within(grant) for grant in grants_of(user) if grant.role is Role.REVIEWER])
