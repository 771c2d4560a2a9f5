"""How a figure stands against its target: completion, pace, points ahead, and the light with its word.

The rule that bureaus publish: the target reached is 完成; at least the share of the year that is gone is 按进度; up to
ten points behind is 偏慢, more is 滞后. A ceiling is kept, overstepped by at most a twentieth (略超, as serious
as 偏慢) or broken, a level is kept or not. A rate is measured in
points against its target, for no share of it can be due by the middle of a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bureau.catalogue.models import Aggregate, Indicator, Target
from bureau.quantities import round_half_up
from bureau.totals.pace import Light, under_ceiling
from reports.wording import completion_rate
from reports.wording.phrases import points_between

SLOW_POINTS: Final = 10
BEHIND: Final = frozenset({"slow", "near", "late", "over", "broken"})
RED: Final = frozenset({"late", "over", "broken"})


@dataclass(frozen=True)
class Standing:
    """`rate` and `pace` in per cent of the target (None where they say nothing), `ahead` in points as printed.

    `share` is what a bar draws: completion, or for a ceiling the part of it that is used.
    """

    light: Light
    rate: Decimal | None = None
    pace: Decimal | None = None
    ahead: Decimal | None = None
    share: Decimal | None = None
    word: str = ""

    @property
    def is_late(self) -> bool:
        return self.light in RED

    @property
    def is_behind(self) -> bool:
        return self.light in BEHIND


def pace_of(slot: int) -> Decimal:
    """序时进度 in per cent: months gone of twelve, whatever the cut-off day."""
    return round_half_up(Fraction(slot * 100, 12), 1)


def standing(indicator: Indicator, target: Target | None, value: Decimal | None, slot: int) -> Standing:
    """`slot` months of the year are counted in `value`; both amounts in the base unit."""
    if target is None:
        return Standing("none")
    if value is None:
        return Standing("unknown", pace=pace_of(slot) if _has_pace(indicator, target) else None)
    match target.kind:
        case Target.Kind.AT_MOST:
            light: Light = under_ceiling(value, target.value)
            return Standing(light, ahead=_gap(indicator, target, value), share=_share(value, target.value))
        case Target.Kind.KEEP:
            return Standing("kept" if value == target.value else "broken", share=_share(value, target.value))
    if indicator.is_derived or indicator.unit == "%":
        return _standing_of_rate(indicator, target, value)
    return _standing_of_amount(indicator, target, value, slot)


def _standing_of_rate(indicator: Indicator, target: Target, value: Decimal) -> Standing:
    share = _share(value, target.value)
    ahead = _gap(indicator, target, value)
    if value >= target.value:
        return Standing("ok", ahead=ahead, share=share, word="达标")
    return Standing("slow" if target.value - value <= SLOW_POINTS else "late", ahead=ahead, share=share)


def _standing_of_amount(indicator: Indicator, target: Target, value: Decimal, slot: int) -> Standing:
    rate = completion_rate(value, target.value)
    pace = pace_of(slot) if _has_pace(indicator, target) else None
    if rate is None:
        return Standing("done" if value >= target.value else "late")
    due = Fraction(100) if pace is None else Fraction(slot * 100, 12)
    share = Fraction(value) / Fraction(target.value) * 100
    # The difference of the printed numbers, so that a reader who subtracts finds the same; 0 only when they are equal.
    ahead = points_between(share, due, 1).copy_sign(Decimal(-1 if share < due else 1))
    if share >= 100:
        light: Light = "done"
    elif share >= due:
        light = "ok"
    else:
        light = "slow" if due - share <= SLOW_POINTS else "late"
    return Standing(light, rate=rate, pace=pace, ahead=ahead, share=rate)


def _has_pace(indicator: Indicator, target: Target) -> bool:
    """A stock is there or not; only what adds up over the months can be due by and by."""
    adds = indicator.aggregate == Aggregate.SUM
    return adds and target.kind in {Target.Kind.AT_LEAST, Target.Kind.NET_GROWTH} and target.value > 0


def _share(value: Decimal, target: Decimal) -> Decimal | None:
    return round_half_up(Fraction(value) / Fraction(target) * 100, 2) if target > 0 else None


def _gap(indicator: Indicator, target: Target, value: Decimal) -> Decimal | None:
    """Points between a rate and its target; amounts under a ceiling have none."""
    if indicator.unit != "%":
        return None
    return round_half_up(value, indicator.decimals) - round_half_up(target.value, indicator.decimals)
