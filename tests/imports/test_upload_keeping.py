"""What uploads leave, for how long, and how many one person hands in."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from django.utils import timezone

from bureau.audit.recording import record
from bureau.uploads.models import Import
from bureau.uploads.storing import forget_old
from tests.imports.files import UNITS, confirm, send, workbook
from tests.returns.office import Office

DATA = workbook(UNITS, ("城关镇", "城镇新增就业人数", "2026-09", 30))


def age(row: Import, media: Path, days: int) -> None:
    past = timezone.now() - datetime.timedelta(days=days)
    Import.objects.filter(pk=row.pk).update(uploaded_at=past)
    for path in (media / "imports").iterdir():
        os.utime(path, (past.timestamp(), past.timestamp()))


def test_what_nobody_confirmed_is_gone_after_a_day(office: Office, media: Path) -> None:
    send(office, "zhang", DATA)
    age(Import.objects.get(), media, 2)
    assert forget_old() == 2
    assert not Import.objects.exists()
    assert not list((media / "imports").iterdir())


def test_what_was_imported_stays_for_two_months_and_its_row_for_good(office: Office, media: Path) -> None:
    answer = send(office, "zhang", DATA)
    confirm(office, "zhang", answer.body["id"])
    row = Import.objects.get()
    age(row, media, 30)
    assert forget_old() == 0
    age(row, media, 61)
    assert forget_old() == 2
    row.refresh_from_db()
    assert (row.file_path, row.result is not None) == ("", True)


def test_an_expired_preview_cannot_be_confirmed(office: Office, media: Path) -> None:
    answer = send(office, "zhang", DATA)
    for path in (media / "imports").iterdir():
        path.unlink()
    job = confirm(office, "zhang", answer.body["id"])
    assert (job.state, job.message) == ("failed", "这份导入已经过期，请重新上传。")


def test_after_thirty_uploads_in_a_minute_one_waits(office: Office) -> None:
    for _ in range(30):
        record("upload", "uploads_import", "", actor="zhang")
    answer = send(office, "zhang", DATA)
    assert (answer.status, answer.body["code"]) == (429, "throttled")
    assert send(office, "wang", workbook(UNITS)).status == 201


def test_a_repeated_upload_with_one_key_is_one_import(office: Office) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    answers = [
        office.api("zhang").post(
            "/api/v1/imports/",
            {"kind": "figures", "file": SimpleUploadedFile("数据.xlsx", DATA)},
            format="multipart",
            headers={"Idempotency-Key": "one"},
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Import.objects.count() == 1
