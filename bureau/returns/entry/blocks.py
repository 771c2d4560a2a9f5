"""A block as Excel and WPS put it on the clipboard: rows by line ends, cells by tabs, quotes around line breaks."""

from __future__ import annotations

import re
from typing import Final

MOST_CHARACTERS: Final = 400_000
MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 60

# A quoted cell ends with its quote; a quote that never closes is an ordinary character.
_CELL: Final = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r|\n|\Z)|([^\t\r\n]*)')
_END: Final = re.compile(r"\t|\r\n|\n|\r")
_BREAKS: Final = re.compile(r"[\r\n\v]+")

Block = list[list[str]]


class UnreadableBlock(Exception):
    """The message says what to do instead."""


def block_of(text: str) -> Block:
    """Rows of cells, without the blank rows at the end. Raises UnreadableBlock for what is empty or far too big."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableBlock("粘贴的内容太大，请只复制要填的几列。")
    rows: Block = [[]]
    at = 0
    while True:
        cell = _CELL.match(text, at)
        # The second half of the pattern takes anything, the empty text included.
        quoted = cell[1] if cell else None
        plain = cell[2] if cell else ""
        rows[-1].append(_BREAKS.sub("", quoted.replace('""', '"')) if quoted is not None else plain)
        end = _END.match(text, cell.end() if cell else at)
        if end is None:
            break
        if end[0] != "\t":
            rows.append([])
        at = end.end()
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise UnreadableBlock("粘贴的内容是空的，请先在 Excel 里选中要填的几列再复制。")
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        raise UnreadableBlock(f"粘贴的内容太大，最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列，请只复制要填的几列。")
    return rows
