"""Where the office works: one of its bureaus, and a month."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from bureau.organisation.access import grants_of
from bureau.organisation.gates import PersonRequest
from bureau.organisation.models import Role, Unit
from bureau.periods import Month, PeriodError
from bureau.returns.steps import current_month


def bureau_of(request: PersonRequest) -> Unit:
    """The bureau for which this person is the office; `?bureau=` chooses among several. Raises Http404."""
    grants = [grant for grant in grants_of(request.user) if grant.role is Role.OFFICE]
    bureaus = Unit.objects.filter(pk__in={grant.bureau_id for grant in grants})
    if code := request.GET.get("bureau"):
        return get_object_or_404(bureaus, code=code)
    bureau = bureaus.first()
    if bureau is None:
        raise Http404
    return bureau


def month_of(text: str, *, otherwise: Month | None = None) -> Month:
    """A month from the address; what cannot be read is the usual one, by default this month."""
    try:
        return Month.parse(text)
    except PeriodError:
        return otherwise or current_month()


def arranged(bureau: Unit, here: str) -> dict[str, object]:
    """What every page of the arrangements knows: whose they are, which one it is, the year that opens next."""
    return {"bureau": bureau, "here": here, "next_year": current_month().year + 1}
