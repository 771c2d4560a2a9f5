"""Dividing a total into whole parts, and noise that is the same for everybody.

Everything is integer arithmetic: the demonstration must come out equal on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def noise(*key: object) -> int:
    """A number from -1000 to 1000 that depends on the key alone."""
    digest = hashlib.blake2b("|".join(map(str, key)).encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % 2001 - 1000


def scaled(value: int, *, by: int, per_mille: int) -> int:
    """The value moved by noise, rounded: `by` runs from -1000 to 1000 and `per_mille` is the most it may move."""
    return (value * (1_000_000 + by * per_mille) + 500_000) // 1_000_000


def allot(total: int, weights: Sequence[int], *, step: int = 1) -> list[int]:
    """Parts in proportion to the weights that sum to the total exactly (largest remainder).

    Parts are multiples of `step`; what is left below one step stands in the heaviest part. Without any weight
    the parts are equal.
    """
    if not weights:
        if total:
            raise ValueError("nothing to divide the total over")
        return []
    shares = list(weights) if any(weights) else [1] * len(weights)
    whole = sum(shares)
    steps, rest = divmod(total, step)
    parts = [steps * share // whole for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (-(steps * shares[i] % whole), i))
    for i in order[: steps - sum(parts)]:
        parts[i] += 1
    parts = [part * step for part in parts]
    parts[shares.index(max(shares))] += rest
    return parts


def allot_within(total: int, weights: Sequence[int], caps: Sequence[int], *, step: int = 1) -> list[int]:
    """As `allot`, with no part above its cap. Raises ValueError when the caps cannot hold the total."""
    if total > sum(caps):
        raise ValueError(f"{total} does not fit into {sum(caps)}")
    parts = [min(part, cap) for part, cap in zip(allot(total, weights, step=step), caps, strict=True)]
    while missing := total - sum(parts):
        room = [cap - part for cap, part in zip(caps, parts, strict=True)]
        extra = allot(missing, room, step=step if missing >= step else 1)
        parts = [part + min(more, free) for part, more, free in zip(parts, extra, room, strict=True)]
    return parts
