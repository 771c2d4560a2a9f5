from __future__ import annotations

import datetime
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone
from rest_framework import serializers

from bureau.audit.models import AuditEntry
from bureau.jobs import files, running
from bureau.jobs.exports import PER_MINUTE, ExportKind, add_export_kind
from bureau.jobs.models import Job, JobState
from bureau.jobs.registry import Run
from bureau.jobs.run import file_name
from bureau.organisation.models import Post, Unit, User
from tests.people import People

BACKEND = "django.contrib.auth.backends.ModelBackend"


class UnitParams(serializers.Serializer[dict[str, Any]]):
    unit = serializers.CharField()
    year = serializers.IntegerField(min_value=1990, max_value=2099)


def may_export(user: User, params: Mapping[str, Any]) -> bool:
    """Clerks export their own unit; other units do not exist for them; leaders may not export."""
    posts = Post.objects.filter(user=user)
    if posts.filter(role="leader").exists():
        return False
    if not posts.filter(unit__code=params["unit"]).exists():
        raise Http404
    return True


def write_names(run: Run, params: Mapping[str, Any]) -> Mapping[str, object]:
    names = [unit.name for unit in Unit.objects.filter(code=params["unit"])]
    run.save_file(f"{params['year']}年单位.{params['format']}", "\n".join(names).encode())
    return {"rows": len(names)}


@pytest.fixture(autouse=True)
def _names() -> None:
    add_export_kind(
        ExportKind(
            "names", "单位名录", UnitParams, may=may_export, write=write_names, formats=("csv", "xlsx")
        )
    )


def at(people: People, username: str) -> Client:
    client = Client()
    client.force_login(people[username], backend=BACKEND)
    return client


def order(client: Client, **params: object) -> tuple[int, dict[str, Any]]:
    body = {"kind": "names", "params": {"unit": "east-01", "year": 2026, **params}}
    response = client.post("/api/v1/exports/", json.dumps(body), content_type="application/json")
    return response.status_code, response.json()


def export(client: Client) -> Job:
    status, answer = order(client)
    assert status == 202
    assert answer["job"] == answer["export"]
    running.run(answer["job"])
    return Job.objects.get(pk=answer["job"])


def body_of(client: Client, address: str) -> tuple[int, bytes]:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]  # a FileResponse when it streams
    return response.status_code, content


def test_zhang_exports_and_fetches_her_file_by_interface_and_page(people: People) -> None:
    client = at(people, "zhang")
    row = export(client)
    state = client.get(f"/api/v1/exports/{row.pk}/").json()
    assert (state["state"], state["progress"], state["result"]["rows"]) == ("done", 100, 1)
    for address in (f"/api/v1/exports/{row.pk}/file/", f"/jobs/{row.pk}/file/"):
        assert body_of(client, address) == (200, "城关镇".encode())


def test_the_file_comes_under_its_chinese_name_and_with_its_serial(people: People) -> None:
    client = at(people, "zhang")
    response = client.get(f"/jobs/{export(client).pk}/file/")
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''2026%E5%B9%B4")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["X-Export-Serial"].startswith(f"{timezone.localdate():%Y%m%d}-")
    response.close()


def test_an_export_and_each_download_are_in_the_trail(people: People) -> None:
    client = at(people, "zhang")
    row = export(client)
    body_of(client, f"/jobs/{row.pk}/file/")
    made = AuditEntry.objects.get(action="export")
    facts = made.new or {}
    assert (made.actor, facts["rows"], facts["kind"]) == ("zhang", 1, "names")
    assert facts["serial"] in made.detail
    assert AuditEntry.objects.get(action="download").actor == "zhang"


def test_wang_gets_404_for_zhangs_export(people: People) -> None:
    row = export(at(people, "zhang"))
    wang = at(people, "wang")
    for address in (f"/api/v1/exports/{row.pk}/", f"/api/v1/exports/{row.pk}/file/", f"/jobs/{row.pk}/file/"):
        assert wang.get(address).status_code == 404


def test_a_right_that_was_lost_closes_the_file(people: People) -> None:
    client = at(people, "zhang")
    row = export(client)
    Post.objects.filter(user=people["zhang"]).update(unit=people.other_town)
    assert client.get(f"/jobs/{row.pk}/file/").status_code == 404


def test_a_right_that_was_lost_before_the_job_ran_stops_it(people: People, export_root: Path) -> None:
    client = at(people, "zhang")
    job_id = order(client)[1]["job"]
    Post.objects.filter(user=people["zhang"]).update(unit=people.other_town)
    running.run(job_id)
    assert Job.objects.get(pk=job_id).state == JobState.FAILED
    assert not export_root.exists()


