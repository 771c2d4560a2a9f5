"""From the bytes of an upload to plain tables, by way of a process that may die instead of us."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError

from bureau.uploads import child

SECONDS = 9
# Readers at once in one process of the portal: each may take its memory.
AT_ONCE = 2
PATIENCE = 5.0

_turns = threading.BoundedSemaphore(AT_ONCE)

CellValue = str | bool | int | float | datetime.date | None

TOO_HARD = "文件太大或太复杂，限定的时间和内存内没有读完。请只留要导入的数据，另存为新的 .xlsx 再上传。"


class Unreadable(ValidationError):
    """The file is not read; the message is a Chinese sentence that says what to do."""


class Crowded(Exception):
    """Too many files are being read at this moment."""

    def __init__(self) -> None:
        super().__init__("现在上传的人较多，请过几秒再试。")


@dataclass(frozen=True)
class GridRow:
    """One row that is not blank; `number` counts as people do, from 1."""

    number: int
    cells: list[CellValue]

    def at(self, column: int | None) -> CellValue:
        """The cell in a column counted from 0; nothing behind the end of the row."""
        if column is None or column >= len(self.cells):
            return None
        return self.cells[column]


@dataclass
class Grid:
    """A worksheet, or a text file, whose name is then empty."""

    name: str
    rows: list[GridRow] = field(default_factory=list)


def read_tables(name: str, data: bytes) -> list[Grid]:
    """All visible worksheets of a file. Raises `Unreadable` within ten seconds, or `Crowded`."""
    if not _turns.acquire(timeout=PATIENCE):
        raise Crowded
    try:
        answer = subprocess.run(  # noqa: S603  # our own script, and its one argument is a suffix of the list below
            [sys.executable, "-I", child.__file__, _suffix(name)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_HARD) from error
    finally:
        _turns.release()
    if answer.returncode:
        raise Unreadable(TOO_HARD)
    return _grids(answer.stdout)


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix in {".xlsx", ".xls", ".et", *child.TEXT_SUFFIXES} else ".other"


def _grids(answer: bytes) -> list[Grid]:
    grids: list[Grid] = []
    for line in answer.splitlines():
        match json.loads(line):
            case {"refused": sentence}:
                raise Unreadable(str(sentence))
            case {"sheet": name}:
                grids.append(Grid(str(name)))
            case [number, cells]:
                grids[-1].rows.append(GridRow(number, [_value(cell) for cell in cells]))
    if not any(grid.rows for grid in grids):
        raise Unreadable("文件里没有内容，请检查是否选对了文件。")
    return grids


def _value(cell: str | float | bool | dict[str, str] | None) -> CellValue:
    return datetime.date.fromisoformat(cell["date"]) if isinstance(cell, dict) else cell
