"""Who may see and do what: posts turned into query conditions.

A right is never an `if` over a loaded object; it is a condition in the query that loads it, so that another unit's
object looks exactly like one that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bureau.organisation.models import Post, Role, Unit, UnitKind, User


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


def grants_of(user: User) -> tuple[Grant, ...]:
    """What the person's posts give her, read once per user object, so once per request."""
    if not user.is_active or user.pk is None:
        return ()
    known: tuple[Grant, ...] | None = getattr(user, "_grants", None)
    if known is None:
        known = tuple(_grant(post) for post in Post.objects.filter(user=user).select_related("unit"))
        user._grants = known  # type: ignore[attr-defined]  # a cache beside the model's own fields
    return known


def _grant(post: Post) -> Grant:
    unit = post.unit
    role = Role(post.role)
    area_id = unit.pk
    domains: tuple[str, ...] | None = tuple(post.domains) or None
    if unit.kind == UnitKind.SECTION:
        # A section works for its whole bureau, in the domains it answers for.
        area_id = unit.bureau_id
        if role is not Role.OFFICE and domains is None:
            domains = tuple(unit.domains)
    if role is Role.OFFICE:
        area_id, domains = unit.bureau_id, None
    return Grant(
        role=role,
        area_id=area_id,
        home_id=unit.pk,
        bureau_id=unit.bureau_id,
        domains=domains,
        home_name=unit.name,
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
