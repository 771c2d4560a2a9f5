"""Lists as .csv files that Excel opens as they are: UTF-8 with its mark, and nothing in them that could run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bureau.jobs.formulas import guarded
from bureau.quantities import plain

Value = str | int | Decimal | None


def render(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The bytes of the list. Numbers of ours are written plainly; every text is guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_text(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return plain(value)
        case int():
            return str(value)
    return guarded("".join(c for c in value if c.isprintable() or c in "\n\t"))
