"""街镇排名: by completion with two decimals; equal ones share a rank; units without a target stand below, unranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bureau.catalogue.models import Indicator, Target
from bureau.organisation.models import Unit
from bureau.quantities import round_half_up
from reports.dashboards.standing import Standing, standing
from reports.wording import completion_rate

DECIMALS: Final = 2


@dataclass(frozen=True)
class Ranked:
    """A unit in a ranking. `measure` is what it is ranked by, in per cent; `rank` is None where it has no place.

    `is_settled`: everything counted is approved; `is_reported`: the unit filed the month up to which it is ranked.
    """

    unit: Unit
    value: Decimal | None
    target: Target | None
    standing: Standing
    measure: Decimal | None = None
    rank: int | None = None
    is_settled: bool = True
    is_reported: bool = True


def entrant(
    unit: Unit,
    indicator: Indicator,
    target: Target | None,
    value: Decimal | None,
    slot: int,
    *,
    is_settled: bool = True,
    is_reported: bool = True,
) -> Ranked:
    stands = standing(indicator, target, value, slot)
    measure = None
    if target is not None and value is not None:
        if indicator.unit == "%":
            measure = round_half_up(value, DECIMALS)
        elif target.kind in {Target.Kind.AT_LEAST, Target.Kind.NET_GROWTH}:
            measure = completion_rate(value, target.value, DECIMALS)
    return Ranked(unit, value, target, stands, measure, None, is_settled, is_reported)


def ranking(entrants: Sequence[Ranked]) -> list[Ranked]:
    """Ranks 1, 2, 2, 4 by the printed measure, the highest first; for a ceiling the lowest. Others keep their order."""
    placed = [one for one in entrants if one.measure is not None]
    lowest_first = any(one.target is not None and one.target.kind == Target.Kind.AT_MOST for one in placed)
    placed.sort(key=lambda one: (one.measure or Decimal(0)) * (1 if lowest_first else -1))
    ranked: list[Ranked] = []
    for place, one in enumerate(placed, start=1):
        same = bool(ranked) and ranked[-1].measure == one.measure
        ranked.append(replace(one, rank=ranked[-1].rank if same else place))
    return ranked + [one for one in entrants if one.measure is None]
