"""From a sheet to a spreadsheet and back: the template to download, the filled file to hand in."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bureau.jobs.exports import start_export
from bureau.organisation.gates import PersonRequest, business_page
from bureau.returns.access import NO_FILLING, reach
from bureau.returns.imports.kinds import SHEET
from bureau.returns.naming import form_title
from bureau.uploads.forms import UploadForm
from bureau.uploads.kinds import Wish
from bureau.uploads.pages import take
from bureau.web.api.errors import Problem

_FORMATS = frozenset({"xlsx", "csv"})


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def import_sheet(request: PersonRequest, sheet_id: int) -> HttpResponse:
    found = reach(request.user, sheet_id)
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    sheet = found.sheet
    form, status = UploadForm(kinds=[SHEET]), int(HTTPStatus.OK)
    if request.method == "POST":
        form = UploadForm({"kind": SHEET.name}, request.FILES, kinds=[SHEET])
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            response, status = take(form, SHEET, Wish(request.user, sheet.unit, sheet.month))
            if response is not None:
                return response
    context = {"sheet": sheet, "title": form_title(sheet.domain), "form": form, "hint": SHEET.hint}
    return render(request, "returns/imports/sheet.html", context, status=status)


@business_page
@require_POST
def export_sheet(request: PersonRequest, sheet_id: int) -> HttpResponse:
    """Queue the sheet as a file; whoever reads it may take it home."""
    sheet = reach(request.user, sheet_id).sheet
    wanted = request.POST.get("format", "xlsx")
    params: dict[str, object] = {
        "unit": sheet.unit.code,
        "month": str(sheet.month),
        "format": wanted if wanted in _FORMATS else "xlsx",
    }
    if request.POST.get("all") != "1":
        params["domain"] = sheet.domain
    try:
        start_export(request.user, "sheet", params)
    except Problem as problem:
        messages.error(request, str(problem.detail))
        return redirect("returns:sheet", sheet_id)
    messages.success(request, "正在生成文件，完成后点文件名下载。")
    return redirect("jobs:list")
