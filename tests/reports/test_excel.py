"""Annex workbooks, read back by openpyxl as a spreadsheet would."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell as ReadCell
from openpyxl.workbook import Workbook as ReadBook
from openpyxl.worksheet.worksheet import Worksheet as ReadSheet

from reports import excel
from reports.summaries.document import (
    Cell,
    Column,
    Number,
    Properties,
    Row,
    Table,
    Workbook,
    Worksheet,
    printable,
)

COLUMNS = (Column("指标"), Column("单位", align="center"), Column("完成数"), Column("完成率", unit="%"))
TABLE = Table(
    COLUMNS,
    (
        Row(
            (
                "城镇新增就业人数",
                "人",
                Number("10439", value=Decimal(10439)),
                Number("94.9", value=Decimal("94.9")),
            )
        ),
        Row(
            ("被征地农民社会保障资金", "万元", Number("8468.0001", value=Decimal("8468.0001")), None), level=1
        ),
    ),
    caption="指标完成表",
    unit_line="单位：人、万元",
    note="注：已审定数。",
)


def read(workbook: Workbook) -> ReadBook:
    return openpyxl.load_workbook(BytesIO(excel.render(workbook)))


def sheet_of(table: Table, as_of: str = "") -> ReadSheet:
    return read(Workbook("附件", (Worksheet("完成表", table),), as_of))["完成表"]


def cells_of(*cells: Cell) -> list[ReadCell]:
    """The cells of one row under columns without units: title, head, then the row."""
    table = Table(tuple(Column(f"列{position}") for position, _ in enumerate(cells)), (Row(cells),))
    return list(sheet_of(table)[3])


def test_figures_are_real_numbers_with_the_decimals_that_are_printed() -> None:
    people, rate = sheet_of(TABLE)[5][2:]
    money, missing = sheet_of(TABLE)[6][2:]
    assert [(cell.value, cell.number_format) for cell in (people, rate, money)] == [
        (10439, "0"),
        (94.9, "0.0"),
        (8468.0001, "0.0000"),
    ]
    assert (missing.value, missing.data_type) == ("—", "s")


def test_the_page_opens_with_title_units_and_two_head_rows() -> None:
    sheet = sheet_of(TABLE, as_of="截至2023年11月")
    assert sheet["A1"].value == "指标完成表"
    assert sheet["A2"].value == "截至2023年11月　　单位：人、万元"
    assert [cell.value for cell in sheet[3]] == ["指标", "单位", "完成数", "完成率"]
    assert [cell.value for cell in sheet[4]] == [None, None, None, "%"]
    assert sheet["A7"].value == "注：已审定数。"


def test_the_head_is_frozen_on_screen_and_repeated_on_a4_paper() -> None:
    sheet = sheet_of(TABLE)
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # No limit to the pages down; one page across is what a spreadsheet assumes.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize(("columns", "orientation"), [(3, "portrait"), (16, "landscape")])
def test_a_wide_table_is_printed_on_landscape_pages(columns: int, orientation: str) -> None:
    table = Table(tuple(Column(f"第{count}列") for count in range(columns)), ())
    assert sheet_of(table).page_setup.orientation == orientation


def test_a_part_is_indented_under_its_whole() -> None:
    sheet = sheet_of(TABLE)
    assert [sheet["A5"].alignment.indent, sheet["A6"].alignment.indent] == [0, 1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-5", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "＝1+1"])
def test_words_that_look_like_a_formula_stay_words(text: str) -> None:
    (cell,) = cells_of(text)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_formula_like_titles_heads_and_notes_stay_words_too() -> None:
    table = Table((Column("=A1", unit="=B1"), Column("+2")), (), caption="=1+1", unit_line="@x", note="-1")
    sheet = sheet_of(table)
    written = [sheet[address] for address in ("A1", "A2", "A3", "B3", "A4", "A5")]
    assert [cell.value for cell in written] == ["=1+1", "@x", "=A1", "+2", "=B1", "-1"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in written)


def test_codes_of_18_digits_and_leading_zeros_stay_text() -> None:
    codes = ["110105194912310021", "91350100M000100Y43", "0012"]
    written = cells_of(*codes)
    assert [cell.value for cell in written] == codes
    assert {(cell.data_type, cell.number_format, cell.quotePrefix) for cell in written} == {("s", "@", False)}


def test_an_amount_longer_than_a_spreadsheet_keeps_is_written_as_it_is_printed() -> None:
    long = "12345678901234567.89"
    (cell,) = cells_of(Number(long, value=Decimal(long)))
    assert (cell.value, cell.data_type) == (long, "s")


def test_a_number_without_a_value_is_a_number_only_where_its_text_is_one() -> None:
    plain, with_unit, negative = cells_of(Number("11000"), Number("1.47亿元"), Number("-3.5"))
    assert (plain.value, plain.data_type) == (11000, "n")
    assert (with_unit.value, with_unit.data_type) == ("1.47亿元", "s")
    assert (negative.value, negative.number_format) == (-3.5, "0.0")


def test_zero_is_written_and_missing_is_a_dash() -> None:
    zero, missing = cells_of(Number("0", value=Decimal(0)), None)
    assert (zero.value, zero.data_type) == (0, "n")
    assert missing.value == "—"


def test_sheet_names_are_short_unique_and_without_reserved_signs() -> None:
    wanted = ["就业/人才[1]:*?\\", "就业 人才 1", "'引号'", "", "History", "长" * 40, "长" * 40]
    names = excel.sheet_names([Worksheet(name, TABLE) for name in wanted])
    assert names == [
        "就业 人才 1",
        "就业 人才 1（2）",
        "引号",
        "附表",
        "History（2）",
        "长" * 31,
        "长" * 28 + "（2）",
    ]
    assert read(Workbook("附件", tuple(Worksheet(name, TABLE) for name in wanted))).sheetnames == names


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_names_and_words_give_a_workbook_that_opens(words: list[str]) -> None:
    sheets = tuple(Worksheet(text, Table((Column(text),), (Row((text,)),))) for text in words)
    book = read(Workbook("附件", sheets))
    for text, sheet in zip(words, book.worksheets, strict=True):
        assert (sheet["A3"].value or "") == printable(text)
        assert sheet["A3"].data_type == ("s" if printable(text) else "n")


def test_a_text_too_long_for_a_cell_is_refused_not_cut() -> None:
    with pytest.raises(ValueError, match="32767"):
        cells_of("长" * 32768)


def test_a_demonstration_says_so_on_screen_and_paper() -> None:
    book = read(Workbook("附件", (Worksheet("完成表", TABLE),), is_demonstration=True))
    assert "演示数据" in str(book["完成表"]["A2"].value)
    assert book["完成表"].oddHeader.right.text == "演示数据"
    assert "演示数据" not in str(sheet_of(TABLE)["A2"].value)


def test_serial_and_issuer_stand_in_the_properties() -> None:
    properties = Properties(
        "云浦区人社局", "YP-2023-0007", "2023-11", datetime(2023, 11, 24, 10, 30, tzinfo=UTC)
    )
    written = read(Workbook("附件", (Worksheet("表", TABLE),), properties=properties)).properties
    assert (written.title, written.creator) == ("附件", "云浦区人社局")
    assert written.description == "YP-2023-0007 2023-11"


def test_a_workbook_needs_a_sheet() -> None:
    with pytest.raises(ValueError, match="without sheets"):
        Workbook("附件", ())
