"""The ways in and out that registers share with everything else: the page of imports, the API, the list of jobs."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bureau.jobs.running import run as run_job
from employment.models import StartupLoan
from tests.people import People
from tests.registers_exchange.files import content, export, workbook
from tests.registers_exchange.ledgers import BACKEND, LOANS, api, loan
from tests.registers_exchange.test_register_import import THREE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page(people: People, name: str) -> Client:
    client = Client()
    client.force_login(people[name], backend=BACKEND)
    return client


def test_a_program_imports_rows_as_the_contract_says(people: People) -> None:
    client = api(people, "chen")
    file = SimpleUploadedFile("贷款.xlsx", workbook(THREE), XLSX)
    made = client.post("/api/v1/imports/", {"kind": f"register:{LOANS}", "file": file}, format="multipart")
    assert made.status_code == 201, made.json()
    assert made.json()["counts"] == {"new": 3, "changed": 0, "same": 0, "errors": 0}
    assert [change["row"] for change in made.json()["changes"]] == [2, 3, 4]
    job = client.post(f"/api/v1/imports/{made.json()['id']}/confirm/").json()["job"]
    run_job(job)
    assert client.get(f"/api/v1/jobs/{job}/").json()["result"]["rows"] == 3
    assert StartupLoan.objects.count() == 3


def test_a_program_exports_rows_as_the_contract_says(people: People) -> None:
    loan(people)
    client = api(people, "director")
    order = {"kind": f"register:{LOANS}", "params": {"kind": "个人", "format": "csv"}}
    started = client.post("/api/v1/exports/", order, format="json")
    assert started.status_code == 202, started.json()
    run_job(started.json()["job"])
    file = client.get(f"/api/v1/exports/{started.json()['export']}/file/")
    assert file.status_code == 200
    assert "欧***" in b"".join(file.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a file
    clear = {"kind": f"register:{LOANS}", "params": {"clear": True, "reason": "年终核对"}}
    assert client.post("/api/v1/exports/", clear, format="json").status_code == 403


def test_a_kind_that_no_register_stands_behind_is_refused(people: People) -> None:
    client = api(people, "chen")
    file = SimpleUploadedFile("贷款.xlsx", workbook(THREE), XLSX)
    for kind in ("register:employment.nothing", "register:", "nothing:x"):
        answer = client.post("/api/v1/imports/", {"kind": kind, "file": file}, format="multipart")
        assert (answer.status_code, list(answer.json()["fields"])) == (400, ["kind"])
        answer = client.post("/api/v1/exports/", {"kind": kind}, format="json")
        assert (answer.status_code, list(answer.json()["fields"])) == (400, ["kind"])


def test_the_page_of_imports_offers_the_registers_a_clerk_keeps(people: People) -> None:
    shown = page(people, "chen").get(f"/imports/?kind=register:{LOANS}").content.decode()
    assert f'<option value="register:{LOANS}" selected>' in shown
    assert "register:talent.experts" not in shown
    assert f"register:{LOANS}" not in page(people, "zhang").get("/imports/").content.decode()


def test_the_preview_shows_masks_and_what_would_change(people: People) -> None:
    row = loan(people)
    file = SimpleUploadedFile(
        "贷款.xlsx", workbook([("编号", "申请人", "企业"), (row.number, "诸葛芳", "新店")]), XLSX
    )
    client = page(people, "chen")
    made = client.post("/imports/", {"kind": f"register:{LOANS}", "file": file}, follow=True)
    shown = made.content.decode()
    assert "单位和行" in shown
    assert f"{row.number}　申请人" in shown
    assert "诸**" in shown
    assert "诸葛" not in shown
    assert "新店" in shown


def test_the_file_of_an_export_is_its_owners(people: People) -> None:
    loan(people)
    job = export(people, "chen", LOANS)
    assert content(job)
    assert api(people, "li").get(f"/api/v1/exports/{job.pk}/file/").status_code == 404
