"""分解: one whole number parted by weights so that the parts add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def largest_remainder(
    total: Decimal, weights: Sequence[Decimal], *, step: Decimal = Decimal(1)
) -> list[Decimal]:
    """最大余数法: parts in whole steps, in proportion to the weights; what is left goes to the largest remainders.

    Equal remainders are served in the order given; weights that are all zero part evenly. What `total` has beyond
    whole steps goes to the first part. Raises ValueError for a negative total or weight, or no parts at all.
    """
    if not weights or total < 0 or min(weights) < 0:
        raise ValueError("Only a total of zero or more is parted, by one weight or more of zero or more")
    shares = [Fraction(weight) for weight in weights] if any(weights) else [Fraction(1)] * len(weights)
    steps = int(total // step)
    exact = [steps * share / sum(shares) for share in shares]
    whole = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: steps - sum(whole)]:
        whole[place] += 1
    parts = [count * step for count in whole]
    parts[0] += total - steps * step
    return parts
