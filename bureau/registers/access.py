"""Whose rows are whose, as query conditions on the rows of a register: read, keep, review."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from bureau.organisation.access import BUSINESS_ROLES, Grant, grants_of
from bureau.organisation.models import Role, Unit, UnitKind, User
from bureau.registers.declarations import FilledBy, Register
from bureau.registers.registry import all_registers

_NOTHING = Q(pk__in=[])


def may_read(user: User, register: Register) -> Q:
    """Rows of the units below her posts, in her domains. Leaders and the office read all of their bureau."""
    return _any(
        [
            Q(reporting_unit__lineage__contains=[grant.area_id])
            for grant in _holding(user, register, *BUSINESS_ROLES)
        ]
    )


def may_keep(user: User, register: Register) -> Q:
    """Rows a clerk enters and changes: those of her own unit."""
    return _any([Q(reporting_unit_id=grant.home_id) for grant in _holding(user, register, Role.CLERK)])


def may_review(user: User, register: Register) -> Q:
    return _any(
        [
            Q(reporting_unit__lineage__contains=[grant.area_id])
            for grant in _holding(user, register, Role.REVIEWER)
        ]
    )


def keeping_units(user: User, register: Register) -> list[Unit]:
    """The units in whose name she enters rows, in their order; none for those who only read."""
    homes = [grant.home_id for grant in _holding(user, register, Role.CLERK)]
    kinds = {
        FilledBy.SECTION: [UnitKind.SECTION],
        FilledBy.TOWNS: [UnitKind.TOWN],
        FilledBy.BOTH: [UnitKind.SECTION, UnitKind.TOWN],
    }[register.filled_by]
    return list(Unit.objects.filter(pk__in=homes, kind__in=kinds))


def readable_units(user: User, register: Register) -> list[Unit]:
    """The units whose rows she reads, in their order: those below her posts, as far as they keep rows at all."""
    below = _any(
        [Q(lineage__contains=[grant.area_id]) for grant in _holding(user, register, *BUSINESS_ROLES)]
    )
    return list(Unit.objects.filter(below).filing())


def readable_registers(user: User) -> list[Register]:
    """The registers that exist for her at all."""
    return [register for register in all_registers() if _holding(user, register, *BUSINESS_ROLES)]


def _holding(user: User, register: Register, *roles: Role) -> Sequence[Grant]:
    return [
        grant
        for grant in grants_of(user)
        if grant.role in roles and (grant.domains is None or register.domain in grant.domains)
    ]


def _any(conditions: list[Q]) -> Q:
    result = _NOTHING
    for condition in conditions:
        result |= condition
    return result
