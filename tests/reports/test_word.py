"""Documents as .docx files, read back by python-docx and, where it is installed, by LibreOffice."""

import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Length, Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports import word
from reports.official_format import FONT_SETS, STANDARD, Layout
from reports.summaries.document import (
    Annex,
    Block,
    Column,
    Document,
    Heading,
    Number,
    PageBreak,
    Paragraph,
    Picture,
    Properties,
    Row,
    Signature,
    Table,
    Text,
    printable,
)

SENTENCE = Paragraph.of(
    "全区城镇新增就业", Number("10439人"), "，完成全年任务（", Number("11000人"), "）", Number("94.9%"), "。"
)
TABLE = Table(
    (Column("指标"), Column("单位", align="center"), Column("完成数"), Column("完成率", unit="%")),
    (
        Row(("城镇新增就业人数", "人", Number("10439"), Number("94.9"))),
        Row(("其中：应届高校毕业生", "人", None, Number("0")), level=1),
        Row(("合计", "人", Number("10439"), Number("94.9")), total=True),
    ),
    caption="主要指标完成情况",
    unit_line="单位：人、%",
    note="注：截至11月底。",
)


def opened(*blocks: Block, layout: Layout = STANDARD) -> WordFile:
    return docx.Document(BytesIO(word.render(Document("2023年工作总结", blocks), layout)))


def opened_whole(document: Document) -> WordFile:
    return docx.Document(BytesIO(word.render(document)))


def texts(file: WordFile) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {
            name: package.read(name).decode()
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def chinese_pages_can_be_set() -> bool:
    if not all(shutil.which(name) for name in ("soffice", "pdftotext", "fc-list")):
        return False
    return bool(
        subprocess.run(["fc-list", ":lang=zh-cn"], check=True, capture_output=True, timeout=30).stdout
    )


def style_xml(file: WordFile, name: str) -> str:
    xml: str = file.styles[name].element.xml
    return xml


def style_of(paragraph: WordParagraph) -> ParagraphStyle:
    assert paragraph.style is not None
    return paragraph.style


def twips(length: Length | None) -> int:
    assert length is not None
    return round(int(length) / Twips(1))


def a_png(width: int = 4, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xc8" * 3 * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_sentence_is_read_back_with_its_numbers_as_printed() -> None:
    assert "全区城镇新增就业10439人，完成全年任务（11000人）94.9%。" in texts(opened(SENTENCE))


def test_a_sentence_in_one_face_is_one_run_so_that_the_file_stays_clean() -> None:
    file = opened(SENTENCE)
    assert len(file.paragraphs[-1].runs) == 1


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    section = opened(SENTENCE).sections[0]
    written = [
        twips(length)
        for length in (section.page_width, section.page_height, section.top_margin, section.right_margin)
        + (section.bottom_margin, section.left_margin, section.footer_distance)
    ]
    assert written == [11906, 16838, 2098, 1474, 1984, 1588, 1440]


def test_lines_and_characters_are_set_for_22_by_28() -> None:
    file = opened(SENTENCE)
    normal = style_xml(file, "Normal")
    assert 'w:line="579" w:lineRule="exact"' in normal
    assert '<w:spacing w:val="-5"/>' in normal
    assert '<w:sz w:val="32"/>' in normal
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in file.sections[0]._sectPr.xml


def test_body_paragraphs_are_indented_by_two_characters_with_a_fallback_in_twips() -> None:
    file = opened(SENTENCE)
    assert style_of(file.paragraphs[-1]).name == "Body Text First Indent"
    assert 'w:firstLineChars="200" w:firstLine="640"' in style_xml(file, "Body Text First Indent")


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Title", "方正小标宋简体", 44),
        ("Subtitle", "楷体_GB2312", 32),
        ("Heading 1", "黑体", 32),
        ("Heading 2", "楷体_GB2312", 32),
        ("Heading 3", "仿宋_GB2312", 32),
        ("Heading 4", "仿宋_GB2312", 32),
        ("Normal", "仿宋_GB2312", 32),
    ],
)
def test_each_element_has_the_face_and_size_of_the_standard(style: str, face: str, size: int) -> None:
    element = opened(SENTENCE).styles[style].element
    fonts = element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == face
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs")} == {"Times New Roman"}
    assert element.rPr.find(qn("w:sz")).get(qn("w:val")) == str(size)
    assert element.rPr.find(qn("w:b")) is None


def test_no_theme_is_left_that_could_send_chinese_to_another_face() -> None:
    xml = parts(word.render(Document("总结", (SENTENCE,))))
    assert not [name for name in xml if "theme" in name]
    assert not [
        name for name, content in xml.items() if re.search(r"(ascii|eastAsia|hAnsi|cs)Theme|theme/", content)
    ]
    assert 'w:eastAsia="zh-CN"' in xml["word/styles.xml"]


