"""How far sheets are, for many at once: one statement for a whole list."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from bureau.figures.models import SheetState
from bureau.returns.lines import CellState
from bureau.returns.reading import Counts

_CELLS = """
SELECT s.id, count(*), count(f.value), count(*) FILTER (WHERE f.value IS NULL AND f.explanation <> ''),
       count(*) FILTER (WHERE f.source = 'counted'), count(*) FILTER (WHERE r.sheet_id IS NOT NULL)
FROM figures_sheet s
JOIN LATERAL (
    SELECT DISTINCT a.indicator_id FROM catalogue_assignment a JOIN catalogue_indicator i ON i.id = a.indicator_id
    WHERE a.unit_id = s.unit_id AND a.begins <= s.month AND (a.ends IS NULL OR a.ends >= s.month)
      AND i.domain = s.domain AND NOT i.retired AND i.aggregate <> 'ratio'
) q ON true
LEFT JOIN figures_figure f ON f.unit_id = s.unit_id AND f.month = s.month AND f.indicator_id = q.indicator_id
LEFT JOIN (
    SELECT DISTINCT sheet_id, indicator_id FROM figures_cellreturn
    WHERE sheet_id = ANY(%(sheets)s) AND settled_at IS NULL
) r ON r.sheet_id = s.id AND r.indicator_id = q.indicator_id
WHERE s.id = ANY(%(sheets)s) GROUP BY s.id
"""

# A rate is computed on a sheet when its unit files every part.
_RATES = """
SELECT s.id, count(*) FROM figures_sheet s
JOIN catalogue_indicator i ON i.domain = s.domain AND i.aggregate = 'ratio' AND NOT i.retired
WHERE s.id = ANY(%(sheets)s) AND NOT EXISTS (
    SELECT 1 FROM catalogue_ratepart p WHERE p.rate_id = i.id AND NOT EXISTS (
        SELECT 1 FROM catalogue_assignment a WHERE a.unit_id = s.unit_id AND a.indicator_id = p.part_id
        AND a.begins <= s.month AND (a.ends IS NULL OR a.ends >= s.month)))
  AND EXISTS (SELECT 1 FROM catalogue_ratepart p WHERE p.rate_id = i.id)
GROUP BY s.id
"""

NOTHING = Counts(asked=0, filled=0, explained=0, derived=0, counted=0, returned=0, not_applicable=0)


def counts_of(sheets: Sequence[int], *, with_rates: bool = False) -> dict[int, Counts]:
    """The counts of each sheet; computed rows are only counted when asked for."""
    if not sheets:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, {"sheets": list(sheets)})
        cells = {row[0]: row[1:] for row in cursor.fetchall()}
        rates: dict[int, int] = {}
        if with_rates:
            cursor.execute(_RATES, {"sheets": list(sheets)})
            rates = dict(cursor.fetchall())
    counts = {}
    for sheet in sheets:
        asked, filled, explained, counted, returned = cells.get(sheet, (0, 0, 0, 0, 0))
        counts[sheet] = Counts(
            asked=asked,
            filled=filled,
            explained=explained,
            derived=rates.get(sheet, 0),
            counted=counted,
            returned=returned,
            not_applicable=0,
        )
    return counts


def by_state(counts: Counts, state: str) -> dict[str, int]:
    """The counts under the names of the cell states; states without cells are left out."""
    result = {CellState.DERIVED: counts.derived, CellState.NOT_APPLICABLE: counts.not_applicable}
    if state in {SheetState.APPROVED, SheetState.LOCKED}:
        result[CellState.LOCKED] = counts.asked
    elif state == SheetState.RETURNED:
        result[CellState.RETURNED] = counts.returned
        result[CellState.LOCKED] = counts.asked - counts.returned
    else:
        result[CellState.COUNTED] = counts.counted
        result[CellState.SAVED] = counts.filled - counts.counted
        result[CellState.EMPTY] = counts.asked - counts.filled
    return {str(name): number for name, number in result.items() if number}
