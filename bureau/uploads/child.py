"""Reads one uploaded table in a process of its own, with little memory, little time and no files.

Run as a script, by path: it imports nothing of the portal, so it starts at once and can reach nothing. The file comes
in on stdin, its suffix is the one argument. On stdout goes a JSON line for each worksheet (`{"sheet": name}`) and each
row (`[number, [cells]]`), or one line `{"refused": sentence}`. What the gate does not catch ends with the process: a
parser that runs wild is killed by its limits and the parent says so.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MAX_BYTES = 10 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_REAL_BYTES = 100 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 32_767
MAX_ANSWER = 128 * 1024 * 1024
MEMORY = 640 * 1024 * 1024
CPU_SECONDS = 8

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
# The last column is GR; a heading may stand above the rows that are counted.
_FAR = re.compile(
    rb"<(?:\w+:)?(?:c|row)\s[^>]{0,400}?\br\s*=\s*[\"']"
    rb"(?P<at>(?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])\d*|[A-Z]{0,2}(?:20[1-9]\d\d|2[1-9]\d{3}|[3-9]\d{4}|[1-9]\d{5,})\b)",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OVERLAP = 512

OLD = "这是 .xls 或 .et 格式（或加了打开密码）的文件，读不了。请在 WPS 或 Excel 里另存为 .xlsx（不设密码）再上传。"
BROKEN = "文件不完整或已损坏，读不下去。请在 WPS 或 Excel 里打开，另存为新的 .xlsx 再上传。"
NO_WORKBOOK = "文件名是 .xlsx，内容却不是 Excel 工作簿。请在 WPS 或 Excel 里另存为 .xlsx，不要只改文件名。"
NO_TEXT = "文件名是文本表格，内容却不是文字。请另存为 .xlsx，或“CSV UTF-8”格式再上传。"
TOO_REAL = "文件解压后超过 100 MB，不像正常的表格，没有读取。请只留要导入的数据，另存后再上传。"
STRANGE = "文件内部的写法不像 WPS 或 Excel 存出来的，为安全起见没有读取。请打开后另存为新的 .xlsx 再上传。"
TOO_MANY_ROWS = f"表格超过 {MAX_ROWS} 行，一次读不了。请拆成几个文件，分几次导入。"
TOO_WIDE = f"表格超过 {MAX_COLUMNS} 列，一次读不了。请只留要导入的列。"
NOT_A_KIND = "只能导入 .xlsx 或 .csv 文件。请在 WPS 或 Excel 里另存为 .xlsx 再上传。"


class Refused(Exception):
    """The file is not read; the message is a Chinese sentence that says what to do."""


def rows_of(data: bytes, suffix: str) -> Iterator[object]:
    """The lines of the answer for a file; raises Refused before or while reading."""
    if len(data) > MAX_BYTES:
        raise Refused("文件超过 10 MB，请拆分后再传。")
    if not data:
        raise Refused("文件是空的，请检查后重新选择。")
    if data.startswith(_OLD_OFFICE):
        raise Refused(OLD)
    if suffix in TEXT_SUFFIXES:
        if data.startswith(b"PK\x03\x04"):
            raise Refused("文件名是文本表格，内容却是 Excel 工作簿。请把文件名改回 .xlsx 再上传。")
        return _text_rows(data)
    if suffix != ".xlsx":
        raise Refused(OLD if suffix in {".xls", ".et"} else NOT_A_KIND)
    check_workbook(data)
    return _workbook_rows(data)


def check_workbook(data: bytes) -> None:
    """The gate: nothing is parsed before the parts are counted, measured and looked through."""
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(NO_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
            left = MAX_REAL_BYTES
            for part in parts.infolist():
                with parts.open(part) as content:
                    left = _look_through(part.filename, content, left)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as error:
        raise Refused(BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:
        # A compression that no spreadsheet uses, or an encrypted part.
        raise Refused(STRANGE) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Refused(BROKEN) from error
        raise


def _check_parts(parts: zipfile.ZipFile) -> None:
    names = [part.filename for part in parts.infolist()]
    if len(names) > MAX_ENTRIES:
        raise Refused(f"文件里有 {len(names)} 个部件，不像正常的表格，没有读取。请另存为新的 .xlsx 再上传。")
    if len({name.casefold() for name in names}) != len(names):
        raise Refused(STRANGE)
    if any(".." in name.split("/") or name.startswith(("/", "\\")) or "\\" in name for name in names):
        raise Refused(STRANGE)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused(NO_WORKBOOK)


def _look_through(name: str, content: IO[bytes], left: int) -> int:
    """Unpack a part piece by piece, within what is left of the bytes allowed; returns what is left after it."""
    is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
    tail = b""
    first = True
    while piece := content.read(_CHUNK):
        left -= len(piece)
        if left < 0:
            raise Refused(TOO_REAL)
        if not is_xml:
            continue
        if first and (piece[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in piece[:64]):
            raise Refused(STRANGE)
        window, first = tail + piece, False
        if _DECLARED.search(window):
            raise Refused(STRANGE)
        if far := _FAR.search(window):
            at = far["at"].decode("ascii", "replace")[:12]
            where = f"第 {at} 行" if at.isdigit() else f"{at} 处"
            raise Refused(
                f"工作表在{where}还有内容或格式，超出 {MAX_ROWS} 行、{MAX_COLUMNS} 列的范围。"
                "请删除数据区以外的行和列，另存后再上传。"
            )
        tail = window[-_OVERLAP:]
    return left


def _workbook_rows(data: bytes) -> Iterator[object]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        count = 0
        for number, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_index(number)
            yield {"sheet": about.name}
            if sheet.start is None:
                continue
            # Rows come from the first of the sheet on, columns from the first that is filled.
            left = sheet.start[1]
            if left + sheet.width > MAX_COLUMNS:
                raise Refused(TOO_WIDE)
            for place, cells in enumerate(sheet.iter_rows()):
                row = _trimmed([*[None] * left, *map(_plain, cells)])
                if row:
                    count += 1
                    yield [place + 1, row]
                    if count > MAX_ROWS + 100:
                        raise Refused(TOO_MANY_ROWS)
    except CalamineError as error:
        raise Refused(BROKEN) from error


def _text_rows(data: bytes) -> Iterator[object]:
    text = decoded(data)
    head = text[:10_000].split("\n", 1)[0]
    delimiter = (
        "\t" if head.count("\t") > head.count(",") else ";" if head.count(";") > head.count(",") else ","
    )
    csv.field_size_limit(MAX_CELL + 1)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    yield {"sheet": ""}
    count = 0
    last = 0
    try:
        for cells in lines:
            # A row that fills several lines is found where it begins.
            number, last = last + 1, lines.line_num
            if len(cells) > MAX_COLUMNS:
                raise Refused(TOO_WIDE)
            row = _trimmed([_plain(cell) for cell in cells])
            if row:
                count += 1
                yield [number, row]
                if count > MAX_ROWS + 100:
                    raise Refused(TOO_MANY_ROWS)
    except csv.Error as error:
        raise Refused(
            f"第 {last + 1} 行读不下去：一格超过 {MAX_CELL} 个字，或者引号没有成对。请检查后再上传。"
        ) from error


def decoded(data: bytes) -> str:
    """By its byte order mark, else strictly as UTF-8, else strictly as GB18030."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            encodings: tuple[str, ...] = (encoding,)
            break
    else:
        encodings = () if b"\x00" in data else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(NO_TEXT)


