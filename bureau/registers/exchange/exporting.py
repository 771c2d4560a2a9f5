"""A register as a workbook or a list: the rows one reads, as filtered; personal data as masks unless it is asked for.

In clear it goes out only to those who keep or review the rows, with a reason, and a line in the trail stands first.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import BooleanField, Case, Value, When
from django.http import Http404
from django.utils import timezone
from rest_framework import serializers

from bureau.audit.recording import record
from bureau.jobs import lists
from bureau.jobs.exports import Params
from bureau.jobs.run import Run
from bureau.jobs.workbooks import Cell, Column, Page, render
from bureau.organisation.access import has_role
from bureau.organisation.models import Role, User
from bureau.registers.access import readable_registers
from bureau.registers.declarations import Register
from bureau.registers.exchange.columns import (
    EXPLANATION,
    NUMBER,
    UNIT,
    VERSION,
    FileColumn,
    file_columns,
)
from bureau.registers.exchange.fields import FieldType
from bureau.registers.exchange.filters import Rows, filter_names, narrowed
from bureau.registers.exchange.resource import RegisterResource, resource_for
from bureau.registers.exchange.template import template_pages
from bureau.registers.personal import Sealed
from bureau.registers.rows import Row
from bureau.registers.unmasking import UNMASK, may_unmask, why_no_reason
from bureau.web.api.errors import invalid

MOST_ROWS: Final = 200_000
_AT_ONCE: Final = 2_000
_OTHERS: Final = frozenset({"columns", "clear", "reason", "template", "format"})

Out = str | Decimal | datetime.date | None


def params_for(register: Register) -> type[serializers.Serializer[Any]]:  # Any: validated by name
    """The filters of the list, which columns, and whether in clear and why; or the empty template."""
    filters = {name: serializers.CharField(required=False, max_length=200) for name in filter_names(register)}
    others = {
        "columns": serializers.CharField(required=False, max_length=2000),
        "clear": serializers.BooleanField(required=False, default=False),
        "reason": serializers.CharField(required=False, max_length=400),
        "template": serializers.BooleanField(required=False, default=False),
    }
    made: type[serializers.Serializer[Any]] = type(
        f"{register.model.__name__}Params", (serializers.Serializer,), {**filters, **others}
    )
    return made


def may_export(register: Register, user: User, params: Params) -> bool:
    """Whoever reads the register. In clear only with a reason, and never for a leader."""
    if register not in readable_registers(user):
        raise Http404
    _columns(register, params)
    if params["template"]:
        return True
    if params["clear"]:
        if sentence := why_no_reason(params.get("reason", "")):
            raise invalid({"reason": [sentence]})
        if has_role(user, Role.LEADER) or not has_role(user, Role.CLERK, Role.REVIEWER):
            return False
    if _rows(register, user, params)[: MOST_ROWS + 1].count() > MOST_ROWS:
        raise invalid({"": [f"超过 {MOST_ROWS} 行，请按单位或日期筛选，分几次导出。"]})
    return True


def write_export(register: Register, run: Run, params: Params) -> dict[str, object]:
    if params["template"]:
        run.save_file(
            f"{register.title}导入模板.xlsx",
            render(template_pages(register), title=register.title, serial=run.serial),
        )
        return {"rows": 0}
    run.progress(10, "正在取数")
    columns = _columns(register, params)
    rows = _rows(register, run.owner, params)
    number = rows.count()
    if params["clear"]:
        _tell(register, run, columns, number, params)
    run.progress(30, f"正在写 {number} 行")
    written = _Written(register, run, columns, rows, clear=params["clear"])
    if params["format"] == "csv":
        content = lists.render(
            [column.title for column in columns], ([_listed(out) for out in row] for row in written)
        )
    else:
        content = render(
            [_page(register, run, columns, written, number)], title=register.title, serial=run.serial
        )
    run.save_file(f"{register.title}.{params['format']}", content)
    return {"rows": written.number, "clear": params["clear"]}


def _tell(register: Register, run: Run, columns: Sequence[FileColumn], number: int, params: Params) -> None:
    """The line in the trail, committed before a single value is opened."""
    with transaction.atomic():
        record(
            UNMASK,
            register.table,
            "",
            actor=run.owner.username,
            new={
                "register": register.code,
                "rows": number,
                "serial": run.serial,
                "fields": [column.name for column in columns if column.is_personal],
            },
            detail=f"导出{register.title}　编号 {run.serial}　{params['reason'].strip()}",
        )


class _Written:
    """The rows of the file, one after the other; `number` is how many there were."""

    def __init__(
        self, register: Register, run: Run, columns: Sequence[FileColumn], rows: Rows, *, clear: bool
    ) -> None:
        self._resource: RegisterResource = resource_for(register)()
        self._columns = columns
        related = [one.name for one in columns if one.field is not None and one.field.refers_to]
        rows = rows.select_related(UNIT, *related)
        if clear:
            shows = When(may_unmask(run.owner, register), then=Value(True))
            rows = rows.annotate(is_hers=Case(shows, default=Value(False), output_field=BooleanField()))
        self._rows, self._clear, self._run = rows, clear, run
        self.number = 0

    def __iter__(self) -> Iterator[list[Out]]:
        for row in self._rows.iterator(_AT_ONCE):
            if self.number % _AT_ONCE == 0:
                self._run.check()
            self.number += 1
            yield [self._out(column, row) for column in self._columns]

    def _out(self, column: FileColumn, row: Row) -> Out:
        value = getattr(row, column.name)
        if column.field is None:
            return _own(column.name, value)
        if self._clear and isinstance(value, Sealed) and getattr(row, "is_hers", False):
            return value.reveal()
        out: Out = self._resource.fields[column.name].widget.render(value)
        return out


def _own(name: str, value: Any) -> Out:  # Any: what every row has
    if name == UNIT:
        return str(value.label)
    return Decimal(value) if name == VERSION else (str(value) or None)


def _rows(register: Register, user: User, params: Params) -> Rows:
    wanted = {name: str(value) for name, value in params.items() if name not in _OTHERS and value is not None}
    return narrowed(register, user, wanted).order_by(register.decides, "pk")


def _columns(register: Register, params: Params) -> list[FileColumn]:
    """Those that were asked for, in the order of the ledger; the number is always among them."""
    known = file_columns(register)
    wanted = [name.strip() for name in str(params.get("columns") or "").split(",") if name.strip()]
    if foreign := sorted(set(wanted) - {column.name for column in known}):
        raise invalid({"columns": [f"没有“{foreign[0][:40]}”这一列，请对照 schema/。"]})
    return [column for column in known if not wanted or column.name in {NUMBER, VERSION, *wanted}]


def _page(
    register: Register, run: Run, columns: Sequence[FileColumn], written: _Written, number: int
) -> Page:
    heads = [
        Column(
            column.title,
            {NUMBER: 14.0, UNIT: 12.0, EXPLANATION: 24.0}.get(column.name, column.width),
            "right" if column.is_number else "left",
            hidden=column.name == VERSION,
        )
        for column in columns
    ]
    now = timezone.localtime()
    line = f"导出人：{run.owner.full_name}　{now:%Y-%m-%d %H:%M}　{number} 行　编号 {run.serial}"
    cells = ([_cell(column, out) for column, out in zip(columns, row, strict=True)] for row in written)
    return Page(register.title, heads, cells, title=register.title, line=line)


def _cell(column: FileColumn, out: Out) -> Cell:
    if isinstance(out, Decimal) and column.field is not None and column.field.kind is FieldType.DECIMAL:
        return Cell(out, f"0.{'0' * column.field.decimals}" if column.field.decimals else "0")
    return Cell(out, "0" if isinstance(out, Decimal) else "General")


def _listed(out: Out) -> lists.Value:
    return out.isoformat() if isinstance(out, datetime.date) else out
