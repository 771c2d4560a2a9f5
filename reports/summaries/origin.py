"""这个数从哪来: what a printed number is made of, read again from the totals so that it can be added up by hand."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from bureau import quantities
from bureau.catalogue.models import Indicator, Target
from bureau.figures.corrected import corrections_under
from bureau.figures.models import Correction
from bureau.organisation.models import Unit
from bureau.periods import Month, Span
from bureau.totals.reading import Page, amounts


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number with its name, printed as tables print it; `missing` where nothing was reported."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from: the figure, its target, its months, the units below, the two sides of a rate."""

    indicator: Indicator
    unit: Unit
    year: int
    period: str
    value: str
    provisional: str
    reported: int
    expected: int
    computed_at: datetime.datetime | None
    how: str
    target: Target | None
    target_text: str
    months: tuple[Share, ...]
    units: tuple[Share, ...]
    sides: tuple[Share, ...]
    corrections: tuple[Correction, ...] = ()


_HOW = {
    "sum": "各月相加",
    "last": "各单位取最近一次填报数，再相加",
    "ratio": "分子除以分母",
    "maximum": "取最大值",
}
NOT_REPORTED = "未填报"


def origin_of(unit: Unit, indicator: Indicator, year: int, span: Span, *, provisional: bool) -> Origin:
    """Everything behind one figure of a unit's year; two statements on the totals."""
    months = [Span("m", slot) for slot in span.slots]
    children = list(unit.children.order_by("kind", "code"))
    keys = [unit.pk, *(child.pk for child in children)]
    pages = amounts(keys, [indicator.pk], year, [span, *months], sides=True)
    page = pages[unit.pk, indicator.pk]

    def printed(found: Page, place: Span) -> str:
        return _text(_amount(found, place, provisional=provisional), indicator)

    window = indicator.window
    target = Target.objects.current().of_year(year).filter(unit=unit, indicator=indicator).first()
    below = [(child, pages[child.pk, indicator.pk]) for child in children]
    return Origin(
        indicator=indicator,
        unit=unit,
        year=year,
        period=window.range_label(window.period_at(year, span), with_year=True),
        value=printed(page, span),
        provisional=_text(page.provisional(span), indicator),
        reported=page.reported(span),
        expected=page.expected(span),
        computed_at=page.computed_at,
        how=_HOW[indicator.aggregate],
        target=target,
        target_text="" if target is None else _text(target.value, indicator),
        months=tuple(
            Share(window.month_at(year, month.index).short_label, printed(page, month))
            for month in months
            if _amount(page, month, provisional=provisional) is not None
        ),
        units=tuple(
            Share(child.label, printed(found, span))
            for child, found in below
            if _amount(found, span, provisional=provisional) is not None
        ),
        sides=tuple(_sides(page, indicator, span, provisional=provisional)),
        corrections=tuple(
            _corrections(unit, indicator, [window.month_at(year, slot) for slot in span.slots])
        ),
    )


def _corrections(unit: Unit, indicator: Indicator, months: list[Month]) -> list[Correction]:
    """Those that count in the number: of the indicator or, of a rate, of its parts."""
    counted = [indicator.pk, *indicator.rate_parts.values_list("part", flat=True)]
    return [
        one for one in corrections_under(unit, counted, months) if (one.booked_month or one.month) in months
    ]


def _sides(page: Page, indicator: Indicator, span: Span, *, provisional: bool) -> list[Share]:
    if page.numerator is None or page.denominator is None:
        return []
    part = indicator.rate_parts.select_related("part").first()
    return [
        Share(name, _text(_amount(side, span, provisional=provisional), part.part if part else indicator))
        for name, side in (("分子", page.numerator), ("分母", page.denominator))
    ]


def _amount(page: Page, span: Span, *, provisional: bool) -> Decimal | None:
    return page.provisional(span) if provisional else page.approved(span)


def _text(value: Decimal | None, indicator: Indicator) -> str:
    if value is None:
        return NOT_REPORTED
    unit = "万元" if indicator.unit == "元" else indicator.unit
    return quantities.in_unit(value, unit=unit, base_unit=indicator.unit, decimals=indicator.decimals)
