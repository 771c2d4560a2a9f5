"""Checks that the catalogue itself asks for, without a word from a domain: parents and parts, bounds, whole numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bureau.catalogue.declarations import Kind, Term
from bureau.quantities import base_decimals, entry, entry_unit, rate
from bureau.returns.checks.arithmetic import Outcome, View
from bureau.returns.checks.declarations import Level, Span
from bureau.returns.checks.finding import Finding, Side
from bureau.returns.checks.language import Code, Comparison, Linear, Node, Operation, added, linear
from bureau.returns.checks.relations import cells_of, suggestions
from bureau.returns.checks.snapshot import Item, Snapshot
from bureau.returns.checks.wording import told
from bureau.returns.series import RATE_DECIMALS

PART: Final = "part"
PARTS: Final = "parts"
RANGE: Final = "range"
WHOLE: Final = "whole"
NEGATIVE: Final = "negative"
AGAIN: Final = "towns_again"
HUNDRED: Final = Decimal(100)

# What a comparison says, however its sides are written; relations and catalogue meet in it.
Shape = tuple[str, frozenset[tuple[Node, Fraction]]]


def shape_of(comparison: Comparison) -> Shape | None:
    """`a <= b`, `b >= a` and `a - b <= 0` have one shape; None for what is not linear."""
    left, right = linear(comparison.left), linear(comparison.right)
    if left is None or right is None:
        return None
    form = added(left, right, -1)
    sign = comparison.sign
    if sign in {">=", ">"}:
        sign, form = {">=": "<=", ">": "<"}[sign], {node: -factor for node, factor in form.items()}
    if sign == "==" and _leads_negative(form):
        form = {node: -factor for node, factor in form.items()}
    return sign, frozenset(form.items())


def _leads_negative(form: Linear) -> bool:
    return bool(form) and form[min(form, key=repr)] < 0


def family(snapshot: Snapshot, known: Collection[Shape]) -> Iterator[Finding | None]:
    """What the catalogue says of this sheet; relations that a domain declared itself (`known`) are left to it."""
    children: defaultdict[str, list[Item]] = defaultdict(list)
    for item in snapshot.sheet:
        if item.parent:
            children[item.parent].append(item)
    for parent, items in children.items():
        if parent in snapshot.items and snapshot.items[parent].is_asked:
            yield from _within(snapshot, parent, items, known)
    for item in snapshot.sheet:
        yield from _alone(snapshot, item)
    for item in snapshot.items.values():
        if item.is_derived and item.domain == snapshot.domain:
            yield from _range(snapshot, item)


def _within(
    snapshot: Snapshot, parent: str, items: Sequence[Item], known: Collection[Shape]
) -> Iterator[Finding | None]:
    view = View(snapshot, Span.MONTH)
    all_parts = {item.code for item in snapshot.items.values() if item.parent == parent and item.exhaustive}
    parts = [item.code for item in items if item.exhaustive]
    if parts and set(parts) == all_parts:
        comparison = Comparison("==", Code(parent), _total(parts))
        yield from _judged(view, comparison, PARTS, "各项之和", known)
    for item in items:
        if not item.exhaustive or set(parts) != all_parts:
            comparison = Comparison("<=", Code(item.code), Code(parent))
            yield from _judged(view, comparison, PART, "其中项", known)


def _total(codes: Sequence[str]) -> Node:
    total: Node = Code(codes[0])
    for code in codes[1:]:
        total = Operation("+", total, Code(code))
    return total


def _judged(
    view: View, comparison: Comparison, rule: str, title: str, known: Collection[Shape]
) -> Iterator[Finding | None]:
    shape = shape_of(comparison)
    if shape in known:
        return
    outcome = view.judge(comparison)
    if outcome is Outcome.HOLDS:
        yield None
    elif outcome is Outcome.FAILS:
        message, sides = told(comparison, view)
        yield Finding(
            rule=rule,
            level=Level.HARD,
            title=title,
            message=message,
            cells=cells_of(comparison.codes, view.snapshot),
            codes=comparison.codes,
            sides=sides,
            suggestions=suggestions(comparison, view, frozenset()),
        )


def _alone(snapshot: Snapshot, item: Item) -> Iterator[Finding | None]:
    value = snapshot.typed(item.code)
    if value is None:
        return
    shown = entry(value, unit=entry_unit(item.unit), base_unit=item.unit)
    side = Side(item.name, shown, entry_unit(item.unit))
    if value < 0:
        falls = item.kind == Kind.FLOW
        message = (
            f"{item.name}填了 {shown}，累计数会减少：核减请写明原因和依据。"
            if falls
            else f"{item.name}填了 {shown}，不会有负数，请核对。"
        )
        title = "累计减少" if falls else "负数"
        yield Finding(NEGATIVE, Level.SOFT, title, message, (item.code,), (item.code,), (side,))
    elif value % 1 and base_decimals(item.unit, item.decimals) == 0:
        message = f"{item.name}填了 {shown}，{item.unit}数应是整数，请核对。"
        yield Finding(WHOLE, Level.SOFT, "整数", message, (item.code,), (item.code,), (side,))
    else:
        yield None
    towns = snapshot.towns.get(item.code)
    if item.is_shared and towns is not None and value:
        if value == towns and not _is_small(snapshot, item, value):
            yield _again(item, shown)
        else:
            yield None


def _again(item: Item, shown: str) -> Finding:
    unit = entry_unit(item.unit)
    return Finding(
        AGAIN,
        Level.SOFT,
        "街镇合计",
        f"{item.name} {shown}，与街镇合计 {shown} 一样：街镇的数会自动汇总，本表只填街镇以外的部分。",
        (item.code,),
        (item.code,),
        (Side(item.name, shown, unit), Side("街镇合计", shown, unit)),
    )


def _is_small(snapshot: Snapshot, item: Item, value: Decimal) -> bool:
    return abs(value) < smallest(snapshot, item)


def smallest(snapshot: Snapshot, item: Item) -> Decimal:
    """Below this a change or a likeness says nothing."""
    return snapshot.thresholds.number("small_money" if item.unit == "元" else "small_count")


def _range(snapshot: Snapshot, item: Item) -> Iterator[Finding | None]:
    """A share lies between 0 and 100; a rate whose cases may have come in earlier can pass 100 and is asked about."""
    if not item.numerator or item.unit != "%":
        return
    sides = _over(snapshot, item.numerator), _over(snapshot, item.denominator)
    if sides[0] is None or sides[1] is None:
        return
    value = rate(sides[0], sides[1], RATE_DECIMALS)
    if value is None:
        return
    if 0 <= value <= HUNDRED:
        yield None
        return
    codes = tuple(term.code for term in (*item.numerator, *item.denominator))
    shown = entry(round(value, item.decimals), unit="%", base_unit="%")
    names = [snapshot.items[code].name for code in dict.fromkeys(codes)]
    yield Finding(
        RANGE,
        Level.HARD if _is_share(snapshot, item) else Level.SOFT,
        "比率界限",
        f"{item.name}算出来是 {shown}%，应在 0 到 100 之间，请核对{'、'.join(names)}。",
        cells_of(tuple(dict.fromkeys(codes)), snapshot),
        (item.code, *dict.fromkeys(codes)),
        (Side(item.name, shown, "%"), Side("界限", "0至100", "%")),
    )


def _is_share(snapshot: Snapshot, item: Item) -> bool:
    """Whether the numerator is part of the denominator in the same month: stocks, or 其中 of the denominator."""
    if all(snapshot.items[term.code].is_stock for term in (*item.numerator, *item.denominator)):
        return True
    whole = {term.code for term in item.denominator}
    return all(_descends(snapshot, term.code, whole) for term in item.numerator)


def _descends(snapshot: Snapshot, code: str, ancestors: Collection[str]) -> bool:
    at = code
    while at and at not in ancestors:
        at = snapshot.items[at].parent if at in snapshot.items else ""
    return bool(at)


def _over(snapshot: Snapshot, terms: Sequence[Term]) -> Decimal | None:
    total = Decimal(0)
    for term in terms:
        value = snapshot.typed(term.code)
        if value is None:
            return None
        total += term.sign * value
    return total
