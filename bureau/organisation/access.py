"""Who may see and do what: posts turned into query conditions.

A right is never an `if` over a loaded object; it is a condition in the query that loads it, so that another unit's
object looks exactly like one that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from bureau.organisation.models import Role, Unit, UnitKind, User


@dataclass(frozen=True)
class Grant:
    """One post in terms of the tree: `area` is the unit at the top of what is read, `home` the unit written for.

    `domains` is None for all domains.
    """

    role: Role
    area_id: int
    home_id: int
    bureau_id: int
    domains: tuple[str, ...] | None
    home_name: str = ""


# Asked at every request, so it is written out: composing it anew takes several times as long as answering it.
_HELD = """
SELECT p.role, p.domains, u.id, u.kind, u.name, u.lineage, u.domains
FROM organisation_post p JOIN organisation_unit u ON u.id = p.unit_id
WHERE p.user_id = %s ORDER BY p.role, p.id
"""


class _Held(NamedTuple):
    role: str
    domains: list[str]
    unit_id: int
    kind: str
    name: str
    lineage: list[int]
    unit_domains: list[str]


def grants_of(user: User) -> tuple[Grant, ...]:
    """What the person's posts give her, read once per user object, so once per request."""
    if not user.is_active or user.pk is None:
        return ()
    known: tuple[Grant, ...] | None = getattr(user, "_grants", None)
    if known is None:
        with connection.cursor() as cursor:
            cursor.execute(_HELD, [user.pk])
            known = tuple(_grant(_Held(*row)) for row in cursor.fetchall())
        user._grants = known  # type: ignore[attr-defined]  # a cache beside the model's own fields
    return known


def _grant(post: _Held) -> Grant:
    role = Role(post.role)
    bureau_id = post.lineage[1] if len(post.lineage) > 1 else post.unit_id
    area_id = post.unit_id
    domains: tuple[str, ...] | None = tuple(post.domains) or None
    if post.kind == UnitKind.SECTION:
        # A section works for its whole bureau, in the domains it answers for.
        area_id = bureau_id
        if role is not Role.OFFICE and domains is None:
            domains = tuple(post.unit_domains)
    if role is Role.OFFICE:
        area_id, domains = bureau_id, None
    return Grant(
        role=role,
        area_id=area_id,
        home_id=post.unit_id,
        bureau_id=bureau_id,
        domains=domains,
        home_name=post.name,
    )


BUSINESS_ROLES = (Role.CLERK, Role.REVIEWER, Role.OFFICE, Role.LEADER)


def has_role(user: User, *roles: Role) -> bool:
    return any(grant.role in roles for grant in grants_of(user))


def is_administrator(user: User) -> bool:
    """One of the three separated administrators, and nothing besides: they get no business data."""
    return bool(grants_of(user)) and not has_role(user, *BUSINESS_ROLES)


def readable_units(user: User) -> Iterable[int]:
    """Ids of the units at the top of everything this person reads."""
    return {grant.area_id for grant in grants_of(user) if grant.role in BUSINESS_ROLES}


def home_bureau(user: User) -> Unit | None:
    """The bureau (or city) whose pages this person sees first."""
    for grant in grants_of(user):
        return Unit.objects.get(pk=grant.bureau_id)
    return None
