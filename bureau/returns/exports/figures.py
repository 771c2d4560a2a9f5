"""Figures of units, indicators and months as a list that can be read again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import Http404
from rest_framework import serializers

from bureau.catalogue.models import Indicator
from bureau.figures.models import Figure, Sheet
from bureau.jobs import lists
from bureau.jobs.exports import Params
from bureau.jobs.registry import Run
from bureau.jobs.workbooks import Cell, Column, Page, number_format, render
from bureau.organisation.models import User
from bureau.periods import Month
from bureau.quantities import entry_unit, from_base
from bureau.returns.exports.sheets import MonthField
from bureau.returns.naming import domains
from bureau.returns.progress import units_read_by
from bureau.web.api.errors import invalid

MOST_FIGURES = 400_000
_HEAD = ("单位代码", "填报单位", "指标代码", "指标名称", "计量单位")
_WIDTHS = (12, 16, 30, 34, 10)


class FigureParams(serializers.Serializer[dict[str, object]]):
    """Which figures: of a unit with all below it, an indicator, a domain; of a year or a month."""

    unit = serializers.CharField(required=False, max_length=40)
    indicator = serializers.CharField(required=False, max_length=80)
    domain = serializers.ChoiceField(choices=domains(), required=False)
    year = serializers.IntegerField(min_value=1990, max_value=2099, required=False)
    month = MonthField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:  # Any: the signature is DRF's
        if "year" not in attrs and "month" not in attrs:
            raise serializers.ValidationError({"year": "请选定年度（year）或月份（month）。"})
        return attrs


def may_export_figures(user: User, params: Params) -> bool:
    if "unit" in params and not units_read_by(user).filter(code=params["unit"]).exists():
        raise Http404
    if "indicator" in params and not Indicator.objects.filter(code=params["indicator"]).exists():
        raise Http404
    if _figures(user, params).count() > MOST_FIGURES:
        raise invalid({"unit": [f"超过 {MOST_FIGURES} 个数，请选定单位、领域或指标，分几次导出。"]})
    return True


def write_figures(run: Run, params: Params) -> dict[str, object]:
    run.progress(10, "正在取数")
    months = [params["month"]] if "month" in params else [Month(params["year"], n) for n in range(1, 13)]
    rows = list(_rows(run.owner, params, months))
    run.progress(60, f"正在写 {len(rows)} 行")
    what = months[0].label if len(months) == 1 else f"{months[0].year}年"
    name = f"{what}分月数据"
    if params["format"] == "csv":
        content = lists.render([*_HEAD, *map(str, months)], rows)
    else:
        columns = [
            *(Column(title, width) for title, width in zip(_HEAD, _WIDTHS, strict=True)),
            *(Column(str(month), 11, "right") for month in months),
        ]
        cells = ([_cell(row[4], value) for value in row] for row in rows)
        content = render([Page("数据", columns, cells)], title=name, serial=run.serial)
    run.save_file(f"{name}.{params['format']}", content)
    return {"rows": len(rows)}


def _cell(unit: lists.Value, value: lists.Value) -> Cell:
    if isinstance(value, Decimal):
        return Cell(value, number_format(0, money=unit == "万元") if unit != "%" else "General")
    return Cell(None if value is None else str(value))


def _figures(user: User, params: Params) -> Any:  # Any: rows of values
    found = Figure.objects.filter(sheet__in=Sheet.objects.readable_by(user), value__isnull=False)
    if "unit" in params:
        unit = units_read_by(user).get(code=params["unit"])
        found = found.filter(unit__lineage__contains=[unit.pk])
    if "indicator" in params:
        found = found.filter(indicator__code=params["indicator"])
    if "domain" in params:
        found = found.filter(indicator__domain=params["domain"])
    if "month" in params:
        return found.filter(month=params["month"])
    return found.filter(month__gte=Month(params["year"], 1), month__lte=Month(params["year"], 12))


def _rows(user: User, params: Params, months: list[Month]) -> Iterator[list[lists.Value]]:
    found = (
        _figures(user, params)
        .order_by(
            "unit__order", "unit__code", "indicator__domain", "indicator__order", "indicator__code", "month"
        )
        .values_list(
            "unit__code",
            "unit__name",
            "indicator__code",
            "indicator__name",
            "indicator__unit",
            "month",
            "value",
        )
    )
    for key, cells in groupby(found.iterator(5000), key=lambda row: row[:5]):
        *names, unit = key
        values = {
            month: from_base(value, unit=entry_unit(unit), base_unit=unit) for *_, month, value in cells
        }
        yield [*names, entry_unit(unit), *(values.get(month) for month in months)]
