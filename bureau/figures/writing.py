"""The one way a figure is written: page, paste, import, API and register counting all call `save_figures`."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from bureau.catalogue.models import Aggregate
from bureau.figures.bell import ring
from bureau.figures.models import Sheet, SheetState, Source
from bureau.organisation.models import User


class Kept(enum.Enum):
    """Stands for “leave what is there”, where None means “clear it”."""

    KEEP = enum.auto()


KEEP: Final = Kept.KEEP


@dataclass(frozen=True)
class CellChange:
    """One cell as somebody wants it: the value in the base unit and the version she saw (0: an untouched cell)."""

    indicator_id: int
    value: Decimal | None
    version: int
    note: str | Kept | None = KEEP
    explanation: str | Kept | None = KEEP
    source: Source = Source.TYPED


@dataclass(frozen=True)
class CellResult:
    """One cell as it stands after the write."""

    indicator_id: int
    value: Decimal | None
    version: int
    note: str | None
    explanation: str | None
    source: str


@dataclass(frozen=True)
class RivalCell:
    """What somebody else wrote in the meantime."""

    indicator_id: int
    value: Decimal | None
    version: int
    by: str
    at: datetime.datetime


class Conflict(Exception):
    """The versions given are stale. Nothing was written; `cells` holds what stands there now, by whom and when."""

    def __init__(self, cells: Sequence[RivalCell]) -> None:
        super().__init__("这些单元格已被别人改过，请看过现在的数再决定。")
        self.cells = tuple(cells)


class WrongState(Exception):
    """The sheet, or this cell of a returned sheet, takes no changes now. The message says what to do."""


class RefusedCells(Exception):
    """Some cells cannot take what was given. Nothing was written; `fields` maps indicator ids to sentences."""

    def __init__(self, fields: Mapping[int, str]) -> None:
        super().__init__("有单元格不能保存，请按提示修改后再存。")
        self.fields = dict(fields)


@dataclass(frozen=True)
class _Standing:
    """A cell before the write, with what the catalogue says of it."""

    name: str
    derived: bool
    assigned: bool
    returned: bool
    value: Decimal | None
    version: int
    note: str | None
    explanation: str | None
    source: str


STANDING = """
SELECT i.id, i.name, i.aggregate, i.domain = %(domain)s AND EXISTS (
           SELECT 1 FROM catalogue_assignment a WHERE a.unit_id = %(unit)s AND a.indicator_id = i.id
           AND a.begins <= %(month)s AND (a.ends IS NULL OR a.ends >= %(month)s)),
       EXISTS (SELECT 1 FROM figures_cellreturn r
               WHERE r.sheet_id = %(sheet)s AND r.indicator_id = i.id AND r.settled_at IS NULL),
       f.value, coalesce(f.version, 0), f.note, f.explanation, coalesce(f.source, '')
FROM catalogue_indicator i
LEFT JOIN figures_figure f ON f.unit_id = %(unit)s AND f.month = %(month)s AND f.indicator_id = i.id
WHERE i.id = ANY(%(indicators)s)
"""

# The version guard stands in the statement itself: whoever comes second changes no row and is told so.
UPSERT = """
INSERT INTO figures_figure AS f (unit_id, month, indicator_id, sheet_id, value, version, source, note, explanation,
                                 changed_by_id, changed_at)
SELECT %(unit)s, %(month)s, c.indicator_id, %(sheet)s, c.value, c.version + 1, c.source, c.note, c.explanation,
       %(by)s, %(at)s
FROM unnest(%(indicators)s::bigint[], %(values)s::numeric[], %(versions)s::int[], %(sources)s::text[],
            %(notes)s::text[], %(explanations)s::text[])
     AS c (indicator_id, value, version, source, note, explanation)
ORDER BY c.indicator_id
ON CONFLICT (unit_id, month, indicator_id) DO UPDATE
SET value = EXCLUDED.value, version = EXCLUDED.version, source = EXCLUDED.source, note = EXCLUDED.note,
    explanation = EXCLUDED.explanation, changed_by_id = EXCLUDED.changed_by_id, changed_at = EXCLUDED.changed_at,
    sheet_id = EXCLUDED.sheet_id
