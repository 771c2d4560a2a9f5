"""The pages and the API: who reads, what a number says about itself, how the file comes about."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from bureau.audit.models import AuditEntry
from bureau.jobs import running
from bureau.jobs.models import Job, JobState
from tests.reports.summaries.conftest import CODE, Filed

EAST_2023 = {"unit": "east", "year": 2023}


def page(client: Client, name: str = "summary", query: str = "", **kwargs: object) -> str:
    response = client.get(reverse(f"summaries:{name}", kwargs=kwargs or EAST_2023) + query)
    assert response.status_code == 200
    return response.content.decode()


def summary_id(filed: Filed) -> int:
    return filed.people.east.pk * 10_000 + 2023


@pytest.mark.parametrize(
    ("username", "unit", "status"),
    [
        ("zhao", "east", 200),
        ("director", "east", 200),
        ("chen", "east", 200),
        ("li", "east", 200),
        ("zhang", "east", 403),
        ("sysadmin", "east", 403),
        ("zhao", "west", 404),
        ("director", "city", 404),
        ("zhao", "east-01", 404),
        ("xu", "east", 404),
        ("zhao", "nowhere", 404),
    ],
)
def test_the_bureau_reads_its_own_summary_and_no_other(
    filed: Filed, username: str, unit: str, status: int
) -> None:
    address = reverse("summaries:summary", kwargs={"unit": unit, "year": 2023})
    assert filed.client(username).get(address).status_code == status


def test_a_year_without_sheets_has_no_summary(filed: Filed) -> None:
    address = reverse("summaries:summary", kwargs={"unit": "east", "year": 2019})
    assert filed.client("zhao").get(address).status_code == 404


def test_the_list_shows_every_year_of_the_readers_bureau(filed: Filed) -> None:
    response = filed.client("director").get(reverse("summaries:list"))
    text = response.content.decode()
    assert "东区人社局2023年工作总结" in text
    assert "西区" not in text
    assert filed.client("zhang").get(reverse("summaries:list")).status_code == 403


def test_the_text_stands_on_paper_with_its_numbers_as_links(filed: Filed) -> None:
    text = page(filed.client("director"))
    assert "截至2月底，城镇新增就业<a" in text
    assert ">900人</a>，完成全年任务（<a" in text
    assert ">1000人</a>）的<a" in text
    assert ">90%</a>。" in text
    assert "（截至2023年2月，数据已审定）" in text
    assert 'href="#part-1"' in text
    assert 'id="part-1"' in text


def test_unapproved_figures_are_told_on_request_and_named_so(filed: Filed) -> None:
    text = page(filed.client("zhao"), query="?provisional=1")
    assert ">960人</a>" in text
    assert "（截至2023年10月，含未审定数据）" in text


def test_a_number_says_what_it_is_made_of(filed: Filed) -> None:
    text = page(filed.client("chen"), "origin", query=f"?figure={CODE}&year=2023&span=t02")
    for part in (
        "900人",
        "1月 400人；2月 500人",
        "城关镇 900人",
        "1000人",
        "示〔2023〕6号",
        "已报 2 份，应报 4 份",
    ):
        assert part in text
    assert "东湖街道" not in text


def test_without_scripts_the_page_opens_with_the_origin_of_the_number(filed: Filed) -> None:
    text = page(filed.client("chen"), query=f"?figure={CODE}&year=2023&span=t02")
    assert "1月 400人；2月 500人" in text


@pytest.mark.parametrize(
    "query", ["", "?figure=employment.nothing", f"?figure={CODE}&span=t13", f"?figure={CODE}&year=2010"]
)
def test_an_origin_of_nothing_is_not_found(filed: Filed, query: str) -> None:
    address = reverse("summaries:origin", kwargs=EAST_2023) + query
    assert filed.client("zhao").get(address).status_code == 404


def test_the_office_exports_by_a_job_and_the_file_says_the_same(filed: Filed) -> None:
    client = filed.client("zhao")
    response = client.post(
        reverse("summaries:export", kwargs=EAST_2023), {"format": "docx"}, headers={"HX-Request": "true"}
    )
    job = Job.objects.get()
    assert f'id="job-{job.pk}"' in response.content.decode()
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.progress, job.file_name) == (JobState.DONE, 100, "东区人社局2023年工作总结.docx")
    content = b"".join(client.get(reverse("jobs:file", args=[job.pk])).streaming_content)  # type: ignore[attr-defined]  # a file
    text = "\n".join(part.text for part in docx.Document(io.BytesIO(content)).paragraphs)
    assert "城镇新增就业900人，完成全年任务（1000人）的90%。" in text
    assert AuditEntry.objects.filter(action="export", key=str(job.pk)).count() == 1


def test_without_scripts_the_export_leads_to_the_jobs(filed: Filed) -> None:
    response = filed.client("zhao").post(reverse("summaries:export", kwargs=EAST_2023), {"format": "xlsx"})
    assert (response.status_code, response.headers["Location"]) == (302, reverse("jobs:list"))


@pytest.mark.parametrize("username", ["director", "chen", "li", "zhang"])
def test_nobody_but_the_office_exports(filed: Filed, username: str) -> None:
    client = filed.client(username)
    assert client.post(reverse("summaries:export", kwargs=EAST_2023), {"format": "docx"}).status_code == 403
    order = {"kind": "summary", "params": {"unit": "east", "year": 2023}}
    answer = client.post(reverse("api:jobs:exports"), order, content_type="application/json")
    assert answer.status_code == 403
    assert not Job.objects.exists()


def test_another_bureaus_summary_cannot_be_ordered(filed: Filed) -> None:
    order = {"kind": "summary", "params": {"unit": "west", "year": 2023}}
    answer = filed.client("zhao").post(reverse("api:jobs:exports"), order, content_type="application/json")
    assert answer.status_code == 404


def test_the_api_lists_summaries_and_gives_outline_and_bindings(filed: Filed) -> None:
    client = filed.client("director")
    listed = client.get(reverse("api:reports:summaries:list")).json()
    assert [(line["id"], line["year"], line["state"]) for line in listed["results"]] == [
        (summary_id(filed), 2023, "live")
    ]
    answer = client.get(reverse("api:reports:summaries:summary", args=[summary_id(filed)])).json()
    assert answer["as_of"] == "2023-02"
    assert answer["outline"][0] == {"level": 1, "text": "一、聚力稳岗扩岗，促进就业创业", "bindings": 0}
    by_kind = {(binding["kind"], binding["text"], binding["value"]) for binding in answer["bindings"]}
    assert {("value", "900人", "900"), ("target", "1000人", "1000"), ("completion", "90%", "90")} <= by_kind
    assert {binding["state"] for binding in answer["bindings"]} == {"live"}


def test_the_api_answers_not_yours_before_no_right(filed: Filed) -> None:
    west = filed.people.west.pk * 10_000 + 2023
    detail = reverse("api:reports:summaries:summary", args=[west])
    assert filed.client("zhang").get(detail).status_code == 404
    own = reverse("api:reports:summaries:summary", args=[summary_id(filed)])
    assert filed.client("zhang").get(own).status_code == 403
    export = reverse("api:reports:summaries:export", args=[summary_id(filed)])
    assert filed.client("director").post(export, {}, content_type="application/json").status_code == 403


def test_the_api_starts_an_export(filed: Filed) -> None:
    export = reverse("api:reports:summaries:export", args=[summary_id(filed)])
    wrong = filed.client("zhao").post(export, {"format": "odt"}, content_type="application/json")
    assert wrong.status_code == 400
    answer = filed.client("zhao").post(export, {"format": "xlsx"}, content_type="application/json")
    assert answer.status_code == 202
    assert answer.json()["export"] == Job.objects.get().pk