@pytest.mark.parametrize(
    ("username", "params", "status"),
    [
        ("zhang", {"unit": "east-02"}, 404),
        ("zhang", {"unit": "nowhere"}, 404),
        ("director", {}, 403),
        ("sysadmin", {}, 403),
        ("zhang", {"year": "last"}, 400),
        ("zhang", {"format": "exe"}, 400),
        ("zhang", {"colour": "red"}, 400),
    ],
)
def test_what_may_not_be_exported_starts_no_job(
    username: str, params: dict[str, object], status: int, people: People
) -> None:
    assert order(at(people, username), **params)[0] == status
    assert not Job.objects.exists()


def test_an_unknown_kind_is_400_and_names_the_kinds(people: People) -> None:
    response = at(people, "zhang").post(
        "/api/v1/exports/", {"kind": "secrets", "params": {}}, content_type="application/json"
    )
    assert response.status_code == 400
    assert "names" in response.json()["detail"]


def test_exports_have_an_end_per_minute(people: People) -> None:
    client = at(people, "zhang")
    statuses = [order(client)[0] for _ in range(PER_MINUTE + 1)]
    assert statuses == [202] * PER_MINUTE + [429]
    Job.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=2))
    assert order(client)[0] == 202


def test_a_file_that_is_not_ready_is_409(people: People) -> None:
    client = at(people, "zhang")
    job_id = order(client)[1]["job"]
    response = client.get(f"/api/v1/exports/{job_id}/file/")
    assert (response.status_code, response.json()["code"]) == (409, "state")


def test_a_truncated_file_is_never_served(people: People, export_root: Path) -> None:
    client = at(people, "zhang")
    row = export(client)
    (export_root / row.file_path).write_bytes("城".encode())
    assert client.get(f"/jobs/{row.pk}/file/").status_code == 404


def test_files_lie_under_random_names_that_only_we_can_read(people: People, export_root: Path) -> None:
    row = export(at(people, "zhang"))
    [path] = export_root.iterdir()
    assert (path.name, len(path.stem), path.suffix) == (row.file_path, 32, ".csv")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_path_in_the_row_cannot_lead_out_of_the_folder(people: People, export_root: Path) -> None:
    client = at(people, "zhang")
    row = export(client)
    secret = export_root.parent / "secret.txt"
    secret.write_bytes("城关镇".encode())
    Job.objects.filter(pk=row.pk).update(file_path="../secret.txt")
    assert client.get(f"/jobs/{row.pk}/file/").status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026年总结.docx", "2026年总结.docx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\r\nSet-Cookie: x.csv", "a__Set-Cookie_ x.csv"),
        ("", "文件"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_a_file_name_is_only_a_name(given: str, kept: str) -> None:
    assert file_name(given) == kept


def test_files_are_forgotten_after_a_day_and_parts_of_dead_workers_too(
    people: People, export_root: Path
) -> None:
    client = at(people, "zhang")
    row = export(client)
    part = export_root / "abc.part"
    part.write_bytes(b"half")
    assert files.forget_old() == 0
    yesterday = timezone.now() - datetime.timedelta(hours=25)
    Job.objects.filter(pk=row.pk).update(finished_at=yesterday)
    for path in export_root.iterdir():
        os.utime(path, (yesterday.timestamp(), yesterday.timestamp()))
    assert files.forget_old() == 2
    assert list(export_root.iterdir()) == []
    assert client.get(f"/jobs/{row.pk}/file/").status_code == 404


def test_the_page_shows_ones_own_jobs_with_their_progress(people: People) -> None:
    client = at(people, "zhang")
    row = export(client)
    page = client.get("/jobs/").content.decode()
    assert "导出" in page
    assert f"/jobs/{row.pk}/file/" in page
    assert f"/jobs/{row.pk}/" not in at(people, "wang").get("/jobs/").content.decode()


def test_the_progress_fragment_polls_until_the_job_is_over(people: People) -> None:
    client = at(people, "zhang")
    job_id = order(client)[1]["job"]
    assert "hx-get" in client.get(f"/jobs/{job_id}/", HTTP_HX_REQUEST="true").content.decode()
    running.run(job_id)
    over = client.get(f"/jobs/{job_id}/", HTTP_HX_REQUEST="true").content.decode()
    assert "hx-get" not in over
    assert "完成" in over


def test_a_waiting_job_is_cancelled_on_the_page(people: People) -> None:
    client = at(people, "zhang")
    job_id = order(client)[1]["job"]
    client.post(f"/jobs/{job_id}/cancel/")
    assert Job.objects.get(pk=job_id).state == JobState.CANCELLED


def test_an_export_ordered_twice_with_one_key_is_one_export(people: People) -> None:
    client = at(people, "zhang")
    body = {"kind": "names", "params": {"unit": "east-01", "year": 2026}}
    answers = [
        client.post(
            "/api/v1/exports/", body, content_type="application/json", HTTP_IDEMPOTENCY_KEY="once"
        ).json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert Job.objects.count() == 1
