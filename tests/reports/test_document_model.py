"""What a document says, without any file format."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.official_format import signature_indents, title_lines
from reports.summaries.document import (
    Annex,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Properties,
    Provenance,
    Row,
    Signature,
    Table,
    Text,
    chinese_number,
    numbered,
    official_date,
    printable,
)

JOBS = Provenance("employment.urban_new_jobs", "east", 2023, "t11")


def a_table(*numbers: Number) -> Table:
    return Table(
        (Column("指标"), Column("完成数")), tuple(Row(("城镇新增就业", number)) for number in numbers)
    )


def test_a_paragraph_reads_as_its_words_and_numbers_in_order() -> None:
    sentence = Paragraph.of("城镇新增就业", Number("10439人", JOBS), Text("。", "kai"))
    assert sentence.text == "城镇新增就业10439人。"
    assert sentence.runs[1] == Number("10439人", JOBS)


def test_numbers_come_in_reading_order_from_sentences_tables_and_annexes() -> None:
    first, second, third = Number("1人"), Number("2"), Number("3")
    document = Document(
        "总结",
        (Heading(1, "一、就业"), Paragraph.of("增加", first), a_table(second)),
        annexes=(Annex("明细表", (a_table(third),)),),
    )
    assert list(document.numbers()) == [first, second, third]
    assert [table.rows[0].cells[1] for table in document.tables()] == [second, third]


@pytest.mark.parametrize("span", ["m01", "m12", "t11", "q1", "q4", "h1", "h2"])
def test_every_span_of_a_year_is_accepted(span: str) -> None:
    assert replace(JOBS, span=span).span == span


@pytest.mark.parametrize("span", ["", "t13", "m00", "q5", "h3", "11", "t11 "])
def test_a_span_that_no_year_has_is_refused(span: str) -> None:
    with pytest.raises(ValueError, match="no span"):
        replace(JOBS, span=span)


def test_a_heading_of_a_fifth_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level 1 to 4"):
        Heading(5, "太深")


def test_a_row_that_does_not_fit_its_columns_is_refused_by_its_position() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells under 2 columns"):
        Table((Column("指标"), Column("数")), (Row(("甲", "1")), Row(("乙",))))


def test_a_document_needs_a_title() -> None:
    with pytest.raises(ValueError, match="title"):
        Document(" ", ())


def test_equal_content_has_one_fingerprint_whatever_the_properties_say() -> None:
    document = Document("总结", (Paragraph.of("增加", Number("10439人", JOBS, Decimal(10439))),))
    renamed = replace(document, properties=Properties(serial="YP-7"))
    assert document.fingerprint() == renamed.fingerprint()


def test_another_number_or_another_source_changes_the_fingerprint() -> None:
    def fingerprint(number: Number) -> str:
        return Document("总结", (Paragraph.of("增加", number),)).fingerprint()

    prints = {
        fingerprint(Number("10439人", JOBS)),
        fingerprint(Number("10440人", JOBS)),
        fingerprint(Number("10439人", replace(JOBS, unit="west"))),
        fingerprint(Number("10439人", replace(JOBS, kind="target"))),
    }
    assert len(prints) == 4


def test_headings_are_numbered_in_four_forms_and_restart_under_a_new_one() -> None:
    levels = [1, 2, 2, 3, 4, 4, 3, 1, 2]
    texts = [
        block.text
        for block in numbered([Heading(level, "题") for level in levels])
        if isinstance(block, Heading)
    ]
    assert texts == [
        "一、题",
        "（一）题",
        "（二）题",
        "1.题",
        "（1）题",
        "（2）题",
        "2.题",
        "二、题",
        "（一）题",
    ]


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_headings_count_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written


def test_a_date_is_arabic_without_leading_zeros() -> None:
    assert official_date(date(2026, 1, 5)) == "2026年1月5日"


def test_control_characters_and_direction_marks_do_not_survive() -> None:
    assert printable("城\x00镇\x1b\u202e就\x85业\ud800\ufffe") == "城镇就业"
    assert printable("一\r\n二\r三\t四") == "一\n二\n三\t四"


def test_a_long_title_is_broken_between_words_into_even_lines() -> None:
    assert title_lines("云浦区人力资源和社会保障局2023年工作总结和2024年工作计划") == (
        "云浦区人力资源和社会保障局",
        "2023年工作总结和2024年工作计划",
    )


def test_a_title_that_fits_stays_on_one_line_and_given_breaks_are_kept() -> None:
    assert title_lines("2023年工作总结") == ("2023年工作总结",)
    assert title_lines("云浦区\n2023年工作总结") == ("云浦区", "2023年工作总结")


def test_a_title_without_a_place_to_break_is_still_broken_evenly() -> None:
    assert [len(line) for line in title_lines("无" * 45)] == [15, 15, 15]


def test_without_a_seal_the_date_begins_two_characters_after_the_name() -> None:
    name, day = signature_indents(Signature("云浦区人力资源和社会保障局", date(2023, 11, 5)))
    width_of_name, width_of_day = 13, 3 + 7 * 0.5
    assert name == 2
    assert (name + width_of_name) - (day + width_of_day) == 2


def test_a_date_longer_than_the_name_stands_two_from_the_edge_and_moves_the_name() -> None:
    name, day = signature_indents(Signature("区人社局", date(2023, 11, 15)))
    assert day == 2
    assert (day + 3 + 8 * 0.5) - (name + 4) == -2


def test_under_a_seal_the_date_stands_at_four_and_the_name_is_centred_over_it() -> None:
    name, day = signature_indents(Signature("区人社局", date(2023, 11, 15), sealed=True))
    assert day == 4
    assert name + 4 / 2 == day + (3 + 8 * 0.5) / 2
