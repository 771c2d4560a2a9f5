"""Totals as a list: a unit with all below it, by indicator and period."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.http import Http404
from rest_framework import serializers

from bureau.catalogue.models import Indicator
from bureau.jobs import lists
from bureau.jobs.exports import Params
from bureau.jobs.registry import Run
from bureau.jobs.workbooks import Cell, Column, Page, number_format, render
from bureau.organisation.models import Unit, User
from bureau.periods import (
    HALF_YEAR_SPANS,
    MONTH_SPANS,
    QUARTER_SPANS,
    YEAR_SPAN,
    YEAR_TO_DATE_SPANS,
    Span,
)
from bureau.quantities import entry_unit, from_base, round_half_up
from bureau.returns.exports.sheets import MonthField
from bureau.returns.naming import domains
from bureau.returns.progress import units_read_by
from bureau.totals.reading import Page as Totals
from bureau.totals.reading import amounts

_SPANS = {
    "month": MONTH_SPANS,
    "quarter": QUARTER_SPANS,
    "half": HALF_YEAR_SPANS,
    "year": (YEAR_SPAN,),
    "ytd": YEAR_TO_DATE_SPANS,
}
_COLUMNS = (
    Column("单位代码", 12),
    Column("单位", 16),
    Column("指标代码", 30),
    Column("指标名称", 34),
    Column("计量单位", 9, "center"),
    Column("统计期", 10, "center"),
    Column("审定数", 14, "right"),
    Column("含未审数", 14, "right"),
    Column("已报", 7, "right"),
    Column("应报", 7, "right"),
)


class TotalParams(serializers.Serializer[dict[str, object]]):
    """The filters of the totals."""

    unit = serializers.CharField(max_length=40)
    year = serializers.IntegerField(min_value=1991, max_value=2099, required=False)
    month = MonthField(required=False)
    indicator = serializers.CharField(required=False, max_length=80)
    domain = serializers.ChoiceField(choices=domains(), required=False)
    grain = serializers.ChoiceField(choices=list(_SPANS), default="month")
    children = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if "year" not in attrs and "month" not in attrs:
            raise serializers.ValidationError({"year": "请选定年度（year）或月份（month）。"})
        return attrs


def may_export_totals(user: User, params: Params) -> bool:
    if not units_read_by(user).filter(code=params["unit"]).exists():
        raise Http404
    if "indicator" in params and not Indicator.objects.in_force().filter(code=params["indicator"]).exists():
        raise Http404
    return True


def write_totals(run: Run, params: Params) -> dict[str, object]:
    unit = units_read_by(run.owner).get(code=params["unit"])
    units = [unit]
    if params["children"]:
        units += units_read_by(run.owner).filter(parent=unit).order_by("order", "code")
    run.progress(10, "正在取数")
    rows = list(_rows(units, params))
    when = params["month"].label if "month" in params else f"{params['year']}年"
    name = f"{unit.name}{when}汇总表"
    run.progress(60, f"正在写 {len(rows)} 行")
    if params["format"] == "csv":
        content = lists.render([column.title for column in _COLUMNS], rows)
    else:
        page = Page("汇总", _COLUMNS, ([_cell(row[4], value) for value in row] for row in rows), title=name)
        content = render([page], title=name, serial=run.serial)
    run.save_file(f"{name}.{params['format']}", content)
    return {"rows": len(rows)}


def _rows(units: list[Unit], params: Params) -> Iterator[list[lists.Value]]:
    indicators = Indicator.objects.in_force().order_by("domain", "order", "code")
    if "indicator" in params:
        indicators = indicators.filter(code=params["indicator"])
    if "domain" in params:
        indicators = indicators.filter(domain=params["domain"])
    by_year: dict[int, list[Indicator]] = {}
    for indicator in indicators:
        year = indicator.window.year_of(params["month"]) if "month" in params else params["year"]
        by_year.setdefault(year, []).append(indicator)
    spans = _SPANS[params["grain"]]
    for year, some in sorted(by_year.items()):
        pages = amounts([unit.pk for unit in units], [one.pk for one in some], year, spans)
        for unit in units:
            for indicator in some:
                for span in spans:
                    if _wanted(indicator, span, params):
                        yield _row(unit, indicator, year, span, pages[unit.pk, indicator.pk])


def _wanted(indicator: Indicator, span: Span, params: Params) -> bool:
    """With a month, the period that contains it; year to date up to it."""
    if "month" not in params:
        return True
    slot = indicator.window.slot_of(params["month"])
    return span.index == slot if span.letter == "t" and params["grain"] == "ytd" else slot in span.slots


def _row(unit: Unit, indicator: Indicator, year: int, span: Span, page: Totals) -> list[lists.Value]:
    return [
        unit.code,
        unit.name,
        indicator.code,
        indicator.name,
        entry_unit(indicator.unit),
        _period(indicator, year, span),
        _shown(indicator, page.approved(span)),
        _shown(indicator, page.provisional(span)),
        page.reported(span),
        page.expected(span),
    ]


def _period(indicator: Indicator, year: int, span: Span) -> str:
    match span.letter:
        case "q":
            return f"{year}-Q{span.index}"
        case "h":
            return f"{year}-H{span.index}"
        case "t" if span == YEAR_SPAN:
            return str(year)
    month = indicator.window.months_of(year)[span.index - 1]
    return f"至{month}" if span.letter == "t" else str(month)


def _shown(indicator: Indicator, value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    if indicator.unit == "%":
        return round_half_up(value, indicator.decimals)
    return from_base(value, unit=entry_unit(indicator.unit), base_unit=indicator.unit)


def _cell(unit: lists.Value, value: lists.Value) -> Cell:
    match value:
        case Decimal():
            return Cell(value, "General" if unit == "%" else number_format(0, money=unit == "万元"))
        case int():
            return Cell(Decimal(value), "0")
    return Cell(value)
