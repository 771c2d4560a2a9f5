"""Which cell of a pasted block means which row of the sheet: by the names in the block, else by its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bureau.catalogue.models import IndicatorAlias
from bureau.catalogue.names import plain_text
from bureau.quantities import QuantityError, exponent_of
from bureau.returns.entry.blocks import Block
from bureau.returns.lines import Line
from bureau.returns.models import Basis

# Headings of columns, as plain text: what is to be taken, and what only looks like it.
_MONTH: Final = ("本月", "当月", "期末", "本期", "数值", "填报数")
_TO_DATE: Final = ("累计",)
_OTHERS: Final = (
    "上月",
    "去年",
    "上年",
    "同期",
    "同比",
    "环比",
    "目标",
    "任务",
    "完成率",
    "进度",
    "备注",
    "说明",
)


@dataclass(frozen=True)
class Match:
    """A cell of the block that means a row of the sheet. `row` counts from 1, as people do."""

    row: int
    line: Line
    text: str
    unit: str = ""
    # The year to date that stands in the same row, where the block has both.
    total: str = ""


@dataclass(frozen=True)
class Stray:
    """A row of the block that means nothing here."""

    row: int
    text: str
    sentence: str


@dataclass(frozen=True)
class Matching:
    basis: Basis
    matches: Sequence[Match]
    strays: Sequence[Stray] = ()
    notes: Sequence[str] = ()


@dataclass
class _Columns:
    """Where in the block things stand; `value` is the column to be taken."""

    value: int
    basis: Basis
    unit: int | None = None
    total: int | None = None
    notes: list[str] = field(default_factory=list)


def matched(block: Block, lines: Sequence[Line], *, at: str, basis: Basis) -> Matching:
    """`at` is the row that has the cursor; a block with names needs none."""
    names = _names(lines)
    column = _column_of_names(block, names)
    if column is not None:
        return _by_name(block, names, column, basis)
    return _by_place(block, lines, at, basis)


def _names(lines: Sequence[Line]) -> dict[str, Line | None]:
    """The rows by every name people use; a name that two rows bear is nobody's."""
    by_id = {line.indicator_id: line for line in lines}
    aliases = IndicatorAlias.objects.filter(indicator__in=by_id).values_list("indicator", "name")
    found: dict[str, Line | None] = {}
    for line, name in [
        *((by_id[pk], name) for pk, name in aliases),
        *((line, line.code) for line in lines),
    ]:
        key = plain_text(name)
        found[key] = line if found.get(key, line) is line else None
    # Its own name before any other.
    own = Counter(plain_text(line.name) for line in lines)
    return found | {
        plain_text(line.name): line if own[plain_text(line.name)] == 1 else None for line in lines
    }


def _named(text: str, names: Mapping[str, Line | None]) -> Line | None:
    """其中：, a number before the name and signs are no part of the name."""
    key = plain_text(text)
    if not key or len(key) > 120:
        return None
    for candidate in (key, key.removeprefix("其中"), key.lstrip("0123456789").removeprefix("其中")):
        if line := names.get(candidate):
            return line
    return None


def _column_of_names(block: Block, names: Mapping[str, Line | None]) -> int | None:
    hits = Counter(
        column for row in block for column, text in enumerate(row) if _named(text, names) is not None
    )
    if not hits:
        return None
    # The leftmost of equals: the names stand before everything that is said about them.
    return min(hits, key=lambda column: (-hits[column], column))


def _by_name(block: Block, names: Mapping[str, Line | None], column: int, basis: Basis) -> Matching:
    named = [(place, _named(_cell(row, column), names)) for place, row in enumerate(block)]
    first = next(place for place, line in named if line is not None)
    rows = [(block[place], line) for place, line in named if line is not None]
    columns = _columns(block[:first], rows, column, basis)
    if columns is None:
        return Matching(basis, (), notes=["粘贴的内容里有指标名称，没有数；请连同数一起复制。"])
    matches: list[Match] = []
    strays: list[Stray] = []
    for place, line in named:
        row = block[place]
        text = _cell(row, columns.value).strip()
        if line is not None:
            unit = _cell(row, columns.unit).strip()
            matches.append(Match(place + 1, line, text, unit, _cell(row, columns.total).strip()))
        elif place > first and text and (name := _cell(row, column).strip()):
            strays.append(Stray(place + 1, name[:40], "没有认出这个指标，这一行没有取。"))
    return Matching(columns.basis, matches, strays, columns.notes)


