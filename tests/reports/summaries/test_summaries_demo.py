"""The summaries of the demonstration, read back from the files: every figure of two published years is there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from bureau.catalogue.syncing import sync_catalogue
from bureau.demo.loading import load_demo
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.totals.rolling import Locking, drain
from reports.summaries.building import document_of
from reports.summaries.document import Document, Number
from reports.summaries.reading import figures_of

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration as of November 2026, taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        sync_catalogue()
        load_demo(password="Lantern-4-demo", current=Month(2026, 11))
        drain(Locking.WAIT)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def facts(name: str) -> list[tuple[str, str, str]]:
    with (DATA / f"facts_{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["code"], row["kind"], row["printed"]) for row in csv.DictReader(lines)]


def document(unit: str, year: int, *, provisional: bool = False) -> Document:
    return document_of(figures_of(Unit.objects.get(code=unit), year, provisional=provisional))


def exported(tmp_path: Path, unit: str, year: int, suffix: str) -> Path:
    out = tmp_path / f"{unit}.{suffix}"
    call_command("export_summary", unit=unit, year=year, out=out, stdout=io.StringIO())
    return out


@pytest.mark.parametrize(("unit", "year", "count"), [("east", 2023, 110), ("west", 2022, 43)])
def test_every_published_figure_stands_in_the_word_file_as_it_was_printed(
    unit: str, year: int, count: int, tmp_path: Path
) -> None:
    known = facts(f"{unit}_{year}")
    assert len(known) == count
    text = "\n".join(
        part.text for part in docx.Document(str(exported(tmp_path, unit, year, "docx"))).paragraphs
    )
    missing = [fact for fact in known if not re.search(rf"(?<![\d.]){re.escape(fact[2])}", text)]
    assert missing == []


@pytest.mark.parametrize(("unit", "year"), [("east", 2023), ("west", 2022)])
def test_every_published_figure_is_traced_to_its_own_indicator(unit: str, year: int) -> None:
    printed = {
        (number.source.indicator, number.source.kind, number.text)
        for number in document(unit, year).numbers()
        if number.source is not None
    }
    assert [fact for fact in facts(f"{unit}_{year}") if fact not in printed] == []


def test_cases_that_do_not_add_up_are_printed_exactly_as_reported() -> None:
    """2425 cases against 1056 + 1396: the text changes nothing."""
    text = "".join(run.text for block in document("east", 2023).blocks for run in getattr(block, "runs", ()))
    assert all(number in text for number in ("2425件", "1056件", "1396件"))
    assert "2452" not in text
    assert "1369" not in text


def test_the_word_file_is_an_official_text(tmp_path: Path) -> None:
    file = docx.Document(str(exported(tmp_path, "east", 2023, "docx")))
    texts = [part.text for part in file.paragraphs]
    whole = "\n".join(texts)
    assert "示范市东区人力资源和社会保障局" in texts[0]
    assert "2023年工作总结" in "".join(texts[:2])
    assert "（截至2023年11月，数据已审定）" in texts
    assert [text[:2] for text in texts if re.match("[一二三四五]、", text)] == [
        "一、",
        "二、",
        "三、",
        "四、",
    ]
    assert "2023年11月30日" in texts
    assert "附件：主要指标完成情况表" in whole
    assert not re.search(r"[，、；：]{2}|[，、；][。）]|None|\{|\}", whole)
    assert any("演示数据" in part.text for section in file.sections for part in section.header.paragraphs)
    heads = [cell.text for cell in file.tables[-1].rows[0].cells]
    assert heads == ["指标", "单位", "全年目标", "完成数", "完成率（%）", "上年同期", "同比（%）"]


def test_the_workbook_holds_real_numbers(tmp_path: Path) -> None:
    file = openpyxl.load_workbook(exported(tmp_path, "east", 2023, "xlsx"))
    assert file.sheetnames[0] == "主要指标完成情况表"
    rows = {row[0]: row for row in file.worksheets[0].iter_rows(values_only=True)}
    assert rows["城镇新增就业人数"][2:5] == (11000, 10439, 94.9)
    assert rows["就业困难人员就业人数"][4] == 131.67
    money = {row[0]: row for sheet in file.worksheets for row in sheet.iter_rows(values_only=True)}
    accrued = money["被征地农民社会保障资金计提金额"]
    assert (accrued[1], accrued[3]) == ("万元", 8468.0001)


@pytest.mark.parametrize("unit", ["east", "west", "city"])
@pytest.mark.parametrize("provisional", [False, True])
def test_every_figure_of_a_full_year_has_a_sentence_and_a_source(unit: str, provisional: bool) -> None:
    figures = figures_of(Unit.objects.get(code=unit), 2025, provisional=provisional)
    written = document_of(figures)
    told = {number.source.indicator for number in written.numbers() if number.source is not None}
    assert {one.code for one in figures if one.value is not None and not one.is_rank} <= told
    assert all(number.source is not None for number in written.numbers())
    assert written.is_demonstration


def test_an_approved_text_reaches_to_the_last_month_that_nearly_all_have_passed() -> None:
    """The towns' last three months are open: the text stops before them, the provisional one goes on."""
    approved = figures_of(Unit.objects.get(code="east"), 2026)
    provisional = figures_of(Unit.objects.get(code="east"), 2026, provisional=True)
    assert approved.last == Month(2026, 8)
    assert provisional.last is not None
    assert provisional.last > approved.last
    assert "含未审定数据" in document("east", 2026, provisional=True).byline


def test_a_year_without_data_is_a_text_without_figures() -> None:
    assert [number for number in document("east", 2019).numbers() if isinstance(number, Number)] == []


@pytest.mark.parametrize(
    ("unit", "year", "name", "sentence"),
    [
        ("nowhere", 2023, "x.docx", "没有代码为“nowhere”的区局"),
        ("east-01", 2023, "x.docx", "没有代码为“east-01”的区局"),
        ("east", 2023, "x.odt", "以 .docx 或 .xlsx 结尾"),
        ("east", 23, "x.docx", "不是可用的年份"),
        ("east", 2023, "nowhere/x.docx", "请换一个文件夹"),
    ],
)
def test_the_command_says_what_to_do_about_a_wrong_wish(
    unit: str, year: int, name: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("export_summary", unit=unit, year=year, out=tmp_path / name)
    assert list(tmp_path.iterdir()) == []
