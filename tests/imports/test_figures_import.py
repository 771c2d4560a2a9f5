"""Years of figures by one workbook: previewed in full, all or nothing, by those who may."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from bureau.audit.models import AuditEntry
from bureau.figures.models import CellReturn, Figure, Mark, Sheet
from bureau.jobs import running
from bureau.jobs.models import Job
from bureau.organisation.models import Post
from bureau.periods import Month
from bureau.returns import steps
from bureau.returns.models import Extension, FormRule
from bureau.uploads.models import Import
from tests.imports.files import UNITS, confirm, exported, opened, result_of, send, workbook
from tests.returns.office import DOMAIN, Office

JOBS = "城镇新增就业人数"


def test_a_long_table_is_previewed_and_then_written(office: Office) -> None:
    data = workbook(
        UNITS, ("城关镇", JOBS, "2026-09", 30), ("east-01", f"{DOMAIN}.loans", "2026-09", 8468.0001)
    )
    answer = send(office, "zhang", data)
    assert (answer.status, answer.counts) == (201, (2, 0, 0, 0))
    assert [(c["row"], c["column"], c["indicator"], c["old"], c["new"]) for c in answer.body["changes"]] == [
        (2, "D", f"{DOMAIN}.jobs", None, "30"),
        (3, "D", f"{DOMAIN}.loans", None, "84680001"),
    ]
    assert not Figure.objects.exists()
    assert not Sheet.objects.exists()
    job = confirm(office, "zhang", answer.body["id"])
    assert (job.state, result_of(job)["rows"]) == ("done", 2)
    rows = {f.indicator_id: (f.value, f.source, f.version, f.changed_by) for f in Figure.objects.all()}
    assert rows == {
        office.indicators["jobs"].pk: (Decimal(30), "imported", 1, office["zhang"]),
        office.indicators["loans"].pk: (Decimal("84680001"), "imported", 1, office["zhang"]),
    }
    assert Sheet.objects.get().state == "open"
    assert Mark.objects.filter(unit_id=office.town.pk, month=Month(2026, 9)).count() == 2
    trail = AuditEntry.objects.filter(subject="figures_figure")
    assert {entry.actor for entry in trail} == {"zhang"}
    assert (AuditEntry.objects.get(action="import").new or {})["rows"] == 2


def test_months_side_by_side_are_read_from_every_way_of_writing_them(office: Office) -> None:
    heads = ("填报单位", "指标名称", "计量单位", "2026-07", "2026年8月", 202609, datetime.date(2026, 10, 1))
    data = workbook(
        heads, ("城关镇", JOBS, "人", 1, 2, 3, "4人"), ("城关镇", "创业担保贷款金额", "元", 50000)
    )
    assert send(office, "zhang", data).counts == (5, 0, 0, 0)


def test_bare_months_take_the_year_of_their_row(office: Office) -> None:
    data = workbook(("单位", "指标", "年度", "1月", "2月"), ("城关镇", JOBS, 2025, 5, 6))
    answer = send(office, "zhang", data)
    assert [change["period"] for change in answer.body["changes"]] == ["2025-01", "2025-02"]
    missing = send(office, "zhang", workbook(("单位", "指标", "1月"), ("城关镇", JOBS, 5)))
    assert "请加一列“年度”" in missing.body["errors"][0]["message"]


def test_every_fault_is_named_at_its_place_and_nothing_can_be_confirmed(office: Office) -> None:
    data = workbook(
        ("二〇二六年数据",),
        UNITS,
        ("城关镇", JOBS, "2026-09", 30),
        ("城关镇", "没有的指标", "2026-09", 1),
        ("城关镇", JOBS, "九月", 1),
        ("城关镇", "招聘活动场次", "2026-09", -1),
        ("城关镇", "招聘活动场次", "2026-08", "二十"),
        ("城关镇", "创业担保贷款金额", "2026-09", 0.0000001),
        ("城关镇", JOBS, "2026-09", 31),
        ("城关镇", "登记失业率", "2026-09", 3),
        ("城关镇", JOBS, "2023-12", 3),
        ("城关镇", JOBS, "2027-01", 3),
        ("城关镇", "就业困难人员就业", "2026-09", -3),
        ("", JOBS, "2026-09", 3),
        name="就业",
    )
    answer = send(office, "zhang", data)
    assert answer.status == 201
    places = [(sheet, row, column) for sheet, row, column, _ in answer.faults]
    assert places == [("就业", row, column) for row, column in zip(range(4, 15), "BCDDDDDDDDA", strict=True)]
    said = [message for *_, message in answer.faults]
    for words, message in zip(
        (
            "没有这个指标",
            "月份看不懂",
            "不能填负数",
            "阿拉伯数字",
            "位小数",
            "和“就业”第 3 行 D 列是同一个数",
            "由分子分母算出",
            "不适用",
            "还没有开始",
            "核减的说明",
            "没有写是哪个单位",
        ),
        said,
        strict=True,
    ):
        assert words in message
    refused = office.api("zhang").post(f"/api/v1/imports/{answer.body['id']}/confirm/")
    assert (refused.status_code, refused.json()["code"]) == (409, "state")
    assert not Figure.objects.exists()
    assert not Job.objects.exists()


def test_five_thousand_rows_with_three_errors_write_nothing_and_name_them(office: Office) -> None:
    months = [str(Month(2024, 1) + n) for n in range(33)]
    rows = [("城关镇", f"{DOMAIN}.{key}", month, 7) for month in months for key in ("jobs", "hard", "events")]
    assert len(rows) == 99
    units = [("城关镇", JOBS, "2023-01", None)] * (5000 - len(rows))
    table = [UNITS, *rows, *units]
    table[10] = ("城关镇", JOBS, "2024-01", "七")
    table[50] = ("东湖街道", JOBS, "2024-01", 7)
    table[90] = ("城关镇", "幸福指数", "2024-01", 7)
    answer = send(office, "zhang", workbook(*table))
    assert [(row, column) for _, row, column, _ in answer.faults] == [(11, "D"), (51, "A"), (91, "B")]
    assert answer.counts == (96, 0, 0, 3)
    assert not Figure.objects.exists()


@pytest.mark.parametrize("unit", ["西关镇", "west-01", "天外镇"])
def test_the_row_of_a_foreign_unit_looks_like_one_of_a_unit_that_does_not_exist(
    office: Office, unit: str
) -> None:
    answer = send(office, "zhang", workbook(UNITS, (unit, JOBS, "2026-09", 7)))
    assert answer.faults == [("数据", 2, "A", "没有这个单位，或它不在您的范围内，请核对单位。")]


def test_a_chosen_unit_that_is_not_hers_does_not_exist_and_one_she_only_reads_is_refused(
    office: Office,
) -> None:
    data = workbook(UNITS, ("东湖街道", JOBS, "2026-09", 7))
    assert send(office, "zhang", data, unit="west-01").status == 404
    assert send(office, "zhang", data, unit="east-02").status == 404
    assert send(office, "zhang", data, unit="nowhere").status == 404
    assert send(office, "chen", data, unit="east-01").status == 403
    assert send(office, "li", data).status == 403
    assert send(office, "director", data).status == 403
    assert send(office, "sysadmin", data).status == 403


def test_a_section_reads_its_towns_but_brings_in_no_figures_of_theirs(office: Office) -> None:
    answer = send(office, "chen", workbook(UNITS, ("城关镇", JOBS, "2026-09", 7)))
    assert answer.faults == [("数据", 2, "D", "您不能填报这个单位的数，请去掉这一行。")]


def test_the_office_brings_in_past_years_of_its_bureau_and_not_this_one(office: Office) -> None:
    data = workbook(("单位", "指标", "2025-10", "2026-10"), ("城关镇", JOBS, 30, 31), ("东湖街道", JOBS, 20))
    answer = send(office, "zhao", data)
    assert [(row, column) for _, row, column, _ in answer.faults] == [(2, "D")]
    assert "只能导入以前年度的历史数" in answer.faults[0][3]
    past = send(
        office, "zhao", workbook(("单位", "指标", "2025-10"), ("城关镇", JOBS, 30), ("东湖街道", JOBS, 20))
    )
    assert confirm(office, "zhao", past.body["id"]).state == "done"
    assert {figure.source for figure in Figure.objects.all()} == {"historic"}


def test_doing_it_twice_changes_nothing(office: Office) -> None:
    data = workbook(UNITS, ("城关镇", JOBS, "2026-09", 30))
    first = send(office, "zhang", data)
    one = confirm(office, "zhang", first.body["id"])
    again = office.api("zhang").post(f"/api/v1/imports/{first.body['id']}/confirm/")
    assert again.json() == {"job": one.pk}
    second = send(office, "zhang", data)
    assert second.counts == (0, 0, 1, 0)
    assert result_of(confirm(office, "zhang", second.body["id"]))["rows"] == 0
    assert Figure.objects.get().version == 1


def test_a_job_that_runs_again_after_its_worker_died_writes_once(office: Office) -> None:
    answer = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-09", 30)))
    job = confirm(office, "zhang", answer.body["id"])
    Job.objects.filter(pk=job.pk).update(state="queued")
    assert running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, result_of(job)["rows"]) == ("done", 1)
    assert Figure.objects.get().version == 1


def test_confirming_applies_what_was_previewed_or_names_what_changed_since(office: Office) -> None:
    sheet = office.sheet()
    office.fill(sheet, jobs=30, hard=4)
    answer = send(
        office,
        "zhang",
        workbook(UNITS, ("城关镇", JOBS, "2026-10", 31), ("城关镇", "招聘活动场次", "2026-10", 2)),
    )
    assert answer.counts == (1, 1, 0, 0)
    office.fill(sheet, jobs=35)
    job = confirm(office, "zhang", answer.body["id"])
    assert job.state == "failed"
    assert "城关镇2026年10月“城镇新增就业人数”（张三）被改过" in job.message
    assert "整份文件没有导入" in job.message
    assert Figure.objects.get(indicator=office.indicators["jobs"]).value == 35
    assert not Figure.objects.filter(indicator=office.indicators["events"]).exists()


def test_a_plan_that_somebody_touched_is_not_carried_out(office: Office, media: Path) -> None:
    answer = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-09", 30)))
    plan = media / "imports" / Import.objects.get().plan_path
    plan.write_bytes(plan.read_bytes().replace(b"\t30", b"\t99"))
    job = confirm(office, "zhang", answer.body["id"])
    assert (job.state, Figure.objects.count()) == ("failed", 0)
    assert "请重新上传" in job.message


def test_rights_taken_back_after_the_preview_stop_the_job(office: Office) -> None:
    answer = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-09", 30)))
    Post.objects.filter(user=office["zhang"]).update(unit=office.other_town)
    job = confirm(office, "zhang", answer.body["id"])
    assert job.state == "failed"
    assert "预览之后情况有变化：您不能填报这个单位的数" in job.message
    assert not Figure.objects.exists()


def test_a_closed_sheet_takes_nothing_until_the_office_extends_it(office: Office) -> None:
    FormRule.objects.create(bureau=office.east, domain=DOMAIN, begins=Month(2020, 1), closes_after=5)
    data = workbook(UNITS, ("城关镇", JOBS, "2026-08", 30))
    assert "已过关表时间" in send(office, "zhang", data).faults[0][3]
    until = timezone.now() + datetime.timedelta(days=1)
    sheet = office.sheet(month=Month(2026, 8))
    Extension.objects.create(sheet=sheet, until=until, reason="补报", by=office["zhao"])
    assert send(office, "zhang", data).counts == (1, 0, 0, 0)


def test_an_approved_month_takes_no_change_by_import_and_the_same_figures_are_no_change(
    office: Office,
) -> None:
    office.approved()
    same = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-10", 30)))
    assert same.counts == (0, 0, 1, 0)
    answer = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-10", 31)))
    assert "“已审定”，不能改数；系统里是 30" in answer.faults[0][3]


def test_a_sheet_approved_between_preview_and_confirmation_stays_as_it_was(office: Office) -> None:
    sheet = office.filled()
    answer = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-10", 31)))
    steps.submit(sheet, by=office["zhang"])
    job = confirm(office, "zhang", answer.body["id"])
    assert job.state == "failed"
    assert Figure.objects.get(indicator=office.indicators["jobs"]).value == 30


def test_of_a_returned_sheet_only_the_returned_cells_take_a_value(office: Office) -> None:
    sheet = office.submitted()
    steps.return_cells(sheet, reasons={office.indicators["jobs"].pk: "请核对"}, by=office["li"])
    assert CellReturn.objects.count() == 1
    answer = send(
        office,
        "zhang",
        workbook(UNITS, ("城关镇", JOBS, "2026-10", 31), ("城关镇", "招聘活动场次", "2026-10", 9)),
    )
    assert [row for _, row, _, _ in answer.faults] == [3]
    assert "这一格没有退回，应仍是 2" in answer.faults[0][3]
    fine = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-10", 31)))
    assert confirm(office, "zhang", fine.body["id"]).state == "done"


def test_an_import_belongs_to_the_one_who_handed_it_in(office: Office) -> None:
    answer = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-09", 30)))
    address = f"/api/v1/imports/{answer.body['id']}/"
    assert office.api("zhang").get(address).json()["counts"]["new"] == 1
    for person in ("wang", "li", "zhao", "director"):
        assert office.api(person).get(address).status_code == 404
        assert office.api(person).post(f"{address}confirm/").status_code == 404


def test_a_name_that_two_indicators_bear_is_asked_for_by_code(office: Office) -> None:
    office.indicators["events"].name = JOBS
    office.indicators["events"].save()
    answer = send(office, "zhang", workbook(UNITS, ("城关镇", JOBS, "2026-09", 30)))
    assert "请改写代码" in answer.faults[0][3]


def test_a_table_without_its_headings_says_what_is_needed(office: Office) -> None:
    answer = send(office, "zhang", workbook(("甲", "乙"), (1, 2)))
    assert "没有找到表头" in answer.faults[0][3]


def test_an_unknown_kind_and_unknown_fields_are_refused(office: Office) -> None:
    data = workbook(UNITS)
    assert "没有“nothing”这种导入" in send(office, "zhang", data, kind="nothing").body["detail"]
    assert send(office, "zhang", data, state="done").body["fields"].keys() == {"state"}
    assert send(office, "zhang", data, month="十月").body["fields"].keys() == {"month"}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_figures_exported_and_read_again_are_no_change(office: Office, form: str) -> None:
    office.filled()
    office.filled(Month(2026, 9))
    job, data = exported(office, "zhang", "figures", unit="east-01", year=2026, format=form)
    assert result_of(job)["rows"] == 6
    answer = send(office, "zhang", data, f"数据.{form}")
    assert answer.counts == (0, 0, 12, 0)


def test_exported_figures_are_those_one_reads(office: Office) -> None:
    office.filled()
    api = office.api("wang")
    foreign = api.post(
        "/api/v1/exports/", {"kind": "figures", "params": {"unit": "east-01", "year": 2026}}, format="json"
    )
    assert foreign.status_code == 404
    _, data = exported(office, "wang", "figures", year=2026)
    assert opened(data).worksheets[0].max_row == 1
