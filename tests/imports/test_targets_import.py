"""Targets by workbook: a dry run first, then each through the one way a target is set."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bureau.catalogue.models import Target
from bureau.catalogue.targets import Goal, Paper, set_target
from tests.imports.files import confirm, result_of, send, workbook
from tests.returns.office import DOMAIN, Office

HEADS = ("单位", "指标", "年度", "类型", "目标值", "力争值", "下达单位", "文号", "下达日期")
JOBS = "城镇新增就业人数"
ROW = ("城关镇", JOBS, 2026, "不低于", 500, 550, "区人社局", "区人社〔2026〕3号", datetime.date(2026, 3, 1))


def put(office: Office, value: int) -> Target:
    return set_target(
        unit=office.town,
        indicator=office.indicators["jobs"],
        year=2026,
        goal=Goal(Target.Kind.AT_LEAST, Decimal(value)),
        paper=Paper(),
        by=office["zhao"],
    )


def test_targets_are_previewed_and_then_set_with_their_paper(office: Office) -> None:
    put(office, 480)
    loans = ("东湖街道", f"{DOMAIN}.loans", "2026年", "", 800.5, None, None, None, None)
    data = workbook(HEADS, ROW, (*loans[:3], "at_least", *loans[4:]))
    answer = send(office, "zhao", data, kind="targets")
    assert answer.counts == (1, 1, 0, 0)
    assert [(c["row"], c["column"], c["old"], c["new"]) for c in answer.body["changes"]] == [
        (2, "E", "480", "500"),
        (3, "E", None, "8005000"),
    ]
    assert Target.objects.get().value == 480
    assert result_of(confirm(office, "zhao", answer.body["id"]))["rows"] == 2
    target = Target.objects.current().get(unit=office.town)
    assert [target.value, target.stretch, target.version, target.set_by] == [500, 550, 2, office["zhao"]]
    assert (target.document, target.issued_on) == ("区人社〔2026〕3号", datetime.date(2026, 3, 1))
    assert Target.objects.current().get(unit=office.other_town).value == 8005000


def test_the_same_targets_again_are_no_change(office: Office) -> None:
    data = workbook(HEADS, ROW)
    confirm(office, "zhao", send(office, "zhao", data, kind="targets").body["id"])
    assert send(office, "zhao", data, kind="targets").counts == (0, 0, 1, 0)
    assert Target.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("西关镇", *ROW[1:]), "A", "没有这个单位"),
        (("天外镇", *ROW[1:]), "A", "没有这个单位"),
        (("城关镇", "幸福指数", *ROW[2:]), "B", "没有这个指标"),
        (("城关镇", JOBS, "今年", *ROW[3:]), "C", "四位数字"),
        (("城关镇", JOBS, 2026, "大概", *ROW[4:]), "D", "类型请写"),
        (("城关镇", JOBS, 2026, "不低于", "很多", *ROW[5:]), "E", "阿拉伯数字"),
        (("城关镇", JOBS, 2026, "不低于", None, *ROW[5:]), "E", "请填目标值"),
        (("城关镇", JOBS, 2026, "不低于", 500, 400, *ROW[6:]), "F", "力争值应不小于目标值"),
        ((*ROW[:8], "三月"), "I", "日期请写成"),
    ],
)
def test_a_fault_is_named_at_its_place_and_nothing_is_set(
    office: Office, row: tuple[object, ...], column: str, words: str
) -> None:
    answer = send(office, "zhao", workbook(("目标",), HEADS, ROW, row, name="目标"), kind="targets")
    (fault,) = answer.faults
    assert fault[:3] == ("目标", 4, column)
    assert words in fault[3]
    assert not Target.objects.exists()


def test_one_target_twice_in_a_file_is_refused(office: Office) -> None:
    answer = send(office, "zhao", workbook(HEADS, ROW, ROW), kind="targets")
    assert [fault[1:] for fault in answer.faults] == [
        (3, "A", "同一单位、指标和年度在文件里出现了两遍，请只留一个。")
    ]


def test_a_target_that_was_set_meanwhile_refuses_the_whole_file(office: Office) -> None:
    other = ("东湖街道", *ROW[1:])
    answer = send(office, "zhao", workbook(HEADS, other, ROW), kind="targets")
    put(office, 490)
    job = confirm(office, "zhao", answer.body["id"])
    assert job.state == "failed"
    assert "城关镇2026年“城镇新增就业人数”" in job.message
    assert [target.value for target in Target.objects.current()] == [490]


def test_only_the_office_brings_targets_in(office: Office) -> None:
    data = workbook(HEADS, ROW)
    for person in ("zhang", "li", "director", "sysadmin"):
        assert send(office, person, data, kind="targets").status == 403
