"""The door by which counted figures are written: many cells at once, under the rules of a single one.

Nobody typed them, so there is no version to be seen; what is counted is right as long as it is counted. Sheets that
take no entries, cells that were not sent back and cells that a person reports otherwise (改报) are left alone. The
triggers keep guard, marks and trail as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from string import Template
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from bureau.audit.attribution import because
from bureau.figures.bell import ring
from bureau.figures.models import Source

REASON: Final = "台账取数"


class CountedCell(NamedTuple):
    """What the rows of a unit come to, in the indicator's base unit; None says nothing (未填报)."""

    unit_id: int
    month: int
    indicator_id: int
    value: Decimal | None


_CELLS: Final = """
unnest(%(units)s::bigint[], %(months)s::int[], %(indicators)s::bigint[], %(values)s::numeric[])
    c (unit_id, month, indicator_id, value)
"""

# Locked in one order by everybody, and for the rest of the transaction: no approval passes between look and write.
_LOCK: Final = Template("""
SELECT s.id FROM figures_sheet s
WHERE (s.unit_id, s.month, s.domain) IN (
    SELECT c.unit_id, c.month, i.domain FROM $cells JOIN catalogue_indicator i ON i.id = c.indicator_id)
ORDER BY s.id FOR SHARE
""").substitute(cells=_CELLS)

# A cell that is said to be reported otherwise and holds nothing has been given back to its register.
_WRITE: Final = Template("""
INSERT INTO figures_figure AS f
       (unit_id, month, indicator_id, sheet_id, value, version, source, changed_by_id, changed_at)
SELECT c.unit_id, c.month, c.indicator_id, s.id, c.value, coalesce(o.version, 0) + 1, %(source)s, NULL, %(at)s
FROM $cells
JOIN catalogue_indicator i ON i.id = c.indicator_id AND i.aggregate <> 'ratio'
JOIN figures_sheet s ON s.unit_id = c.unit_id AND s.month = c.month AND s.domain = i.domain
LEFT JOIN figures_figure o
       ON o.unit_id = c.unit_id AND o.month = c.month AND o.indicator_id = c.indicator_id
WHERE (s.state = 'open' OR s.state = 'returned' AND EXISTS (
           SELECT 1 FROM figures_cellreturn r
           WHERE r.sheet_id = s.id AND r.indicator_id = c.indicator_id AND r.settled_at IS NULL))
  AND EXISTS (SELECT 1 FROM catalogue_assignment a
              WHERE a.unit_id = c.unit_id AND a.indicator_id = c.indicator_id
                AND a.begins <= c.month AND (a.ends IS NULL OR a.ends >= c.month))
  AND CASE WHEN o.unit_id IS NULL THEN c.value IS NOT NULL
           ELSE (o.source <> %(override)s OR o.value IS NULL)
                AND (o.value IS DISTINCT FROM c.value OR o.source <> %(source)s) END
ORDER BY c.unit_id, c.month, c.indicator_id
ON CONFLICT (unit_id, month, indicator_id) DO UPDATE
SET value = EXCLUDED.value, version = f.version + 1, source = EXCLUDED.source,
    changed_by_id = NULL, changed_at = EXCLUDED.changed_at, sheet_id = EXCLUDED.sheet_id
WHERE f.source <> %(override)s OR f.value IS NULL
""").substitute(cells=_CELLS)


def write_counted(cells: Sequence[CountedCell]) -> int:
    """Write what differs, as far as it may be written now, and ring. Returns how many cells were written."""
    if not cells:
        return 0
    parameters: dict[str, Any] = {  # Any: whatever the driver adapts
        "units": [cell.unit_id for cell in cells],
        "months": [cell.month for cell in cells],
        "indicators": [cell.indicator_id for cell in cells],
        "values": [cell.value for cell in cells],
        "source": Source.COUNTED.value,
        "override": Source.OVERRIDE.value,
        "at": timezone.now(),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOCK, parameters)
        with because(REASON):
            cursor.execute(_WRITE, parameters)
        written = int(cursor.rowcount)
        if written:
            ring()
    return written
