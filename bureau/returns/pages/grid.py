"""The sheet: the paper table, filled cell by cell with scripts and as one form without."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bureau.figures.models import Sheet, SheetEvent
from bureau.figures.models.sheets import FILLABLE
from bureau.figures.writing import WrongState
from bureau.organisation.gates import PersonRequest, business_page
from bureau.returns.access import NO_FILLING, Reach, must_be, reach
from bureau.returns.calendar.deadlines import takes_entries
from bureau.returns.changes import InvalidCells, StaleCells, save_given
from bureau.returns.checks.panel import panel_html
from bureau.returns.checks.sheets import against, verdict_of
from bureau.returns.corrections.rights import pending_reopening
from bureau.returns.entry.cumulative import as_months, basis_named, basis_of
from bureau.returns.entry.undoing import last_fill
from bureau.returns.history import STEPS
from bureau.returns.levels import reviews_now
from bureau.returns.models import Basis
from bureau.returns.naming import domain_title, form_number, form_title, place_of, span_label
from bureau.returns.pages.rows import Trouble, groups_of, rival_text, rows_of
from bureau.returns.reading import counts_in, read_lines
from bureau.returns.steps import REVIEWABLE

VALUE, STOOD = "v-", "w-"


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """GET shows the sheet to everybody who reads it; POST is the whole form of a browser without scripts."""
    found = reach(request.user, sheet_id)
    if request.method != "POST":
        return sheet_page(request, found)
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    # What the form was drawn with counts, not what she has chosen since.
    basis = basis_named(request.POST.get("basis"))
    try:
        must_be(found.sheet, FILLABLE, "改数")
        saved, troubles = _save_form(found.sheet, request, basis)
    except WrongState as wrong:
        return sheet_page(request, found, alert=str(wrong), status=HTTPStatus.CONFLICT)
    if troubles:
        alert = f"已保存 {saved} 格；还有 {len(troubles)} 格没有保存，您填的内容都还在，请按提示修改。"
        conflict = any(trouble.is_conflict for trouble in troubles.values())
        status = HTTPStatus.CONFLICT if conflict else HTTPStatus.BAD_REQUEST
        return sheet_page(request, found, troubles=troubles, alert=alert, status=status, basis=basis)
    messages.success(request, f"已保存 {saved} 格。" if saved else "没有改动。")
    return redirect("returns:sheet", sheet_id)


def sheet_page(
    request: PersonRequest,
    found: Reach,
    *,
    troubles: Mapping[str, Trouble] | None = None,
    alert: str = "",
    status: int = HTTPStatus.OK,
    basis: Basis | None = None,
) -> HttpResponse:
    sheet = found.sheet
    lines = read_lines(sheet)
    fills = found.fills and takes_entries(sheet)
    if basis is None:
        basis = basis_of(request.user) if fills else Basis.MONTH
    rows = rows_of(sheet, lines, fills=fills, troubles=troubles, basis=basis)
    bureau_of = sheet.unit.parent
    is_open = fills and sheet.is_fillable
    verdict = verdict_of(sheet)
    context = {
        "sheet": sheet,
        "title": form_title(sheet.domain),
        "number": form_number(sheet.domain),
        "span": span_label(sheet.month),
        "issuer": bureau_of.name if bureau_of else "",
        "groups": groups_of(rows),
        "said": [line for line in lines if line.explanation],
        "counts": counts_in(lines),
        "fills": fills,
        "is_open": is_open,
        "against": against(sheet, verdict) if is_open else "",
        "to_review": sheet.state in REVIEWABLE and reviews_now(found),
        "settles": found.settles,
        "reopening": pending_reopening(sheet),
        "siblings": _siblings(request, sheet),
        "events": _events(sheet),
        "alert": alert,
        "checks_panel": panel_html(sheet, verdict, lines, is_open=is_open),
        "basis": basis,
        "bases": Basis,
        "by_total": basis is Basis.TO_DATE,
        "last_fill": last_fill(request.session, sheet),
    }
    return render(request, "returns/sheet.html", context, status=status)


def _save_form(sheet: Sheet, request: PersonRequest, basis: Basis) -> tuple[int, dict[str, Trouble]]:
    """Save the cells that were changed on the form; returns how many, and what stood in the way of the others.

    What is wrong or stale is set aside and the rest is tried again, so that one bad cell loses no other.
    """
    typed, versions = _changed(request.POST)
    troubles: dict[str, Trouble] = {}
    while remaining := [code for code in typed if code not in troubles]:
        given: object = [{"indicator": c, "value": typed[c], "version": versions[c]} for c in remaining]
        try:
            if basis is Basis.TO_DATE:
                given = as_months(sheet, given)
            save_given(sheet, given, by=request.user, typed=True)
        except InvalidCells as invalid:
            wrong = {code: "".join(invalid.fields[code]) for code in remaining if code in invalid.fields}
            # What belongs to no cell, such as too many of them, stands in the way of all.
            wrong = wrong or dict.fromkeys(remaining, "".join(sum(invalid.fields.values(), [])))
            troubles |= {code: Trouble(typed[code], wrong[code], versions[code]) for code in wrong}
        except StaleCells as stale:
            troubles |= _conflicts(sheet, stale, typed, basis)
        else:
            return len(remaining), troubles
    return 0, troubles


def _changed(form: QueryDict) -> tuple[dict[str, str], dict[str, int]]:
    """The cells whose text differs from what the page was drawn with, and the versions they were drawn with."""
    typed: dict[str, str] = {}
    versions: dict[str, int] = {}
    for name, text in form.items():
        if not name.startswith(VALUE) or not isinstance(text, str):
            continue
        code = name.removeprefix(VALUE)
        version, _, before = str(form.get(STOOD + code, "")).partition(":")
        if code and text != before:
            typed[code] = text
            plain = version.isascii() and version.isdecimal() and len(version) <= 9
            versions[code] = int(version) if plain else 0
    return typed, versions


def _conflicts(sheet: Sheet, stale: StaleCells, typed: Mapping[str, str], basis: Basis) -> dict[str, Trouble]:
    lines = {line.code: line for line in read_lines(sheet)}
    troubles = {}
    for code, rival in stale.cells.items():
        theirs = rival_text(lines[code], rival, basis) or "空"
        sentence = (
            f"{rival.by} 已存 {theirs}，您填的 {typed[code] or '空'} 没有保存，两个数都还在。"
            f"用您的数请再点保存，用对方的请改成 {theirs}。"
        )
        troubles[code] = Trouble(typed[code], sentence, rival.version, is_conflict=True)
    return troubles


def _siblings(request: PersonRequest, sheet: Sheet) -> list[dict[str, object]]:
    """The other forms of the unit in the same month."""
    found = Sheet.objects.readable_by(request.user).of_month(sheet.month).filter(unit_id=sheet.unit_id)
    keys = sorted(found.order_by().values_list("domain", "pk"), key=lambda pair: place_of(pair[0]))
    return [{"pk": pk, "label": domain_title(domain), "current": pk == sheet.pk} for domain, pk in keys]


def _events(sheet: Sheet) -> list[dict[str, object]]:
    """What happened to the sheet, newest first."""
    events = SheetEvent.objects.filter(sheet=sheet).select_related("by").order_by("-id")[:12]
    return [
        {
            "what": STEPS.get(event.step, event.step),
            "by": event.by.full_name if event.by else "系统",
            "at": event.at,
            "remark": event.remark,
        }
        for event in events
    ]
