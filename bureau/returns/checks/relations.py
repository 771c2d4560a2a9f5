"""The declared relations, evaluated over a snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bureau.quantities import base_decimals, entry, entry_unit, round_half_up
from bureau.returns.checks.arithmetic import Outcome, View
from bureau.returns.checks.declarations import Check, Scope, Span
from bureau.returns.checks.finding import Finding, Suggestion
from bureau.returns.checks.language import Code, Comparison, added, linear
from bureau.returns.checks.snapshot import Snapshot
from bureau.returns.checks.wording import told


def judged(check: Check, snapshot: Snapshot, span: Span | None = None) -> Iterator[Finding | None]:
    """One answer for each comparison that says something: the finding, or None where it holds.

    A relation across units is held against the bureau's totals where the unit does not file all of it itself.
    """
    whole = snapshot.bureau
    if (
        check.scope is Scope.ACROSS
        and whole is not None
        and not all(code in snapshot.items and snapshot.items[code].is_asked for code in check.codes)
    ):
        view = View(whole, span or check.span)
    else:
        view = View(snapshot, span or check.span)
    if not view.all_hold(check.conditions):
        return
    for comparison in check.comparisons:
        match view.judge(comparison):
            case Outcome.HOLDS:
                yield None
            case Outcome.FAILS:
                yield _finding(check, comparison, view, snapshot)


def _finding(check: Check, comparison: Comparison, view: View, sheet: Snapshot) -> Finding:
    message, sides = told(comparison, view)
    codes = comparison.codes
    return Finding(
        rule=check.rule,
        level=check.level,
        title=check.title,
        message=message,
        cells=cells_of(codes, sheet),
        codes=codes,
        sides=sides,
        suggestions=suggestions(comparison, view, check.doubted),
        hint=check.hint,
    )


def cells_of(codes: tuple[str, ...], sheet: Snapshot) -> tuple[str, ...]:
    """Those of the indicators that stand on this sheet; all of them where there is no sheet (a bureau, a text)."""
    if not sheet.domain:
        return codes
    return tuple(
        code
        for code in codes
        if code in sheet.items and sheet.items[code].domain == sheet.domain and sheet.items[code].is_asked
    )


def suggestions(comparison: Comparison, view: View, doubted: frozenset[str]) -> tuple[Suggestion, ...]:
    """What each operand of a broken sum would have to be for the sum to hold."""
    if comparison.sign != "==":
        return ()
    left, right = linear(comparison.left), linear(comparison.right)
    if left is None or right is None:
        return ()
    form = added(left, right, -1)
    one, other = view.amount(comparison.left), view.amount(comparison.right)
    if one is None or other is None:
        return ()
    found = []
    for node, factor in form.items():
        if not isinstance(node, Code) or (doubted and node.code not in doubted):
            continue
        value = view.amount(node)
        item = view.snapshot.items[node.code]
        if value is None or item.is_derived:
            continue
        mended = value - (one - other) / factor
        if mended < 0 or not _is_possible(mended, item.unit):
            continue
        number = round_half_up(mended, base_decimals(item.unit))
        text = entry(number, unit=entry_unit(item.unit), base_unit=item.unit)
        found.append(
            Suggestion(
                node.code,
                item.name,
                Decimal(number),
                f"{text}{entry_unit(item.unit)}",
                is_to_date=view.span is Span.TO_DATE,
                is_elsewhere=not view.snapshot.domain,
            )
        )
    return tuple(found)


def _is_possible(value: Fraction, unit: str) -> bool:
    """People and cases are whole, money has fen."""
    return Fraction(round_half_up(value, base_decimals(unit))) == value
