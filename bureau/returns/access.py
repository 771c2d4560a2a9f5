"""Whose sheet it is, asked in the order of the contract: 404 not yours, 403 no right, 409 wrong state."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Q, Value, When
from django.http import Http404

from bureau.figures.access import filled_with, read_with, reviewed_with
from bureau.figures.models import Sheet, SheetState
from bureau.figures.writing import WrongState
from bureau.organisation.access import BUSINESS_ROLES, Grant, grants_of, has_role
from bureau.organisation.models import Role, User

NO_FILLING = "您不能填报这张表。需要时请联系安全管理员。"
NO_REVIEW = "您不能审核这张表。需要时请联系安全管理员。"
NO_SETTLING = "只有综合股可以开表和锁定。需要时请联系安全管理员。"


RIGHTS = ("fills", "reviews", "settles")


@dataclass(frozen=True)
class Reach:
    """A sheet this person reads, and what else she may do with it."""

    sheet: Sheet
    fills: bool
    reviews: bool
    settles: bool


def offices_units(user: User) -> Q:
    """Units for which she is the office, as a condition on units."""
    condition = Q(pk__in=[])
    for grant in _office(user):
        condition |= Q(lineage__contains=[grant.area_id])
    return condition


def reach(user: User, sheet_id: int) -> Reach:
    """Raises Http404 for a sheet that is not hers to read, as for one that does not exist."""
    grants = grants_of(user)
    statement = _statement(grants) if has_role(user, *BUSINESS_ROLES) else None
    if statement is None:
        raise Http404
    sql, parameters = statement
    for sheet in Sheet.objects.raw(sql, [*parameters, sheet_id]):
        return Reach(sheet, *(bool(getattr(sheet, right)) for right in RIGHTS))
    raise Http404


@lru_cache(maxsize=1024)
def _statement(grants: tuple[Grant, ...]) -> tuple[str, tuple[object, ...]]:
    """The query for one sheet and the rights to it: composed once for people who hold the same posts.

    It stands before every cell that is saved, and composing it takes longer than answering it.
    """
    settled = Q(pk__in=[])
    for grant in grants:
        if grant.role is Role.OFFICE:
            settled |= Q(unit__lineage__contains=[grant.area_id])
    rights = dict(zip(RIGHTS, (filled_with(grants), reviewed_with(grants), settled), strict=True))
    rows = Sheet.objects.filter(read_with(grants)).order_by()
    rows = rows.annotate(
        **{
            name: Case(When(right, then=Value(True)), default=Value(False), output_field=BooleanField())
            for name, right in rights.items()
        }
    )
    sql, parameters = rows.query.sql_with_params()
    # The rights are compiled conditions with their parameters beside them; nothing a person sent is in the text.
    return f"SELECT * FROM ({sql}) AS sheet WHERE sheet.id = %s", tuple(parameters)  # noqa: S608  # see above


def to_fill(user: User, sheet_id: int) -> Sheet:
    found = reach(user, sheet_id)
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
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
