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


@dataclass(frozen=True, slots=True)
class GivenCell:
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


_STAGE = """
CREATE TEMPORARY TABLE given (place bigint, unit_id bigint, month int, indicator_id bigint, value numeric(18, 4),
    seen int, has_note boolean, note text, has_explanation boolean, explanation text) ON COMMIT DROP
"""

_JUDGE = """
CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
SELECT c.place, c.unit_id, c.month, c.indicator_id, c.value, c.note, c.explanation, c.old, c.version, c.words,
       c.state, c.changed_by_id, c.twin, c.refusal,
       CASE WHEN c.source IN ('counted', 'override') AND c.value IS DISTINCT FROM c.old THEN 'override'
            WHEN c.source = 'counted' THEN 'counted' END AS kept_source,
       CASE WHEN c.twin IS NOT NULL THEN 'twice'
            WHEN c.value IS NOT DISTINCT FROM c.old AND NOT c.words THEN 'same'
            WHEN c.refusal <> '' THEN 'refused'
            WHEN c.aggregate = 'ratio' THEN 'derived'
            WHEN NOT c.assigned THEN 'unassigned'
            WHEN c.month > %(now)s THEN 'not_begun'
            WHEN c.sheet_id IS NULL AND NOT c.unit_open THEN 'closed_unit'
            WHEN c.state NOT IN ('open', 'returned') THEN 'wrong_state'
            WHEN c.state = 'returned' AND NOT c.sent_back THEN 'not_returned'
            WHEN c.seen <> c.version THEN 'stale'
            WHEN c.value < 0 AND coalesce(c.explanation, '') = '' THEN 'unexplained'
            WHEN c.source IN ('counted', 'override') AND c.value IS DISTINCT FROM c.old
                 AND coalesce(c.explanation, '') = '' THEN 'counted'
            WHEN c.old IS NULL AND c.value IS NOT NULL THEN 'new' ELSE 'changed' END AS verdict
FROM (
    SELECT g.place, g.unit_id, g.month, g.indicator_id, g.value, g.seen, x.refusal, f.value AS old,
           coalesce(f.version, 0) AS version, coalesce(f.source, '') AS source, f.changed_by_id,
           CASE WHEN g.has_note THEN g.note ELSE f.note END AS note,
           CASE WHEN g.has_explanation THEN g.explanation ELSE f.explanation END AS explanation,
           (g.has_note AND coalesce(g.note, '') <> coalesce(f.note, ''))
           OR (g.has_explanation AND coalesce(g.explanation, '') <> coalesce(f.explanation, '')) AS words,
           i.aggregate, s.id AS sheet_id, coalesce(s.state, 'open') AS state,
           (u.opened_on IS NULL OR u.opened_on < (to_date(g.month::text, 'YYYYMM') + interval '1 month'))
           AND (u.closed_on IS NULL OR u.closed_on >= to_date(g.month::text, 'YYYYMM')) AS unit_open,
           EXISTS (SELECT 1 FROM catalogue_assignment a
                   WHERE a.unit_id = g.unit_id AND a.indicator_id = g.indicator_id
                   AND a.begins <= g.month AND (a.ends IS NULL OR a.ends >= g.month)) AS assigned,
           EXISTS (SELECT 1 FROM figures_cellreturn r WHERE r.sheet_id = s.id
                   AND r.indicator_id = g.indicator_id AND r.settled_at IS NULL) AS sent_back,
           lag(g.place) OVER (PARTITION BY g.unit_id, g.month, g.indicator_id ORDER BY g.place) AS twin
    FROM given g
    JOIN catalogue_indicator i ON i.id = g.indicator_id
    JOIN organisation_unit u ON u.id = g.unit_id
    LEFT JOIN unnest(%(units)s::bigint[], %(domains)s::text[], %(months)s::int[], %(refusals)s::text[])
           AS x (unit_id, domain, month, refusal)
           ON x.unit_id = g.unit_id AND x.domain = i.domain AND x.month = g.month
    LEFT JOIN figures_sheet s ON s.unit_id = g.unit_id AND s.month = g.month AND s.domain = i.domain
    LEFT JOIN figures_figure f
           ON f.unit_id = g.unit_id AND f.month = g.month AND f.indicator_id = g.indicator_id
) c
"""

_JUDGED = """
SELECT j.place, j.verdict, j.unit_id, j.month, j.indicator_id, j.old, j.value, j.words, j.state,
       coalesce(w.full_name, ''), j.twin, coalesce(j.refusal, '')
FROM judged j LEFT JOIN organisation_user w ON w.id = j.changed_by_id
WHERE (j.verdict = ANY(%s)) = %s ORDER BY j.place LIMIT %s
"""

_PLAN = """
COPY (SELECT unit_id, month, indicator_id, value, version, note, explanation, kept_source FROM judged
      WHERE verdict IN ('new', 'changed') ORDER BY unit_id, month, indicator_id) TO STDOUT
"""

_PLANNED = """
CREATE TEMPORARY TABLE planned (unit_id bigint, month int, indicator_id bigint, value numeric(18, 4), version int,
    note text, explanation text, kept_source text) ON COMMIT DROP
"""

_OPEN = """
WITH opened AS (
    INSERT INTO figures_sheet (unit_id, month, domain, state, content_hash, opened_at)
    SELECT DISTINCT p.unit_id, p.month, i.domain, 'open', '', %(at)s::timestamptz
    FROM planned p JOIN catalogue_indicator i ON i.id = p.indicator_id
    ON CONFLICT (unit_id, month, domain) DO NOTHING RETURNING id
)
INSERT INTO figures_sheetevent (sheet_id, step, from_state, to_state, by_id, at, remark)
SELECT id, 'open', '', 'open', %(by)s, %(at)s, '' FROM opened
"""

