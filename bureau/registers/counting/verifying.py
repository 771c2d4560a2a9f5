"""Holding counts to their rows by another road: every tally to a full count, every cell to its tally, and the sums.

For each unit and indicator that adds up, what its months come to and what waits for a decision has to be the number
of rows: Σ months + pending = rows. The rows are counted here with the condition that opens them, not with the
counter's statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import connection, transaction
from django.db.models import Q

from bureau.periods import Month
from bureau.registers.counting.behind import made_by
from bureau.registers.counting.compiling import Scope
from bureau.registers.counting.counted import Counted, load_counted
from bureau.registers.counting.filling import ADOPTED, parameters_of, told
from bureau.registers.counting.grammar import Measure
from bureau.registers.counting.queueing import SETTLED
from bureau.registers.counting.tallying import this_month, wrong_tallies
from bureau.registers.models import RowMark, Tally
from bureau.totals.columns import spell

# Cells that take entries hold the count; settled ones hold it but for what waits. What was reported and not yet
# approved is compared when it is approved, and what is reported otherwise has its explanation.
_CELLS: Final = spell(
    """
WITH $adopted, $settled
SELECT DISTINCT c.unit_id, c.month, c.indicator_id, f.value, c.counted, 'cell'
FROM cells c
LEFT JOIN figures_figure f ON f.unit_id = c.unit_id AND f.month = c.month AND f.indicator_id = c.indicator_id
WHERE (c.state = 'open' OR c.state = 'returned' AND EXISTS (
           SELECT 1 FROM figures_cellreturn r
           WHERE r.sheet_id = c.sheet_id AND r.indicator_id = c.indicator_id AND r.settled_at IS NULL))
  AND (f.source IS DISTINCT FROM 'override' OR f.value IS NULL)
  AND (f.value IS DISTINCT FROM c.counted OR f.source <> 'counted' AND f.value IS NOT NULL)
UNION ALL
SELECT DISTINCT s.unit_id, s.month, s.indicator_id,
       coalesce(s.reported, 0) + coalesce(w.counted, 0) - coalesce(w.reported, 0), s.counted, 'queue'
FROM settled s
LEFT JOIN registers_restatement w ON w.unit_id = s.unit_id AND w.month = s.month
     AND w.indicator_id = s.indicator_id AND w.state = 'waiting'
WHERE coalesce(s.reported, 0) + coalesce(w.counted, 0) - coalesce(w.reported, 0) <> coalesce(s.counted, 0)
ORDER BY 1, 2, 3
""",
    adopted=ADOPTED,
    settled=SETTLED,
)


@dataclass(frozen=True)
class Wrong:
    """Something that the rows do not bear out: `what` is tally, rows, cell, queue or sum; no month is all of them."""

    what: str
    unit_id: int
    month: Month | None
    indicator_id: int
    found: Decimal | int | None
    wanted: Decimal | int | None


def differences() -> Iterator[Wrong]:
    """Everything in tallies, cells and queue that the rows do not bear out. Writes nothing."""
    horizon = this_month()
    with transaction.atomic():
        counted = load_counted()
        piles: defaultdict[str, list[Counted]] = defaultdict(list)
        for one in counted:
            piles[one.register.code].append(one)
        for some in piles.values():
            for wrong in wrong_tallies(some, horizon):
                place = (wrong.unit_id, wrong.month, wrong.indicator_id)
                if wrong.kept != wrong.counted:
                    yield Wrong("tally", *place, wrong.kept, wrong.counted)
                else:
                    yield Wrong("rows", *place, wrong.kept_rows, wrong.counted_rows)
        yield from wrong_cells(counted, horizon)
        yield from wrong_sums(counted)


def wrong_cells(counted: list[Counted], horizon: Month) -> Iterator[Wrong]:
    """Adopted cells that are not the count, with what waits for a decision taken in."""
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, parameters_of(counted, told(counted, Scope(), horizon)))
        for unit_id, month, indicator_id, found, wanted, what in cursor.fetchall():
            yield Wrong(what, unit_id, Month.from_number(month), indicator_id, found, wanted)


def wrong_sums(counted: list[Counted]) -> Iterator[Wrong]:
    """Indicators that count rows one by one: the rows behind their months, opened as a list, against their tallies."""
    for one in counted:
        rules = [part.rule for part in one.parts]
        plain = len(rules) == 1 and rules[0].measure is Measure.COUNT and not rules[0].minus and one.adds_up
        if not plain:
            continue
        rows = one.register.model._default_manager.order_by()
        by_unit: defaultdict[int, list[Tally]] = defaultdict(list)
        for tally in Tally.objects.filter(indicator=one.id):
            by_unit[tally.unit_id].append(tally)
        for unit_id, tallies in by_unit.items():
            found = sum((tally.value or Decimal(0) for tally in tallies), Decimal(0))
            behind = Q(pk__in=[])
            for tally in tallies:
                behind |= made_by(one, one.register, tally.month)
            wanted = rows.filter(behind, reporting_unit=unit_id).count()
            if found != wanted:
                yield Wrong("sum", unit_id, None, one.id, found, wanted)


def marks_waiting() -> int:
    return RowMark.objects.count()
