"""What an import finds in a table: headings, places as people count them, words and months in cells."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bureau.jobs.formulas import unguarded
from bureau.periods import Month, PeriodError
from bureau.quantities import from_cell
from bureau.uploads.reading import CellValue, Grid, GridRow

# The headings stand within the first rows; what comes before is the title of the paper.
HEAD_ROWS = 12
_BLANK = re.compile(r"[\s\u200b\ufeff*＊:：（）()]+")
_MONTHS = (
    re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*月?(?:份)?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})"),
)


@dataclass(frozen=True)
class Heads:
    """Where the headings stand: the row they fill and the column, from 0, of each name that was looked for."""

    row: int
    columns: Mapping[str, int]
    titles: tuple[str, ...]

    def title(self, column: int) -> str:
        return self.titles[column] if column < len(self.titles) else ""


def heading(cell: CellValue) -> str:
    """A heading without spaces and signs, so that “填报 单位：” is found as 填报单位."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text_of(cell)))


def find_heads(grid: Grid, names: Mapping[str, tuple[str, ...]], needed: set[str]) -> Heads | None:
    """The first row that has all the needed headings; `names` are the words under which each may stand."""
    for row in grid.rows[:HEAD_ROWS]:
        titles = [heading(cell) for cell in row.cells]
        columns: dict[str, int] = {}
        for key, words in names.items():
            for word in words:
                if word in titles and titles.index(word) not in columns.values():
                    columns[key] = titles.index(word)
                    break
        if needed <= columns.keys():
            return Heads(row.number, columns, tuple(titles))
    return None


def rows_under(grid: Grid, heads: Heads) -> Iterator[GridRow]:
    return (row for row in grid.rows if row.number > heads.row)


def letter(column: int) -> str:
    """The column's letter in a spreadsheet: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_of(cell: CellValue) -> str:
    """The words in a cell, as one line a person would read; a code typed as a number keeps its digits."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() | int():
            number = from_cell(float(cell))
            if isinstance(number, Decimal):
                return f"{number.normalize():f}" if number else "0"
            return str(number)
        case datetime.date():
            return cell.isoformat()
    plain = cell if cell.isprintable() else "".join(c for c in cell if c.isprintable() or c in "\n\t")
    return unguarded(plain.strip())


def amount_of(cell: CellValue) -> object:
    """A cell as the one normaliser of numbers takes it."""
    match cell:
        case bool() | datetime.date():
            return text_of(cell)
        case float():
            return from_cell(cell)
        case str():
            return text_of(cell)
    return cell


def month_of(cell: CellValue) -> Month | None:
    """A month as people write it: a date, 202510, 2025-10, 2025年10月; None for anything else."""
    if isinstance(cell, datetime.date):
        return _month(cell.year, cell.month)
    text = unicodedata.normalize("NFKC", text_of(cell)).strip()
    for pattern in _MONTHS:
        if match := pattern.fullmatch(text):
            return _month(int(match["year"]), int(match["month"]))
    return None


def _month(year: int, month: int) -> Month | None:
    try:
        return Month.parse(f"{year:04d}-{month:02d}")
    except PeriodError:
        return None
