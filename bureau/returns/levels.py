"""Two levels (股室负责人 → 综合股): who approves and returns a sheet at the level it stands at."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from bureau.figures.access import may_review
from bureau.figures.models import Sheet, SheetEvent, SheetState
from bureau.figures.writing import WrongState
from bureau.organisation.models import Unit, User
from bureau.returns.access import NO_REVIEW, Reach, offices_units, reach
from bureau.returns.calendar.rules import rule_of

# The step of the first of two levels, beside "approve" for the one that settles.
SECTION_APPROVE = "section_approve"
SECOND_LEVEL = "这张表股室已审，由综合股审定。"
FIRST_LEVEL = "这张表先由股室负责人审核，审过以后再由综合股审定。"


def has_two_levels(sheet: Sheet) -> bool:
    return rule_of(sheet.unit, sheet.domain, sheet.month).has_two_levels


def looked_after_by(user: User) -> QuerySet[Sheet]:
    """The sheets she reviews, and those that sections have passed on to her office."""
    return Sheet.objects.filter(may_review(user) | _passed_on_to(user))


def waiting_for(user: User) -> QuerySet[Sheet]:
    """The sheets that wait for this person's approval."""
    return Sheet.objects.filter(may_review(user) & Q(state=SheetState.SUBMITTED) | _passed_on_to(user))


def _passed_on_to(user: User) -> Q:
    return Q(unit__in=Unit.objects.filter(offices_units(user)), state=SheetState.SECTION_APPROVED)


def reviews_now(found: Reach) -> bool:
    """Whether the sheet waits for somebody of this person's level; which level that is, its state says."""
    if found.sheet.state == SheetState.SECTION_APPROVED:
        return found.settles if has_two_levels(found.sheet) else found.reviews
    return found.reviews


def sees_review(found: Reach) -> bool:
    """Whether this person has any level of this form to look after."""
    return found.reviews or (found.settles and has_two_levels(found.sheet))


def to_pass(user: User, sheet_id: int) -> Sheet:
    """The sheet to approve or to return: 404, then 403 without any right to it, then 409 when it is not her turn."""
    found = reach(user, sheet_id)
    if not sees_review(found):
        raise PermissionDenied(NO_REVIEW)
    must_be_her_turn(found)
    return found.sheet


def must_be_her_turn(found: Reach) -> None:
    """A right to the other level only is no right to this one; an office that comes early waits."""
    if reviews_now(found):
        return
    if found.sheet.state == SheetState.SECTION_APPROVED:
        raise PermissionDenied(SECOND_LEVEL)
    if found.sheet.state == SheetState.SUBMITTED:
        raise WrongState(FIRST_LEVEL)


def first_approver_id(sheet: Sheet) -> int | None:
    """Who passed the first level of what lies before the second."""
    return (
        SheetEvent.objects.filter(sheet=sheet, step=SECTION_APPROVE)
        .order_by("-pk")
        .values_list("by_id", flat=True)
        .first()
    )
