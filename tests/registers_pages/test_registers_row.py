"""The row page: papers behind the gate, passing on, what happened in words, and clear text only with a reason."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bureau.audit.models import AuditEntry
from bureau.registers.models import Attachment
from bureau.registers.papers import fits, root
from bureau.registers.personal import PersonalKind
from bureau.registers.registry import register_behind
from bureau.registers.writing import change_row, enter_row
from employment.models import JobFair, Placement, UnemployedPerson
from tests.people import People
from tests.registers_pages.filling import PERSONAL, typed

FAIRS, PLACEMENTS = register_behind(JobFair), register_behind(Placement)
UNEMPLOYED = register_behind(UnemployedPerson)
PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def client_of(people: People, name: str) -> Client:
    client = Client()
    client.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


def fair(people: People) -> JobFair:
    values = {"title": "金秋招聘月现场会", "kind": "线下", "held_on": "2026-10-28", "firms": 44}
    row = enter_row(FAIRS, values, unit=people.section, by=people["chen"])
    assert isinstance(row, JobFair)
    return row


def url(name: str, row: JobFair, *more: object) -> str:
    return reverse(f"registers:{name}", args=[FAIRS.code, row.pk, *more])


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "is_taken"),
    [
        ("方案.pdf", PDF, True),
        ("现场.JPG", b"\xff\xd8\xff\xe0", True),
        ("总结.docx", package("word/document.xml", "[Content_Types].xml"), True),
        ("说明.txt", "活动方案".encode("gb18030"), True),
        ("方案.pdf", b"MZ\x90\x00", False),
        ("总结.docx", package("word/document.xml", "word/vbaProject.bin"), False),
        ("总结.docx", b"PK\x03\x04broken", False),
        ("脚本.html", b"<script>", False),
        ("程序.exe", b"MZ", False),
        ("没有后缀", PDF, False),
    ],
)
def test_only_papers_that_are_what_they_say_pass_the_gate(name: str, data: bytes, is_taken: bool) -> None:
    assert fits(name, data) is is_taken


def test_a_paper_lies_under_a_random_name_and_comes_back_whole(people: People) -> None:
    row, chen = fair(people), client_of(people, "chen")
    chen.post(url("hand_in", row), {"file": SimpleUploadedFile("../../活动 方案.pdf", PDF)})
    paper = Attachment.objects.get()
    assert paper.name == "活动 方案.pdf"
    assert paper.digest == hashlib.sha256(PDF).hexdigest()
    assert [path.name for path in root().iterdir()] == [paper.stored_as]
    assert "方案" not in paper.stored_as
    fetched = client_of(people, "director").get(url("paper", row, paper.pk))
    assert b"".join(fetched) == PDF
    assert fetched["Content-Type"] == "application/octet-stream"
    assert "attachment" in fetched["Content-Disposition"]
    line = AuditEntry.objects.get(action="download")
    assert (line.actor, line.subject, line.key) == ("director", FAIRS.table, str(row.pk))


def test_a_paper_of_another_unit_does_not_exist_and_leaders_hand_in_none(people: People) -> None:
    row, chen = fair(people), client_of(people, "chen")
    chen.post(url("hand_in", row), {"file": SimpleUploadedFile("方案.pdf", PDF)})
    paper = Attachment.objects.get()
    assert client_of(people, "xu").get(url("paper", row, paper.pk)).status_code == 404
    leader = client_of(people, "director")
    assert leader.post(url("hand_in", row), {"file": SimpleUploadedFile("b.pdf", PDF)}).status_code == 403
    assert leader.post(url("take_away", row, paper.pk)).status_code == 403
    other = fair(people)
    assert chen.get(url("paper", other, paper.pk)).status_code == 404


def test_a_paper_that_is_taken_away_is_gone_and_its_story_stays(people: People) -> None:
    row, chen = fair(people), client_of(people, "chen")
    chen.post(url("hand_in", row), {"file": SimpleUploadedFile("方案.pdf", PDF)})
    paper = Attachment.objects.get()
    chen.post(url("take_away", row, paper.pk))
    assert list(root().iterdir()) == []
    assert chen.get(url("paper", row, paper.pk)).status_code == 404
    assert "删除附件 方案.pdf" in chen.get(url("row", row)).content.decode()


def test_a_paper_of_a_wrong_kind_is_refused_with_what_to_do(people: People) -> None:
    row, chen = fair(people), client_of(people, "chen")
    answer = chen.post(url("hand_in", row), {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert answer.status_code == 400
    assert "请另存为" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_what_happened_is_told_with_names_of_fields_and_people(people: People) -> None:
    row = fair(people)
    client_of(people, "chen").post(
        reverse("registers:edit", args=[FAIRS.code, row.pk]),
        {"title": row.title, "kind": row.kind, "held_on": "2026-10-28", "firms": "46", "version": 1},
    )
    html = " ".join(client_of(people, "li").get(url("row", row)).content.decode().split())
    assert "陈静修改：参会企业数 <b>44 → 46</b>" in html


def test_a_step_that_somebody_took_meanwhile_shows_the_row_as_it_is(people: People) -> None:
    row, chen = fair(people), client_of(people, "chen")
    change_row(row, {"firms": 46}, version=1, by=people["chen"])
    answer = chen.post(url("step", row, "hold"), {"version": 1})
    assert answer.status_code == 409
    assert "已被陈静改过" in answer.content.decode()
    fragment = chen.post(url("step", row, "hold"), {"version": 2}, headers={"HX-Request": "true"})
    assert fragment["HX-Trigger"] == "row-changed"
    assert "<html" not in fragment.content.decode()


def test_clear_text_needs_a_reason_and_leaves_a_line(people: People) -> None:
    row = enter_row(
        PLACEMENTS, typed(PLACEMENTS, people), unit=people.section, by=people["chen"], explanation="示例"
    )
    address = reverse("registers:clear", args=[PLACEMENTS.code, row.pk])
    chen = client_of(people, "chen")
    number = PERSONAL[PersonalKind.ID_NUMBER]
    assert number not in chen.get(reverse("registers:row", args=[PLACEMENTS.code, row.pk])).content.decode()
    refused = chen.post(address, {"field": ["id_no"], "reason": ""})
    assert refused.status_code == 400
    assert number not in refused.content.decode()
    assert not AuditEntry.objects.filter(action="unmask").exists()
    shown = chen.post(address, {"field": ["id_no"], "reason": "核对补贴发放对象"})
    assert number in shown.content.decode()
    assert AuditEntry.objects.get(action="unmask").actor == "chen"
    assert (
        client_of(people, "director").post(address, {"field": ["id_no"], "reason": "看看"}).status_code == 403
    )


def test_a_row_is_passed_on_once_with_its_person_and_both_name_the_other(people: People) -> None:
    values = {**typed(UNEMPLOYED, people), "town": people.town.pk, "name": "胡一"}
    row = enter_row(
        UNEMPLOYED, values, unit=people.town, by=people["zhang"], state="再就业", explanation="示例"
    )
    zhang = client_of(people, "zhang")
    here = reverse("registers:row", args=[UNEMPLOYED.code, row.pk])
    new = reverse("registers:new", args=[PLACEMENTS.code])
    way = f"{new}?from={UNEMPLOYED.code}&row={row.pk}&way=placement"
    assert way.replace("&", "&amp;") in zhang.get(here).content.decode()
    form = zhang.get(way).content.decode()
    assert "胡*" in form
    assert "胡一" not in form
    body = {"kind": "城镇新增", "registered_on": "2026-10-08", "explanation": "示例说明"}
    assert zhang.post(way, body).status_code == 302
    made = Placement.objects.get()
    assert (made.name, made.origin) == ("胡一", "transferred")
    assert made.name_index == row.name_index  # type: ignore[attr-defined]  # the index beside a personal field
    there = reverse("registers:row", args=[PLACEMENTS.code, made.pk])
    assert made.number in zhang.get(here).content.decode()
    assert row.number in zhang.get(there).content.decode()
    again = zhang.post(way, body)
    assert again.status_code == 409
    assert "不能再办一次" in again.content.decode()
    assert Placement.objects.count() == 1
    assert client_of(people, "wang").get(way).status_code == 404
