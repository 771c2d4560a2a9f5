"""Findings in words: a relation is told by the names and values of both its sides, in the unit of entry."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bureau.quantities import entry_unit, factor, plain, round_half_up
from bureau.returns.checks.arithmetic import View
from bureau.returns.checks.declarations import Span
from bureau.returns.checks.finding import Side
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
)
from bureau.returns.checks.measures import unit_of

# How many decimals a number keeps that does not end by itself (a quotient).
_DECIMALS: Final = 2
_LEAST: Final = "0.01"
POINTS: Final = "个百分点"
_SIGNS: Final = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
_BEFORE: Final = {Span.MONTH: "上月末", Span.TO_DATE: "上年末"}
_TIGHTER: Final = {"+": 1, "-": 1, "*": 2, "/": 2}
OPPOSED: Final = {
    "<=": ("大于", "多"),
    "<": ("不小于", "多"),
    ">=": ("小于", "少"),
    ">": ("不大于", "少"),
}


class Teller:
    """Tells the sides of comparisons over one view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._mixes = False  # money beside other units bears its own: 133万元÷665＝2000元/人

    def unit(self, name: str) -> str:
        item = self._view.snapshot.items.get(name)
        return item.unit if item is not None else self._view.snapshot.thresholds.settings[name].unit

    def side(self, node: Node, other: Node) -> Side:
        unit = unit_of(node, self.unit)
        if isinstance(other, Code | Of) and unit_of(other, self.unit) == "%":
            unit = "%"
        value = self._view.amount(node, other)
        shown = "—" if value is None else self.shown(value, unit)
        self._mixes = "/" in unit
        if self._mixes:
            shown += told_unit(unit)
        compound = isinstance(node, Operation | Rounded)
        return Side(
            name="" if isinstance(node, Number) else self.name(node),
            value=shown,
            unit=told_unit(unit),
            working=self.working(node) if compound else "",
        )

    def name(self, node: Node) -> str:
        match node:
            case Operation():
                return self._joined(node, self.name)
            case Rounded(Operation("*", inner, Number()), _):
                return self.name(inner)
            case Rounded(inner, _):
                return self.name(inner)
            case Code(code):
                return self._view.snapshot.items[code].name
            case Of(function, codes):
                return self._function(function, [self._view.snapshot.items[code].name for code in codes])
            case Threshold(key):
                return self._view.snapshot.thresholds.settings[key].title
            case Months():
                return "月数"
            case Number(value):
                return self.shown(value, "")

    def working(self, node: Node) -> str:
        """The values as the names stand: 12＋10."""
        match node:
            case Operation():
                return self._joined(node, self.working)
            case Rounded(inner, _):
                return self.working(inner)
            case _:
                value = self._view.amount(node)
                if value is None:
                    return "—"
                unit = unit_of(node, self.unit)
                return self.shown(value, unit) + (told_unit(unit) if unit == "元" and self._mixes else "")

    def difference(self, comparison: Comparison) -> str:
        """How far the sides are apart, with the unit: 1场."""
        left = self._view.amount(comparison.left, comparison.right)
        right = self._view.amount(comparison.right, comparison.left)
        if left is None or right is None:
            return ""
        unit = unit_of(comparison.left, self.unit)
        gap = abs(left - right)
        if gap and not ended(gap):
            return f"不到 {_LEAST} {told_unit(unit)}"
        return f"{self.shown(gap, unit)} {POINTS if unit == '%' else told_unit(unit)}".rstrip()

    def shown(self, value: Fraction, unit: str) -> str:
        """A value in the unit of entry, exact where it ends, else rounded."""
        if unit == "元":
            value = value / Fraction(factor(entry_unit(unit), unit))
        return plain(ended(value))

    def _joined(self, node: Operation, tell: Callable[[Node], str]) -> str:
        if isinstance(node.right, Months) and self._view.months == 1:
            return tell(node.left)
        left, right = (
            f"（{tell(one)}）"
            if isinstance(one, Operation) and _TIGHTER[one.sign] < _TIGHTER[node.sign]
            else tell(one)
            for one in (node.left, node.right)
        )
        if node.sign == "-" and isinstance(node.right, Operation) and _TIGHTER[node.right.sign] == 1:
            right = f"（{tell(node.right)}）"
        return f"{left}{_SIGNS[node.sign]}{right}"

    def _function(self, function: str, names: list[str]) -> str:
        match function:
            case "prev":
                return f"{_BEFORE[self._view.span]}{names[0]}"
            case "target":
                return f"{names[0]}年度目标"
            case "completion":
                return f"{names[0]}完成率"
            case "towns":
                return f"{names[0]}街镇合计"
            case _:
                return "上年结转"


def told_unit(unit: str) -> str:
    return entry_unit(unit) if unit in {"元"} else unit


def ended(value: Fraction) -> Decimal:
    """Exact for what ends within four decimals more than money has, else rounded half up."""
    exact = round_half_up(value, 6)
    return exact if Fraction(exact) == value else round_half_up(value, _DECIMALS)


def told(comparison: Comparison, view: View) -> tuple[str, tuple[Side, Side]]:
    """The sentence about a broken relation, and its two sides."""
    teller = Teller(view)
    left = teller.side(comparison.left, comparison.right)
    right = teller.side(comparison.right, comparison.left)
    gap = teller.difference(comparison)
    if comparison.sign == "==":
        first, second = (right, left) if right.working and not left.working else (left, right)
        sentence = f"{first.text}，与 {second.text} 相差 {gap}。"
    else:
        verb, by = OPPOSED[comparison.sign]
        sentence = f"{left.text}，{verb} {right.text}，{by} {gap}。"
    adds_up = any(
        view.snapshot.items[code].adds_up for code in comparison.codes if code in view.snapshot.items
    )
    prefix = "本年累计：" if view.span is Span.TO_DATE and adds_up else ""
    return prefix + sentence, (left, right)
