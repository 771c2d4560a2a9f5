"""Whole histories at once: the bulk door to the fact table, for past years and for the demonstration.

It goes through the same table, triggers and guard as a single cell; only the statement is bigger (COPY, then one
upsert). Settled sheets are written while still open and settled afterwards, as a reviewer would.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from bureau.figures.models import SheetState, Source
from bureau.figures.models.sheets import SETTLED
from bureau.organisation.models import User
from bureau.periods import Month


@dataclass(frozen=True)
class LoadedCell:
    """One value of a past month, in the indicator's base unit; `at` is when it was filed, where that is known."""

    unit_id: int
    month: Month
    indicator_id: int
    value: Decimal | None
    at: datetime.datetime | None = None


StateOf = Callable[[int, Month, str], SheetState]

STAGE = """
CREATE TEMPORARY TABLE loaded
    (unit_id bigint, month int, indicator_id bigint, value numeric(18, 4), at timestamptz) ON COMMIT DROP
"""

SHEETS = """
INSERT INTO figures_sheet (unit_id, month, domain, state, content_hash, opened_at)
SELECT DISTINCT l.unit_id, l.month, i.domain, 'open', '', %(at)s
FROM loaded l JOIN catalogue_indicator i ON i.id = l.indicator_id
ON CONFLICT (unit_id, month, domain) DO NOTHING
"""

FIGURES = """
INSERT INTO figures_figure AS f
       (unit_id, month, indicator_id, sheet_id, value, approved_value, version, source, changed_by_id, changed_at)
SELECT l.unit_id, l.month, l.indicator_id, s.id, l.value,
       CASE WHEN s.id = ANY(%(settled)s) THEN l.value END, 1, %(source)s, %(by)s,
       least(coalesce(l.at, %(at)s), %(at)s)
FROM loaded l
JOIN catalogue_indicator i ON i.id = l.indicator_id
JOIN figures_sheet s ON s.unit_id = l.unit_id AND s.month = l.month AND s.domain = i.domain
ORDER BY l.unit_id, l.month, l.indicator_id
ON CONFLICT (unit_id, month, indicator_id) DO UPDATE
SET value = EXCLUDED.value, approved_value = coalesce(EXCLUDED.approved_value, f.approved_value),
    version = f.version + 1, source = EXCLUDED.source,
    changed_by_id = EXCLUDED.changed_by_id, changed_at = EXCLUDED.changed_at
WHERE f.value IS DISTINCT FROM EXCLUDED.value
"""

# New cells of a sheet to be settled carry their approved value from the start: one statement, one line in the trail
# for each. This is for cells that stood in the sheet before.
APPROVE = """
UPDATE figures_figure SET approved_value = value
WHERE sheet_id = ANY(%s) AND approved_value IS DISTINCT FROM value
"""


def load_cells(
    cells: Iterable[LoadedCell], *, state_of: StateOf, by: User, source: Source = Source.HISTORIC
) -> int:
    """Write the cells and bring their sheets into the states that `state_of(unit_id, month, domain)` names.

    Returns the number of figures written or changed; loading the same cells again returns 0. All or nothing.
    The caller rings or rebuilds.
    """
    at = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STAGE)
        cursor.copy_expert("COPY loaded FROM STDIN", Lines(_line(cell) for cell in cells))
        cursor.execute("ANALYZE loaded")
        cursor.execute(SHEETS, {"at": at})
        cursor.execute(
            "SELECT DISTINCT s.id, s.unit_id, s.month, s.domain FROM figures_sheet s"
            " JOIN loaded l USING (unit_id, month) WHERE s.state = 'open'"
        )
        states: dict[SheetState, list[int]] = {}
        for sheet_id, unit_id, month, domain in cursor.fetchall():
            states.setdefault(state_of(unit_id, Month.from_number(month), domain), []).append(sheet_id)
        settled = [sheet_id for state in SETTLED for sheet_id in states.get(state, [])]
        cursor.execute(FIGURES, {"at": at, "by": by.pk, "source": source.value, "settled": settled})
        written = int(cursor.rowcount)
        for state, sheets in states.items():
            if state in SETTLED:
                cursor.execute(APPROVE, [sheets])
            if state != SheetState.OPEN:
                cursor.execute(
                    "UPDATE figures_sheet SET state = %s WHERE id = ANY(%s)", [state.value, sheets]
                )
        # A caller may load several piles in one transaction, and the table would live until its end.
        cursor.execute("DROP TABLE loaded")
    return written


def _line(cell: LoadedCell) -> str:
    value = r"\N" if cell.value is None else str(cell.value)
    at = r"\N" if cell.at is None else cell.at.isoformat()
    return f"{cell.unit_id}\t{cell.month.number}\t{cell.indicator_id}\t{value}\t{at}\n"


class Lines(io.TextIOBase):
    """A readable file over a generator, so that COPY never holds the whole history in memory."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> str:
        chunk: list[str] = []
        length = 0
        for line in self._lines:
            chunk.append(line)
            length += len(line)
            if size is not None and 0 <= size <= length:
                break
        return "".join(chunk)
