"""What is done with a row: its steps, making it void, and showing personal data in clear."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bureau.organisation.gates import PersonRequest, business_page
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.declarations import Doer, Step
from bureau.registers.forms import RowForm
from bureau.registers.pages.editing import version_of
from bureau.registers.pages.reach import NO_REVIEW, RowReach, reach
from bureau.registers.pages.row import Said, row_page
from bureau.registers.rows import Row
from bureau.registers.unmasking import unmask
from bureau.registers.writing import OwnRow, StaleRow, WrongRowState, change_row, take_step, void_row
from bureau.web.api.errors import Problem

VOID_STEP = "void"


@business_page
@require_POST
def step(request: PersonRequest, code: str, row_id: int, key: str) -> HttpResponse:
    """Take a step. Refused, the page comes again with everything that was typed and the sentences beside it."""
    found = reach(request.user, code).row(row_id)
    try:
        wanted = found.register.step(key)
    except KeyError as error:
        raise Http404 from error
    must_take(found, wanted)
    typed = request.POST.dict()
    form = RowForm(
        found.register,
        unit=found.row.reporting_unit,
        user=request.user,
        row=found.row,
        typed=typed,
        names=wanted.asks,
        required=wanted.asks,
    )
    try:
        values = form.values()
        if form.has_errors:
            raise RefusedRow({name: one.errors for name, one in form.fields.items() if one.errors})
        taken = _take(request, found.row, key, values)
    except RefusedRow as refused:
        said = Said(step=key, typed=typed, errors=refused.fields)
        return row_page(request, found, said, status=HTTPStatus.BAD_REQUEST)
    except NeedsExplanation as needed:
        errors = {"explanation": list(needed.sentences)}
        return row_page(
            request, found, Said(step=key, typed=typed, errors=errors), status=HTTPStatus.BAD_REQUEST
        )
    except StaleRow as stale:
        return _again(request, found, key, str(stale))
    except (WrongRowState, OwnRow) as wrong:
        return _again(request, found, key, str(wrong))
    return _taken(request, found, f"{taken.number} 已办“{wanted.label}”，现在是“{taken.state}”。")


def must_take(found: RowReach, wanted: Step) -> None:
    if wanted.by is Doer.FILLER:
        found.must_keep()
    elif not found.reviews:
        raise PermissionDenied(NO_REVIEW)


def _take(request: PersonRequest, row: Row, key: str, values: dict[str, object]) -> Row:
    """The step, with the explanation that a soft check asked for, together or not at all."""
    version, explanation = version_of(request), request.POST.get("explanation", "")
    reason = request.POST.get("reason", "")
    with transaction.atomic():
        if explanation.strip():
            version = change_row(row, {}, version=version, by=request.user, explanation=explanation).version
        return take_step(row, key, version=version, by=request.user, values=values, reason=reason)


@business_page
@require_POST
def void(request: PersonRequest, code: str, row_id: int) -> HttpResponse:
    found = reach(request.user, code).row(row_id)
    found.must_keep()
    reason = request.POST.get("reason", "")
    try:
        void_row(found.row, version=version_of(request), by=request.user, reason=reason)
    except RefusedRow as refused:
        said = Said(step=VOID_STEP, typed=request.POST.dict(), errors=refused.fields)
        return row_page(request, found, said, status=HTTPStatus.BAD_REQUEST)
    except (StaleRow, WrongRowState) as wrong:
        return _again(request, found, VOID_STEP, str(wrong))
    return _taken(request, found, f"{found.row.number} 已作废，不再计入任何数。")


@business_page
@require_POST
def clear(request: PersonRequest, code: str, row_id: int) -> HttpResponse:
    """Personal data in clear, once: the answer is this page, and nothing of it is kept anywhere."""
    found = reach(request.user, code).row(row_id)
    typed = request.POST.dict()
    names = request.POST.getlist("field")
    try:
        values = unmask(found.row, names, reason=request.POST.get("reason", ""), by=request.user)
    except RefusedRow as refused:
        said = Said(step="unmask", typed=typed, errors=refused.fields)
        return row_page(request, found, said, status=HTTPStatus.BAD_REQUEST)
    except Problem as problem:
        said = Said(step="unmask", typed=typed, errors={"reason": [str(problem.detail)]})
        return row_page(request, found, said, status=problem.status_code)
    return row_page(request, found, Said(clear=values))


def _again(request: PersonRequest, found: RowReach, key: str, sentence: str) -> HttpResponse:
    """The row as it is now, with what was typed: somebody else was there first."""
    now = found.reach.row(found.row.pk)
    said = Said(step=key, typed=request.POST.dict(), alert=sentence)
    return row_page(request, now, said, status=HTTPStatus.CONFLICT)


def _taken(request: PersonRequest, found: RowReach, sentence: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return row_page(request, found.reach.row(found.row.pk), Said(alert=""), changed=True)
    messages.success(request, sentence)
    return redirect("registers:row", found.register.code, found.row.pk)
