"""The monthly sheet as a file: the paper table, to be printed, or filled in a spreadsheet and read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404
from rest_framework import serializers

from bureau.figures.models import Sheet, SheetState
from bureau.jobs import lists
from bureau.jobs.exports import Params
from bureau.jobs.registry import Run
from bureau.jobs.workbooks import Cell, Column, Page, number_format, render
from bureau.organisation.models import User
from bureau.periods import Month, PeriodError
from bureau.quantities import from_base, round_half_up
from bureau.returns.lines import CellState, Line
from bureau.returns.naming import domain_title, domains, form_number, form_title, in_form_order, span_label
from bureau.returns.progress import units_read_by
from bureau.returns.reading import in_groups, read_lines
from bureau.web.api.errors import invalid

MOST_SHEETS = 200
_NUMERALS = "一二三四五六七八九十"
_COLUMNS = (
    Column("序号", 5, "center"),
    Column("指标名称", 34),
    Column("单位", 8, "center"),
    Column("本月数", 14, "right"),
    Column("上月", 12, "right"),
    Column("去年同月", 12, "right"),
    Column("本年累计", 12, "right"),
    Column("全年目标", 12, "right"),
    Column("备注", 16),
    Column("说明", 16),
    *(
        Column(title, 8, hidden=True)
        for title in ("代码", "版本", "原值", "原备注", "原说明", "单位代码", "月份")
    ),
)
_CSV_HEAD = (
    *("单位代码", "填报单位", "月份", "领域", "指标代码", "指标名称", "计量单位", "本月数"),
    *("上月", "去年同月", "本年累计", "全年目标", "备注", "说明", "版本"),
)


class MonthField(serializers.CharField):
    """2026-10 as a Month."""

    def to_internal_value(self, data: Any) -> Any:  # Any: the signatures are DRF's
        try:
            return Month.parse(super().to_internal_value(data))
        except PeriodError as error:
            raise serializers.ValidationError(str(error)) from error


class SheetParams(serializers.Serializer[dict[str, object]]):
    """The filters of the list of sheets."""

    unit = serializers.CharField(required=False, max_length=40)
    month = MonthField(required=False)
    domain = serializers.ChoiceField(choices=domains(), required=False)
    state = serializers.ChoiceField(choices=SheetState.choices, required=False)


def may_export_sheets(user: User, params: Params) -> bool:
    """Whoever reads a sheet may take it home; one that is not there at all is not found."""
    _check_unit(user, params)
    count = _sheets(user, params)[: MOST_SHEETS + 1].count()
    if not count:
        raise Http404
    if count > MOST_SHEETS:
        raise invalid({"unit": [f"超过 {MOST_SHEETS} 张表，请选定单位、月份或领域再导出。"]})
    return True


def write_sheets(run: Run, params: Params) -> dict[str, object]:
    sheets = list(_sheets(run.owner, params))
    tables = []
    for place, sheet in enumerate(sheets):
        run.progress(90 * place // len(sheets), f"{sheet.unit.label}　{form_title(sheet.domain)}")
        tables.append(_Table(sheet, read_lines(sheet)))
    name = _name(sheets)
    if params["format"] == "csv":
        content = lists.render(_CSV_HEAD, (row for table in tables for row in table.csv_rows()))
    else:
        several = len({sheet.unit_id for sheet in sheets}) > 1 or len({s.month for s in sheets}) > 1
        content = render((table.page(several) for table in tables), title=name, serial=run.serial)
    run.save_file(f"{name}.{params['format']}", content)
    return {"rows": sum(len(table.lines) for table in tables), "sheets": len(sheets)}


def _check_unit(user: User, params: Params) -> None:
    if "unit" in params and not units_read_by(user).filter(code=params["unit"]).exists():
        raise Http404


def _sheets(user: User, params: Params) -> Any:  # Any: a query set with the ordering of the forms
    names = {"unit": "unit__code", "month": "month", "domain": "domain", "state": "state"}
    chosen = {lookup: params[name] for name, lookup in names.items() if name in params}
    return (
        Sheet.objects.readable_by(user)
        .filter(**chosen)
        .select_related("unit", "submitted_by", "approved_by")
        .order_by("month", "unit__order", "unit__code", in_form_order())
    )


def _name(sheets: Sequence[Sheet]) -> str:
    units, months = {sheet.unit.name for sheet in sheets}, {sheet.month for sheet in sheets}
    unit = next(iter(units)) if len(units) == 1 else f"{len(units)}个单位"
    month = min(months).label if len(months) == 1 else f"{min(months).label}至{max(months).label}"
    title = form_title(sheets[0].domain) if len(sheets) == 1 else "月报表"
    return f"{unit}{month}{title}"


@dataclass(frozen=True)
class _Table:
    """One sheet with its lines, as rows of a workbook or of a list."""

    sheet: Sheet
    lines: Sequence[Line]

    def page(self, several: bool) -> Page:
        sheet, title = self.sheet, domain_title(self.sheet.domain)
        who = sheet.submitted_by.full_name if sheet.submitted_by else "　　　　　"
        reviewed = sheet.approved_by.full_name if sheet.approved_by else "　　　　　"
        return Page(
            name=f"{sheet.unit.label}{sheet.month}{title}" if several else title,
            columns=_COLUMNS,
            rows=self._rows(),
            title=form_title(sheet.domain),
            line=(
                f"填报单位：{sheet.unit.name}　　{sheet.month.label}（{span_label(sheet.month)}）　　"
                f"人社{form_number(sheet.domain)}　　状态：{SheetState(sheet.state).label}"
            ),
            foot=[
                f"单位负责人：　　　　　　　审核人：{reviewed}　　　填表人：{who}　　　报出日期：　　年　月　日"
            ],
            is_form=True,
            mark="演示数据" if sheet.unit.is_demonstration else "",
        )

    def _rows(self) -> Iterator[list[Cell]]:
        for number, group in enumerate(in_groups(self.lines)):
            head = f"{_NUMERALS[number] if number < 10 else number + 1}、{group.title}"
            yield [Cell(None), Cell(head, is_head=True), *[Cell(None)] * (len(_COLUMNS) - 2)]
            for line in group.lines:
                yield self._row(line)

    def _row(self, line: Line) -> list[Cell]:
        prefix = "其中：" if line.is_first_child else ""
        applies = line.state is not CellState.NOT_APPLICABLE
        shape = number_format(line.decimals if line.unit == "%" else 0, money=line.unit == "元")

        def amount(value: Decimal | None, *, is_open: bool = False) -> Cell:
            return Cell(_shown(line, value), shape, is_open=is_open, is_grey=not applies)

        return [
            Cell(line.number_text),
            Cell(prefix + line.name, indent=min(line.depth, 3)),
            Cell(line.entry_unit),
            amount(line.value, is_open=line.is_open),
            amount(line.previous),
            amount(line.last_year),
            amount(line.year_to_date),
            amount(line.target.value if line.target else None),
            Cell(line.note, is_open=line.is_open),
            Cell(line.explanation, is_open=line.is_open),
            Cell(line.code),
            Cell(str(line.version)),
            Cell(_text(line)),
            Cell(line.note),
            Cell(line.explanation),
            Cell(self.sheet.unit.code),
            Cell(str(self.sheet.month)),
        ]

    def csv_rows(self) -> Iterable[list[lists.Value]]:
        for line in self.lines:
            yield [
                self.sheet.unit.code,
                self.sheet.unit.name,
                str(self.sheet.month),
                self.sheet.domain,
                line.code,
                line.name,
                line.entry_unit,
                *(_shown(line, value) for value in (line.value, line.previous, line.last_year)),
                _shown(line, line.year_to_date),
                _shown(line, line.target.value if line.target else None),
                line.note,
                line.explanation,
                line.version,
            ]


def _shown(line: Line, value: Decimal | None) -> Decimal | None:
    """A value in the unit of entry: exact, but for what was computed, which is rounded as the page rounds it."""
    if value is None:
        return None
    if line.is_derived or line.unit == "%":
        return round_half_up(value, line.decimals)
    return from_base(value, unit=line.entry_unit, base_unit=line.unit)


def _text(line: Line) -> str:
    value = _shown(line, line.value)
    return "" if value is None else f"{value:f}"
