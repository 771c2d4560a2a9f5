"""A register by workbook: every mistake at its cell, then new, changed and equal rows, then what was previewed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404
from tablib import Dataset

from bureau.organisation.models import Role, UnitKind, User
from bureau.periods import Month
from bureau.registers.access import keeping_units, readable_registers
from bureau.registers.cleaning import put
from bureau.registers.declarations import FilledBy, Register
from bureau.registers.exchange.columns import NUMBER, ROW, SHEET, Table, file_columns, find_table
from bureau.registers.exchange.drafts import Draft
from bureau.registers.exchange.plans import Plan, Planned, changes_of, read_plan
from bureau.registers.exchange.resource import RegisterResource, resource_for
from bureau.registers.exchange.twins import Likeness, Twins, newest_row
from bureau.registers.many import RefusedRows, RowChange, write_many
from bureau.registers.writing import StaleRow, WrongRowState
from bureau.uploads.kinds import MOST_CHANGES, Applied, Change, Fault, Preview, Wish
from bureau.uploads.reading import CellValue, Grid
from bureau.uploads.tables import letter, text_of

NO_HEADS = "没有找到表头：需要一行标题，写着这个台账的各项名称。请用下载的模板，或先导出再改。"
STRANGE_HEAD = "这个台账没有这一列，请删去，或把标题改成模板里的名称。"
OVERTAKEN = "预览之后，文件里的行已经有人登记过了，整份文件没有导入。请重新上传，看过预览再确认。"
# What looks like somebody's number is not written into a list of mistakes, whichever column it stands in.
_NUMBERS = re.compile(r"\d{11,17}[\dXx]|\d{11}")
_LONGEST_VALUE = 80
_LOCK_SPACE = 0x524547  # "REG"


def may_import(register: Register, wish: Wish) -> bool:
    """Those who keep rows, for a unit of theirs. For whoever has nothing to do with the register it does not exist."""
    if register not in readable_registers(wish.user):
        raise Http404
    units = keeping_units(wish.user, register)
    return bool(units) and (wish.unit is None or wish.unit in units)


def preview_rows(register: Register, wish: Wish, grids: Sequence[Grid]) -> Preview:
    return _Reading(register, wish, Preview()).read(grids)


def apply_rows(register: Register, wish: Wish, path: Path) -> Applied:
    """Write the plan. Raises ValidationError with a sentence when something has changed since the preview."""
    plan = read_plan(register, path)
    _lock(register)
    changes = changes_of(register, plan.rows)
    hers = {unit.pk for unit in keeping_units(wish.user, register)}
    if any(one.unit_id not in hers for one in plan.rows):
        raise ValidationError("您已经不为文件里的单位登记，整份文件没有导入。")
    if newest_row(register) > plan.newest and _entered_meanwhile(register, hers, plan, changes):
        raise ValidationError(OVERTAKEN)
    try:
        write_many(register, changes, by=wish.user)
    except StaleRow as stale:
        raise ValidationError(
            f"预览之后，{stale.current.number} {stale}整份文件没有导入，请重新上传，看过预览再确认。"
        ) from stale
    except WrongRowState as wrong:
        raise ValidationError(f"{wrong}整份文件没有导入。") from wrong
    except RefusedRows as refused:
        place, errors = next(iter(refused.errors.items()))
        where = plan.rows[place]
        sentence = "".join(sentence for sentences in errors.values() for sentence in sentences)
        raise ValidationError(
            f"预览之后情况有变化，第 {where.row} 行：{sentence}整份文件没有导入。"
        ) from refused
    return Applied(
        len(changes), f"已导入 {len(changes)} 行。" if changes else "文件里的行和系统里的一样，没有改动。"
    )


def _entered_meanwhile(register: Register, units: set[int], plan: Plan, changes: Sequence[RowChange]) -> bool:
    """Whether somebody has entered a new row of the plan since it was made."""
    likenesses = []
    for change in changes:
        if change.row_id is None:
            row = register.model(reporting_unit=change.unit)
            put(register, row, change.values)
            likenesses.append(Likeness(row, tuple(change.values)))
    return any(Twins(register, units, newer_than=plan.newest).find(likenesses))


@dataclass(frozen=True)
class _Place:
    sheet: str
    row: int
    letters: dict[str, str]
    cells: dict[str, CellValue]

    def fault(self, name: str, message: str, *, is_personal: bool) -> Fault:
        """At the column the file has for it, else at the first one."""
        column = self.letters.get(name) or min(self.letters.values(), key=lambda one: (len(one), one))
        value = text_of(self.cells.get(name))
        shown = "（个人信息）" if is_personal and value else _NUMBERS.sub("（号码）", value)
        return Fault(self.sheet, self.row, column, shown[:_LONGEST_VALUE], message)


class _Reading:
    def __init__(self, register: Register, wish: Wish, preview: Preview) -> None:
        self._register = register
        self._wish = wish
        self._preview = preview
        self._columns = {column.name: column for column in file_columns(register)}
        self._places: list[_Place] = []

    def read(self, grids: Sequence[Grid]) -> Preview:
        tables = [table for grid in grids if (table := find_table(self._register, grid)) is not None]
        if not tables:
            self._preview.fault(Fault(grids[0].name, 1, "A", "", NO_HEADS))
            return self._preview
        resource = resource_for(self._register)(self._wish.user)
        data = self._dataset(tables)
        result = resource.import_data(data, dry_run=True, use_transactions=False)
        for failed in (*result.base_errors, *(error for row in result.error_rows for error in row.errors)):
            raise failed.error
        for invalid in result.invalid_rows:
            self._faults(self._places[invalid.number - 1], invalid.error.message_dict)
        wrong = {invalid.number - 1 for invalid in result.invalid_rows}
        good = [
            (place, draft)
            for number, (place, draft) in enumerate(zip(self._places, resource.drafts, strict=True))
            if number not in wrong
        ]
        self._settle(resource, good)
        return self._preview

    def _dataset(self, tables: Sequence[Table]) -> Dataset:
        """One row of cells for each row of the file; a column that a worksheet lacks is in none of its rows."""
        names = [name for name in self._columns if all(name in table.places for table in tables)]
        data = Dataset(headers=[SHEET, ROW, *names])
        for table in tables:
            for column, title in table.strange:
                fault = Fault(
                    table.grid.name, table.head, letter(column), title[:_LONGEST_VALUE], STRANGE_HEAD
                )
                self._preview.fault(fault)
            if set(table.places) != set(names):
                self._preview.fault(
                    Fault(
                        table.grid.name, table.head, "A", "", "各工作表的列不一样，请分成几个文件，分别导入。"
                    )
                )
                continue
            letters = {name: letter(table.places[name]) for name in names}
            for row in table.rows:
                cells = {name: row.at(table.places[name]) for name in names}
                self._places.append(_Place(table.grid.name, row.number, letters, cells))
                data.append([table.grid.name, row.number, *cells.values()])
        return data

    def _settle(self, resource: RegisterResource, good: Sequence[tuple[_Place, Draft]]) -> None:
        """Tell equal rows from changed and new ones; the new ones are judged when nothing like them stands."""
        newest = newest_row(self._register)
        new = [(place, draft) for place, draft in good if draft.is_new]
        units = {draft.unit.pk for _, draft in new if draft.unit is not None}
        used = [draft.instance.pk for _, draft in good if not draft.is_new]
        found = Twins(self._register, units, used=used).find(
            [Likeness(draft.instance, _given(draft)) for _, draft in new]
        )
        twins = {id(draft) for (_, draft), twin in zip(new, found, strict=True) if twin is not None}
        plan: list[Planned] = []
        for place, draft in good:
            if id(draft) in twins or not (draft.is_new or draft.is_changed):
                self._preview.same += 1
                continue
            if draft.is_new and (errors := resource.judged(draft)):
                self._faults(place, errors)
                continue
            self._preview.new += draft.is_new
            self._preview.changed += not draft.is_new
            self._show(resource, place, draft)
            plan.append(_planned(place, draft))
        self._preview.plan = Plan(tuple(plan), newest).written()

    def _faults(self, place: _Place, errors: dict[str, list[str]]) -> None:
        for name, sentences in errors.items():
            column = self._columns.get(name)
            self._preview.fault(
                place.fault(name, "".join(sentences), is_personal=column is not None and column.is_personal)
            )

    def _show(self, resource: RegisterResource, place: _Place, draft: Draft) -> None:
        if len(self._preview.changes) >= MOST_CHANGES:
            return
        if draft.is_new:
            label = resource.says(draft.instance, self._register.label)
            self._preview.changes.append(
                self._change(place, draft, NUMBER, f"新登记　{label}", None, f"{draft.instance.state}")
            )
            return
        for name in draft.changed:
            title = self._columns[name].title
            old, new = (resource.says_value(name, value) for value in draft.values_of(name))
            self._preview.changes.append(
                self._change(place, draft, name, f"{draft.instance.number}　{title}", old, new)
            )

    def _change(
        self, place: _Place, draft: Draft, name: str, title: str, old: str | None, new: str | None
    ) -> Change:
        decided = getattr(draft.instance, self._register.decides)
        unit = draft.unit or draft.instance.reporting_unit
        return Change(
            sheet=place.sheet,
            row=place.row,
            column=place.letters.get(name) or "",
            unit=unit.code,
            period=str(Month(decided.year, decided.month)) if decided else "",
            indicator=name,
            name=f"{unit.label}　{title}",
            old=old,
            new=new,
            shown=(old or "空", new or "空"),
        )


def _given(draft: Draft) -> tuple[str, ...]:
    return tuple(name for name, value in draft.given.items() if value not in (None, ""))


def _planned(place: _Place, draft: Draft) -> Planned:
    unit = draft.unit or draft.instance.reporting_unit
    if draft.is_new:
        values = {name: draft.value(name) for name in _given(draft)}
        return Planned(
            place.sheet,
            place.row,
            unit.pk,
            values,
            state=draft.instance.state,
            explanation=draft.explanation,
        )
    return Planned(
        place.sheet,
        place.row,
        unit.pk,
        {name: draft.value(name) for name in draft.changed},
        row_id=draft.instance.pk,
        version=draft.instance.version,
        explanation=draft.explanation,
    )


def _lock(register: Register) -> None:
    """One import of a register at a time: two files with the same rows do not enter them twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK_SPACE, register.code])


def offered_to(user: User) -> list[Register]:
    """The registers whose rows she keeps, asked of the database once for all of them."""
    kinds = set(user.posts.filter(role=Role.CLERK).values_list("unit__kind", flat=True))
    fitting = {
        FilledBy.SECTION: {UnitKind.SECTION},
        FilledBy.TOWNS: {UnitKind.TOWN},
        FilledBy.BOTH: {UnitKind.SECTION, UnitKind.TOWN},
    }
    return [register for register in readable_registers(user) if kinds & fitting[register.filled_by]]
