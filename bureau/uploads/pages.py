"""What the pages of every kind of import share: taking the file, and saying why it was not taken."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect

from bureau.uploads.forms import UploadForm
from bureau.uploads.importing import upload
from bureau.uploads.kinds import ImportKind, Wish
from bureau.uploads.reading import Unreadable
from bureau.web.api.errors import Problem, sentence_of


def take(form: UploadForm, kind: ImportKind, wish: Wish) -> tuple[HttpResponse | None, int]:
    """Lead to the preview, or leave the sentence on the form and say with which status to show it."""
    try:
        row = upload(kind, wish, form.upload)
    except Unreadable as unreadable:
        form.add_error("file", sentence_of(unreadable))
        return None, HTTPStatus.BAD_REQUEST
    except Problem as problem:
        form.add_error("file", str(problem.detail))
        return None, problem.status_code
    return redirect("uploads:import", row.pk), HTTPStatus.FOUND
