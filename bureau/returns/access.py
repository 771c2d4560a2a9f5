"""Whose sheet it is, asked in the order of the contract: 404 not yours, 403 no right, 409 wrong state."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Q, Value, When
from django.http import Http404

from bureau.figures.access import may_fill, may_read, may_review
from bureau.figures.models import Sheet, SheetState
from bureau.figures.writing import WrongState
from bureau.organisation.access import Grant, grants_of
from bureau.organisation.models import Role, User

NO_FILLING = "您不能填报这张表。需要时请联系安全管理员。"
NO_REVIEW = "您不能审核这张表。需要时请联系安全管理员。"
NO_SETTLING = "只有汇总人员可以开表和锁定。需要时请联系安全管理员。"


@dataclass(frozen=True)
class Reach:
    """A sheet this person reads, and what else she may do with it."""

    sheet: Sheet
    fills: bool
    reviews: bool
    settles: bool


def may_settle(user: User) -> Q:
    """Sheets of the bureau for which she is the office: opening and locking."""
    condition = Q(pk__in=[])
    for grant in _office(user):
        condition |= Q(unit__lineage__contains=[grant.area_id])
    return condition


def offices_units(user: User) -> Q:
    """Units for which she is the office, as a condition on units."""
    condition = Q(pk__in=[])
    for grant in _office(user):
        condition |= Q(lineage__contains=[grant.area_id])
    return condition


def reach(user: User, sheet_id: int) -> Reach:
    """Raises Http404 for a sheet that is not hers to read, as for one that does not exist."""
    rights = {"fills": may_fill(user), "reviews": may_review(user), "settles": may_settle(user)}
    sheet = (
        Sheet.objects.filter(may_read(user), pk=sheet_id)
        .select_related("unit")
        .annotate(
            **{
                name: Case(When(right, then=Value(True)), default=Value(False), output_field=BooleanField())
                for name, right in rights.items()
            }
        )
        .first()
    )
    if sheet is None:
        raise Http404
    return Reach(sheet, *(bool(getattr(sheet, name)) for name in rights))


def to_fill(user: User, sheet_id: int) -> Sheet:
    found = reach(user, sheet_id)
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    return found.sheet


def to_review(user: User, sheet_id: int) -> Sheet:
    found = reach(user, sheet_id)
    if not found.reviews:
        raise PermissionDenied(NO_REVIEW)
    return found.sheet


def to_settle(user: User, sheet_id: int) -> Sheet:
    found = reach(user, sheet_id)
    if not found.settles:
        raise PermissionDenied(NO_SETTLING)
    return found.sheet


def must_be(sheet: Sheet, states: Collection[SheetState], doing: str) -> None:
    """The state before the body; the step itself looks again under its lock."""
    if sheet.state not in states:
        raise WrongState(f"这张表现在是“{SheetState(sheet.state).label}”，不能{doing}。请刷新后再看。")


def _office(user: User) -> list[Grant]:
    return [grant for grant in grants_of(user) if grant.role is Role.OFFICE]
