"""Who may decide about what is settled; asked in the order of the contract: 404 not yours, 403 no right."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from bureau.figures.correcting import OwnRequest
from bureau.figures.models import Correction, Reopening, RequestState, Sheet
from bureau.organisation.access import has_role
from bureau.organisation.models import Role, Unit, User
from bureau.returns.access import Reach, offices_units, reach
from bureau.returns.calendar.rules import rule_of

NO_DECISION = "您不能批复这张表的更正。需要时请联系安全管理员。"
NO_REOPENING = "您不能批复这张表的重开。需要时请联系安全管理员。"


@dataclass(frozen=True)
class Asked:
    """A correction this person reads, with what she may do to its sheet."""

    correction: Correction
    found: Reach

    def may_decide(self, user: User) -> bool:
        return decides_corrections(self.found) and self.correction.requested_by_id != user.pk


def corrections_read_by(user: User) -> QuerySet[Correction]:
    return Correction.objects.filter(sheet__in=Sheet.objects.readable_by(user)).select_related(
        "sheet", "unit", "indicator", "requested_by", "decided_by"
    )


def reopenings_read_by(user: User) -> QuerySet[Reopening]:
    return Reopening.objects.filter(sheet__in=Sheet.objects.readable_by(user)).select_related(
        "sheet__unit", "requested_by", "decided_by"
    )


def asked_of(user: User, correction_id: int) -> Asked:
    """Raises Http404 for a correction of a sheet that is not hers to read, as for one that does not exist."""
    correction = corrections_read_by(user).filter(pk=correction_id).first()
    if correction is None:
        raise Http404
    return Asked(correction, reach(user, correction.sheet_id))


def to_decide(user: User, correction_id: int) -> Correction:
    asked = asked_of(user, correction_id)
    if not decides_corrections(asked.found):
        raise PermissionDenied(NO_DECISION)
    if asked.correction.requested_by_id == user.pk:
        raise PermissionDenied(str(OwnRequest()))
    return asked.correction


def decides_corrections(found: Reach) -> bool:
    """Whoever settles the form: its reviewers and, where it has two levels, the office."""
    sheet = found.sheet
    return found.reviews or (found.settles and rule_of(sheet.unit, sheet.domain, sheet.month).has_two_levels)


def to_decide_reopening(user: User, sheet_id: int) -> Sheet:
    found = reach(user, sheet_id)
    if not decides_reopenings(found):
        raise PermissionDenied(NO_REOPENING)
    pending = pending_reopening(found.sheet)
    if pending is not None and pending.requested_by_id == user.pk:
        raise PermissionDenied(str(OwnRequest()))
    return found.sheet


def decides_reopenings(found: Reach) -> bool:
    return found.reviews or found.settles


def pending_reopening(sheet: Sheet) -> Reopening | None:
    return Reopening.objects.filter(sheet=sheet, state=RequestState.PENDING).first()


def waiting_for(user: User) -> int:
    """How many corrections and reopenings wait for this person, in one query."""
    if not has_role(user, Role.REVIEWER, Role.OFFICE):
        return 0
    reviewed = Q(sheet__in=Sheet.objects.reviewable_by(user))
    office = Q(sheet__unit__in=_units_of_office(user))
    pending = Q(state=RequestState.PENDING) & ~Q(requested_by=user)
    corrections = Correction.objects.filter(pending, reviewed).order_by().values("pk")
    reopenings = Reopening.objects.filter(pending, reviewed | office).order_by().values("pk")
    return corrections.union(reopenings, all=True).count()


def _units_of_office(user: User) -> QuerySet[Unit]:
    return Unit.objects.filter(offices_units(user))