# Locked in one order by everybody, and for the rest of the transaction: no approval passes between look and write.
_LOCK = """
SELECT s.id FROM figures_sheet s
WHERE (s.unit_id, s.month, s.domain) IN (
    SELECT p.unit_id, p.month, i.domain FROM planned p JOIN catalogue_indicator i ON i.id = p.indicator_id)
ORDER BY s.id FOR SHARE
"""

_OVERTAKEN = """
SELECT p.unit_id, p.month, p.indicator_id, coalesce(w.full_name, '')
FROM planned p
JOIN catalogue_indicator i ON i.id = p.indicator_id
JOIN figures_sheet s ON s.unit_id = p.unit_id AND s.month = p.month AND s.domain = i.domain
LEFT JOIN figures_figure f ON f.unit_id = p.unit_id AND f.month = p.month AND f.indicator_id = p.indicator_id
LEFT JOIN organisation_user w ON w.id = f.changed_by_id
WHERE coalesce(f.version, 0) <> p.version
   OR s.state NOT IN ('open', 'returned')
   OR s.state = 'returned' AND NOT EXISTS (
      SELECT 1 FROM figures_cellreturn r
      WHERE r.sheet_id = s.id AND r.indicator_id = p.indicator_id AND r.settled_at IS NULL)
   OR NOT EXISTS (
      SELECT 1 FROM catalogue_assignment a WHERE a.unit_id = p.unit_id AND a.indicator_id = p.indicator_id
      AND a.begins <= p.month AND (a.ends IS NULL OR a.ends >= p.month))
ORDER BY p.unit_id, p.month, p.indicator_id LIMIT 20
"""

_UPSERT = """
INSERT INTO figures_figure AS f (unit_id, month, indicator_id, sheet_id, value, version, source, note, explanation,
                                 changed_by_id, changed_at)
SELECT p.unit_id, p.month, p.indicator_id, s.id, p.value, p.version + 1,
       coalesce(p.kept_source, CASE WHEN p.month < %(historic)s THEN 'historic' ELSE %(source)s END),
       p.note, p.explanation, %(by)s, %(at)s
FROM planned p
JOIN catalogue_indicator i ON i.id = p.indicator_id
JOIN figures_sheet s ON s.unit_id = p.unit_id AND s.month = p.month AND s.domain = i.domain
ORDER BY p.unit_id, p.month, p.indicator_id
ON CONFLICT (unit_id, month, indicator_id) DO UPDATE
SET value = EXCLUDED.value, version = EXCLUDED.version, source = EXCLUDED.source, note = EXCLUDED.note,
    explanation = EXCLUDED.explanation, changed_by_id = EXCLUDED.changed_by_id, changed_at = EXCLUDED.changed_at,
    sheet_id = EXCLUDED.sheet_id
WHERE f.version = EXCLUDED.version - 1
"""


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
        cursor.execute(_STAGE)
        cursor.copy_expert("COPY given FROM STDIN", Lines(_line(cell) for cell in cells))
        cursor.execute("ANALYZE given")
        refused_sheets = refusals(_keys(cursor, "given"))
        cursor.execute(
            _JUDGE,
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
        cursor.execute(_JUDGED, [[str(verdict) for verdict in GOOD], False, most_refused])
        refused = [Judged(*row) for row in cursor.fetchall()]
        cursor.execute(_JUDGED, [[str(verdict) for verdict in WRITTEN], True, most_changing])
        changing = [Judged(*row) for row in cursor.fetchall()]
        plan = io.BytesIO()
        cursor.copy_expert(_PLAN, plan)
        cursor.execute("DROP TABLE judged, given")
    return Comparison(counts, refused, changing, plan.getvalue())


def apply_plan(plan: Path, *, by: User, refusals: Refusals, historic_before: Month | None = None) -> int:
    """Write exactly the cells of a plan made by `compare`; returns how many.

    Sheets that nobody opened yet are opened; months before `historic_before` are marked as historic. Raises
    `Overtaken` when a cell, its sheet or its assignment is no longer what the plan saw, `NoLonger` when `refusals`
    has something to say; then nothing is written.
    """
    at = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLANNED)
        with plan.open("rb") as lines:
            cursor.copy_expert("COPY planned FROM STDIN", lines)
        planned = int(cursor.rowcount)
        cursor.execute("ANALYZE planned")
        for sentence in refusals(_keys(cursor, "planned")).values():
            raise NoLonger(sentence)
        cursor.execute(_OPEN, {"at": at, "by": by.pk})
        cursor.execute(_LOCK)
        cursor.execute(_OVERTAKEN)
        if overtaken := cursor.fetchall():
            raise Overtaken(overtaken)
        cursor.execute(
            _UPSERT,
            {
                "at": at,
                "by": by.pk,
                "source": Source.IMPORTED.value,
                "historic": historic_before.number if historic_before else 0,
            },
        )
        if int(cursor.rowcount) != planned:
            # Somebody slipped in between the look and the write: the guard in the statement let her be.
            cursor.execute(_OVERTAKEN)
            raise Overtaken(cursor.fetchall())
        cursor.execute("DROP TABLE planned")
        if planned:
            ring()
    return planned


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
