"""本局自设指标: indicators that a bureau adds for itself, without touching code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bureau.catalogue import declarations
from bureau.catalogue.checks import LOCAL_PREFIX, MOST_DECIMALS
from bureau.catalogue.declarations import DECLARED, Group, IndicatorSet, Kind, terms_of
from bureau.catalogue.models import Indicator, IndicatorAlias
from bureau.catalogue.names import plain_text
from bureau.catalogue.ordering import number_rows
from bureau.catalogue.recording import record_definition, record_parts, values_of
from bureau.catalogue.units import BASE_UNITS, may_show, may_stand_beneath
from bureau.periods import Month, PeriodError, StatisticalWindow

_OWN_CODE = re.compile(rf"^[a-z][a-z_]*\.{LOCAL_PREFIX}[a-z0-9_]+$")
_LONGEST: Final = 80

Complaint = tuple[str, str]  # the field, and the sentence that says what to do


def add_local_indicator(indicator: declarations.Indicator, *, group_key: str) -> Indicator:
    """Add a bureau's own indicator at the end of a group of its domain, or right after its parent.

    Raises ValidationError with every mistake at once, by field of the declaration.
    """
    indicator_set, group = _place(indicator, group_key)
    with transaction.atomic():
        stored = {row.code: row for row in Indicator.objects.all()}
        complaints: defaultdict[str, list[str]] = defaultdict(list)
        for field, sentence in _complaints(indicator, group, stored):
            complaints[field].append(sentence)
        if complaints:
            raise ValidationError(complaints)
        row = Indicator(code=indicator.code, is_local=True)
        for column, value in values_of(indicator, group).items():
            setattr(row, column, value)
        row.parent = stored[indicator.parent] if indicator.parent else None
        row.save()
        IndicatorAlias.objects.bulk_create(
            IndicatorAlias(indicator=row, name=name) for name in indicator.aliases
        )
        record_parts(row, indicator, {code: other.pk for code, other in stored.items()})
        record_definition(
            row,
            None,
            text=indicator.definition,
            legal_basis=indicator.legal_basis,
            month=Month.of(timezone.localdate()),
        )
        number_rows(indicator_set)
        row.refresh_from_db()
    return row


def _place(indicator: declarations.Indicator, group_key: str) -> tuple[IndicatorSet, Group]:
    indicator_set = DECLARED.get(indicator.domain)
    if indicator_set is None or not _OWN_CODE.match(indicator.code):
        raise ValidationError(
            {
                "code": f"代码“{indicator.code}”不可用：请写成“领域.{LOCAL_PREFIX}名称”，"
                f"领域为 {'、'.join(sorted(DECLARED))} 之一，名称用小写英文字母、数字和下划线。"
            }
        )
    for group in indicator_set.groups:
        if group.key == group_key:
            return indicator_set, group
    raise ValidationError(
        {
            "group": f"{indicator_set.title}没有分组“{group_key}”，请从以下分组中选择："
            + "、".join(f"{group.key}（{group.title}）" for group in indicator_set.groups)
        }
    )


def _complaints(
    indicator: declarations.Indicator, group: Group, stored: Mapping[str, Indicator]
) -> Iterator[Complaint]:
    if indicator.code in stored:
        yield "code", f"代码“{indicator.code}”已有指标使用，请换一个。"
    yield from _name_complaints(indicator, stored)
    if indicator.unit not in BASE_UNITS:
        yield "unit", f"没有计量单位“{indicator.unit}”，可用：{'、'.join(sorted(BASE_UNITS))}。"
    elif indicator.display_unit and not may_show(indicator.display_unit, indicator.unit):
        yield "display_unit", f"显示单位“{indicator.display_unit}”不能由“{indicator.unit}”换算，请改正。"
    if not 0 <= indicator.decimals <= MOST_DECIMALS:
        yield "decimals", f"显示小数位请填 0 到 {MOST_DECIMALS}。"
    try:
        StatisticalWindow(indicator.cutoff_day, indicator.year_start_month)
    except PeriodError as error:
        yield "cutoff_day", str(error)
    yield from _rate_complaints(indicator, stored)
    yield from _parent_complaints(indicator, group, stored)


def _name_complaints(
    indicator: declarations.Indicator, stored: Mapping[str, Indicator]
) -> Iterator[Complaint]:
    owners = {plain_text(row.name): row.name for row in stored.values()}
    for alias in IndicatorAlias.objects.select_related("indicator"):
        owners.setdefault(plain_text(alias.name), alias.indicator.name)
    for field, names in (("name", (indicator.name,)), ("aliases", indicator.aliases)):
        for name in names:
            key = plain_text(name)
            if not key:
                yield field, "名称和别名不能为空，请填写。"
            elif len(name) > _LONGEST:
                yield field, f"“{name[:10]}…”超过 {_LONGEST} 个字，请缩短。"
            elif key in owners:
                yield field, f"“{name}”已用于指标“{owners[key]}”，请换一个名称。"
            owners.setdefault(key, indicator.name)


def _rate_complaints(
    indicator: declarations.Indicator, stored: Mapping[str, Indicator]
) -> Iterator[Complaint]:
    sides = {"numerator": indicator.numerator, "denominator": indicator.denominator}
    if indicator.kind is not Kind.RATE:
        if any(sides.values()) or indicator.maximum:
            yield "kind", "只有比率才有分子、分母或取最大值，请把类型改为比率，或去掉分子分母。"
        return
    if indicator.maximum:
        if any(sides.values()):
            yield "numerator", "取最大值的指标没有分子分母，请去掉。"
        return
    if indicator.unit != "%":
        yield "unit", "比率的单位是 %，请改正。"
    for field, formula in sides.items():
        yield from _formula_complaints(field, formula, stored)


def _formula_complaints(field: str, formula: str, stored: Mapping[str, Indicator]) -> Iterator[Complaint]:
    if not formula:
        yield field, "比率须写明分子和分母，请填写指标代码。"
        return
    try:
        codes = [term.code for term in terms_of(formula)]
    except ValueError:
        yield field, f"“{formula}”不是指标代码的和或差，请写成“代码+代码”或“代码-代码”。"
        return
    for code in codes:
        if code not in stored:
            yield field, f"没有代码为“{code}”的指标，请核对。"
        elif stored[code].kind == Kind.RATE.value:
            yield field, f"“{stored[code].name}”本身是比率，不能再作分子或分母。"
    if len({stored[code].unit for code in codes if code in stored}) > 1:
        yield field, "相加减的指标单位不同，请改正。"
    if len(set(codes)) < len(codes):
        yield field, "同一指标写了两次，请去掉一个。"


def _parent_complaints(
    indicator: declarations.Indicator, group: Group, stored: Mapping[str, Indicator]
) -> Iterator[Complaint]:
    if not indicator.parent:
        if indicator.exhaustive is not None:
            yield "exhaustive", "没有上级指标，就没有“其中”，请先选择上级指标。"
        return
    parent = stored.get(indicator.parent)
    if parent is None:
        yield "parent", f"没有代码为“{indicator.parent}”的指标，请核对。"
        return
    if indicator.exhaustive is not False:
        yield "exhaustive", "自设指标只能作上级指标的“其中”项，不能改变其合计。"
    if (parent.domain, parent.group_key) != (indicator.domain, group.key):
        yield "parent", f"上级指标“{parent.name}”在分组“{parent.group}”，请选同一分组。"
    if not may_stand_beneath(indicator.unit, parent.unit):
        yield "parent", f"上级指标“{parent.name}”的单位是{parent.unit}，与{indicator.unit}不同，请改正。"
