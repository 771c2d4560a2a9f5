"""Who did what to a sheet and to each of its cells, from the steps and the audit trail."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bureau.audit.models import AuditEntry
from bureau.catalogue.models import Indicator
from bureau.figures.models import Figure, Sheet, SheetEvent
from bureau.organisation.models import User
from bureau.periods import Month

STEPS = {
    "open": "开表",
    "submit": "提交",
    "withdraw": "撤回",
    "return": "退回",
    "section_approve": "股室审核",
    "approve": "审定",
    "correct": "更正",
    "reopen": "重开",
    "lock": "锁定",
    "extend": "展期",
}
# Commands and tasks act under names that are nobody's account.
SYSTEM = "系统"
FIGURES = "figures_figure"
# Of a past year the trail knows when it was loaded, the figure itself when it was filed.
LOADED_LATER = datetime.timedelta(hours=1)
VALUE, NOTE, EXPLANATION = "value", "note", "explanation"


@dataclass(frozen=True)
class Happening:
    """One line of the history; `indicator` is a code for a change of a cell, None for a step of the sheet.

    Values are as the trail holds them: plain text in the base unit, None for nothing.
    """

    at: datetime.datetime
    by: str
    what: str
    indicator: str | None
    old: str | None
    new: str | None
    reason: str
    # How a value came in: typed, pasted, imported, counted.
    source: str = ""


def history_of(sheet: Sheet) -> list[Happening]:
    """Steps and changes of cells in the order of time."""
    cells = dict(
        Figure.objects.filter(unit_id=sheet.unit_id, month=sheet.month, sheet=sheet).values_list(
            "indicator_id", "indicator__code"
        )
    )
    happenings = [*_steps(sheet), *_changes(sheet, cells)]
    return sorted(happenings, key=lambda one: one.at)


def history_of_cell(sheet: Sheet, indicator: Indicator, *, last: int = 24) -> list[Happening]:
    """The latest changes of one cell, newest first."""
    return list(_changes(sheet, {indicator.pk: indicator.code}))[::-1][:last]


@dataclass(frozen=True)
class MonthOfCell:
    """One month of a cell, as it stands now: what was filed, by whom, and the words beside it."""

    month: Month
    value: Decimal | None
    by: str
    note: str
    explanation: str


def months_of_cell(sheet: Sheet, indicator: Indicator, *, last: int = 24) -> list[MonthOfCell]:
    """The sheet's month and those before it, newest first; months that nobody touched are left out."""
    figures = (
        Figure.objects.filter(
            unit_id=sheet.unit_id, indicator=indicator, month__gt=sheet.month - last, month__lte=sheet.month
        )
        .order_by("-month")
        .values_list("month", "value", "changed_by__full_name", "note", "explanation")
    )
    return [
        MonthOfCell(month, value, by or SYSTEM, note or "", explanation or "")
        for month, value, by, note, explanation in figures
    ]


def _steps(sheet: Sheet) -> Iterator[Happening]:
    for event in SheetEvent.objects.filter(sheet=sheet).select_related("by"):
        yield Happening(
            at=event.at,
            by=event.by.full_name if event.by else SYSTEM,
            what=event.step,
            indicator=None,
            old=event.from_state or None,
            new=event.to_state,
            reason=event.remark,
        )


def _changes(sheet: Sheet, cells: Mapping[int, str]) -> Iterator[Happening]:
    keys = {f"{sheet.unit_id}/{sheet.month.number}/{pk}": code for pk, code in cells.items()}
    entries = list(AuditEntry.objects.filter(subject=FIGURES, key__in=keys).order_by("id"))
    names = dict(
        User.objects.filter(username__in={entry.actor for entry in entries}).values_list(
            "username", "full_name"
        )
    )
    filed = _filed(sheet, cells)
    newest = {entry.key: entry.pk for entry in entries if _says(entry, VALUE)}
    for entry in entries:
        old, new = entry.old or {}, entry.new or {}
        changed = [name for name in (VALUE, NOTE, EXPLANATION) if _says(entry, name)]
        for name in changed:
            at, by = entry.at, names.get(entry.actor, SYSTEM)
            if name == VALUE and newest[entry.key] == entry.pk and entry.key in filed:
                stamp, filer = filed[entry.key]
                if at - stamp > LOADED_LATER:
                    at, by = stamp, filer
            yield Happening(
                at=at,
                by=by,
                what=name,
                indicator=keys[entry.key],
                old=_text(old.get(name)),
                new=_text(new.get(name)),
                reason=str(new.get(EXPLANATION) or "") if name == VALUE else "",
                source=str(new.get("source") or "") if name == VALUE else "",
            )


def _says(entry: AuditEntry, name: str) -> bool:
    return (entry.old or {}).get(name) != (entry.new or {}).get(name)


def _filed(sheet: Sheet, cells: Mapping[int, str]) -> dict[str, tuple[datetime.datetime, str]]:
    """When and by whom the values that stand now were filed."""
    rows = Figure.objects.filter(unit_id=sheet.unit_id, month=sheet.month, indicator_id__in=cells)
    return {
        f"{sheet.unit_id}/{sheet.month.number}/{pk}": (at, by)
        for pk, at, by in rows.values_list("indicator_id", "changed_at", "changed_by__full_name")
        if by
    }


def _text(value: object) -> str | None:
    """JSON numbers come with the scale of their column: 12.0000 reads 12."""
    if value is None:
        return None
    if isinstance(value, int | float):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)
