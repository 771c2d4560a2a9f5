"""Deciding, and the list of everything that was asked for."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bureau.figures import correcting
from bureau.figures.models import RequestState
from bureau.figures.writing import WrongState
from bureau.organisation.access import has_role
from bureau.organisation.gates import PersonRequest, business_page
from bureau.organisation.models import Role
from bureau.returns.access import reach
from bureau.returns.corrections.asking import remark_from
from bureau.returns.corrections.forms import DecisionForm
from bureau.returns.corrections.rights import (
    asked_of,
    corrections_read_by,
    decides_reopenings,
    pending_reopening,
    reopenings_read_by,
    to_decide,
    to_decide_reopening,
)
from bureau.returns.corrections.words import Told
from bureau.returns.naming import form_title

PER_PAGE = 50
LATEST_REOPENINGS = 20


@business_page
@require_safe
def corrections(request: PersonRequest) -> HttpResponse:
    """All corrections of the sheets she reads: what waits first, then what was decided, the latest first."""
    user = request.user
    rows = corrections_read_by(user)
    decided = rows.exclude(state=RequestState.PENDING).order_by("-decided_at", "-pk")
    page = Paginator(decided, PER_PAGE).get_page(request.GET.get("page"))
    reopenings = reopenings_read_by(user)
    context = {
        "pending": [Told(one) for one in rows.filter(state=RequestState.PENDING).order_by("pk")],
        "reopenings": reopenings.filter(state=RequestState.PENDING).order_by("pk"),
        "page": page,
        "decided": [Told(one) for one in page],
        "reopened": reopenings.exclude(state=RequestState.PENDING)[:LATEST_REOPENINGS],
        "is_clerk": has_role(user, Role.CLERK),
    }
    return render(request, "returns/corrections/list.html", context)


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: PersonRequest, correction_id: int) -> HttpResponse:
    """One request with both values and what it moves; POST decides."""
    user = request.user
    asked = asked_of(user, correction_id)
    one = asked.correction
    form = DecisionForm(request.POST or None)
    alert, status = "", HTTPStatus.OK
    if request.method == "POST":
        one = to_decide(user, correction_id)
        accept = request.POST.get("accept") == "1"
        act = correcting.accept_correction if accept else correcting.reject_correction
        try:
            correcting.must_be_pending(one)
            act(one, remark=remark_from(request.POST.get("reason", "").strip(), accept=accept), by=user)
        except WrongState as wrong:
            alert, status = str(wrong), HTTPStatus.CONFLICT
            one.refresh_from_db()
        except ValidationError as error:
            status = HTTPStatus.BAD_REQUEST
            form.is_valid()
            form.add_error("reason", error.messages)
        else:
            messages.success(
                request, "已同意，更正已生效。" if accept else "已退回申请，申请人能看到您的意见。"
            )
            return redirect("returns:corrections")
    context = {
        "told": Told(one),
        "one": one,
        "form": form,
        "may_decide": one.is_pending and asked.may_decide(user),
        "alert": alert,
    }
    return render(request, "returns/corrections/correction.html", context, status=status)


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """The request to reopen a sheet; POST decides."""
    user = request.user
    found = reach(user, sheet_id)
    sheet = found.sheet
    form = DecisionForm(request.POST or None)
    alert, status = "", HTTPStatus.OK
    if request.method == "POST":
        sheet = to_decide_reopening(user, sheet_id)
        accept = request.POST.get("accept") == "1"
        act = correcting.accept_reopening if accept else correcting.reject_reopening
        pending = pending_reopening(sheet)
        try:
            if pending is None:
                raise WrongState("这张表没有在等批复的重开申请。")
            act(pending, remark=remark_from(request.POST.get("reason", "").strip(), accept=accept), by=user)
        except correcting.OwnRequest as own:
            raise PermissionDenied(str(own)) from own
        except WrongState as wrong:
            alert, status = str(wrong), HTTPStatus.CONFLICT
        except ValidationError as error:
            status = HTTPStatus.BAD_REQUEST
            form.is_valid()
            form.add_error("reason", error.messages)
        else:
            messages.success(request, "已同意重开，整张表退回填报人。" if accept else "已不同意重开。")
            return redirect("returns:sheet", sheet_id)
    pending = pending_reopening(sheet)
    context = {
        "sheet": sheet,
        "title": form_title(sheet.domain),
        "pending": pending,
        "form": form,
        "may_decide": pending is not None
        and decides_reopenings(found)
        and pending.requested_by_id != user.pk,
        "alert": alert,
    }
    return render(request, "returns/corrections/reopening.html", context, status=status)
