"""Values of formulas: exact fractions, or nothing when an operand is not known. Missing is not zero."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bureau.quantities import round_half_up
from bureau.returns.checks.declarations import Span
from bureau.returns.checks.language import (
    Code,
    Comparison,
    Months,
    Node,
    Number,
    Of,
    Operation,
    Rounded,
    Threshold,
    walk,
)
from bureau.returns.checks.snapshot import Snapshot


class Outcome(enum.Enum):
    HOLDS = enum.auto()
    FAILS = enum.auto()
    SILENT = enum.auto()  # an operand is not known: the relation says nothing


@dataclass(frozen=True)
class View:
    """The numbers of a snapshot over one span, as formulas read them."""

    snapshot: Snapshot
    span: Span

    def judge(self, comparison: Comparison) -> Outcome:
        """Whether the comparison holds, where its operands are known and cover the same months."""
        if not self.covers(comparison) or self._reduces(comparison):
            return Outcome.SILENT
        left = self.amount(comparison.left, comparison.right)
        right = self.amount(comparison.right, comparison.left)
        if left is None or right is None:
            return Outcome.SILENT
        holds = {
            "==": left == right,
            "<=": left <= right,
            ">=": left >= right,
            "<": left < right,
            ">": left > right,
        }[comparison.sign]
        return Outcome.HOLDS if holds else Outcome.FAILS

    def all_hold(self, conditions: Iterable[Comparison]) -> bool:
        return all(self.judge(one) is Outcome.HOLDS for one in conditions)

    def amount(self, node: Node, other: Node | None = None) -> Fraction | None:
        """The value of a side; `other` is the side it is compared with, whose printed decimals rule `digits`."""
        match node:
            case Number():
                return node.value
            case Code(code):
                return _exact(self.snapshot.value(code, self.span))
            case Of():
                return _exact(self.function(node))
            case Threshold(key):
                return Fraction(self.snapshot.thresholds.number(key))
            case Months():
                return Fraction(self.months)
            case Rounded(inner, decimals):
                return self._rounded(inner, self.digits(other) if decimals is None else decimals)
            case Operation(sign, left, right):
                return _combined(sign, self.amount(left), self.amount(right))

    def function(self, node: Of) -> Decimal | None:
        snapshot = self.snapshot
        match node.function:
            case "prev":
                return snapshot.before(node.codes[0], self.span)
            case "target":
                return snapshot.targets.get(node.codes[0])
            case "completion":
                return snapshot.stated.get(node)
            case "towns":
                return snapshot.towns.get(node.codes[0])
            case _:
                return snapshot.carried(*node.codes) if self.span is Span.TO_DATE else Decimal(0)

    @property
    def months(self) -> int:
        return 1 if self.span is Span.MONTH else self.snapshot.month.month

    def digits(self, other: Node | None) -> int:
        """The decimals of the figure that is stated on the other side."""
        if isinstance(other, Code | Of):
            stated = self.snapshot.stated.get(other.code if isinstance(other, Code) else other)
            if stated is not None:
                exponent = stated.as_tuple().exponent
                return max(0, -exponent) if isinstance(exponent, int) else 0
        return 2

    def covers(self, comparison: Comparison) -> bool:
        """Whether the operands speak of the same months: half a year is never compared with a whole one."""
        codes = [
            node.code
            for node in comparison.nodes
            if isinstance(node, Code) and node.code in self.snapshot.items
        ]
        typed = [code for code in codes if not self.snapshot.items[code].is_derived]
        if self.span is Span.MONTH or not typed:
            return True
        snapshot = self.snapshot
        if any(snapshot.items[code].is_asked and snapshot.typed(code) is None for code in typed):
            return False
        months = {code: snapshot.covered(code, self.span) for code in typed}
        flows = {months[code] for code in typed if snapshot.items[code].adds_up}
        last = max((month for covered in months.values() for month in covered), default=0)
        return len(flows) <= 1 and all(last in covered for covered in months.values())

    def _reduces(self, comparison: Comparison) -> bool:
        """A month of reductions (核减) is above or below nothing: only sums are held against it."""
        if comparison.sign == "==":
            return False
        values = [self.amount(node) for node in comparison.nodes if isinstance(node, Code)]
        return any(value is not None and value < 0 for value in values)

    def _rounded(self, inner: Node, decimals: int) -> Fraction | None:
        value = self.amount(inner)
        return None if value is None else Fraction(round_half_up(value, decimals))


def is_stated(comparison: Comparison) -> bool:
    """Whether it holds a printed rate or completion against its parts."""
    return any(
        isinstance(node, Rounded) for side in (comparison.left, comparison.right) for node in walk(side)
    )


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _combined(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None:
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else None