def _plain(cell: Any) -> object:  # Any: whatever calamine finds in a cell
    match cell:
        case str():
            if len(cell) > MAX_CELL:
                raise Refused(f"有一格超过 {MAX_CELL} 个字，请缩短后再上传。")
            return cell or None
        case bool() | int() | float():
            return cell
        case datetime.datetime():
            return {"date": cell.date().isoformat()}
        case datetime.date():
            return {"date": cell.isoformat()}
        case None:
            return None
        case _:
            return str(cell)


def _trimmed(row: list[object]) -> list[object]:
    while row and (row[-1] is None or (isinstance(row[-1], str) and not row[-1].strip())):
        row.pop()
    return row


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(lines: Iterable[object], out: IO[str]) -> None:
    room = MAX_ANSWER
    try:
        for line in lines:
            text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
            room -= len(text)
            if room < 0:
                raise Refused(TOO_REAL)
            out.write(text)
    except Refused as refused:
        out.write(json.dumps({"refused": str(refused)}, ensure_ascii=False) + "\n")
    except MemoryError:
        out.write(json.dumps({"refused": TOO_REAL}, ensure_ascii=False) + "\n")
    except (ValueError, OverflowError):
        # Not a number, or halves of characters, which no spreadsheet writes.
        out.write(json.dumps({"refused": STRANGE}, ensure_ascii=False) + "\n")
    out.flush()


def _lazily(data: bytes, suffix: str) -> Iterator[object]:
    """The gate is asked inside the answer, so that its refusals travel the same way."""
    yield from rows_of(data, suffix)


def main() -> None:
    _limit()
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", write_through=False)
    _answer(_lazily(sys.stdin.buffer.read(MAX_BYTES + 1), sys.argv[1]), out)


if __name__ == "__main__":
    main()
