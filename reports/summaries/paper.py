"""The document as the page draws it: outline at the left, paper in the middle, each number a link to its origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reports.summaries.document import (
    Cell,
    Document,
    Heading,
    Number,
    Paragraph,
    Provenance,
    Table,
    cell_text,
)


@dataclass(frozen=True, slots=True)
class Chip:
    """A number in the text. `kind` says what it is of its figure; without `url` it is plain words.

    `url` is the page with the number's origin open, `swap` the origin alone.
    """

    text: str
    kind: str = ""
    url: str = ""
    swap: str = ""
    tip: str = ""


@dataclass(slots=True)
class Entry:
    """One line of the outline with the count of the numbers below it."""

    level: int
    text: str
    anchor: str
    numbers: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table on the page."""

    cells: tuple[Chip, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Part:
    """A heading or a paragraph; `kind` is h2, h3 or p."""

    kind: str
    text: str = ""
    anchor: str = ""
    runs: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of an annex; `span` says up to when its figures reach."""

    title: str
    anchor: str
    span: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Paper:
    title_lines: tuple[str, str]
    byline: str
    note: str
    signed: tuple[str, str] | None
    parts: tuple[Part, ...]
    tables: tuple[Sheet, ...]
    outline: tuple[Entry, ...]
    numbers: int = field(default=0)


UrlOf = Callable[[Provenance], tuple[str, str]]
_TIPS = {
    "value": "由报表汇总",
    "target": "年度目标",
    "completion": "由完成数和目标算出",
    "change": "由两个数算出",
}


def paper_of(document: Document, url_of: UrlOf, signed_on: str) -> Paper:
    outline: list[Entry] = []
    parts = tuple(_parts(document, url_of, outline))
    tables = tuple(_tables(document, url_of, outline))
    return Paper(
        title_lines=_lines_of(document.title),
        byline=document.byline,
        note=document.note,
        signed=None if document.signature is None else (document.signature.issuer, signed_on),
        parts=parts,
        tables=tables,
        outline=tuple(outline),
        numbers=sum(1 for _ in document.numbers()),
    )


def _lines_of(title: str) -> tuple[str, str]:
    """Where a title may break: before its year."""
    place = re.search(r"\d{4}年", title)
    return (title[: place.start()], title[place.start() :]) if place else (title, "")


def _parts(document: Document, url_of: UrlOf, outline: list[Entry]) -> Iterator[Part]:
    open_entries: list[Entry] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            entry = Entry(block.level, block.text, f"part-{len(outline) + 1}")
            outline.append(entry)
            open_entries = [above for above in open_entries if above.level < block.level] + [entry]
            yield Part("h2" if block.level == 1 else "h3", block.text, entry.anchor)
        elif isinstance(block, Paragraph):
            runs = tuple(
                _chip(run, url_of) if isinstance(run, Number) else Chip(run.text) for run in block.runs
            )
            for entry in open_entries:
                entry.numbers += sum(1 for run in runs if run.url)
            yield Part("p", runs=runs)


def _tables(document: Document, url_of: UrlOf, outline: list[Entry]) -> Iterator[Sheet]:
    for annex in document.annexes:
        entry = Entry(1, f"附件：{annex.title}", f"part-{len(outline) + 1}")
        outline.append(entry)
        for table in annex.blocks:
            if isinstance(table, Table):
                sheet = _sheet(table, entry, url_of)
                entry.numbers += sum(1 for line in sheet.lines for cell in line.cells if cell.url)
                yield sheet


def _sheet(table: Table, entry: Entry, url_of: UrlOf) -> Sheet:
    return Sheet(
        title=entry.text,
        anchor=entry.anchor,
        span=table.unit_line,
        columns=tuple(
            f"{column.title}（{column.unit}）" if column.unit else column.title for column in table.columns
        ),
        lines=tuple(Line(tuple(_cell(cell, url_of) for cell in row.cells), row.level) for row in table.rows),
        note=table.note,
    )


def _cell(cell: Cell, url_of: UrlOf) -> Chip:
    return _chip(cell, url_of) if isinstance(cell, Number) else Chip(cell_text(cell))


def _chip(number: Number, url_of: UrlOf) -> Chip:
    if number.source is None:
        return Chip(number.text)
    kind = number.source.kind
    return Chip(number.text, kind, *url_of(number.source), _TIPS[kind])
