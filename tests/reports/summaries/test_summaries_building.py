"""The whole text: headings, remainder, gaps, by-line, annex."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bureau.catalogue.declarations import DECLARED
from bureau.organisation.models import Unit, UnitKind
from reports.summaries.building import REMAINDER_TITLE, document_of, title_of, workbook_of
from reports.summaries.document import Document, Heading, Number, Paragraph
from tests.reports.summaries.building_blocks import EAST, at_least, figure, year

JOBS = figure("employment.urban_new_jobs", "10439", aim=at_least("11000"), name="城镇新增就业人数")
STARTUP = figure("employment.startup_supported", "544", aim=at_least("650"), name="扶持创业人数")
RANK = figure("employment.homecare_city_rank", "1", unit="位次", name="全市排名")
OWN = figure("employment.x_night_jobs", "12", name="夜间岗位人数")


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def body(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def test_only_chapters_and_sections_with_figures_have_headings() -> None:
    assert headings(document_of(year(figure("talent.graduates_in", "17209")))) == [
        "一、深化引育并举，建强人才队伍",
        "（一）加大引才力度，壮大人才总量",
    ]


def test_without_any_figure_the_text_says_so_and_is_unsigned() -> None:
    document = document_of(replace(year(), last=None))
    assert headings(document) == []
    assert "尚无可以写入总结的数据" in body(document)
    assert document.signature is None
    assert document.byline == "（尚无已审定数据）"
    assert document.annexes == ()


def test_a_figure_of_the_bureaus_own_is_told_under_other_work() -> None:
    document = document_of(year(JOBS, OWN))
    assert f"（二）{REMAINDER_TITLE}" in headings(document)
    assert "主要指标方面，夜间岗位人数12人。" in body(document)


def test_a_rank_is_never_printed() -> None:
    document = document_of(year(JOBS, RANK))
    assert "全市排名" not in body(document)
    assert all(number.source and number.source.indicator != RANK.code for number in document.numbers())


def test_the_gaps_name_what_is_behind_the_pace_and_how_far() -> None:
    text = body(document_of(year(JOBS, STARTUP)))
    assert "截至11月底，2项设定全年任务的指标中，1项达到时序进度，1项慢于时序进度：" in text
    assert "扶持创业人数544人，距全年任务还差106人，慢于时序进度8个百分点。" in text
    whole = body(document_of(year(replace(JOBS, slot=12), replace(STARTUP, slot=12), month=12)))
    assert "截至年底，2项设定全年任务的指标中，2项未能完成：" in whole
    assert "时序进度" not in whole


def test_nothing_is_said_about_gaps_when_all_is_done() -> None:
    document = document_of(year(replace(JOBS, value=Decimal(11000))))
    assert all("差距" not in heading for heading in headings(document))


def test_the_by_line_says_how_far_the_figures_reach_and_whether_all_are_approved() -> None:
    assert document_of(year(JOBS)).byline == "（截至2023年11月，数据已审定）"
    assert document_of(year(JOBS, provisional=True)).byline == "（截至2023年11月，含未审定数据）"


def test_an_approved_text_says_when_figures_are_waiting() -> None:
    waiting = replace(JOBS, is_settled=False)
    assert document_of(year(waiting, STARTUP)).note == "1项指标截至11月底尚有未审定的数，文中只计已审定数"
    assert document_of(year(waiting, provisional=True)).note == ""


def test_the_same_figures_give_the_same_text() -> None:
    assert document_of(year(JOBS, OWN)).fingerprint() == document_of(year(JOBS, OWN)).fingerprint()


def test_the_text_is_signed_on_the_last_day_its_figures_reach() -> None:
    signature = document_of(year(JOBS)).signature
    assert signature is not None
    assert (signature.issuer, signature.day.isoformat()) == (EAST.name, "2023-11-30")


def test_the_annex_puts_target_done_and_rate_side_by_side() -> None:
    document = document_of(year(replace(JOBS, previous=Decimal(10000)), OWN))
    assert [annex.title for annex in document.annexes] == ["主要指标完成情况表"]
    ((row,),) = (table.rows for table in document.tables())
    assert [cell.text if isinstance(cell, Number) else cell for cell in row.cells] == [
        "城镇新增就业人数",
        "人",
        "11000",
        "10439",
        "94.9",
        "10000",
        "4.4",
    ]


def test_a_missing_figure_is_a_dash_and_an_incomparable_year_has_no_change() -> None:
    waiting = replace(JOBS, previous=Decimal(10000), is_comparable=False)
    document = document_of(year(waiting, replace(STARTUP, value=None)))
    first, second = next(document.tables()).rows
    assert first.cells[6] is None
    assert second.cells[3:5] == (None, None)


def test_the_workbook_holds_every_reported_figure_domain_by_domain() -> None:
    workbook = workbook_of(year(JOBS, OWN, RANK, figure("talent.graduates_in", "17209")))
    names = [sheet.name for sheet in workbook.sheets]
    assert names == ["主要指标完成情况表", DECLARED["employment"].title, DECLARED["talent"].title]
    assert [row.cells[0] for row in workbook.sheets[1].table.rows] == [JOBS.name, OWN.name]
    done = workbook.sheets[1].table.rows[0].cells[3]
    assert isinstance(done, Number)
    assert (done.text, done.value) == ("10439", Decimal(10439))


@pytest.mark.parametrize(
    ("kind", "name", "title"),
    [
        (UnitKind.BUREAU, "东区人社局", "东区人社局2023年工作总结"),
        (UnitKind.CITY, "示范市", "示范市2023年人力资源和社会保障工作总结"),
    ],
)
def test_the_title_names_the_unit_and_the_year(kind: UnitKind, name: str, title: str) -> None:
    assert title_of(Unit(name=name, kind=kind), 2023) == title
