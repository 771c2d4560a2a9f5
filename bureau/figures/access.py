"""Which sheets a person reads, fills and reviews, as query conditions on `Sheet`."""

from __future__ import annotations

from collections.abc import Sequence

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
    return read_with(grants_of(user))


def may_fill(user: User) -> Q:
    return filled_with(grants_of(user))


def may_review(user: User) -> Q:
    return reviewed_with(grants_of(user))


def read_with(grants: Sequence[Grant]) -> Q:
    return _any([_within(grant) for grant in grants if grant.role in BUSINESS_ROLES])


def filled_with(grants: Sequence[Grant]) -> Q:
    """Sheets of the clerk's own unit: a section reads the towns of its domains but writes only its own."""
    return _any([_within(grant) & Q(unit_id=grant.home_id) for grant in grants if grant.role is Role.CLERK])


def reviewed_with(grants: Sequence[Grant]) -> Q:
    return _any([_within(grant) for grant in grants if grant.role is Role.REVIEWER])
