"""The unit of measure of an expression: what may be added, and what a quotient is counted in."""

from __future__ import annotations

from collections.abc import Callable

from bureau.returns.checks.language import Code, Months, Node, Number, Of, Operation, Rounded, Threshold


class UnitMismatch(ValueError):
    """Figures of two units are added."""


def unit_of(node: Node, unit: Callable[[str], str]) -> str:
    """The unit of an expression; `unit` knows the units of codes and thresholds. Raises UnitMismatch.

    A quotient of two units is both (元/人), of one with itself none at all, as a number has none.
    """
    match node:
        case Number() | Months():
            return ""
        case Code(code):
            return unit(code)
        case Of(function, codes):
            return "%" if function == "completion" else unit(codes[0])
        case Threshold(key):
            return unit(key)
        case Rounded(inner, _):
            return unit_of(inner, unit)
        case Operation(sign, left, right):
            one, other = unit_of(left, unit), unit_of(right, unit)
            if sign in {"+", "-"}:
                if one != other:
                    raise UnitMismatch(f"{one} {sign} {other}")
                return one
            if sign == "*" or not other:
                return one or other
            return "" if one == other else f"{one}/{other}"
