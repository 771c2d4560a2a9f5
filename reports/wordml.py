"""WordprocessingML as text: paragraphs, tables, page numbers. It knows no library.

Every text passes `printable` and is escaped, so no control character and no markup in a name breaks a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape, quoteattr

from reports.official_format import (
    CHARACTER,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    SMALL_TABLE_FROM,
    SMALL_TABLE_SIZE,
    TEXT_WIDTH,
    ems,
)
from reports.summaries.document import Number, Row, Run, Table, Text, TextStyle, cell_text, printable

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Marks that Word sets in the Latin face unless the run says that it is Chinese.
_AMBIGUOUS = re.compile("[“”‘’—…·×÷±℃°§]")
_RUN_STYLES: dict[TextStyle, str] = {"strong": "Strong", "kai": "RunKai", "hei": "RunHei"}
_NARROWEST, _WIDEST = 3.0, 18.0
# The dash stands 7 mm beside the text area, in the middle of its cell.
_TURNED_WIDTH = 460
_TURNED_LEFT = MARGIN_BOTTOM - 397 - _TURNED_WIDTH // 2


def tag(name: str, /, *children: str, **attributes: str | int) -> str:
    """One element: ``tag("jc", val="right")`` is ``<w:jc w:val="right"/>``."""
    given = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<w:{name}{given}>{''.join(children)}</w:{name}>" if children else f"<w:{name}{given}/>"


def runs(parts: Iterable[Run], *, size: int | None = None) -> str:
    """The runs of a paragraph; neighbours in the same face become one run, so the file stays clean."""
    styled = ((part.style if isinstance(part, Text) else "body", part.text) for part in parts)
    return "".join(
        _run("".join(text for _, text in group), style, size)
        for style, group in groupby(styled, key=lambda item: item[0])
    )


def paragraph(style: str, content: str = "", *properties: str) -> str:
    """A paragraph of runs that are already built; `properties` in the order of the schema."""
    return tag("p", tag("pPr", tag("pStyle", val=style), *properties), content)


def plain(style: str, text: str, *properties: str) -> str:
    """A paragraph of plain words; a line end in them breaks the line."""
    return paragraph(style, runs([Text(text)]), *properties)


def indentation(*, left: float = 0, right: float = 0, hanging: float = 0) -> str:
    """Indents in characters, each with its twips for programs that do not count characters."""
    sides = {"left": left, "right": right, "hanging" if hanging else "firstLine": hanging}
    attributes: dict[str, int] = {}
    for side, count in sides.items():
        attributes |= {f"{side}Chars": round(count * 100), side: round(count * CHARACTER)}
    return tag("ind", **attributes)


def page_number(side: str) -> str:
    """``— 1 —`` at the odd page's right, the even page's left, one character in, or centred."""
    indent = {
        "odd": tag("ind", rightChars=100, right=280),
        "even": tag("ind", leftChars=100, left=280),
        "centered": "",
    }[side]
    align = tag("jc", val={"odd": "right", "even": "left", "centered": "center"}[side])
    number = tag("fldSimple", tag("r", tag("t", "1")), instr=" PAGE ")
    return paragraph("Footer", runs([Text("— ")]) + number + runs([Text(" —")]), indent, align)


def turned_page_number(side: str) -> str:
    """The page number of a landscape page, where it stands when the sheet lies among portrait ones.

    Footers cannot be turned; a floating cell beside the text area, its text running down, can.
    """
    place = tag("tblpPr", vertAnchor="page", horzAnchor="page", tblpX=_TURNED_LEFT, tblpY=MARGIN_LEFT)
    shape = tag("tblPr", place, tag("tblW", w=_TURNED_WIDTH, type="dxa"), tag("tblLayout", type="fixed"))
    cell = tag(
        "tcPr",
        tag("tcW", w=_TURNED_WIDTH, type="dxa"),
        tag("textDirection", val="tbRl"),
        tag("vAlign", val="center"),
    )
    height = tag("trPr", tag("trHeight", val=TEXT_WIDTH, hRule="exact"))
    row = tag("tr", height, tag("tc", cell, page_number(side)))
    return tag("tbl", shape, tag("tblGrid", tag("gridCol", w=_TURNED_WIDTH)), row) + paragraph("Footer")


def table(content: Table, width: int) -> str:
    """A table of exactly `width` twips with a repeated head and rows that stay whole."""
    widths = column_widths(content, width)
    size = SMALL_TABLE_SIZE if len(content.columns) >= SMALL_TABLE_FROM else None
    titles = [
        f"{column.title}（{column.unit}）" if column.unit else column.title for column in content.columns
    ]
    head = [
        _cell(paragraph("TableHead", runs([Text(title)], size=size)), column)
        for title, column in zip(titles, widths, strict=True)
    ]
    return tag(
        "tbl",
        tag(
            "tblPr",
            tag("tblStyle", val="TableGrid"),
            tag("tblW", w=width, type="dxa"),
            tag("jc", val="center"),
            tag("tblLayout", type="fixed"),
        ),
        tag("tblGrid", *(tag("gridCol", w=column) for column in widths)),
        tag("tr", tag("trPr", tag("cantSplit"), tag("tblHeader")), *head),
        *(_row(row, content, widths, size) for row in content.rows),
    )


def column_widths(content: Table, width: int) -> list[int]:
    """Widths in twips that add up to `width`: as the columns ask, else after their longest text."""
    weights = [
        column.width or min(max(_widest(content, position), _NARROWEST), _WIDEST) + 1
        for position, column in enumerate(content.columns)
    ]
    edges = [round(width * sum(weights[:count]) / sum(weights)) for count in range(len(weights) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _run(text: str, style: TextStyle, size: int | None) -> str:
    text = printable(text)
    properties = ""
    if style in _RUN_STYLES:
        properties += tag("rStyle", val=_RUN_STYLES[style])
    if _AMBIGUOUS.search(text):
        properties += tag("rFonts", hint="eastAsia")
    if size:
        properties += tag("sz", val=size) + tag("szCs", val=size)
    content = "".join(_words(piece) for piece in re.split("([\n\t])", text) if piece)
    return tag("r", tag("rPr", properties) if properties else "", content)


def _words(piece: str) -> str:
    if piece == "\n":
        return tag("br")
    return tag("tab") if piece == "\t" else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def _row(row: Row, content: Table, widths: Sequence[int], size: int | None) -> str:
    cells = []
    for position, (cell, column, width) in enumerate(zip(row.cells, content.columns, widths, strict=True)):
        indent = indentation(left=row.level) if row.level and not position else ""
        style, align = "TableWords", ""
        if isinstance(cell, Number):
            style = "TableNumber"
        elif cell is None or column.align != "left":
            align = tag("jc", val="center" if cell is None else column.align)
        text = Text(cell_text(cell), "hei" if row.total else "body")
        cells.append(_cell(paragraph(style, runs([text], size=size), indent, align), width))
    return tag("tr", tag("trPr", tag("cantSplit")), *cells)


def _cell(content: str, width: int) -> str:
    return tag("tc", tag("tcPr", tag("tcW", w=width, type="dxa"), tag("vAlign", val="center")), content)


def _widest(content: Table, position: int) -> float:
    # A heading may take two lines, a cell should not.
    heading = ems(content.columns[position].title + content.columns[position].unit) / 2
    return max([heading, *(ems(cell_text(row.cells[position])) for row in content.rows)])
