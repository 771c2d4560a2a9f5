"""No uploaded file can hang, fill or take over the portal: each ends in a sentence and leaves nothing behind."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from bureau.audit.models import AuditEntry
from bureau.jobs.models import Job
from bureau.uploads import child
from bureau.uploads.models import Import
from bureau.uploads.reading import Unreadable, read_tables
from tests.imports.files import UNITS, send, with_part, workbook
from tests.returns.office import Office

GOOD = workbook(UNITS, ("城关镇", "城镇新增就业人数", "2026-10", 30))
SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(
        b'<!ENTITY lol%d "%s">' % (n, b"&lol%s;" % (b"" if n == 1 else b"%d" % (n - 1)) * 10)
        for n in range(1, 10)
    )
    + b"]>"
)


def sheet_of(cells: bytes) -> bytes:
    return HEAD + b"<worksheet " + MAIN + b"><sheetData>" + cells + b"</sheetData></worksheet>"


def many_parts() -> bytes:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as book:
        for number in range(2100):
            book.writestr(f"xl/media/{number}.bin", b"")
    return stream.getvalue()


def many_rows() -> bytes:
    return ("单位,指标,月份,数值\n" + "城关镇,城镇新增就业人数,2026-10,1\n" * 20_200).encode()


def shared_string_bomb() -> bytes:
    """A small file of which every cell is the same long text: unpacked by a careless reader it fills the memory."""
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 190 + b"</row>"
    strings = (
        HEAD + b"<sst " + MAIN + b' count="1" uniqueCount="1"><si><t>' + b"x" * 30_000 + b"</t></si></sst>"
    )
    return with_part(with_part(GOOD, SHEET, sheet_of(row * 3000)), "xl/sharedStrings.xml", strings)


BAD = {
    "far_cell.xlsx": (
        with_part(GOOD, SHEET, sheet_of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "超出 20000 行",
    ),
    "far_cell_of_another_writing.xlsx": (
        with_part(GOOD, SHEET, sheet_of(b"<row><c\n s='1' r = 'xfd7' ><v>1</v></c></row>")),
        "xfd7 处",
    ),
    "far_row.xlsx": (
        with_part(GOOD, SHEET, sheet_of(b'<row r="900000"><c><v>1</v></c></row>')),
        "第 900000 行",
    ),
    "spaces.xlsx": (with_part(GOOD, SHEET, sheet_of(b" " * 500_000_000)), "超过 100 MB"),
    "laughs.xlsx": (
        with_part(GOOD, SHEET, HEAD + LAUGHS + b"<worksheet " + MAIN + b">&lol9;</worksheet>"),
        "为安全起见没有读取",
    ),
    "text.xlsx": ("单位,指标\n".encode(), "内容却不是 Excel"),
    "empty.xlsx": (b"", "文件是空的"),
    "truncated.xlsx": (GOOD[: len(GOOD) // 2], "不完整或已损坏"),
    "broken_part.xlsx": (with_part(GOOD, SHEET, sheet_of(b"<row><c></row>")), "不完整或已损坏"),
    "not_a_workbook.xlsx": (with_part(b"PK\x05\x06" + b"\x00" * 18, "readme.txt", b"x"), "内容却不是 Excel"),
    "many_parts.xlsx": (many_parts(), "个部件"),
    "climbing.xlsx": (with_part(GOOD, "../../etc/cron.d/x", b"x"), "为安全起见没有读取"),
    "wide.xlsx": (workbook([*UNITS, *["x"] * 250]), "超出 20000 行、200 列"),
    "many_rows.csv": (many_rows(), "超过 20000 行"),
    "wide.csv": (("x," * 300).encode(), "超过 200 列"),
    "long_cell.csv": (("数值\n" + "x" * 40_000).encode(), "超过 32767 个字"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "另存为 .xlsx"),
    "wps.et": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "另存为 .xlsx"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "加了打开密码"),
    "binary.csv": (bytes(range(256)) * 20, "内容却不是文字"),
    "picture.png": (b"\x89PNG\r\n", "只能导入 .xlsx 或 .csv"),
    "same_string.xlsx": (shared_string_bomb(), "只留要导入的数据"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_ends_in_a_sentence_and_leaves_nothing_behind(
    office: Office, media: Path, name: str
) -> None:
    data, words = BAD[name]
    answer = send(office, "zhang", data, name)
    assert answer.status == 400
    assert words in answer.body["detail"]
    assert answer.body["fields"]["file"] == [answer.body["detail"]]
    assert not Import.objects.exists()
    assert not Job.objects.exists()
    assert not media.exists()
    line = AuditEntry.objects.get(action="upload")
    assert (line.actor, line.succeeded) == ("zhang", False)
    good = send(office, "zhang", GOOD)
    assert (good.status, good.counts) == (201, (1, 0, 0, 0))


def test_a_text_of_fifty_megabytes_is_turned_away_before_it_is_read(office: Office, media: Path) -> None:
    answer = send(office, "zhang", b"1\n" * 25_000_000, "big.txt")
    assert answer.status == 413
    assert "10 MB" in answer.body["detail"]
    assert not media.exists()


def test_a_file_a_little_over_ten_megabytes_is_turned_away_as_well(office: Office) -> None:
    answer = send(office, "zhang", b"1\n" * (5 * 1024 * 1024 + 1), "big.csv")
    assert answer.status == 413


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.xlsx", "C:\\数据\\十月.xlsx", "/root/十月.xlsx", "\u202exslx.exe.xlsx"]
)
def test_a_path_in_the_file_name_is_only_a_name_and_the_file_lies_under_a_random_one(
    office: Office, media: Path, name: str
) -> None:
    answer = send(office, "zhang", GOOD, name)
    assert answer.status == 201
    assert not set("/\\\u202e") & set(answer.body["file_name"])
    row = Import.objects.get()
    kept = {path.name for path in (media / "imports").iterdir()}
    assert kept == {row.file_path, row.plan_path}
    assert len(row.file_path) == 32
    assert all((media / "imports" / one).stat().st_mode & 0o077 == 0 for one in kept)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_is_read_in_every_encoding_that_offices_use(office: Office, encoding: str) -> None:
    text = "填报单位,指标,月份,数值\n城关镇,城镇新增就业人数,2026-10,30\n"
    assert send(office, "zhang", text.encode(encoding), "数据.csv").counts == (1, 0, 0, 0)


def test_what_the_gate_lets_through_and_the_parser_cannot_bear_dies_with_its_process(
    settings: Settings,
) -> None:
    with pytest.raises(Unreadable, match="只留要导入的数据"):
        read_tables("same.xlsx", shared_string_bomb())


def test_hidden_worksheets_are_not_read() -> None:
    grids = read_tables("a.xlsx", hidden())
    assert [grid.name for grid in grids] == ["看得见"]


def hidden() -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("看得见").write(0, 0, "数据")
        page = book.add_worksheet("看不见")
        page.write(0, 0, "数据")
        page.hide()
    return stream.getvalue()


def test_rows_and_columns_are_counted_as_the_spreadsheet_shows_them() -> None:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet("表")
        page.write(4, 2, "深处")
        page.write(9, 3, 7)
    (grid,) = read_tables("a.xlsx", stream.getvalue())
    assert [(row.number, row.cells) for row in grid.rows] == [
        (5, [None, None, "深处"]),
        (10, [None, None, None, 7.0]),
    ]


def test_a_list_counts_rows_by_where_they_begin() -> None:
    (grid,) = read_tables("a.csv", '甲,"两\n行"\n乙,丙\n'.encode())
    assert [row.number for row in grid.rows] == [1, 3]


def test_the_reader_needs_nothing_of_the_portal() -> None:
    """It runs isolated, so it may import the standard library and calamine alone."""
    text = Path(child.__file__).read_text()
    imported = {
        line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))
    }
    assert "bureau" not in imported
    assert "django" not in imported
