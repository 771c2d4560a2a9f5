"""今年记录: how each unit filed this year. Counts are looked at by people, so they are counted and never kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from bureau.figures.models import CellReturn, Sheet
from bureau.figures.models.corrections import Correction, RequestState
from bureau.figures.models.sheets import FILLABLE
from bureau.organisation.models import Unit, User
from bureau.periods import Month
from bureau.returns.calendar.deadlines import Key, deadlines_for, filed_at


@dataclass(frozen=True)
class Record:
    """What a unit owed and did: sheets due, filed late (or out after their time), sent back; figures corrected."""

    due: int = 0
    late: int = 0
    returned_sheets: int = 0
    returned_cells: int = 0
    corrected: int = 0

    @property
    def on_time(self) -> int:
        return self.due - self.late

    @property
    def passed_at_once(self) -> int:
        return self.due - self.returned_sheets


def late_sheets(sheets: Iterable[Sheet]) -> dict[int, bool]:
    """Of each sheet whose time has come, whether it was filed late or is late by now."""
    rows = list(sheets)
    bureaus = {sheet.unit_id: sheet.unit.bureau_id for sheet in rows}
    # A deadline is the bureau's, so one unit stands for all of it.
    keys: dict[int, Key] = {sheet.pk: (bureaus[sheet.unit_id], sheet.domain, sheet.month) for sheet in rows}
    deadlines = deadlines_for(list(dict.fromkeys(keys.values())))
    filed = filed_at([sheet.pk for sheet in rows])
    now = timezone.now()
    judged: dict[int, bool] = {}
    for sheet in rows:
        deadline, first = deadlines[keys[sheet.pk]], filed[sheet.pk]
        if first is not None or sheet.state not in FILLABLE:
            judged[sheet.pk] = first is not None and deadline.is_late(first, now)
        elif now > deadline.due_at:
            judged[sheet.pk] = deadline.is_late(None, now)
    return judged


def records_of(user: User, units: Iterable[Unit], year: int) -> dict[int, Record]:
    """The year of each unit as far as this person reads its sheets."""
    sheets = list(
        Sheet.objects.readable_by(user)
        .filter(unit__in=units, month__gte=Month(year, 1), month__lte=Month(year, 12))
        .select_related("unit")
    )
    return count(sheets)


def own_record(user: User, year: int) -> Record:
    """The year of all sheets this clerk files herself."""
    sheets = list(
        Sheet.objects.fillable_by(user)
        .filter(month__gte=Month(year, 1), month__lte=Month(year, 12))
        .select_related("unit")
    )
    records = count(sheets).values()
    return Record(
        due=sum(record.due for record in records),
        late=sum(record.late for record in records),
        returned_sheets=sum(record.returned_sheets for record in records),
        returned_cells=sum(record.returned_cells for record in records),
        corrected=sum(record.corrected for record in records),
    )


def count(sheets: list[Sheet]) -> dict[int, Record]:
    late = late_sheets(sheets)
    keys = [sheet.pk for sheet in sheets]
    back = Counter(
        CellReturn.objects.filter(sheet__in=keys, reopening=None)
        .order_by()
        .values_list("sheet_id", flat=True)
    )
    corrected = Counter(
        Correction.objects.filter(sheet__in=keys, state=RequestState.ACCEPTED)
        .order_by()
        .values_list("sheet_id", flat=True)
    )
    of_unit: defaultdict[int, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        of_unit[sheet.unit_id].append(sheet)
    return {
        unit: Record(
            due=sum(sheet.pk in late for sheet in own),
            late=sum(late.get(sheet.pk, False) for sheet in own),
            returned_sheets=sum(sheet.pk in back for sheet in own),
            returned_cells=sum(back[sheet.pk] for sheet in own),
            corrected=sum(corrected[sheet.pk] for sheet in own),
        )
        for unit, own in of_unit.items()
    }
