"""A register from a workbook: all mistakes at their cells, a preview, then exactly that, and never twice."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from bureau.audit.models import AuditEntry
from bureau.registers.declarations import VOID
from bureau.registers.rows import RowOrigin
from bureau.registers.writing import change_row, take_step, void_row
from bureau.uploads.models import ImportState
from employment.models import Facility, JobFair, StartupLoan, UnemployedPerson
from tests.people import People
from tests.registers_exchange.files import carry_out, hand_in, workbook
from tests.registers_exchange.ledgers import LOANS, PLACES, SUPPORT, entered, loan

HEADS = ("申请人", "企业", "类别", "申请日", "贷款金额", "带动就业")
DAY = datetime.date(2026, 10, 8)
THREE = [
    HEADS,
    ("欧阳建国", "城关米粉店", "个人", DAY, 200000.5, 3),
    ("诸葛芳", "东湖纺织", "小微企业", "2026年10月9日", "3,000,000", "１２"),
    ("司马相", "", "个人", "2026/10/10", None, None),
]


def test_new_rows_are_previewed_and_then_entered(people: People) -> None:
    row = hand_in(people, "chen", LOANS, workbook(THREE))
    assert (row.state, row.counts) == ("previewed", {"new": 3, "changed": 0, "same": 0, "errors": 0})
    assert not StartupLoan.objects.exists()
    row = carry_out(row)
    assert row.state == ImportState.DONE
    assert row.result is not None
    assert row.result["rows"] == 3
    first, second, third = StartupLoan.objects.order_by("pk")
    assert first.borrower.reveal() == "欧阳建国"
    assert StartupLoan.objects.filter(borrower_index=first.borrower.index).get() == first
    assert (first.applied_on, first.amount, first.jobs) == (DAY, 200000.5, 3)
    assert (first.state, first.origin, first.created_by) == ("申请", RowOrigin.IMPORTED, people["chen"])
    assert first.reporting_unit == people.section
    assert (second.applied_on, second.amount, second.jobs) == (datetime.date(2026, 10, 9), 3_000_000, 12)
    assert third.amount is None


def test_every_mistake_is_named_at_its_cell_and_nothing_is_written(people: People) -> None:
    rows = [
        HEADS,
        ("欧阳建国", "", "个体", "十月", "很多", -1),
        ("", "", "个人", DAY, 1, 1),
        ("诸葛*", "", "个人", DAY, 1.234, 1),
        ("司马相", "", "个人", DAY, 1, 1),
    ]
    row = hand_in(people, "chen", LOANS, workbook(rows))
    assert row.state == ImportState.FAULTY
    places = [(fault["row"], fault["column"]) for fault in row.errors]
    assert places == [(2, "C"), (2, "D"), (2, "E"), (2, "F"), (3, "A"), (4, "A"), (4, "E")]
    assert {fault["sheet"] for fault in row.errors} == {"台账"}
    assert row.errors[0]["value"] == "个体"
    assert "个人、小微企业" in row.errors[0]["message"]
    assert row.counts["errors"] == 7
    assert not StartupLoan.objects.exists()
    assert row.plan_path == ""


def test_the_same_file_again_changes_nothing(people: People) -> None:
    carry_out(hand_in(people, "chen", LOANS, workbook(THREE)))
    again = hand_in(people, "chen", LOANS, workbook(THREE))
    assert again.counts == {"new": 0, "changed": 0, "same": 3, "errors": 0}
    assert again.changes_nothing


def test_rows_that_were_worked_on_since_are_found_again(people: People) -> None:
    carry_out(hand_in(people, "chen", LOANS, workbook(THREE)))
    row = StartupLoan.objects.order_by("pk")[0]
    take_step(row, "review", version=1, by=people["li"], values={"reviewed_on": "2026-10-12"})
    assert hand_in(people, "chen", LOANS, workbook(THREE)).counts["same"] == 3


def test_equal_rows_of_a_file_stay_as_many_as_they_are(people: People) -> None:
    twice = [*THREE, THREE[1]]
    assert carry_out(hand_in(people, "chen", LOANS, workbook(THREE))).counts["new"] == 3
    row = hand_in(people, "chen", LOANS, workbook(twice))
    assert row.counts == {"new": 1, "changed": 0, "same": 3, "errors": 0}


def test_two_previews_of_one_file_enter_its_rows_once(people: People) -> None:
    first, second = (hand_in(people, "chen", LOANS, workbook(THREE)) for _ in range(2))
    carry_out(first)
    second = carry_out(second)
    assert second.state == ImportState.PREVIEWED
    assert second.job is not None
    assert "已经有人登记过" in second.job.message
    assert StartupLoan.objects.count() == 3


def test_rows_with_a_number_are_changed_and_the_changes_are_shown(people: People) -> None:
    row = loan(people)
    rows = [("编号", "企业", "贷款金额"), (row.number, "新店", 200000.5)]
    preview = hand_in(people, "chen", LOANS, workbook(rows))
    assert preview.counts == {"new": 0, "changed": 1, "same": 0, "errors": 0}
    [change] = preview.changes
    assert (change["row"], change["column"], change["indicator"]) == (2, "B", "entity")
    assert (change["old"], change["new"]) == ("城关米粉店", "新店")
    carry_out(preview)
    row.refresh_from_db()
    assert (row.entity, row.version, row.borrower.reveal()) == ("新店", 2, "欧阳建国")


def test_a_row_changed_after_the_preview_stops_the_whole_import(people: People) -> None:
    one, other = loan(people), loan(people, entity="别的店")
    rows = [("编号", "企业"), (one.number, "甲"), (other.number, "乙")]
    preview = hand_in(people, "chen", LOANS, workbook(rows))
    change_row(other, {"entity": "丙"}, version=1, by=people["chen"])
    done = carry_out(preview)
    assert done.state == ImportState.PREVIEWED
    assert done.job is not None
    assert other.number in done.job.message
    one.refresh_from_db()
    assert one.entity == "城关米粉店"


def test_a_file_that_is_older_than_the_row_is_refused(people: People) -> None:
    row = loan(people)
    change_row(row, {"entity": "新店"}, version=1, by=people["chen"])
    old = [("编号", "企业", "版本"), (row.number, "更新的店", 1)]
    [fault] = hand_in(people, "chen", LOANS, workbook(old)).errors
    assert fault["column"] == "C"
    assert "第 2 版" in fault["message"]


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([("编号", "企业"), ("DK-2026-999", "x")], "A"),
        ([("编号", "企业", "状态"), ("{number}", "x", "放款")], "C"),
        ([("编号", "企业"), ("{number}", "x"), ("{number}", "y")], "A"),
        ([("编号", "企业", "填报单位"), ("{number}", "x", "城关镇")], "C"),
        ([("编号", "企业", "电话"), ("{number}", "x", "1")], "C"),
        ([("申请人", "类别", "申请日", "状态"), ("张三", "个人", DAY, "审核")], "D"),
        ([("申请人", "类别", "申请日", "填报单位"), ("张三", "个人", DAY, "城关镇")], "D"),
    ],
)
def test_what_an_import_cannot_do_is_said_at_its_cell(
    people: People, rows: list[tuple[object, ...]], column: str
) -> None:
    number = loan(people).number
    filled = [[number if cell == "{number}" else cell for cell in row] for row in rows]
    row = hand_in(people, "chen", LOANS, workbook(filled))
    assert {fault["column"] for fault in row.errors} == {column}, row.errors


def test_a_void_row_stays_void(people: People) -> None:
    row = loan(people)
    void_row(row, version=1, by=people["chen"], reason="重复登记")
    preview = hand_in(people, "chen", LOANS, workbook([("编号", "企业"), (row.number, "x")]))
    assert "作废" in preview.errors[0]["message"]
    row.refresh_from_db()
    assert row.state == VOID


def test_a_file_without_heads_says_what_is_missing(people: People) -> None:
    [fault] = hand_in(people, "chen", LOANS, workbook([("甲", "乙"), (1, 2)])).errors
    assert "表头" in fault["message"]


def test_units_are_found_by_name_or_code_within_the_bureau(people: People) -> None:
    rows = [("名称", "类别", "街镇"), ("甲园", "就业驿站", "城关镇"), ("乙园", "就业驿站", "east-02")]
    carry_out(hand_in(people, "chen", PLACES, workbook(rows)))
    assert list(Facility.objects.order_by("pk").values_list("town__code", flat=True)) == [
        "east-01",
        "east-02",
    ]
    foreign = hand_in(people, "chen", PLACES, workbook([rows[0], ("丙园", "就业驿站", "石湾镇")]))
    assert [fault["column"] for fault in foreign.errors] == ["C"]


def test_a_new_row_may_begin_where_its_keeper_could_have_led_it(people: People) -> None:
    heads = ("名称", "形式", "举办日期", "状态", "参会企业数", "岗位数", "进场人数", "现场录用人数")
    held = ("金秋招聘会", "线下", datetime.date(2025, 10, 8), "结果已报", 20, 300, 500, 20)
    carry_out(hand_in(people, "chen", "employment.job_fairs", workbook([heads, held])))
    assert JobFair.objects.get().state == "结果已报"
    without = ("冬季招聘会", "线下", datetime.date(2025, 12, 8), "结果已报", None, 300, 500, 20)
    row = hand_in(people, "chen", "employment.job_fairs", workbook([heads, without]))
    assert [fault["column"] for fault in row.errors] == ["E"]
    online = ("冬季网络招聘会", "线上", datetime.date(2025, 12, 8), "结果已报", 20, 300, 500, 20)
    row = hand_in(people, "chen", "employment.job_fairs", workbook([heads, online]))
    assert row.state == ImportState.FAULTY


def test_soft_findings_ask_for_an_explanation_in_the_file(people: People) -> None:
    row = entered(people, SUPPORT, {"name": "欧阳建国", "support": "贷款", "jobs_created": "1"})
    take_step(row, "verify", version=1, by=people["li"])
    row.refresh_from_db()
    take_step(row, "support", version=2, by=people["chen"], values={"supported_on": "2026-10-20"})
    rows = [("编号", "带动就业人数", "说明"), (row.number, 0, "")]
    [fault] = hand_in(people, "chen", SUPPORT, workbook(rows)).errors
    assert fault["column"] == "C"
    rows[1] = (row.number, 0, "本人已受雇于他人")
    carry_out(hand_in(people, "chen", SUPPORT, workbook(rows)))
    row.refresh_from_db()
    assert row.explanation == "本人已受雇于他人"


def test_a_mask_means_unchanged_and_cannot_make_a_new_row(people: People) -> None:
    row = loan(people)
    same = [("编号", "申请人", "企业"), (row.number, "欧***", "城关米粉店")]
    assert hand_in(people, "chen", LOANS, workbook(same)).counts["same"] == 1
    other = [("编号", "申请人", "企业"), (row.number, "诸***", "城关米粉店")]
    assert [f["column"] for f in hand_in(people, "chen", LOANS, workbook(other)).errors] == ["B"]


def test_only_those_who_keep_rows_import_them(people: People) -> None:
    for name in ("li", "zhao", "director", "zhang"):
        with pytest.raises(PermissionDenied):
            hand_in(people, name, LOANS, workbook(THREE))
    with pytest.raises(Http404):
        hand_in(people, "chen", "talent.experts", workbook(THREE))


def test_no_clear_personal_value_is_left_anywhere(people: People, media: Path) -> None:
    """Neither in the file store, nor in the rows of the import, nor in the trail; not even from a faulty file."""
    number = "11010519491231002X"
    heads = ("姓名", "证件号", "电话", "失业登记日", "失业原因", "街镇")
    good = ("欧阳建国", number, "13812345678", DAY, "", "城关镇")
    bad = ("诸葛芳", number[:-1] + "9", "13812345678", "十月", number, "城关镇")
    for rows in ([heads, good], [heads, good, bad]):
        row = hand_in(people, "zhang", "employment.unemployed", workbook(rows))
        kept = b"".join(path.read_bytes() for path in media.rglob("*") if path.is_file())
        said = f"{row.changes}{row.errors}{row.result}{kept.decode()}"
        said += "".join(f"{line.new}{line.detail}" for line in AuditEntry.objects.all())
        for clear in (number, number[:-1], "欧阳建国", "诸葛芳", "13812345678"):
            assert clear not in said
        assert row.file_path == ""
    assert [fault["value"] for fault in row.errors if fault["column"] == "B"] == ["（个人信息）"]
    done = carry_out(hand_in(people, "zhang", "employment.unemployed", workbook([heads, good])))
    assert done.state == ImportState.DONE, done.job and done.job.message
    assert UnemployedPerson.objects.get().id_no.reveal() == number


def test_the_plan_goes_once_it_is_carried_out(
    people: People, media: Path, django_capture_on_commit_callbacks: object
) -> None:
    row = hand_in(people, "chen", LOANS, workbook(THREE))
    assert len(list(media.rglob("*"))) == 2
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        row = carry_out(row)
    assert row.plan_path == ""
    assert [path for path in media.rglob("*") if path.is_file()] == []
