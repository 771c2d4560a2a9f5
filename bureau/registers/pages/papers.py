"""The papers of a row: handing one in, fetching it, taking it away."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from bureau.audit.recording import record_request
from bureau.organisation.gates import PersonRequest, business_page
from bureau.registers.models import Attachment
from bureau.registers.pages.reach import RowReach, reach
from bureau.registers.pages.row import Said, row_page
from bureau.registers.papers import attach, path_of, remove

PAPERS = "papers"


@business_page
@require_POST
def hand_in(request: PersonRequest, code: str, row_id: int) -> HttpResponse:
    found = reach(request.user, code).row(row_id)
    found.must_keep()
    file = request.FILES.get("file")
    if file is None:
        return _refused(request, found, "请先选择文件。")
    try:
        paper = attach(found.register, found.row, cast("UploadedFile[bytes]", file), by=request.user)
    except ValidationError as error:
        return _refused(request, found, "".join(error.messages))
    if request.headers.get("HX-Request") == "true":
        return row_page(request, found)
    messages.success(request, f"已附 {paper.name}。")
    return redirect("registers:row", code, row_id)


@business_page
@require_safe
def fetch(request: PersonRequest, code: str, row_id: int, paper_id: int) -> FileResponse:
    """Always as a download: nothing that somebody handed in is opened under our own address."""
    found = reach(request.user, code).row(row_id)
    paper = _paper(found, paper_id)
    path = path_of(paper)
    if path is None:
        raise Http404
    record_request(
        request,
        "download",
        found.register.table,
        str(found.row.pk),
        new={"file": paper.name, "sha256": paper.digest},
        detail=f"{found.register.title} {found.row.number}　{paper.name}",
    )
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=paper.name, content_type="application/octet-stream"
    )


@business_page
@require_POST
def take_away(request: PersonRequest, code: str, row_id: int, paper_id: int) -> HttpResponse:
    found = reach(request.user, code).row(row_id)
    found.must_keep()
    paper = _paper(found, paper_id)
    remove(paper)
    if request.headers.get("HX-Request") == "true":
        return row_page(request, found)
    messages.success(request, f"附件 {paper.name} 已删除。")
    return redirect("registers:row", code, row_id)


def _paper(found: RowReach, paper_id: int) -> Attachment:
    return get_object_or_404(
        Attachment, register=found.register.code, row_id=found.row.pk, pk=paper_id, removed_at=None
    )


def _refused(request: PersonRequest, found: RowReach, sentence: str) -> HttpResponse:
    said = Said(step=PAPERS, errors={"file": [sentence]})
    return row_page(request, found, said, status=HTTPStatus.BAD_REQUEST)
