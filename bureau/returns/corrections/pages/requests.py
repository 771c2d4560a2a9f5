"""Asking: for another value of one settled cell, and for a settled sheet to be opened again."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bureau.catalogue.models import Indicator
from bureau.figures import correcting
from bureau.figures.models import Correction
from bureau.figures.writing import WrongState
from bureau.organisation.gates import PersonRequest, business_page
from bureau.returns.access import NO_FILLING, NO_SETTLING, reach
from bureau.returns.corrections.asking import ask, cell_of, reason_from
from bureau.returns.corrections.forms import CorrectionForm, ReopeningForm
from bureau.returns.corrections.rights import pending_reopening
from bureau.returns.naming import form_title
from bureau.returns.reading import read_some


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PersonRequest, sheet_id: int, code: str) -> HttpResponse:
    """更正申请 for one cell."""
    found = reach(request.user, sheet_id)
    sheet = found.sheet
    indicator = Indicator.objects.filter(code=code, domain=sheet.domain, retired=False).first()
    line = None
    if indicator is not None and not indicator.is_derived:
        line = next((one for one in read_some(sheet, [indicator.pk]) if one.code == code), None)
    if indicator is None or line is None:
        raise Http404
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    figure = cell_of(sheet, indicator)
    standing = None if figure is None else correcting.corrected_value(figure)
    only = "" if figure is None else correcting.why_not_booked(figure)
    usual = Correction.Style.RESTATE if only else Correction.Style.BOOK
    if figure is not None:
        only = only or correcting.why_not_restated(figure)
    form = CorrectionForm(request.POST or None, initial={"style": usual})
    alert, status = "", HTTPStatus.OK
    try:
        correcting.must_take_requests(sheet, indicator)
        if request.method == "POST" and form.is_valid():
            ask(sheet, indicator, form.cleaned_data, by=request.user, typed=True)
            messages.success(request, "更正申请已送出，批复以前原数不变。")
            return redirect("returns:sheet", sheet_id)
    except WrongState as wrong:
        alert, status = str(wrong), HTTPStatus.CONFLICT
    except ValidationError as error:
        _say(form, error)
    if form.errors:
        status = HTTPStatus.BAD_REQUEST
    context = {
        "sheet": sheet,
        "title": form_title(sheet.domain),
        "line": line,
        "form": form,
        "standing": line.shown(standing),
        "only": only,
        "alert": alert,
    }
    return render(request, "returns/corrections/request.html", context, status=status)


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """重开申请 for a whole sheet."""
    found = reach(request.user, sheet_id)
    sheet = found.sheet
    if not found.settles:
        raise PermissionDenied(NO_SETTLING)
    form = ReopeningForm(request.POST or None)
    alert, status = "", HTTPStatus.OK
    try:
        correcting.must_take_reopening(sheet)
        if request.method == "POST" and form.is_valid():
            reason = reason_from(sheet.unit, form.cleaned_data["reason"])
            correcting.request_reopening(sheet, reason=reason, by=request.user)
            messages.success(request, "重开申请已送出，由另一人批复；批复以前这张表不变。")
            return redirect("returns:sheet", sheet_id)
    except WrongState as wrong:
        alert, status = str(wrong), HTTPStatus.CONFLICT
    except ValidationError as error:
        form.add_error("reason", error.messages)
        status = HTTPStatus.BAD_REQUEST
    context = {
        "sheet": sheet,
        "title": form_title(sheet.domain),
        "form": form,
        "pending": pending_reopening(sheet),
        "alert": alert,
    }
    return render(request, "returns/corrections/reopen.html", context, status=status)


def _say(form: forms.Form, error: ValidationError) -> None:
    """Each sentence at its field; what belongs to none of the form's above it."""
    for name, sentences in error.message_dict.items():
        form.add_error(name if name in form.fields else None, sentences)
