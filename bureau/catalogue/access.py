"""Whose targets a person reads and sets, as queries over units."""

from __future__ import annotations

from bureau.organisation.access import grants_of, readable_units
from bureau.organisation.models import Role, Unit, User
from bureau.organisation.models.units import UnitQuerySet


def units_read_by(user: User) -> UnitQuerySet:
    """The units whose numbers exist for this person: those of her posts, with everything below them."""
    return Unit.objects.filter(lineage__overlap=list(readable_units(user)))


def units_targeted_by(user: User) -> UnitQuerySet:
    """The units for which she records targets: an office does so for its bureau and everything below it."""
    areas = {grant.area_id for grant in grants_of(user) if grant.role is Role.OFFICE}
    return Unit.objects.filter(lineage__overlap=list(areas))


def sets_targets(user: User) -> bool:
    return any(grant.role is Role.OFFICE for grant in grants_of(user))
