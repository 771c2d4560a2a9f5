"""Workbooks as people hand them in, and exports read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.jobs.exports import start_export
from bureau.jobs.models import Job
from bureau.jobs.running import run as run_job
from bureau.uploads.importing import confirm, upload
from bureau.uploads.kinds import Wish, import_kind
from bureau.uploads.models import Import
from tests.people import People

Cells = Sequence[Sequence[object]]


def workbook(rows: Cells) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("台账")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return stream.getvalue()


def hand_in(people: People, name: str, code: str, data: bytes, suffix: str = "xlsx") -> Import:
    file = SimpleUploadedFile(f"台账.{suffix}", data)
    return upload(import_kind(f"register:{code}"), Wish(people[name]), file)


def carry_out(row: Import) -> Import:
    """Confirm and let the job run as a worker would."""
    job = confirm(row)
    run_job(job.pk)
    row.refresh_from_db()
    return row


def export(people: People, name: str, code: str, **params: object) -> Job:
    job = start_export(people[name], f"register:{code}", params)
    run_job(job.pk)
    job.refresh_from_db()
    return job


def content(job: Job) -> bytes:
    assert job.state == "done", job.message
    return (Path(settings.EXPORT_ROOT) / job.file_path).read_bytes()


def cells_of(data: bytes) -> list[list[object]]:
    """The rows of the first worksheet, heads first, without title lines."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return rows[next(place for place, row in enumerate(rows) if row[0] == "编号") :]


def lines_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
