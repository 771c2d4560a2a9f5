"""Giving and taking rights: who may, to whom, and which roles never meet in one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from bureau.organisation.access import grants_of
from bureau.organisation.models import Post, Role, Unit, UnitKind, User
from bureau.organisation.models.people import ADMINISTRATORS

_FILING = frozenset({UnitKind.SECTION, UnitKind.TOWN})


@dataclass(frozen=True)
class Duty:
    """One post as it should be. No domains means all that the unit answers for."""

    role: Role
    unit: Unit
    domains: tuple[str, ...] = ()


def grantable_units(admin: User) -> QuerySet[Unit]:
    """Units an administrator gives posts in: the bureau (or city) she is appointed for, with all below it."""
    condition = Q(pk__in=[])
    for grant in grants_of(admin):
        if grant.role in ADMINISTRATORS:
            condition |= Q(lineage__contains=[grant.home_id])
    return Unit.objects.filter(condition)


def manageable_people(admin: User) -> QuerySet[User]:
    """People whose every post lies in the administrator's units, and people without any post."""
    elsewhere = Post.objects.filter(user=OuterRef("pk")).exclude(unit__in=grantable_units(admin))
    return User.objects.filter(~Exists(elsewhere)).prefetch_related("posts__unit")


@transaction.atomic
def set_duties(user: User, duties: Collection[Duty], *, by: User) -> None:
    """Make these the person's posts, no more and no fewer. It acts on her next request.

    Raises PermissionDenied for one's own posts and ValidationError for roles that exclude each other.
    """
    _check_other(user, by)
    _set(user, duties)


@transaction.atomic
def add_duty(user: User, duty: Duty) -> None:
    """Add one post from the command line, where nobody is logged in; the exclusions hold there as well."""
    others = [old for old in duties_of(user) if (old.role, old.unit) != (duty.role, duty.unit)]
    _set(user, [*others, duty])


def _set(user: User, duties: Collection[Duty]) -> None:
    User.objects.select_for_update().get(pk=user.pk)
    _check_together(duties)
    wanted = {(duty.role.value, duty.unit.pk): duty for duty in duties}
    for post in Post.objects.filter(user=user):
        duty = wanted.pop((post.role, post.unit_id), None)
        if duty is None:
            post.delete()
        elif list(duty.domains) != post.domains:
            post.domains = list(duty.domains)
            post.save(update_fields=["domains"])
    for duty in wanted.values():
        Post.objects.create(user=user, unit=duty.unit, role=duty.role, domains=list(duty.domains))


@transaction.atomic
def set_active(user: User, active: bool, *, by: User) -> None:
    """Open or close an account. Closing it ends its sessions and tokens with the next request."""
    _check_other(user, by)
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])


def duties_of(user: User) -> list[Duty]:
    posts = Post.objects.filter(user=user).select_related("unit")
    return [Duty(Role(post.role), post.unit, tuple(post.domains)) for post in posts]


def _check_other(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise PermissionDenied("不能修改自己的账号和权限，请由另一位管理员办理。")


def _check_together(duties: Iterable[Duty]) -> None:
    roles = {duty.role for duty in duties}
    administrators = roles & ADMINISTRATORS
    if len(administrators) > 1:
        raise ValidationError(
            {"roles": ["系统管理员、安全管理员、审计管理员须由不同的人担任，请只保留一个角色。"]}
        )
    if administrators and roles - ADMINISTRATORS:
        raise ValidationError({"roles": ["管理员不能兼任填报、审核、综合、领导，请分别安排人员。"]})
    for duty in duties:
        if duty.role is Role.CLERK and duty.unit.kind not in _FILING:
            raise ValidationError({"units": [f"{duty.unit.name}自己不填报，填报人员请安排在股室或街镇。"]})