def test_headings_are_black_styles_with_outline_levels_one_to_four() -> None:
    file = opened(*(Heading(level, f"第{level}级") for level in (1, 2, 3, 4)))
    for level, paragraph in enumerate(file.paragraphs[-4:], start=1):
        assert style_of(paragraph).name == f"Heading {level}"
        properties = style_of(paragraph).element
        assert properties.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
        assert properties.rPr.find(qn("w:color")).get(qn("w:val")) == "000000"


def test_only_runs_with_ambiguous_marks_are_hinted_to_be_chinese() -> None:
    file = opened(Paragraph.of("支持“工具箱”"), Paragraph.of("普通文字"))
    hinted, ordinary = (paragraph._p.xml for paragraph in file.paragraphs[-2:])
    assert 'w:hint="eastAsia"' in hinted
    assert "w:hint" not in ordinary


def test_run_in_headings_keep_their_own_face() -> None:
    file = opened(Paragraph.of(Text("一是资金保障有力。", "kai"), "今年", Text("下达", "strong")))
    assert [run.style.name for run in file.paragraphs[-1].runs] == [
        "段首楷体",
        "Default Paragraph Font",
        "Strong",
    ]
    assert "楷体_GB2312" in style_xml(file, "段首楷体")


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    file = opened(SENTENCE)
    odd, even = file.sections[0].footer._element.xml, file.sections[0].even_page_footer._element.xml
    assert file.settings.odd_and_even_pages_header_footer
    assert '<w:jc w:val="right"/>' in odd
    assert 'w:right="280"' in odd
    assert '<w:jc w:val="left"/>' in even
    assert 'w:left="280"' in even
    for footer in (odd, even):
        assert re.sub("<[^>]+>|\n| {2,}", "", footer) == "— 1 —"
        assert 'w:instr=" PAGE "' in footer
    assert 'w:ascii="宋体"' in style_xml(file, "Footer")
    assert '<w:sz w:val="28"/>' in style_xml(file, "Footer")


def test_centred_page_numbers_are_a_choice() -> None:
    section = opened(SENTENCE, layout=Layout(page_numbers="centered")).sections[0]
    assert '<w:jc w:val="center"/>' in section.footer._element.xml
    assert '<w:jc w:val="center"/>' in section.even_page_footer._element.xml


def test_another_font_set_leaves_no_face_of_the_first() -> None:
    layout = Layout(fonts=FONT_SETS["GBK"].with_latin("方正仿宋_GBK"))
    xml = "".join(parts(word.render(Document("总结", (SENTENCE, TABLE)), layout)).values())
    assert "方正楷体_GBK" in xml
    assert not re.search("GB2312|方正小标宋简体|Times New Roman", xml)


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    rows = opened(TABLE).tables[0].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_table_fills_the_text_area_with_fixed_columns() -> None:
    table = opened(TABLE).tables[0]
    assert table.autofit is False
    widths = [column.width.twips for column in table.columns]
    assert sum(widths) == 8844
    assert [cell.width.twips for cell in table.rows[0].cells] == widths


def test_a_table_prints_its_words_left_its_numbers_right_and_a_dash_for_what_is_missing() -> None:
    rows = opened(TABLE).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["指标", "单位", "完成数", "完成率（%）"],
        ["城镇新增就业人数", "人", "10439", "94.9"],
        ["其中：应届高校毕业生", "人", "—", "0"],
        ["合计", "人", "10439", "94.9"],
    ]
    assert [cell.paragraphs[0].style.name for cell in rows[1].cells] == [
        "表格文字",
        "表格文字",
        "表格数字",
        "表格数字",
    ]
    assert 'w:leftChars="100"' in rows[2].cells[0].paragraphs[0]._p.xml
    assert rows[3].cells[0].paragraphs[0].runs[0].style.name == "段首黑体"


def test_the_unit_line_stands_above_the_table_and_off_the_grid() -> None:
    file = opened(TABLE)
    assert texts(file)[-3:] == ["主要指标完成情况", "单位：人、%", "注：截至11月底。"]
    assert '<w:snapToGrid w:val="0"/>' in style_xml(file, "表格单位")
    assert '<w:jc w:val="right"/>' in style_xml(file, "表格单位")


def test_a_page_break_opens_the_new_page_with_the_next_block() -> None:
    file = opened(SENTENCE, PageBreak(), Heading(1, "二、新页"), SENTENCE)
    breaks = [paragraph.paragraph_format.page_break_before for paragraph in file.paragraphs[-3:]]
    assert breaks == [None, True, None]


