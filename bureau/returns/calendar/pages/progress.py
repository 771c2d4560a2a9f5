"""报送进度: the whole bureau on one screen, urging from it, and the printable list of who has not filed."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bureau.figures.access import may_review
from bureau.figures.models import Sheet
from bureau.organisation.access import has_role, home_bureau
from bureau.organisation.gates import PersonRequest, business_page, for_roles
from bureau.organisation.models import Role, Unit, User
from bureau.periods import Month, PeriodError
from bureau.returns.access import offices_units, to_settle
from bureau.returns.calendar.board import board_of
from bureau.returns.calendar.closing import extend
from bureau.returns.calendar.urging import urge
from bureau.returns.models import Urge
from bureau.returns.naming import form_title
from bureau.returns.pages.month import month_asked
from bureau.returns.steps import current_month

LONGEST_LOG = 12


@business_page
@require_safe
def progress(request: PersonRequest) -> HttpResponse:
    """Unit by form in one month, as far as this person reads."""
    user = request.user
    month = month_asked(request)
    context = {
        "month": month,
        "is_last": month >= current_month(),
        "board": board_of(user, month),
        "now": timezone.now(),
        "can_urge": has_role(user, Role.OFFICE, Role.REVIEWER),
        "log": [(one, form_title(one.sheet.domain)) for one in _log(user, month)],
    }
    return render(request, "returns/calendar/progress.html", context)


@for_roles(Role.OFFICE, Role.REVIEWER)
@require_POST
def urge_sheets(request: PersonRequest) -> HttpResponse:
    """Urge one sheet, all of a unit, all of a form, or all of the month: what the pressed button names."""
    user = request.user
    month = _month(request.POST.get("month", ""))
    own = Unit.objects.filter(offices_units(user))
    sheets = Sheet.objects.of_month(month).filter(may_review(user)) | Sheet.objects.of_month(month).filter(
        unit__in=own
    )
    match request.POST:
        case {"sheet": str(key)} if key.isascii() and key.isdecimal() and len(key) < 19:
            sheets = sheets.filter(pk=int(key))
        case {"unit": str(code)}:
            sheets = sheets.filter(unit__code=code)
        case {"domain": str(domain)}:
            sheets = sheets.filter(domain=domain)
        case {"all": _}:
            sheets = sheets.filter()
        case _:
            sheets = sheets.none()
    urged = urge(sheets.distinct(), by=user)
    (messages.success if urged.sent else messages.warning)(request, urged.sentence)
    return redirect(f"{reverse('returns:progress')}?month={month}")


@business_page
@require_safe
def unfiled(request: PersonRequest) -> HttpResponse:
    """公示未报单位: who has not filed after the deadline, to be printed and put up."""
    month = month_asked(request)
    board = board_of(request.user, month)
    bureau = home_bureau(request.user)
    context = {
        "month": month,
        "board": board,
        "places": board.unfiled,
        "units": len({place.standing.unit.pk for place in board.unfiled}),
        "bureau": bureau.name if bureau else "",
        "now": timezone.now(),
    }
    return render(request, "returns/calendar/unfiled.html", context)


@business_page
@require_POST
def extend_sheet(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """展期: let a closed sheet take entries again. The office alone, and not for a sheet it files itself."""
    sheet = to_settle(request.user, sheet_id)
    if Sheet.objects.fillable_by(request.user).filter(pk=sheet.pk).exists():
        raise PermissionDenied("自己填报的表不能由自己展期，请由综合股的其他人办理。")
    try:
        until = datetime.date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        messages.error(request, "请按“2026-12-05”的样子填写日期。")
        return redirect("returns:sheet", sheet_id)
    try:
        extend(sheet, until=until, reason=request.POST.get("reason", "")[:500], by=request.user)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, f"已展期，可填到{until.month}月{until.day}日。")
    return redirect("returns:sheet", sheet_id)


def _log(user: User, month: Month) -> QuerySet[Urge]:
    sheets = Sheet.objects.readable_by(user).of_month(month)
    return (
        Urge.objects.filter(sheet__in=sheets)
        .select_related("sheet__unit", "by")
        .order_by("-at", "-id")[:LONGEST_LOG]
    )


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except PeriodError:
        return current_month()
