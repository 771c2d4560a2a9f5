"""登记 and 修改: the form of a row, new or standing, as a draft or entered."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bureau.organisation.gates import PersonRequest, business_page
from bureau.organisation.models import Unit
from bureau.registers.cleaning import NeedsExplanation, RefusedRow, content_fields
from bureau.registers.declarations import VOID
from bureau.registers.forms import BETWEEN, RowForm
from bureau.registers.pages.columns import label_of
from bureau.registers.pages.passing import Passing, link, passing_of
from bureau.registers.pages.reach import Reach, RowReach, reach
from bureau.registers.personal import PersonalField
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row, RowOrigin
from bureau.registers.writing import ENTER, StaleRow, WrongRowState, change_row, enter_row, take_step

MOST_OFFERED = 20
VOID_ROW = "这一行已作废，不能再改；要恢复请另行登记。"


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, code: str) -> HttpResponse:
    """A new row; with `?from=` it takes over what a row of another register passes on."""
    found = reach(request.user, code)
    found.must_keep()
    passing = passing_of(request.user, found.register, request.GET)
    unit = _unit_asked(found, request, passing)
    if request.method != "POST":
        form = RowForm(
            found.register, unit=unit, user=request.user, begun=passing.values if passing else None
        )
        return _page(request, found, form, unit=unit, passing=passing)
    return _enter(request, found, unit, passing)


def _enter(request: PersonRequest, found: Reach, unit: Unit, passing: Passing | None) -> HttpResponse:
    form = RowForm(
        found.register,
        unit=unit,
        user=request.user,
        typed=request.POST.dict(),
        begun=passing.values if passing else None,
    )
    as_draft = request.POST.get("do") == "draft"
    status = HTTPStatus.BAD_REQUEST
    sentences: tuple[str, ...] = ()
    try:
        values = form.values()
        _judge_references(form)
        with transaction.atomic():
            carried = passing.carried(form) if passing else {}
            row = enter_row(
                found.register,
                {**carried, **values},
                unit=unit,
                by=request.user,
                draft=as_draft,
                state=passing.transfer.state if passing else "",
                origin=RowOrigin.TRANSFERRED if passing else RowOrigin.TYPED,
                explanation=request.POST.get("explanation", ""),
            )
            if passing is not None:
                link(passing, row, by=request.user)
    except RefusedRow as refused:
        form.refuse(refused.fields)
    except NeedsExplanation as needed:
        sentences = needed.sentences
    except WrongRowState as wrong:
        form.alert, status = str(wrong), HTTPStatus.CONFLICT
    else:
        return _done(request, found, row, as_draft=as_draft)
    return _page(request, found, form, unit=unit, passing=passing, sentences=sentences, status=status)


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, code: str, row_id: int) -> HttpResponse:
    found = reach(request.user, code).row(row_id)
    found.must_keep()
    row = found.row
    if row.is_void:
        messages.error(request, VOID_ROW)
        return redirect("registers:row", code, row_id)
    typed = request.POST.dict() if request.method == "POST" else None
    form = RowForm(found.register, unit=row.reporting_unit, user=request.user, row=row, typed=typed)
    if typed is None:
        return _page(request, found.reach, form, unit=row.reporting_unit, row=row)
    return _change(request, found, form)


def _change(request: PersonRequest, found: RowReach, form: RowForm) -> HttpResponse:
    row, version = found.row, version_of(request)
    entering = row.is_draft and request.POST.get("do") != "draft"
    explanation = request.POST.get("explanation")
    sentences: tuple[str, ...] = ()
    status = HTTPStatus.BAD_REQUEST
    theirs: Row | None = None
    try:
        values = form.values()
        _judge_references(form)
        with transaction.atomic():
            if entering:
                if explanation is not None:
                    version = change_row(
                        row, {}, version=version, by=request.user, explanation=explanation
                    ).version
                take_step(row, ENTER, version=version, by=request.user, values=values)
            else:
                change_row(row, values, version=version, by=request.user, explanation=explanation)
    except RefusedRow as refused:
        form.refuse(refused.fields)
    except NeedsExplanation as needed:
        sentences = needed.sentences
    except StaleRow as stale:
        theirs, status = stale.current, HTTPStatus.CONFLICT
        form.show_theirs(theirs)
    except WrongRowState as wrong:
        form.alert, status = str(wrong), HTTPStatus.CONFLICT
    else:
        messages.success(request, f"{row.number} {'已登记' if entering else '已保存'}。")
        return redirect("registers:row", found.register.code, row.pk)
    return _page(
        request,
        found.reach,
        form,
        unit=row.reporting_unit,
        row=row,
        sentences=sentences,
        theirs=theirs,
        status=status,
    )


@business_page
@require_POST
def offers(request: PersonRequest, code: str, name: str) -> HttpResponse:
    """Rows that a field may refer to, for what was typed so far. Posted: it may be the name of a person."""
    found = reach(request.user, code)
    field = content_fields(found.register).get(name)
    target = field.related_model if field is not None else None
    if not (isinstance(target, type) and issubclass(target, Row)):
        raise Http404
    register = register_behind(target)
    there = Reach(request.user, register)
    text = request.POST.get(name, "").strip().partition(BETWEEN)[0][:60]
    rows = there.rows().filter(number__icontains=text)
    label = content_fields(register)[register.label]
    if not isinstance(label, PersonalField):
        rows |= there.rows().filter(**{f"{register.label}__icontains": text})
    offered = [
        (row.number, label_of(register, row))
        for row in rows.exclude(state=VOID).order_by("-pk")[:MOST_OFFERED]
    ]
    return render(request, "registers/form/offers.html", {"offered": offered, "between": BETWEEN})


def version_of(request: PersonRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0


def _judge_references(form: RowForm) -> None:
    """A row that was named wrongly is told like everything else that cannot be read."""
    if form.has_errors:
        raise RefusedRow({})


def _unit_asked(found: Reach, request: PersonRequest, passing: Passing | None) -> Unit:
    """The unit in whose name the row is entered: the chosen one, that of the row passed on, else her first."""
    asked = request.POST.get("reporting_unit") or request.GET.get("unit", "")
    if not asked and passing is not None:
        asked = str(passing.source.reporting_unit_id)
    return next((unit for unit in found.homes if asked in (str(unit.pk), unit.code)), found.homes[0])


def _done(request: PersonRequest, found: Reach, row: Row, *, as_draft: bool) -> HttpResponse:
    code = found.register.code
    if as_draft:
        messages.success(request, f"草稿 {row.number} 已存，不计入任何数，补齐以后再登记。")
    else:
        messages.success(request, f"{row.number} 已登记。")
    if request.POST.get("do") == "again":
        return redirect("registers:new", code)
    return redirect("registers:row", code, row.pk)


def _page(
    request: PersonRequest,
    found: Reach,
    form: RowForm,
    *,
    unit: Unit,
    row: Row | None = None,
    passing: Passing | None = None,
    sentences: tuple[str, ...] = (),
    theirs: Row | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    standing = row.explanation if row is not None else ""
    context = {
        "register": found.register,
        "form": form,
        "unit": unit,
        "homes": found.homes if row is None else [],
        "row": row,
        "label": label_of(found.register, row) if row is not None else "",
        "version": (theirs or row).version if row is not None else 0,
        "theirs": theirs,
        "sentences": sentences,
        "explanation": request.POST.get("explanation", standing),
        "asks_explanation": bool(sentences or standing or request.POST.get("explanation")),
        "passing": passing,
        "is_draft": row is None or row.is_draft,
        "mistakes": [
            (one.name, one.title, sentence) for one in form.fields.values() for sentence in one.errors
        ],
    }
    return render(request, "registers/form.html", context, status=status)
