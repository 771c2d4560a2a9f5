"""What an official text says, before any file format: titles, headings, sentences, numbers and tables.

The authors of summaries and bulletins build a `Document`; `reports.word` and `reports.excel` print it.
Everything here is a frozen value, so a document can be compared, hashed and tested without Word.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

NumberKind: TypeAlias = Literal["value", "target", "completion", "change"]
TextStyle: TypeAlias = Literal["body", "strong", "kai", "hei"]
Alignment: TypeAlias = Literal["left", "center", "right"]

MISSING = "—"
_SPAN = re.compile(r"[mt](0[1-9]|1[0-2])|q[1-4]|h[12]")
# Everything XML 1.0 refuses, the C1 controls, and the marks that turn the direction of a text around.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_CHINESE_DIGITS = "零一二三四五六七八九"


def printable(text: str) -> str:
    """The text without characters that no document may hold; line ends become ``\\n``."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def official_date(day: date) -> str:
    """成文日期: Arabic, full year, no zero padding (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a printed number was read: one indicator of one unit over one span of one year.

    `span` is a column of the totals: ``m01``–``m12`` a month, ``t01``–``t12`` the year up to that month,
    ``q1``–``q4``, ``h1``, ``h2``.
    """

    indicator: str
    unit: str
    year: int
    span: str
    kind: NumberKind = "value"

    def __post_init__(self) -> None:
        if not _SPAN.fullmatch(self.span):
            raise ValueError(f"{self.span!r} is no span of a year")


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number. `text` is exactly what the reader sees, in a sentence with its unit (``4275.4万元``).

    `value` is the amount in the unit that is printed; a workbook needs it, a sentence does not.
    """

    text: str
    source: Provenance | None = None
    value: Decimal | None = None

    @property
    def decimals(self) -> int:
        """How many decimals are printed; a workbook shows as many."""
        printed = re.search(r"\.(\d+)", self.text)
        return len(printed[1]) if printed else 0


@dataclass(frozen=True, slots=True)
class Text:
    """Words inside a paragraph; `kai` and `hei` are the faces of run-in headings (``一是…。``)."""

    text: str
    style: TextStyle = "body"


Run: TypeAlias = Text | Number


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, its number included; `numbered` writes the numbers of a whole text."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"a heading has level 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body, indented by two characters."""

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, *parts: str | Run) -> Paragraph:
        """``Paragraph.of("城镇新增就业", Number("10439人", …), "。")``"""
        return cls(tuple(Text(part) if isinstance(part, str) else part for part in parts))

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Cell: TypeAlias = str | Number | None


def cell_text(cell: Cell) -> str:
    """What a cell prints; a figure that is missing prints a dash, never a zero."""
    if cell is None:
        return MISSING
    return cell if isinstance(cell, str) else cell.text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand right whatever `align` says for words.

    `width` is relative to the other columns; without it the content decides.
    """

    title: str
    unit: str = ""
    align: Alignment = "left"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `level` indents its first cell (其中), `total` marks 合计."""

    cells: tuple[Cell, ...]
    level: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and the line that names its units (``单位：人、万元、%``)."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    unit_line: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table without columns")
        for position, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"row {position} has {len(row.cells)} cells under {len(self.columns)} columns"
                )


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as PNG or JPEG; `description` is read to those who do not see it."""

    image: bytes = field(repr=False)
    description: str
    caption: str = ""
    width_mm: int = 150


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期. `sealed` leaves the room a seal needs."""

    issuer: str
    day: date
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: printed on new pages after the signature and listed before it."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself outside its text; an official text carries no visible watermark."""

    issuer: str = ""
    serial: str = ""
    data_version: str = ""
    generated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text: title, 署名/日期 line, 主送机关, body, 附件说明, signature, 附注, annexes.

    A line end in `title` breaks the line there; otherwise long titles are broken between words.
    """

    title: str
    blocks: tuple[Block, ...]
    byline: str = ""
    addressee: str = ""
    signature: Signature | None = None
    note: str = ""
    annexes: tuple[Annex, ...] = ()
    is_demonstration: bool = False
    properties: Properties = Properties()

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document without a title")

    def every_block(self) -> Iterator[Block]:
        """The blocks of the body, then those of each annex."""
        yield from self.blocks
        for annex in self.annexes:
            yield from annex.blocks

    def numbers(self) -> Iterator[Number]:
        """Every number in the order of reading."""
        for block in self.every_block():
            if isinstance(block, Paragraph):
                yield from (run for run in block.runs if isinstance(run, Number))
            elif isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row.cells if isinstance(cell, Number))

    def tables(self) -> Iterator[Table]:
        yield from (block for block in self.every_block() if isinstance(block, Table))

    def fingerprint(self) -> str:
        """SHA-256 over all that is said and where each number comes from; the properties are left out."""
        content = asdict(replace(self, properties=Properties()))
        return hashlib.sha256(json.dumps(content, default=_plain).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One sheet of an annex workbook."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Workbook:
    """The annex of a text as a workbook with real numbers."""

    title: str
    sheets: tuple[Worksheet, ...]
    as_of: str = ""
    is_demonstration: bool = False
    properties: Properties = Properties()

    def __post_init__(self) -> None:
        if not self.sheets:
            raise ValueError("a workbook without sheets")


def chinese_number(number: int) -> str:
    """一 to 九十九, as headings count."""
    if not 1 <= number <= 99:
        raise ValueError(f"headings are counted from 1 to 99, not {number}")
    tens, ones = divmod(number, 10)
    if not tens:
        return _CHINESE_DIGITS[ones]
    return (_CHINESE_DIGITS[tens] if tens > 1 else "") + "十" + (_CHINESE_DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """``一、`` ``（一）`` ``1.`` ``（1）`` (GB/T 9704-2012, 7.3.3)."""
    match level:
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"（{chinese_number(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


def numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with their headings numbered; a heading restarts the levels below it."""
    counts = [0] * 5
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level] += 1
            counts[block.level + 1 :] = [0] * (4 - block.level)
            block = replace(block, text=heading_number(block.level, counts[block.level]) + block.text)
        result.append(block)
    return tuple(result)


def _plain(value: object) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)
