"""The pages of imports: hand in a file, look at the preview, confirm, see it done."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bureau.jobs.views import shown
from bureau.organisation.gates import PersonRequest, business_page
from bureau.uploads.forms import UploadForm
from bureau.uploads.importing import confirm
from bureau.uploads.kinds import Wish, about_of, import_kind, kinds_for, label_of
from bureau.uploads.models import Import, ImportState
from bureau.uploads.pages import take
from bureau.web.api.errors import Problem

PER_PAGE = 20
SHOWN_FAULTS = 200


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: PersonRequest) -> HttpResponse:
    """One's own imports, and the form for those that need no sheet."""
    kinds = kinds_for(request.user)
    status = int(HTTPStatus.OK)
    form = UploadForm(kinds=kinds, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST":
        if not kinds:
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES, kinds=kinds)
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            response, status = take(form, import_kind(form.cleaned_data["kind"]), Wish(request.user))
            if response is not None:
                return response
    page = Paginator(Import.objects.owned_by(request.user).select_related("unit"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form if kinds else None,
        "kinds": kinds,
        "page": page,
        "rows": [(row, label_of(row.kind)) for row in page],
    }
    return render(request, "uploads/imports.html", context, status=status)


@business_page
@require_safe
def preview(request: PersonRequest, import_id: int) -> HttpResponse:
    row = get_object_or_404(Import.objects.owned_by(request.user).select_related("unit", "job"), pk=import_id)
    context = {
        "row": row,
        "label": label_of(row.kind),
        "about": about_of(row.kind),
        "faults": row.errors[:SHOWN_FAULTS],
        "more_faults": max(0, row.counts.get("errors", 0) - SHOWN_FAULTS),
        "more_changes": row.counts.get("new", 0) + row.counts.get("changed", 0) - len(row.changes),
        "may_confirm": row.state == ImportState.PREVIEWED and not row.changes_nothing and row.plan_path,
        "shown": shown(row.job) if row.job else None,
    }
    return render(request, "uploads/preview.html", context)


@business_page
@require_POST
def confirmed(request: PersonRequest, import_id: int) -> HttpResponse:
    row = get_object_or_404(Import.objects.owned_by(request.user), pk=import_id)
    try:
        confirm(row)
    except Problem as problem:
        messages.error(request, str(problem.detail))
    return redirect("uploads:import", import_id)