def test_a_picture_has_a_description_and_a_line_as_high_as_itself() -> None:
    file = opened(TABLE, Picture(a_png(), "月度走势图", "图1 走势", width_mm=100))
    picture = file.paragraphs[-2]
    assert file.inline_shapes[0].width.mm == pytest.approx(100)
    assert 'descr="月度走势图"' in picture._p.xml
    assert 'w:lineRule="auto"' in style_xml(file, "图片")


def test_the_annexes_are_listed_before_the_signature_and_printed_after_it() -> None:
    annexes = (Annex("指标完成表", (TABLE,)), Annex("填报说明", (SENTENCE,)))
    signature = Signature("云浦区人力资源和社会保障局", date(2023, 11, 5))
    lines = texts(
        opened_whole(
            Document("总结", (SENTENCE,), signature=signature, note="联系人：办公室", annexes=annexes)
        )
    )
    after_body = lines[lines.index(SENTENCE.text) + 1 :]
    assert after_body[:10] == [
        "",
        "附件：1.指标完成表",
        "2.填报说明",
        "",
        "云浦区人力资源和社会保障局",
        "2023年11月5日",
        "（联系人：办公室）",
        "附件1",
        "",
        "指标完成表",
    ]


def test_a_single_annex_has_no_number() -> None:
    lines = texts(opened_whole(Document("总结", (SENTENCE,), annexes=(Annex("指标完成表", (TABLE,)),))))
    assert "附件：指标完成表" in lines
    assert "附件" in lines


def test_a_landscape_annex_turns_its_pages_only_and_keeps_the_number_at_the_sheets_edge() -> None:
    annexes = (Annex("宽表", (TABLE,), landscape=True), Annex("填报说明", (SENTENCE,)))
    file = opened_whole(Document("总结", (SENTENCE,), annexes=annexes))
    assert [twips(section.page_width) for section in file.sections] == [11906, 16838, 11906]
    assert twips(file.sections[1].top_margin) == 1588
    turned = ['w:textDirection w:val="tbRl"' in section.footer._element.xml for section in file.sections]
    assert turned == [False, True, False]
    assert sum(column.width.twips for column in file.tables[0].columns) == 12756


def test_a_demonstration_says_so_at_the_head_of_every_page_and_a_real_text_does_not() -> None:
    demonstration = opened_whole(Document("总结", (SENTENCE,), is_demonstration=True)).sections[0]
    assert [part.paragraphs[0].text for part in (demonstration.header, demonstration.even_page_header)] == [
        "演示数据"
    ] * 2
    assert "演示数据" not in "".join(parts(word.render(Document("总结", (SENTENCE,)))).values())


def test_serial_issuer_and_content_hash_stand_in_the_properties() -> None:
    properties = Properties(
        "云浦区人社局", "YP-2023-0007", "2023-11", datetime(2023, 11, 24, 10, 30, tzinfo=UTC)
    )
    document = Document("2023年\n工作总结", (SENTENCE,), properties=properties)
    written = opened_whole(document).core_properties
    assert (written.title, written.author) == ("2023年工作总结", "云浦区人社局")
    assert (written.identifier, written.version) == ("YP-2023-0007", "2023-11")
    assert document.fingerprint() in written.comments
    assert written.created == datetime(2023, 11, 24, 10, 30, tzinfo=UTC)


def test_one_document_never_leaks_into_the_next() -> None:
    word.render(Document("甲", (SENTENCE, TABLE), is_demonstration=True))
    assert texts(opened_whole(Document("乙", ()))) == ["乙", ""]


@settings(deadline=None)
@given(st.text(max_size=40))
@example("<w:p/>&amp;\x00\x0b\ud800\ufffe]]>")
@example("=cmd|' /C calc'!A0\r\n第二行\t尾")
def test_any_text_gives_a_file_that_opens_and_says_the_same(text: str) -> None:
    named = Table((Column(text),), (Row((text,)),), caption=text, unit_line=text, note=text)
    file = opened(Heading(1, text), Paragraph.of(text, Number(text)), named)
    assert file.tables[0].rows[1].cells[0].text == printable(text)
    assert printable(text) * 2 in texts(file)


@pytest.mark.skipif(
    not chinese_pages_can_be_set(), reason="LibreOffice, poppler or a Chinese font is not installed"
)
def test_a_full_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    document = Document("满页", (PageBreak(), Paragraph.of("一二三四五六七八九十天地人和" * 100)))
    (tmp_path / "full.docx").write_bytes(word.render(document))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "full.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    page = subprocess.run(
        ["pdftotext", "-f", "3", "-l", "3", "-enc", "UTF-8", str(tmp_path / "full.pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=30,
    ).stdout.decode()
    lines = [line for line in page.splitlines() if len(line) > 10]
    assert [len(line) for line in lines] == [28] * 22