WHERE f.version = EXCLUDED.version - 1
RETURNING f.indicator_id
"""

RIVALS = """
SELECT f.indicator_id, f.value, f.version, coalesce(u.full_name, ''), f.changed_at
FROM figures_figure f LEFT JOIN organisation_user u ON u.id = f.changed_by_id
WHERE f.unit_id = %s AND f.month = %s AND f.indicator_id = ANY(%s)
"""


def save_figures(*, sheet: Sheet, changes: Sequence[CellChange], by: User) -> list[CellResult]:
    """Write cells of one sheet, all or none, and ring for the roller once they are committed.

    A cell that already holds what is given keeps its version. Raises `WrongState` when the sheet is not open to
    changes, `RefusedCells` for derived or unassigned cells, `Conflict` for stale versions; then nothing is written.
    """
    indicators = [change.indicator_id for change in changes]
    if len(set(indicators)) != len(indicators):
        raise RefusedCells(
            {i: "同一指标在一次保存里出现了两遍，请只留一个。" for i in indicators if indicators.count(i) > 1}
        )
    with transaction.atomic():
        _share_sheet(sheet)
        standing = _standing(sheet, indicators)
        _refuse(sheet, changes, standing)
        stale = [c.indicator_id for c in changes if c.version != standing[c.indicator_id].version]
        results = {c.indicator_id: _result(c, standing[c.indicator_id]) for c in changes}
        moved = [r for r in results.values() if r.version != standing[r.indicator_id].version]
        if stale or _upsert(sheet, moved, by) != len(moved):
            raise Conflict(rivals(sheet, stale or [r.indicator_id for r in moved]))
        if moved:
            ring()
    return [results[i] for i in indicators]


def rivals(sheet: Sheet, indicators: Sequence[int]) -> list[RivalCell]:
    """What stands in these cells now; a cell nobody wrote is left out."""
    with connection.cursor() as cursor:
        cursor.execute(RIVALS, [sheet.unit_id, sheet.month.number, list(indicators)])
        return [RivalCell(*row) for row in cursor.fetchall()]


def _share_sheet(sheet: Sheet) -> None:
    """Lock the sheet against an approval for the rest of the transaction, and look at its state again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM figures_sheet WHERE id = %s FOR SHARE", [sheet.pk])
        row = cursor.fetchone()
    sheet.state = row[0] if row else SheetState.LOCKED
    if not sheet.is_fillable:
        raise WrongState(
            f"这张表现在是“{SheetState(sheet.state).label}”，不能改数。"
            + ("要改请先撤回。" if sheet.state == SheetState.SUBMITTED else "要改请走更正程序。")
        )


def _standing(sheet: Sheet, indicators: Sequence[int]) -> dict[int, _Standing]:
    with connection.cursor() as cursor:
        cursor.execute(
            STANDING,
            {
                "unit": sheet.unit_id,
                "month": sheet.month.number,
                "sheet": sheet.pk,
                "domain": sheet.domain,
                "indicators": list(indicators),
            },
        )
        return {
            key: _Standing(name, aggregate == Aggregate.RATIO, assigned, returned, *rest)
            for key, name, aggregate, assigned, returned, *rest in cursor.fetchall()
        }


def _refuse(sheet: Sheet, changes: Sequence[CellChange], standing: Mapping[int, _Standing]) -> None:
    if sheet.state == SheetState.RETURNED:
        closed = [
            standing[c.indicator_id].name
            for c in changes
            if c.indicator_id in standing and not standing[c.indicator_id].returned
        ]
        if closed:
            raise WrongState(f"这张表只退回了部分单元格，“{'、'.join(closed[:3])}”没有退回，不能改。")
    refused: dict[int, str] = {}
    for change in changes:
        cell = standing.get(change.indicator_id)
        if cell is None or not (cell.assigned or cell.derived):
            refused[change.indicator_id] = "本单位本月不填这个指标（不适用），请清空这一格。"
        elif cell.derived:
            refused[change.indicator_id] = f"“{cell.name}”由分子分母算出，不用填；要改请改它的分子或分母。"
    if refused:
        raise RefusedCells(refused)


def _result(change: CellChange, standing: _Standing) -> CellResult:
    note = standing.note if isinstance(change.note, Kept) else (change.note or None)
    explanation = (
        standing.explanation if isinstance(change.explanation, Kept) else (change.explanation or None)
    )
    same = (change.value, note, explanation) == (standing.value, standing.note, standing.explanation)
    untouched = same and (standing.version > 0 or change.value is None)
    return CellResult(
        indicator_id=change.indicator_id,
        value=change.value,
        version=standing.version if untouched else standing.version + 1,
        note=note,
        explanation=explanation,
        source=standing.source if untouched else change.source,
    )


def _upsert(sheet: Sheet, cells: Sequence[CellResult], by: User) -> int:
    """The number of rows written."""
    if not cells:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            UPSERT,
            {
                "unit": sheet.unit_id,
                "month": sheet.month.number,
                "sheet": sheet.pk,
                "by": by.pk,
                "at": timezone.now(),
                "indicators": [cell.indicator_id for cell in cells],
                "values": [cell.value for cell in cells],
                "versions": [cell.version - 1 for cell in cells],
                "sources": [str(cell.source) for cell in cells],
                "notes": [cell.note for cell in cells],
                "explanations": [cell.explanation for cell in cells],
            },
        )
        return len(cursor.fetchall())
