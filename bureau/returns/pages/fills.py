"""Filling many cells at once: a pasted block, zeros, and taking the last fill back.

Each is a page of its own; the grid's script asks for the same as a fragment and shows it in a dialog. What is saved
is answered to the script as JSON, as a single cell is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.exceptions import ParseError

from bureau.figures.models import Sheet, Source
from bureau.figures.models.sheets import FILLABLE
from bureau.figures.writing import WrongState
from bureau.organisation.gates import PersonRequest, business_page
from bureau.returns.access import NO_FILLING, must_be, reach
from bureau.returns.changes import InvalidCells, Saved, StaleCells, save_given
from bureau.returns.entry.blocks import UnreadableBlock
from bureau.returns.entry.cumulative import basis_named, basis_of, keep_basis
from bureau.returns.entry.pasting import previewed
from bureau.returns.entry.undoing import last_fill, remember, undo
from bureau.returns.entry.zeros import to_zero, zeros
from bureau.returns.models import Basis
from bureau.returns.naming import form_title
from bureau.returns.pages.cells import saved_answer
from bureau.returns.reading import read_lines
from bureau.web.api.parsing import read_json

MEND = "mend-"
PASTED, ZEROED = "粘贴", "填 0"


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """GET asks for the block; POST shows what it would do, and with `cells` does exactly what was shown."""
    sheet = _to_fill(request, sheet_id)
    if request.method != "POST":
        return _draw(request, sheet, "paste", {"basis": basis_of(request.user), "bases": Basis})
    if "cells" not in request.POST:
        return _preview(request, sheet)

    def refused(sentence: str, status: int) -> HttpResponse:
        return _preview(request, sheet, alert=sentence, status=status)

    return _save(request, sheet, what=PASTED, source=Source.PASTED, refused=refused)


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def zero(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """GET lists the empty cells in which nothing may have happened; POST fills those that are ticked."""
    sheet = _to_fill(request, sheet_id)
    if request.method != "POST":
        return _draw(request, sheet, "zeros", {"lines": to_zero(read_lines(sheet))})
    chosen = set(request.POST.getlist("code"))
    lines = [line for line in to_zero(read_lines(sheet)) if line.code in chosen]

    def refused(sentence: str, status: int) -> HttpResponse:
        again = {"lines": to_zero(read_lines(sheet)), "alert": sentence}
        return _draw(request, sheet, "zeros", again, status=status)

    if not lines:
        return refused("没有选中要填 0 的格；已经填过的格不会改。", HTTPStatus.BAD_REQUEST)
    return _save(request, sheet, what=ZEROED, source=Source.TYPED, refused=refused, cells=zeros(lines))


@business_page
@require_POST
def take_back(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """Undo the last fill of this person in this sheet."""
    sheet = _to_fill(request, sheet_id)
    try:
        must_be(sheet, FILLABLE, "改数")
        undone = undo(request.session, sheet, by=request.user)
    except WrongState as wrong:
        messages.error(request, str(wrong))
    except InvalidCells as invalid:
        messages.error(request, "没有撤销：" + "".join(sum(invalid.fields.values(), [])[:3]))
    else:
        if undone is None:
            messages.info(request, "没有可以撤销的填写。")
        else:
            later = f"；{undone.kept} 格后来又改过，没有动" if undone.kept else ""
            messages.success(request, f"已撤销，{undone.restored} 格恢复成原来的内容{later}。")
    return redirect("returns:sheet", sheet_id)


@business_page
@require_POST
def choose_basis(request: PersonRequest) -> HttpResponse:
    """本月数 or 累计数: kept for the person, and back to where she came from."""
    keep_basis(request.user, basis_named(request.POST.get("basis")))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else reverse("returns:month"))


def last_fill_html(request: PersonRequest, sheet: Sheet) -> str:
    """What can be taken back, with its button; empty when there is nothing."""
    context = {"sheet": sheet, "fill": last_fill(request.session, sheet)}
    return render_to_string("returns/entry/last_fill.html", context, request=request)


def _to_fill(request: PersonRequest, sheet_id: int) -> Sheet:
    found = reach(request.user, sheet_id)
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    return found.sheet


def _preview(
    request: PersonRequest, sheet: Sheet, *, alert: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    text, basis = request.POST.get("text", ""), basis_named(request.POST.get("basis"))
    at = request.POST.get("at", "")
    mended = {
        int(row): str(value)
        for name, value in request.POST.items()
        if (row := name.removeprefix(MEND)) != name and row.isdecimal() and len(row) < 6
    }
    context: dict[str, object] = {"text": text, "at": at, "basis": basis, "bases": Basis, "alert": alert}
    try:
        must_be(sheet, FILLABLE, "改数")
        preview = previewed(sheet, text, at=at, basis=basis, mended=mended)
    except (UnreadableBlock, WrongState) as refused:
        unread = HTTPStatus.CONFLICT if isinstance(refused, WrongState) else HTTPStatus.BAD_REQUEST
        return _draw(request, sheet, "paste", context | {"alert": str(refused)}, status=unread)
    # While something is wrong, cells that were mended can be mended again; after that the button sends what is shown.
    wrong = {one.row for one in preview.wrong}
    fields = wrong | {one.row for one in preview.listed if one.row in mended} if wrong else wrong
    context |= {
        "preview": preview,
        "by_total": preview.basis is Basis.TO_DATE,
        "fields": fields,
        "mended": [(row, given) for row, given in mended.items() if row not in fields],
        "cells": json.dumps(preview.cells, ensure_ascii=False),
    }
    return _draw(request, sheet, "preview", context, status=status)


def _save(
    request: PersonRequest,
    sheet: Sheet,
    *,
    what: str,
    source: Source,
    refused: Callable[[str, int], HttpResponse],
    cells: Sequence[Mapping[str, object]] | None = None,
) -> HttpResponse:
    """One save for all the cells, or none of them and the sentence."""
    before = {line.code: line.text for line in read_lines(sheet)}
    try:
        must_be(sheet, FILLABLE, "改数")
        given: object = cells if cells is not None else read_json(request.POST["cells"].encode())
        saved = save_given(sheet, given, by=request.user, typed=True, source=source)
    except WrongState as wrong:
        return refused(str(wrong), HTTPStatus.CONFLICT)
    except StaleCells as stale:
        return refused(_overtaken(stale, sheet), HTTPStatus.CONFLICT)
    except InvalidCells as invalid:
        sentences = sum(invalid.fields.values(), [])
        return refused("一格也没有写入：" + "".join(sentences[:3]), HTTPStatus.BAD_REQUEST)
    except ParseError as unreadable:
        return refused(str(unreadable.detail), HTTPStatus.BAD_REQUEST)
    remember(request.session, sheet, what, saved, before)
    return _saved(request, sheet, saved, what)


def _saved(request: PersonRequest, sheet: Sheet, saved: Saved, what: str) -> HttpResponse:
    told = f"已{what}，写入 {len(saved.results)} 格。"
    if not _is_fragment(request):
        messages.success(request, told)
        return redirect("returns:sheet", sheet.pk)
    body = saved_answer(request, sheet, saved, basis_named(request.POST.get("shown_by")))
    return JsonResponse(body | {"told": told, "last_fill": last_fill_html(request, sheet)})


def _overtaken(stale: StaleCells, sheet: Sheet) -> str:
    names = {line.code: line.name for line in read_lines(sheet)}
    told = "、".join(
        f"“{names[code]}”{f'（{rival.by}）' if rival.by else ''}"
        for code, rival in list(stale.cells.items())[:5]
    )
    more = f"等 {len(stale.cells)} 格" if len(stale.cells) > 5 else ""
    return f"您看预览的时候，{told}{more}被别人改过，一格也没有写入。下面是现在的数，请看过再写入。"


def _draw(
    request: PersonRequest,
    sheet: Sheet,
    what: str,
    context: Mapping[str, object],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The part alone for the dialog, the whole page for a browser without scripts."""
    part = f"returns/entry/{what}.html"
    full = {
        **context,
        "sheet": sheet,
        "title": form_title(sheet.domain),
        "part": part,
        "in_dialog": _is_fragment(request),
    }
    return render(request, part if _is_fragment(request) else "returns/entry/page.html", full, status=status)


def _is_fragment(request: PersonRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
