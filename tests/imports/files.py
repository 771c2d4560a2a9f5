"""Workbooks and lists for the tests of imports, and how they are handed in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.jobs import running
from bureau.jobs.models import Job
from tests.returns.office import Office

Row = Sequence[object]
UNITS = ("填报单位", "指标", "月份", "数值")


def workbook(*rows: Row, name: str = "数据", **more: Sequence[Row]) -> bytes:
    """A workbook as somebody might make it: one sheet of rows, and others by their names."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm"}) as book:
        for title, lines in {name: rows, **more}.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(lines):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write(number, column, value)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one part replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


@dataclass
class Answer:
    status: int
    body: dict[str, Any]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        counts = self.body["counts"]
        return counts["new"], counts["changed"], counts["same"], counts["errors"]

    @property
    def faults(self) -> list[tuple[str, int, str, str]]:
        return [(f["sheet"], f["row"], f["column"], f["message"]) for f in self.body["errors"]]


def send(
    office: Office, person: str, data: bytes, name: str = "数据.xlsx", kind: str = "figures", **fields: str
) -> Answer:
    """Hand a file in through the API."""
    body: dict[str, object] = {"kind": kind, "file": SimpleUploadedFile(name, data), **fields}
    response = office.api(person).post("/api/v1/imports/", body, format="multipart")
    return Answer(response.status_code, response.json())


def confirm(office: Office, person: str, import_id: int) -> Job:
    """Confirm and let the job run."""
    response = office.api(person).post(f"/api/v1/imports/{import_id}/confirm/")
    assert response.status_code == 202, response.content
    job_id = response.json()["job"]
    running.run(job_id)
    return Job.objects.get(pk=job_id)


def exported(office: Office, person: str, kind: str, **params: object) -> tuple[Job, bytes]:
    """Order an export, let the job run and fetch the file."""
    api = office.api(person)
    response = api.post("/api/v1/exports/", {"kind": kind, "params": params}, format="json")
    assert response.status_code == 202, response.content
    running.run(response.json()["job"])
    job = Job.objects.get(pk=response.json()["job"])
    file = api.get(f"/api/v1/exports/{job.pk}/file/")
    assert file.status_code == 200, (job.message, file.content)
    return job, b"".join(file.streaming_content)  # type: ignore[attr-defined]  # a FileResponse streams


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def edited(data: bytes, changes: Mapping[str, object], sheet: str | None = None) -> bytes:
    """The workbook after somebody typed into the cells named, as a spreadsheet saves it."""
    book = opened(data)
    page = book[sheet] if sheet else book.worksheets[0]
    for place, value in changes.items():
        page[place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def place_of(data: bytes, code: str, column: str = "D") -> str:
    """Where the form has the cell of an indicator."""
    page = opened(data).worksheets[0]
    for row in page.iter_rows():
        for cell in row:
            if cell.value == code:
                return f"{column}{cell.row}"
    raise LookupError(code)


def result_of(job: Job) -> dict[str, Any]:
    """What a job that is done says it did."""
    assert job.state == "done", job.message
    return dict(job.result or {})
