"""From tallies to cells: what a unit has adopted is written into its sheets, as far as these take entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.db import connection

from bureau.figures.counting import CountedCell, write_counted
from bureau.periods import Month
from bureau.registers.counting.compiling import EARLIEST, LATEST, Scope
from bureau.registers.counting.counted import Counted
from bureau.totals.columns import spell


class Told(NamedTuple):
    """Months of one counted indicator at one unit (null: all) that may have to be told anew."""

    indicator_id: int
    unit_id: int | None
    first: int
    last: int


# The cells that are counted: adopted from a month on, asked of the unit, in a sheet that was opened.
ADOPTED: Final = """
told AS (
    SELECT DISTINCT i.register, i.id AS indicator_id, i.domain, a.unit_id, greatest(a.begins, t.first) AS first, t.last
    FROM unnest(%(told_indicators)s::bigint[], %(told_units)s::bigint[], %(told_firsts)s::int[], %(told_lasts)s::int[])
         t (indicator_id, unit_id, first, last)
    JOIN catalogue_indicator i ON i.id = t.indicator_id
    JOIN registers_adoption a ON a.register = i.register AND (t.unit_id IS NULL OR a.unit_id = t.unit_id)
), cells AS (
    SELECT d.register, d.indicator_id, d.unit_id, s.month, s.id AS sheet_id, s.state,
           CASE WHEN d.indicator_id = ANY(%(silent)s) THEN t.value ELSE coalesce(t.value, 0) END AS counted
    FROM told d
    JOIN figures_sheet s ON s.unit_id = d.unit_id AND s.domain = d.domain AND s.month BETWEEN d.first AND d.last
    LEFT JOIN registers_tally t ON t.unit_id = d.unit_id AND t.month = s.month AND t.indicator_id = d.indicator_id
    WHERE EXISTS (SELECT 1 FROM catalogue_assignment a
                  WHERE a.unit_id = d.unit_id AND a.indicator_id = d.indicator_id
                    AND a.begins <= s.month AND (a.ends IS NULL OR a.ends >= s.month))
)
"""

_OWED: Final = spell(
    """
WITH $adopted
SELECT DISTINCT c.unit_id, c.month, c.indicator_id, c.counted
FROM cells c
LEFT JOIN figures_figure f ON f.unit_id = c.unit_id AND f.month = c.month AND f.indicator_id = c.indicator_id
WHERE c.state IN ('open', 'returned')
  AND (f.value IS DISTINCT FROM c.counted OR f.source <> 'counted')
  AND (f.source IS DISTINCT FROM 'override' OR f.value IS NULL)
ORDER BY 1, 2, 3
""",
    adopted=ADOPTED,
)


def told(counted: Sequence[Counted], scope: Scope, horizon: Month) -> list[Told]:
    """What a count of this scope may have changed."""
    units: tuple[int | None, ...] = (None,) if scope.units is None else scope.units
    found = []
    for one in counted:
        first, last = one.reach(scope.first, scope.last, horizon)
        months = ((first or EARLIEST).number, (last or LATEST).number)
        found += [Told(one.id, unit, *months) for unit in units]
    return found


def parameters_of(
    counted: Sequence[Counted], asked: Sequence[Told]
) -> dict[str, Any]:  # Any: whatever the driver adapts
    """The parameters of `ADOPTED`."""
    return {
        "told_indicators": [one.indicator_id for one in asked],
        "told_units": [one.unit_id for one in asked],
        "told_firsts": [one.first for one in asked],
        "told_lasts": [one.last for one in asked],
        "silent": [one.id for one in counted if one.is_silent],
    }


def fill(parameters: dict[str, Any]) -> int:  # Any: as above
    """Write the counted cells that differ. Returns how many were written."""
    with connection.cursor() as cursor:
        cursor.execute(_OWED, parameters)
        cells = [CountedCell(*row) for row in cursor.fetchall()]
    return write_counted(cells)
