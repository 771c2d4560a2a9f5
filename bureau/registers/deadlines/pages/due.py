"""到期: the page that says what has to be seen to today, in words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bureau.organisation.access import grants_of, has_role, readable_units
from bureau.organisation.gates import PersonRequest, business_page
from bureau.organisation.models import Role, Unit, User
from bureau.registers.deadlines.due import Due, Wanted, asked_for_days, due_for
from bureau.registers.deadlines.pages.setting import bureaus_to_set_for

SHOWS = (("", "逾期和将到期"), ("late", "逾期"), ("soon", "将到期"), ("open", "全部未办"))
EVERY_UNIT = "all"


@business_page
@require_safe
def due(request: PersonRequest) -> HttpResponse:
    """`?unit= register= owner= show= page=`. A clerk sees her own unit until she asks for all she reads."""
    user = request.user
    wanted = _wanted(request)
    found = due_for(user, wanted, timezone.localdate(), request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "due": found,
        "wanted": wanted,
        "shows": SHOWS,
        # A unit with nothing to see to is in no count, and still the one that was chosen.
        "quiet_unit": _quiet(user, wanted.unit, found),
        "query": f"&{query.urlencode()}" if query else "",
        "asked": asked_for_days(user) if has_role(user, Role.REVIEWER) else [],
        "may_set": bool(bureaus_to_set_for(user)),
    }
    return render(request, "registers/deadlines/due.html", context)


def _quiet(user: User, code: str, found: Due) -> Unit | None:
    if not code or any(one.key == code for one in found.units):
        return None
    return Unit.objects.filter(code=code, lineage__overlap=list(readable_units(user))).first()


def _wanted(request: PersonRequest) -> Wanted:
    asked = request.GET
    owner = asked.get("owner", "")
    unit = asked.get("unit")
    if unit is None:
        unit = _home(request.user)
    show = asked.get("show", "")
    return Wanted(
        unit="" if unit == EVERY_UNIT else unit,
        register=asked.get("register", ""),
        owner=int(owner) if owner.isascii() and owner.isdecimal() and len(owner) < 19 else None,
        show=show if show in {key for key, _ in SHOWS} else "",
    )


def _home(user: User) -> str:
    """The one unit of somebody who only files: what she comes for."""
    grants = grants_of(user)
    homes = {grant.home_id for grant in grants}
    if len(homes) != 1 or any(grant.role is not Role.CLERK for grant in grants):
        return ""
    return Unit.objects.values_list("code", flat=True).get(pk=homes.pop())
