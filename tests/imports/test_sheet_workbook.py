"""The month's sheet as a workbook: the paper table goes out, the filled one comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from bureau.audit.models import AuditEntry
from bureau.figures.models import Figure, Source
from bureau.figures.writing import CellChange, save_figures
from bureau.jobs.models import Job
from bureau.periods import Month
from bureau.returns import steps
from bureau.uploads.models import Import
from tests.imports.files import Answer, confirm, edited, exported, opened, place_of, result_of, send, workbook
from tests.returns.office import DOMAIN, MONTH, Office

FORM = {"unit": "east-01", "month": "2026-10"}


def form_of(office: Office, person: str = "zhang", **params: object) -> bytes:
    return exported(office, person, "sheet", **{**FORM, **params})[1]


def back(office: Office, data: bytes, person: str = "zhang", name: str = "表.xlsx", **fields: str) -> Answer:
    return send(office, person, data, name, kind="sheet", **{**FORM, **fields})


def value(office: Office, key: str) -> Decimal | None:
    found = Figure.objects.filter(unit=office.town, month=MONTH, indicator=office.indicators[key]).first()
    return found.value if found else None


def test_the_form_is_the_paper_table_with_last_month_beside_it(office: Office) -> None:
    office.filled(Month(2026, 9))
    office.filled()
    job, data = exported(office, "zhang", "sheet", **FORM)
    assert job.file_name.endswith("月报表.xlsx")
    assert job.file_name.startswith("城关镇2026年10月")
    page = opened(data).worksheets[0]
    assert "城关镇" in page["A2"].value
    assert "2026年10月（10月1日至10月31日）" in page["A2"].value
    assert [cell.value for cell in page[3][:10]] == [
        *("序号", "指标名称", "单位", "本月数", "上月", "去年同月", "本年累计", "全年目标", "备注", "说明")
    ]
    assert page["B4"].value == "一、就业与失业"
    assert [page.cell(5, column).value for column in range(1, 8)] == [
        "01",
        "城镇新增就业人数",
        "人",
        30,
        30,
        None,
        60,
    ]
    assert (page["B6"].value, page["B6"].alignment.indent) == ("其中：就业困难人员就业", 1)
    loans = place_of(data, f"{DOMAIN}.loans")
    assert (page[loans].value, page[loans].data_type) == (8468.0001, "n")


def test_the_form_is_locked_but_for_what_may_be_filled_and_prints_on_one_width_of_a4(office: Office) -> None:
    office.filled()
    data = form_of(office)
    page = opened(data).worksheets[0]
    assert page.protection.sheet
    assert page.protection.password is None
    jobs, rate = place_of(data, f"{DOMAIN}.jobs"), place_of(data, f"{DOMAIN}.rate")
    assert [page[at].protection.locked for at in (jobs, "I5", "J5", rate, "B5", "E5", "K5")] == [
        *(False, False, False, True, True, True, True)
    ]
    hidden = page.column_dimensions["K"]
    assert (hidden.hidden, hidden.min, hidden.max) == (True, 11, 17)
    assert not page.column_dimensions["D"].hidden
    assert page.freeze_panes == "C4"
    assert (page.page_setup.paperSize, page.page_setup.fitToHeight, page.print_title_rows) == (9, 0, "$3:$3")
    settled = opened(form_of(office, "li")).worksheets[0]
    assert settled.protection.sheet


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("state", ["open", "approved"])
def test_a_form_read_again_unchanged_is_no_change(office: Office, form: str, state: str) -> None:
    office.approved() if state == "approved" else office.filled()
    answer = back(office, form_of(office, format=form), name=f"表.{form}")
    assert (answer.status, answer.counts) == (201, (0, 0, 6, 0))


def test_a_filled_form_changes_exactly_what_was_filled(office: Office) -> None:
    office.fill(office.sheet(), jobs=30)
    data = form_of(office)
    jobs, loans = place_of(data, f"{DOMAIN}.jobs"), place_of(data, f"{DOMAIN}.loans")
    note = place_of(data, f"{DOMAIN}.events", "I")
    answer = back(office, edited(data, {jobs: 32, loans: "8,468.0001", note: "含网络招聘"}))
    assert answer.counts == (1, 2, 3, 0)
    assert {(c["row"], c["old"], c["new"]) for c in answer.body["changes"]} == {
        (int(jobs[1:]), "30", "32"),
        (int(loans[1:]), None, "84680001"),
        (int(note[1:]), None, None),
    }
    job = confirm(office, "zhang", answer.body["id"])
    assert (job.state, job.message) == ("done", "已导入 3 格。")
    assert [value(office, "jobs"), value(office, "loans")] == [32, 84680001]
    events = Figure.objects.get(indicator=office.indicators["events"])
    assert (events.value, events.note, events.source) == (None, "含网络招聘", Source.IMPORTED)


def test_an_old_form_never_takes_back_what_others_saved_since(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, jobs=30)
    data = form_of(office)
    office.fill(sheet, jobs=35, hard=4)
    events = place_of(data, f"{DOMAIN}.events")
    fine = back(office, edited(data, {events: 2}))
    assert fine.counts == (1, 0, 5, 0)
    jobs = place_of(data, f"{DOMAIN}.jobs")
    stale = back(office, edited(data, {events: 2, jobs: 31}))
    assert stale.counts[3] == 1
    assert stale.faults[0][1:3] == (int(jobs[1:]), "D")
    assert "下载以后张三把它改成了 35" in stale.faults[0][3]


def test_a_cleared_cell_is_shown_and_then_cleared(office: Office) -> None:
    office.fill(office.sheet(), jobs=30)
    data = form_of(office)
    answer = back(office, edited(data, {place_of(data, f"{DOMAIN}.jobs"): None}))
    assert [(c["old"], c["new"]) for c in answer.body["changes"]] == [("30", None)]
    confirm(office, "zhang", answer.body["id"])
    assert value(office, "jobs") is None


def test_a_computed_cell_takes_no_other_value(office: Office) -> None:
    office.filled()
    data = form_of(office)
    rate = place_of(data, f"{DOMAIN}.rate")
    answer = back(office, edited(data, {rate: 9.9}))
    assert answer.faults == [
        ("就业", int(rate[1:]), "D", "“登记失业率”由分子分母算出，不用填；要改请改它的分子或分母。")
    ]
    assert back(office, edited(data, {rate: None})).counts == (0, 0, 6, 0)


def test_a_counted_cell_takes_another_value_only_with_an_explanation(office: Office) -> None:
    sheet = office.sheet()
    change = CellChange(office.indicators["events"].pk, Decimal(2), 0, source=Source.COUNTED)
    save_figures(sheet=sheet, changes=[change], by=office["zhang"])
    data = form_of(office)
    events = place_of(data, f"{DOMAIN}.events")
    assert "由台账取得，是 2" in back(office, edited(data, {events: 3})).faults[0][3]
    because = place_of(data, f"{DOMAIN}.events", "J")
    answer = back(office, edited(data, {events: 3, because: "一场未入台账"}))
    assert answer.counts == (0, 1, 5, 0)
    confirm(office, "zhang", answer.body["id"])
    assert Figure.objects.get(indicator=office.indicators["events"]).source == Source.OVERRIDE


def test_an_explanation_that_explains_nothing_is_named_at_its_cell(office: Office) -> None:
    office.fill(office.sheet(), jobs=30)
    words = place_of(data := form_of(office), f"{DOMAIN}.jobs", "J")
    answer = back(office, edited(data, {words: "核实无误"}))
    assert [(row, column) for _, row, column, _ in answer.faults] == [(int(words[1:]), "J")]
    assert "“核实无误”说明不了原因" in answer.faults[0][3]
    assert back(office, edited(data, {words: "援助月集中登记"})).counts[3] == 0


def test_the_form_of_another_unit_or_month_is_refused_row_by_row(office: Office) -> None:
    office.filled()
    steps.open_sheet(unit=office.other_town, month=MONTH, domain=DOMAIN)
    data = form_of(office)
    foreign = back(office, data, "wang", unit="east-02")
    assert {message for *_, message in foreign.faults} == {"这一行不是东湖街道的数，请核对单位。"}
    unknown = send(office, "wang", data, "表.xlsx", kind="sheet")
    assert {message for *_, message in unknown.faults} == {"没有这个单位，或它不在您的范围内，请核对单位。"}
    other = back(office, data, month="2026-09")
    assert {message for *_, message in other.faults} == {"这一行不是2026年9月的数，请核对月份。"}


def test_any_list_of_names_and_numbers_will_do_where_unit_and_month_are_chosen(office: Office) -> None:
    data = workbook(
        ("指标名称", "单位", "本月数"),
        ("城镇新增就业人数", "人", "３０人"),
        ("创业担保贷款金额", "亿元", 0.5),
    )
    answer = back(office, data)
    assert [(c["indicator"], c["new"]) for c in answer.body["changes"]] == [
        (f"{DOMAIN}.jobs", "30"),
        (f"{DOMAIN}.loans", "50000000"),
    ]
    nowhere = send(office, "zhang", data, kind="sheet")
    assert "请先选单位" in nowhere.faults[0][3]


DANGEROUS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "'=1",
    "''@x",
    '=HYPERLINK("http://x")',
]


@pytest.mark.parametrize("words", DANGEROUS)
def test_a_text_that_looks_like_a_formula_stays_a_text_and_comes_back_unchanged(
    office: Office, words: str
) -> None:
    sheet = office.sheet()
    office.indicators["jobs"].name = words.strip()[:40]
    office.indicators["jobs"].save()
    change = CellChange(office.indicators["jobs"].pk, Decimal(3), 0, note=words, explanation=words)
    save_figures(sheet=sheet, changes=[change], by=office["zhang"])
    data = form_of(office)
    page = opened(data).worksheets[0]
    for cell in (page["B5"], page["I5"], page["J5"]):
        assert cell.data_type == "s"
        if cell.value.startswith(("=", "+", "-", "@", "\t", "＝")):
            assert cell.quotePrefix
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)
    text = form_of(office, format="csv").decode("utf-8-sig")
    fields = [field for line in text.splitlines() for field in line.replace('"', "").split(",")]
    assert not [
        f for f in fields if f.startswith(("=", "+", "@", "\t", "＝")) or (f.startswith("-") and len(f) > 1)
    ]
    for name, again in (("表.xlsx", data), ("表.csv", text.encode())):
        assert back(office, again, name=name).counts[1] == 0


def test_an_export_is_traceable_and_a_truncated_file_is_never_given_out(office: Office) -> None:
    office.filled()
    job, data = exported(office, "zhang", "sheet", **FORM)
    entry = AuditEntry.objects.get(action="export")
    serial = result_of(job)["file"]["serial"]
    assert (entry.actor, (entry.new or {})["serial"], (entry.new or {})["rows"]) == ("zhang", serial, 7)
    assert serial in opened(data).properties.description
    from pathlib import Path

    from django.conf import settings

    path = Path(settings.EXPORT_ROOT) / job.file_path
    path.write_bytes(data[:-10])
    assert office.api("zhang").get(f"/api/v1/exports/{job.pk}/file/").status_code == 404
    header = office.api("wang").get(f"/api/v1/exports/{job.pk}/file/")
    assert header.status_code == 404


def test_the_name_of_the_file_travels_in_chinese(office: Office) -> None:
    office.filled()
    job, _ = exported(office, "zhang", "sheet", **FORM)
    response = office.api("zhang").get(f"/api/v1/exports/{job.pk}/file/")
    assert "filename*=utf-8''%E5%9F%8E%E5%85%B3%E9%95%87" in response.headers["Content-Disposition"]


def test_a_sheet_that_is_not_hers_is_not_found_by_the_export(office: Office) -> None:
    office.filled()
    for person, status in (("zhang", 202), ("li", 202), ("director", 202), ("wang", 404), ("sysadmin", 403)):
        order = {"kind": "sheet", "params": FORM}
        response = office.api(person).post("/api/v1/exports/", order, format="json")
        assert response.status_code == status, person


def test_the_page_leads_from_the_form_to_the_preview_to_the_result(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, jobs=30)
    page, address = office.page("zhang"), reverse("returns:import", args=[sheet.pk])
    assert "上传并预览" in page.get(address).content.decode()
    page.post(reverse("returns:export", args=[sheet.pk]))
    assert Job.objects.get().params["params"]["domain"] == DOMAIN
    data = form_of(office)
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = page.post(address, {"file": SimpleUploadedFile("x.xlsx", b"no")})
    assert (bad.status_code, "内容却不是 Excel" in bad.content.decode()) == (400, True)
    filled = edited(data, {place_of(data, f"{DOMAIN}.jobs"): 31})
    response = page.post(address, {"file": SimpleUploadedFile("x.xlsx", filled)})
    row = Import.objects.get()
    assert response.headers["Location"] == reverse("uploads:import", args=[row.pk])
    shown = page.get(response.headers["Location"]).content.decode()
    assert "确认导入" in shown
    assert "城关镇　城镇新增就业人数" in shown
    assert office.page("wang").get(response.headers["Location"]).status_code == 404
    page.post(reverse("uploads:confirm", args=[row.pk]))
    assert "排队中" in page.get(response.headers["Location"]).content.decode()


def test_who_may_not_fill_the_sheet_gets_no_import_page(office: Office) -> None:
    address = reverse("returns:import", args=[office.sheet().pk])
    for person, status in (("zhang", 200), ("wang", 404), ("li", 403), ("director", 403), ("sysadmin", 403)):
        assert office.page(person).get(address).status_code == status, person