def _columns(
    heads: Block, rows: Sequence[tuple[list[str], Line]], names: int, basis: Basis
) -> _Columns | None:
    """By the headings where there are any, else the first column beside the names that holds numbers."""
    width = max(len(row) for row, _ in rows)
    beside = [*range(names + 1, width), *range(names - 1, -1, -1)]
    numeric = [column for column in beside if any(_has_digit(_cell(row, column)) for row, _ in rows)]
    unit = next((column for column in beside if _is_units(column, rows)), None)
    titles = {column: plain_text("".join(_cell(row, column) for row in heads)) for column in range(width)}
    month = _titled(titles, beside, _MONTH)
    total = _titled(titles, beside, _TO_DATE)
    if month is not None:
        return _Columns(month, Basis.MONTH, unit, total)
    if total is not None:
        return _Columns(total, Basis.TO_DATE, unit, notes=["取“累计”一列，本月数由累计数减上月累计算出。"])
    if not numeric:
        return None
    notes = (
        ["右边有几列数，取的是紧挨名称的一列；要取别的列，请连同表头一起复制。"] if len(numeric) > 1 else []
    )
    return _Columns(numeric[0], basis, unit, notes=notes)


def _titled(titles: Mapping[int, str], columns: Sequence[int], words: Sequence[str]) -> int | None:
    for column in columns:
        title = titles[column]
        if any(word in title for word in words) and not any(word in title for word in _OTHERS):
            return column
    return None


def _is_units(column: int, rows: Sequence[tuple[list[str], Line]]) -> bool:
    return any(_is_unit(_cell(row, column).strip(), line.unit) for row, line in rows)


def _is_unit(text: str, base: str) -> bool:
    if not text or _has_digit(text):
        return False
    try:
        exponent_of(text, base)
    except QuantityError:
        return False
    return True


def _by_place(block: Block, lines: Sequence[Line], at: str, basis: Basis) -> Matching:
    """Down the sheet from the row with the cursor. Blank cells over our headings are the headings of the block."""
    column = next(
        (c for c in range(max(map(len, block))) if any(_has_digit(_cell(r, c)) for r in block)), None
    )
    if column is None:
        return Matching(basis, (), notes=["粘贴的内容里没有数。"])
    notes = []
    if any(_has_digit(_cell(row, other)) for row in block for other in range(column + 1, len(row))):
        notes.append("粘贴的内容有几列数，没有指标名称，只取了第一列。")
    texts = [_cell(row, column).strip() for row in block]
    start = next((place for place, line in enumerate(lines) if line.code == at), 0)
    slots = list(_slots(lines[start:]))
    with_heads = slots[: len(texts)]
    if None in with_heads and all(
        not text for slot, text in zip(with_heads, texts, strict=False) if slot is None
    ):
        notes.append("空行对着各组的标题，按标题对齐。")
    else:
        slots = [slot for slot in slots if slot is not None]
    matches = [
        Match(place + 1, slot, text)
        for place, (slot, text) in enumerate(zip(slots, texts, strict=False))
        if slot is not None
    ]
    strays = [
        Stray(place + 1, text[:40], "表到这里已经没有行了，这一行没有取。")
        for place, text in enumerate(texts)
        if place >= len(slots) and text
    ]
    return Matching(basis, matches, strays, notes)


def _slots(lines: Sequence[Line]) -> Iterator[Line | None]:
    """The rows as printed: None where the heading of a group stands between them."""
    group = lines[0].group if lines else ""
    for line in lines:
        if line.group != group:
            group = line.group
            yield None
        yield line


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
