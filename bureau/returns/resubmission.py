"""重报: what a sheet that was sent back brings again, as old → new → why → what it moves, and nothing else.

The numbers before are read from the audit trail: whatever changed since the sheet was last sent back or reopened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from bureau.catalogue.models import RatePart
from bureau.figures.correcting import REOPENED
from bureau.figures.models import CellReturn, Sheet, SheetEvent
from bureau.returns.history import FIGURES
from bureau.returns.lines import CellState, Line
from bureau.returns.moving import Moved, with_value

# As text: a JSON number read into a float would lose the last digits of an amount.
_BEFORE = """
SELECT key, action = 'insert' OR old ? 'value', old ->> 'value', old ? 'explanation' OR old ? 'note'
FROM audit_auditentry WHERE subject = %s AND key = ANY(%s) AND at >= %s ORDER BY id
"""


@dataclass(frozen=True)
class Change:
    """One cell of a sheet that was filed again: the row as it was filed before and as it is now."""

    moved: Moved
    reworded: bool
    sent_back: bool
    rates: Sequence[Line] = ()

    @property
    def line(self) -> Line:
        return self.moved.after

    @property
    def difference(self) -> str:
        return self.moved.difference_text or ("未改" if self.line.value == self.moved.before.value else "")

    @property
    def is_same(self) -> bool:
        return self.line.value == self.moved.before.value

    @property
    def words(self) -> str:
        """累计 4072→4068；完成率 90.5→90.4%；登记失业率现为 1.96%"""
        rates = [] if self.is_same else [f"{rate.name}现为 {rate.value_text}%" for rate in self.rates]
        return "；".join(part for part in [self.moved.words, *rates] if part)


@dataclass(frozen=True)
class Resubmission:
    """`changes` in the order of the paper; `unchanged` counts the other cells that are asked for."""

    returned: SheetEvent
    earlier: SheetEvent | None
    changes: Sequence[Change]
    unchanged: int

    @property
    def changed(self) -> int:
        return sum(not change.is_same for change in self.changes)


@dataclass
class _Before:
    touched: bool = False
    reworded: bool = False
    value: Decimal | None = field(default=None)


def resubmission_of(sheet: Sheet, lines: Sequence[Line]) -> Resubmission | None:
    """What changed since the sheet was last sent back; None for one that is filed for the first time."""
    returned = (
        SheetEvent.objects.filter(sheet=sheet, step__in=["return", REOPENED]).select_related("by").last()
    )
    if returned is None:
        return None
    earlier = (
        SheetEvent.objects.filter(sheet=sheet, step="submit", pk__lt=returned.pk).select_related("by").last()
    )
    before = _before(sheet, lines, returned)
    asked = [line for line in lines if not line.is_derived and line.state is not CellState.NOT_APPLICABLE]
    back = set(
        CellReturn.objects.filter(sheet=sheet, settled_at=sheet.submitted_at).values_list(
            "indicator_id", flat=True
        )
    )
    # Of a sheet sent back as a whole, cells that stay as they were are no news.
    named = back if len(back) < len(asked) else set()
    rates = _rates_of(lines)
    changes = []
    for line in asked:
        was = before.get(line.indicator_id, _Before())
        old = was.value if was.touched else line.value
        if old != line.value or was.reworded or line.indicator_id in named:
            moved = Moved(with_value(line, old), line)
            changes.append(
                Change(moved, was.reworded, line.indicator_id in named, rates.get(line.indicator_id, ()))
            )
    return Resubmission(returned, earlier, changes, len(asked) - len(changes))


def _before(sheet: Sheet, lines: Sequence[Line], since: SheetEvent) -> dict[int, _Before]:
    """For every cell that was written since: what stood there before the first write."""
    keys = {f"{sheet.unit_id}/{sheet.month.number}/{line.indicator_id}": line.indicator_id for line in lines}
    found: defaultdict[int, _Before] = defaultdict(_Before)
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [FIGURES, list(keys), since.at])
        for key, is_value, value, is_word in cursor.fetchall():
            was = found[keys[key]]
            was.reworded = was.reworded or bool(is_word)
            if is_value and not was.touched:
                was.touched, was.value = True, None if value is None else Decimal(value)
    return dict(found)


def _rates_of(lines: Sequence[Line]) -> Mapping[int, Sequence[Line]]:
    """The rates of this sheet by the ids of the indicators that they are made of."""
    shown = {line.indicator_id: line for line in lines if line.is_derived}
    rates: defaultdict[int, list[Line]] = defaultdict(list)
    pairs = RatePart.objects.filter(rate__in=shown).order_by("rate_id").values_list("part_id", "rate_id")
    for part, rate in dict.fromkeys(pairs):
        rates[part].append(shown[rate])
    return rates
