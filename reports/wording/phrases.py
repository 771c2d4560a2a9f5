"""Phrases: words with printed numbers in them, each number traceable to the figure it prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from bureau import quantities

Role = Literal["value", "target", "completion", "previous", "change", "points", "pace"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as the reader sees it: `text` is `value` followed by `unit` (with 余: `4万余个`).

    `role` says what it is of the figure that `key` names (a key of the caller's, such as an indicator's code).
    """

    text: str
    value: Decimal
    unit: str
    role: Role = "value"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence; neighbouring words are one piece."""

    pieces: tuple[str | Printed, ...] = ()

    @classmethod
    def of(cls, *parts: str | Printed | Phrase) -> Phrase:
        """Put words, numbers and phrases together, in order."""
        pieces: list[str | Printed] = []
        for piece in _flat(parts):
            last = pieces[-1] if pieces else None
            if isinstance(piece, str) and isinstance(last, str):
                pieces[-1] = last + piece
            elif piece:
                pieces.append(piece)
        return cls(tuple(pieces))

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def numbers(self) -> tuple[Printed, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Printed))

    def __add__(self, other: str | Printed | Phrase) -> Phrase:
        return Phrase.of(self, other)

    def __bool__(self) -> bool:
        return bool(self.pieces)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure to be worded: its value in the base unit, and how its indicator is shown.

    `unit` is given where a document insists on one (0.6412万元); else the value chooses it.
    """

    value: Decimal
    base_unit: str
    display_unit: str | None = None
    decimals: int = 0
    key: str = ""
    unit: str | None = None

    @property
    def is_rate(self) -> bool:
        return self.base_unit == "%"

    def with_value(self, value: Decimal) -> Measure:
        """Another value of the same indicator: its target, its value of last year."""
        return replace(self, value=value)

    def printed(self, role: Role = "value") -> Printed:
        return print_together([self], [role])[0]


def print_together(measures: Sequence[Measure], roles: Sequence[Role]) -> list[Printed]:
    """Print values of one indicator side by side, all in the one unit that suits every one of them."""
    first = measures[0]
    unit = first.unit or quantities.prose_unit(
        *(measure.value for measure in measures),
        base_unit=first.base_unit,
        display_unit=first.display_unit,
        decimals=first.decimals,
    )
    result = []
    for measure, role in zip(measures, roles, strict=True):
        text = quantities.in_unit(
            measure.value, unit=unit, base_unit=measure.base_unit, decimals=measure.decimals
        )
        result.append(Printed(text, Decimal(text.removesuffix(unit)), unit, role, measure.key))
    return result


def percent(value: Decimal, *, role: Role = "completion", key: str = "") -> Printed:
    """A percentage that has been rounded: `94.9%`."""
    return Printed(f"{quantities.plain(value)}%", value, "%", role, key)


def points(value: Decimal, *, key: str = "") -> Printed:
    """A difference of two percentages: `0.63个百分点`, never per cent (GB/T 15835-2011 practice)."""
    return Printed(f"{quantities.plain(value)}个百分点", value, "个百分点", "points", key)


def times_of(value: Decimal, *, key: str = "") -> Printed:
    """`3.2倍`."""
    return Printed(f"{quantities.plain(value)}倍", value, "倍", "change", key)


def points_between(one: Fraction | Decimal, other: Fraction | Decimal, decimals: int) -> Decimal:
    """How far two percentages stand apart as a reader of their printed forms computes it; 0 only when equal."""
    apart = abs(quantities.round_half_up(one, decimals) - quantities.round_half_up(other, decimals))
    return apart or rounded_apart(abs(Fraction(one) - Fraction(other)), decimals, 0)


def rounded_apart(value: Fraction, decimals: int, *borders: int) -> Decimal:
    """Round half up, but never onto or across a border that the value, zero or more, does not reach.

    10999 of 11000 is 99.99 %, not 100 %: as many decimals as it takes, up to six, then cut off.
    """
    for precision in range(decimals, 7):
        rounded = quantities.round_half_up(value, precision)
        if all(
            value == border or (rounded != border and (rounded > border) == (value > border))
            for border in borders
        ):
            return rounded
    cut = Decimal(value.numerator * 10**6 // value.denominator).scaleb(-6)
    return cut if cut not in borders or value == cut else cut + Decimal(1).scaleb(-6)


def stated(name: str, measure: Measure) -> Phrase:
    """`城镇新增就业10439人`."""
    return Phrase.of(name, measure.printed())


def _flat(parts: Sequence[str | Printed | Phrase]) -> Iterator[str | Printed]:
    for part in parts:
        if isinstance(part, Phrase):
            yield from part.pieces
        else:
            yield part
