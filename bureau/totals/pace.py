"""How a figure stands against its target: completion, the share of the year that is gone, and the light.

The rule that bureaus publish: the target reached is 完成; at least the share of the year that is gone is 按进度; up to
ten points behind is 偏慢, more is 滞后. A ceiling is kept, overstepped by at most a twentieth (略超, as serious
as 偏慢) or broken, a level is kept or not. A rate is measured in
points against its target, for no share of it can be due by the middle of a year; nor can a share of a stock.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from bureau.catalogue.models import Aggregate, Indicator, Target
from bureau.periods import Span

Light = Literal["done", "ok", "slow", "late", "within", "near", "over", "kept", "broken", "none", "unknown"]

SLOW_POINTS: Final = 10
NEAR_A_CEILING: Final = Decimal("1.05")
_RISING: Final = frozenset({Target.Kind.AT_LEAST, Target.Kind.NET_GROWTH})


def completion(kind: str, target: Decimal, value: Decimal | None) -> Fraction | None:
    """Per cent of the target reached, exactly; None where a completion says nothing (a ceiling, a target of zero)."""
    if value is None or kind not in _RISING or target <= 0:
        return None
    return Fraction(value) / Fraction(target) * 100


def due(indicator: Indicator, kind: str, target: Decimal, span: Span) -> Fraction | None:
    """Per cent of the target that is due by the end of the span; None where nothing falls due by and by."""
    if indicator.aggregate != Aggregate.SUM or indicator.unit == "%" or kind not in _RISING or target <= 0:
        return None
    return span.pace * 100


def under_ceiling(value: Decimal, ceiling: Decimal) -> Literal["within", "near", "over"]:
    """Whether a ceiling is kept, overstepped by at most a twentieth, or broken."""
    if value <= ceiling:
        return "within"
    return "near" if value <= ceiling * NEAR_A_CEILING else "over"


def light(indicator: Indicator, kind: str, target: Decimal, value: Decimal | None, span: Span) -> Light:
    """`value` is the year to date at the end of the span, in the base unit as the target is."""
    if value is None:
        return "unknown"
    if kind == Target.Kind.AT_MOST:
        return under_ceiling(value, target)
    if kind == Target.Kind.KEEP:
        return "kept" if value == target else "broken"
    if indicator.is_derived or indicator.unit == "%":
        return "ok" if value >= target else "slow" if target - value <= SLOW_POINTS else "late"
    reached = completion(kind, target, value)
    if reached is None:
        return "done" if value >= target else "late"
    if reached >= 100:
        return "done"
    wanted = due(indicator, kind, target, span)
    behind = (Fraction(100) if wanted is None else wanted) - reached
    return "ok" if behind <= 0 else "slow" if behind <= SLOW_POINTS else "late"
