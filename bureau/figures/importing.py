"""Many cells of many sheets at once: compared with what stands there, and written all or none.

COPY into a stage, one statement that judges every cell, one upsert. The rules are those of a single cell: the state
of the sheet, cells that were sent back, assignments, versions; the triggers keep marks, trail and the guard as ever.
"""

from __future__ import annotations

import enum
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from bureau.figures import import_statements as statements
from bureau.figures.bell import ring
from bureau.figures.loading import Lines
from bureau.figures.models import Source
from bureau.figures.writing import KEEP, Kept
from bureau.organisation.models import User
from bureau.periods import Month


class Verdict(enum.StrEnum):
    """What one cell of a file comes to."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    TWICE = "twice"
    DERIVED = "derived"
    UNASSIGNED = "unassigned"
    CLOSED_UNIT = "closed_unit"
    NOT_BEGUN = "not_begun"
    WRONG_STATE = "wrong_state"
    NOT_RETURNED = "not_returned"
    STALE = "stale"
    UNEXPLAINED = "unexplained"
    COUNTED = "counted"
    REFUSED = "refused"


WRITTEN: Final = (Verdict.NEW, Verdict.CHANGED)
GOOD: Final = (Verdict.SAME, *WRITTEN)


class GivenCell(NamedTuple):
    """One cell of a file, in the base unit. `place` is the caller's own number for it; smaller stands earlier.

    `version` is the one the file was made with, None where it does not say: then what stands there now counts as seen.
    """

    place: int
    unit_id: int
    month: int
    indicator_id: int
    value: Decimal | None
    version: int | None = None
    note: str | Kept | None = KEEP
    explanation: str | Kept | None = KEEP


# A sheet by unit, domain and month, whether it is opened or not.
Key = tuple[int, str, Month]
# Says of each sheet that this person may not change why not; the others are left out.
Refusals = Callable[[Sequence[Key]], Mapping[Key, str]]


class Judged(NamedTuple):
    """One cell beside what stands there now."""

    place: int
    verdict: str
    unit_id: int
    month: int
    indicator_id: int
    old: Decimal | None
    new: Decimal | None
    note: bool
    state: str
    by: str
    twin: int | None
    refusal: str


@dataclass(frozen=True)
class Comparison:
    """How many cells come to what; the cells that cannot be taken, the first that change, and the plan to write."""

    counts: dict[str, int]
    refused: list[Judged]
    changing: list[Judged]
    plan: bytes


class Overtaken(Exception):
    """Since the preview something has changed. Nothing was written; `cells` are (unit, month, indicator, by whom)."""

    def __init__(self, cells: list[tuple[int, int, int, str]]) -> None:
        super().__init__("预览之后有人改过这些数，整份文件没有导入。")
        self.cells = cells


class NoLonger(Exception):
    """Since the preview the right to change one of the sheets has gone. The message says why."""


def compare(
    cells: Iterable[GivenCell],
    *,
    now: Month,
    refusals: Refusals,
    most_refused: int = 5000,
    most_changing: int = 500,
) -> Comparison:
    """Judge every cell against what stands there; writes nothing that outlives the call.

    A cell that stays the same needs no right, so `refusals` of its sheet do not count.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements.ROOM)
        cursor.execute(statements.STAGE)
        cursor.copy_expert("COPY given FROM STDIN", Lines(_line(cell) for cell in cells))
        cursor.execute("ANALYZE given")
        _look_up_assignments(cursor, "given")
        refused_sheets = refusals(_keys(cursor, "given"))
        cursor.execute(
            statements.JUDGE,
            {
                "now": now.number,
                "units": [unit for unit, _, _ in refused_sheets],
                "domains": [domain for _, domain, _ in refused_sheets],
                "months": [month.number for _, _, month in refused_sheets],
                "refusals": list(refused_sheets.values()),
            },
        )
        cursor.execute("SELECT verdict, count(*) FROM judged GROUP BY verdict")
        counts = dict(cursor.fetchall())
        cursor.execute(statements.JUDGED, [[str(verdict) for verdict in GOOD], False, most_refused])
        refused = [Judged(*row) for row in cursor.fetchall()]
        cursor.execute(statements.JUDGED, [[str(verdict) for verdict in WRITTEN], True, most_changing])
        changing = [Judged(*row) for row in cursor.fetchall()]
        plan = io.BytesIO()
        cursor.copy_expert(statements.PLAN, plan)
        cursor.execute("DROP TABLE judged, given, assigned")
    return Comparison(counts, refused, changing, plan.getvalue())


