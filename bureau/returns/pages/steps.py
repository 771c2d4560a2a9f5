"""Buttons of the sheet: submit, withdraw, return, approve, lock, open. Each is a POST that leads back to a page."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from bureau.catalogue.models import Indicator
from bureau.figures.models import SheetState
from bureau.figures.writing import WrongState
from bureau.organisation.gates import PersonRequest, business_page, for_roles
from bureau.organisation.models import Role, Unit
from bureau.periods import Month, PeriodError
from bureau.returns import steps
from bureau.returns.access import NO_FILLING, NO_REVIEW, NO_SETTLING, offices_units, reach
from bureau.returns.checks.sheets import StoppedByChecks
from bureau.returns.levels import must_be_her_turn, sees_review, waiting_for
from bureau.returns.naming import domains
from bureau.returns.pages.grid import sheet_page
from bureau.returns.pages.review import REASON, review_page
from bureau.returns.pages.rows import Trouble
from bureau.returns.reading import read_lines

MAX_REASON = 500


@business_page
@require_POST
def submit(request: PersonRequest, sheet_id: int) -> HttpResponse:
    found = reach(request.user, sheet_id)
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    try:
        steps.submit(found.sheet, by=request.user)
    except steps.Unfinished as unfinished:
        lines = [line for line in read_lines(found.sheet) if line.indicator_id in unfinished.cells]
        troubles = {
            line.code: Trouble("", unfinished.cells[line.indicator_id], line.version) for line in lines
        }
        return sheet_page(
            request, found, troubles=troubles, alert=str(unfinished), status=HTTPStatus.CONFLICT
        )
    except (WrongState, StoppedByChecks) as refused:
        return sheet_page(request, found, alert=str(refused), status=HTTPStatus.CONFLICT)
    messages.success(request, "已提交审核。审核之前可以撤回。")
    return redirect("returns:sheet", sheet_id)


@business_page
@require_POST
def withdraw(request: PersonRequest, sheet_id: int) -> HttpResponse:
    found = reach(request.user, sheet_id)
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    try:
        steps.withdraw(found.sheet, by=request.user)
    except WrongState as wrong:
        return sheet_page(request, found, alert=str(wrong), status=HTTPStatus.CONFLICT)
    messages.success(request, "已撤回，可以接着改。改好后请重新提交。")
    return redirect("returns:sheet", sheet_id)


@business_page
@require_POST
def send_back(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """Return the cells that have a reason of their own, or for one `reason` the whole sheet."""
    found = reach(request.user, sheet_id)
    if not sees_review(found):
        raise PermissionDenied(NO_REVIEW)
    sheet = found.sheet
    typed = {
        name.removeprefix(REASON): text
        for name, text in request.POST.items()
        if name.startswith(REASON) and isinstance(text, str) and text.strip()
    }
    try:
        must_be_her_turn(found)
        if any(len(text) > MAX_REASON for text in [*typed.values(), request.POST.get("reason", "")]):
            raise ValidationError(f"理由最多 {MAX_REASON} 个字，请写得短一些。")
        if "reason" in request.POST:
            steps.return_all(sheet, reason=request.POST["reason"], by=request.user)
        else:
            keys = dict(Indicator.objects.filter(code__in=typed).values_list("code", "pk"))
            steps.return_cells(
                sheet, reasons={keys.get(code, 0): text for code, text in typed.items()}, by=request.user
            )
    except ValidationError as error:
        return review_page(
            request, found, typed=typed, alert="".join(error.messages), status=HTTPStatus.BAD_REQUEST
        )
    except WrongState as wrong:
        return review_page(request, found, typed=typed, alert=str(wrong), status=HTTPStatus.CONFLICT)
    messages.success(request, "已退回，填报人在“本月”里能看到理由。")
    return redirect("returns:review", sheet_id)


@business_page
@require_POST
def approve(request: PersonRequest, sheet_id: int) -> HttpResponse:
    found = reach(request.user, sheet_id)
    if not sees_review(found):
        raise PermissionDenied(NO_REVIEW)
    try:
        must_be_her_turn(found)
        steps.approve(found.sheet, seen=request.POST.get("hash", ""), by=request.user)
    except steps.OwnWork as own:
        raise PermissionDenied(str(own)) from own
    except (WrongState, steps.Changed) as refused:
        return review_page(request, found, alert=str(refused), status=HTTPStatus.CONFLICT)
    if found.sheet.state == SheetState.SECTION_APPROVED:
        messages.success(request, "股室已审，转综合股审定。")
    else:
        messages.success(request, "已审定，汇总数马上更新。")
    following = waiting_for(request.user).order_by("submitted_at").first()
    return redirect("returns:review", following.pk if following else sheet_id)


@business_page
@require_POST
def lock(request: PersonRequest, sheet_id: int) -> HttpResponse:
    found = reach(request.user, sheet_id)
    if not found.settles:
        raise PermissionDenied(NO_SETTLING)
    try:
        steps.lock(found.sheet, by=request.user)
    except WrongState as wrong:
        return sheet_page(request, found, alert=str(wrong), status=HTTPStatus.CONFLICT)
    messages.success(request, "已锁定。")
    return redirect("returns:sheet", sheet_id)


@for_roles(Role.OFFICE)
@require_POST
def open_sheet(request: PersonRequest) -> HttpResponse:
    """Open one sheet of any month, as an office does when a unit joins late."""
    unit = get_object_or_404(
        Unit.objects.filter(offices_units(request.user)), code=request.POST.get("unit", "")
    )
    domain = request.POST.get("domain", "")
    try:
        if domain not in domains():
            raise ValidationError("请选择领域。")
        month = Month.parse(request.POST.get("month", ""))
        sheet = steps.open_sheet(unit=unit, month=month, domain=domain, by=request.user)
    except (ValidationError, PeriodError) as error:
        sentences = error.messages if isinstance(error, ValidationError) else [str(error)]
        messages.error(request, "".join(sentences))
        return redirect("returns:sheets")
    return redirect("returns:sheet", sheet.pk)
