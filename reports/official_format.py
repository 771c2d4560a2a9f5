"""The layout of official texts, 党政机关公文格式 (GB/T 9704-2012), as plain values.

Lengths are twips (1/20 pt), sizes half points, the two units Word counts in. Nothing here knows Word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from reports.summaries.document import Signature, official_date

Face: TypeAlias = Literal["title", "body", "kai", "hei", "song"]
PageNumbers: TypeAlias = Literal["standard", "centered"]

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM, MARGIN_LEFT = 2098, 1474, 1984, 1588
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
# A portrait sheet turned: the binding edge becomes the top of the landscape page.
LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
HEADER_DISTANCE = 1134
# Measured: the dash of the page number stands 7.0 mm under the text area.
FOOTER_DISTANCE = 1440
# 28.95 pt is the largest exact pitch that gives 22 lines; 29.00 pt gives 21.
LINE_PITCH = 579
# 28 characters of 16 pt are 448 pt wide, the text area 442.2 pt: a quarter point less each.
CHARACTER_SPACING = -5
CHARACTER = 320
TITLE_PITCH = 760
TITLE_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class FontSet:
    """The faces of one bureau; the file holds their names only, never the fonts."""

    title: str
    body: str
    kai: str
    hei: str
    song: str
    latin: str = "Times New Roman"

    def with_latin(self, latin: str) -> FontSet:
        """The same faces with another one for digits and Latin letters, which the standard leaves open."""
        return replace(self, latin=latin)

    def of(self, face: Face) -> str:
        return {"title": self.title, "body": self.body, "kai": self.kai, "hei": self.hei, "song": self.song}[
            face
        ]


FONT_SETS: dict[str, FontSet] = {
    "GB2312": FontSet("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"),
    "GBK": FontSet("方正小标宋_GBK", "方正仿宋_GBK", "方正楷体_GBK", "方正黑体_GBK", "方正书宋_GBK"),
    "Windows": FontSet("方正小标宋简体", "仿宋", "楷体", "黑体", "宋体"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """What a bureau may choose: its fonts, and page numbers outside (standard) or in the middle."""

    fonts: FontSet = FONT_SETS["GB2312"]
    page_numbers: PageNumbers = "standard"


STANDARD = Layout()


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """One paragraph style. `first_line` counts characters; `line` is exact, None means single."""

    style: str
    name: str
    face: Face = "body"
    size: int = 32
    align: Literal["both", "left", "center", "right"] = "both"
    first_line: int = 0
    line: int | None = LINE_PITCH
    spacing: int = CHARACTER_SPACING
    on_grid: bool = True
    keep_with_next: bool = False
    outline: int | None = None
    new_page: bool = False
    around: int = 0
    latin: bool = True


# The first is the base of all others. Names that Word knows (heading 1, Title) keep the navigation working.
PARAGRAPH_FORMATS: tuple[ParagraphFormat, ...] = (
    ParagraphFormat("Normal", "Normal"),
    ParagraphFormat("BodyIndent", "Body Text First Indent", first_line=2),
    ParagraphFormat("Heading1", "heading 1", face="hei", first_line=2, keep_with_next=True, outline=1),
    ParagraphFormat("Heading2", "heading 2", face="kai", first_line=2, keep_with_next=True, outline=2),
    ParagraphFormat("Heading3", "heading 3", first_line=2, keep_with_next=True, outline=3),
    ParagraphFormat("Heading4", "heading 4", first_line=2, keep_with_next=True, outline=4),
    ParagraphFormat(
        "Title",
        "Title",
        "title",
        44,
        "center",
        line=TITLE_PITCH,
        spacing=0,
        on_grid=False,
        keep_with_next=True,
    ),
    ParagraphFormat("Subtitle", "Subtitle", "kai", align="center"),
    ParagraphFormat("AnnexLabel", "附件标识", "hei", align="left", new_page=True, keep_with_next=True),
    ParagraphFormat(
        "AnnexTitle",
        "附件标题",
        "title",
        44,
        "center",
        line=TITLE_PITCH,
        spacing=0,
        on_grid=False,
        keep_with_next=True,
        outline=1,
    ),
    ParagraphFormat("Signature", "Signature", align="right"),
    ParagraphFormat("Caption", "caption", "hei", 28, "center", spacing=0, keep_with_next=True),
    ParagraphFormat(
        "TableUnit",
        "表格单位",
        size=24,
        align="right",
        line=None,
        spacing=0,
        on_grid=False,
        keep_with_next=True,
    ),
    ParagraphFormat("TableHead", "表头", "hei", 24, "center", line=None, spacing=0, on_grid=False, around=40),
    ParagraphFormat(
        "TableWords", "表格文字", "body", 24, "left", line=None, spacing=0, on_grid=False, around=40
    ),
    ParagraphFormat(
        "TableNumber", "表格数字", "body", 24, "right", line=None, spacing=0, on_grid=False, around=40
    ),
    ParagraphFormat("TableNote", "表注", "body", 21, "left", line=None, spacing=0, on_grid=False, around=40),
    ParagraphFormat(
        "Picture", "图片", align="center", line=None, spacing=0, on_grid=False, keep_with_next=True
    ),
    ParagraphFormat(
        "Header", "header", "song", 18, "right", line=None, spacing=0, on_grid=False, latin=False
    ),
    ParagraphFormat("Footer", "footer", "song", 28, "left", line=None, spacing=0, on_grid=False, latin=False),
)
# Tables with many columns are set in 五号 instead of 小四.
SMALL_TABLE_SIZE, SMALL_TABLE_FROM = 21, 8


def ems(text: str) -> float:
    """How many characters wide a text is; digits and Latin letters take half."""
    return sum(0.5 if ord(character) < 0x2000 else 1.0 for character in text)


def signature_indents(signature: Signature) -> tuple[float, float]:
    """The right indents of name and date in characters (GB/T 9704-2012, 7.3.5).

    Without a seal the name stands two characters from the edge and the date begins two characters after the
    name's beginning; a date longer than the name stands at two and moves the name. With a seal the date
    stands at four and the name is centred over it.
    """
    name, day = ems(signature.issuer), ems(official_date(signature.day))
    if signature.sealed:
        return max(4 + (day - name) / 2, 0), 4
    if day > name:
        return 4 + day - name, 2
    return 2, name - day


# 和 joins two halves of a title only before a year or another 工作; in 人力资源和社会保障局 it does not.
_BREAK_AFTER = re.compile(r"局|厅|委员会|办公室|人民政府|[、，》）”]")
_BREAK_BEFORE = re.compile(r"关于|\d{4}年|[和与及暨](?=\d{4}年|[今明下]|工作)|[《（“]|工作总结|工作报告")


def title_lines(title: str, width: int = TITLE_CHARACTERS) -> tuple[str, ...]:
    """The lines of a title: broken between words, as few and as even as can be, given breaks kept."""
    return tuple(line for given in title.split("\n") for line in _balanced(given.strip(), width))


def _balanced(title: str, width: int) -> list[str]:
    if ems(title) <= width:
        return [title]
    inside = range(1, len(title))
    ends = {match.end() for match in _BREAK_AFTER.finditer(title)}
    starts = {match.start() for match in _BREAK_BEFORE.finditer(title)}
    places = sorted((ends | starts) & set(inside))
    return _best_split(title, places, width) or _best_split(title, list(inside), width)


def _best_split(title: str, places: list[int], width: int) -> list[str]:
    """The split at the given places with the fewest lines, then the shortest longest line."""
    reached: dict[int, tuple[int, float, list[int]]] = {0: (0, 0.0, [0])}
    for end in [*places, len(title)]:
        options = [
            (lines + 1, max(longest, ems(title[start:end])), [*cuts, end])
            for start, (lines, longest, cuts) in reached.items()
            if ems(title[start:end]) <= width
        ]
        if options:
            reached[end] = min(options)
    if len(title) not in reached:
        return []
    return [title[start:end] for start, end in pairwise(reached[len(title)][2])]