def apply_plan(plan: Path, *, by: User, refusals: Refusals, historic_before: Month | None = None) -> int:
    """Write exactly the cells of a plan made by `compare`; returns how many.

    Sheets that nobody opened yet are opened; months before `historic_before` are marked as historic. Raises
    `Overtaken` when a cell, its sheet or its assignment is no longer what the plan saw, `NoLonger` when `refusals`
    has something to say; then nothing is written.
    """
    at = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements.ROOM)
        cursor.execute(statements.PLANNED)
        with plan.open("rb") as lines:
            cursor.copy_expert("COPY planned FROM STDIN", lines)
        planned = int(cursor.rowcount)
        cursor.execute("ANALYZE planned")
        for sentence in refusals(_keys(cursor, "planned")).values():
            raise NoLonger(sentence)
        cursor.execute(statements.OPEN, {"at": at, "by": by.pk})
        cursor.execute(statements.LOCK)
        _look_up_assignments(cursor, "planned")
        cursor.execute(statements.OVERTAKEN, {"new_too": False})
        if overtaken := cursor.fetchall():
            raise Overtaken(overtaken)
        cursor.execute(
            statements.UPSERT,
            {
                "at": at,
                "by": by.pk,
                "source": Source.IMPORTED.value,
                "historic": historic_before.number if historic_before else 0,
            },
        )
        if int(cursor.rowcount) != planned:
            # Somebody slipped in between the look and the write: the guard in the statement let her be.
            cursor.execute(statements.OVERTAKEN, {"new_too": True})
            raise Overtaken(cursor.fetchall())
        cursor.execute("DROP TABLE planned, assigned")
        if planned:
            ring()
    return planned


def _look_up_assignments(cursor: CursorWrapper, table: str) -> None:
    cursor.execute(statements.ASSIGNED.format(table=table))
    cursor.execute("ANALYZE assigned")


def _keys(cursor: CursorWrapper, table: str) -> list[Key]:
    cursor.execute(
        f"SELECT DISTINCT t.unit_id, i.domain, t.month FROM {table} t"  # noqa: S608  # one of two names of ours
        " JOIN catalogue_indicator i ON i.id = t.indicator_id ORDER BY 1, 2, 3"
    )
    return [(unit, domain, Month.from_number(month)) for unit, domain, month in cursor.fetchall()]


def _line(cell: GivenCell) -> str:
    value = r"\N" if cell.value is None else f"{cell.value:f}"
    seen = r"\N" if cell.version is None else str(cell.version)
    if cell.note is KEEP and cell.explanation is KEEP:
        return f"{cell.place}\t{cell.unit_id}\t{cell.month}\t{cell.indicator_id}\t{value}\t{seen}{_SILENT}"
    return (
        f"{cell.place}\t{cell.unit_id}\t{cell.month}\t{cell.indicator_id}\t{value}\t{seen}"
        f"\t{_words(cell.note)}\t{_words(cell.explanation)}\n"
    )


_SILENT = "\tf\t\\N\tf\t\\N\n"
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _words(words: str | Kept | None) -> str:
    """Two columns: whether the file says anything, and what."""
    if isinstance(words, Kept):
        return "f\t\\N"
    return f"t\t{words.translate(_ESCAPES)}" if words else "t\t\\N"
