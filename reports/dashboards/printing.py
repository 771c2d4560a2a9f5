"""Numbers of a table: each in the unit in which people enter it, money in 万元 with two decimals."""

from __future__ import annotations

from decimal import Decimal

from bureau.catalogue.models import Indicator, Target
from bureau.figures.models import Correction
from bureau.quantities import entry_unit, from_base
from bureau.web.templatetags.numbers import NONE, printed

__all__ = ["NONE", "correction", "goal", "in_table", "percentage", "places_of", "points"]

_SIGNS = {Target.Kind.AT_MOST.value: "≤", Target.Kind.NET_GROWTH.value: "+"}


def places_of(indicator: Indicator) -> int:
    if indicator.unit == "元":
        return 2
    return indicator.decimals if indicator.unit == "%" else 0


def in_table(indicator: Indicator, value: Decimal | None) -> str:
    """`10439`, `8468.00` (万元), `2.42`; — for none."""
    if value is None:
        return NONE
    number = from_base(value, unit=entry_unit(indicator.unit), base_unit=indicator.unit)
    return printed(number, places_of(indicator))


def goal(indicator: Indicator, target: Target | None) -> str:
    """`11000`, `≤3.00`, `≥90`: a target as its column shows it."""
    if target is None:
        return NONE
    number = from_base(target.value, unit=entry_unit(indicator.unit), base_unit=indicator.unit)
    sign = _SIGNS.get(
        target.kind, "≥" if indicator.unit == "%" and target.kind == Target.Kind.AT_LEAST else ""
    )
    return f"{sign}{printed(number, None)}"


def correction(one: Correction) -> str:
    """`原 30，更正为 27`, and where a difference was booked instead, in which month."""
    old = "未报" if one.old_value is None else in_table(one.indicator, one.old_value)
    text = f"原 {old}，更正为 {in_table(one.indicator, one.value)}"
    difference = one.difference
    if one.booked_month is None or difference is None:
        return text
    amount = in_table(one.indicator, abs(difference))
    return f"{text}，差额 {'+' if difference > 0 else '−'}{amount} 记入{one.booked_month.label}"


def percentage(rate: Decimal | None) -> str:
    """`94.9%` with all the decimals that the rounding left: 99.99 % is never printed as 100 %."""
    return (
        NONE
        if rate is None
        else f"{printed(rate, None if rate.as_tuple().exponent == 0 else _places(rate))}%"
    )


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def points(ahead: Decimal | None) -> str:
    """`+3.2`, `−1.3`, with the decimals that the number has."""
    if ahead is None:
        return NONE
    text = printed(ahead, _places(ahead))
    return f"+{text}" if ahead > 0 else text
