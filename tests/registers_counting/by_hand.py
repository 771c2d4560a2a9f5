"""Counting as a person would: row by row, with nothing of the product but the rule as it was read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bureau.periods import Month, StatisticalWindow
from bureau.registers.counting.grammar import Atom, Gathering, Measure, Rule, Test
from bureau.registers.declarations import Register
from bureau.registers.rows import Row

Answer = tuple[Decimal | None, int]
Told = tuple[Decimal | None, list[Row]]


def in_force(register: Register, row: Row) -> bool:
    return row.state in register.counted_states


def answer(
    register: Register,
    rule: Rule,
    rows: Sequence[Row],
    window: StatisticalWindow,
    month: Month,
    aggregate: str,
) -> Answer | None:
    """The figure of one unit's month and how many rows stand behind it; None where there is nothing to tell."""
    told = tell(register, rule, rows, window, month, aggregate)
    return None if told is None else (told[0], len(told[1]))


def tell(
    register: Register,
    rule: Rule,
    rows: Sequence[Row],
    window: StatisticalWindow,
    month: Month,
    aggregate: str,
) -> Told | None:
    """The same with the rows themselves."""
    stock = aggregate == "last"
    kept = [row for row in rows if in_force(register, row)]
    first, last = window.days_of(month)
    if rule.gathering is Gathering.OPEN:
        end = [row for row in kept if _day(row, rule.opens) and _day(row, rule.opens) <= last]
        end = [row for row in end if not (_day(row, rule.closes) and _day(row, rule.closes) <= last)]
        return _measure(rule, [row for row in end if _holds(rule, row, last)])
    if rule.gathering is Gathering.CLASS:
        of_class = month.year if month.month >= 7 else month.year - 1
        kept = [row for row in kept if row.class_year == of_class]  # type: ignore[attr-defined]  # that register's own
        if stock:
            found = [row for row in kept if _day(row, "registered_on") and _day(row, "registered_on") <= last]
        else:
            found = [row for row in kept if _within(_day(row, register.decides), first, last)]
        found = [row for row in found if _holds(rule, row, last)]
        return _measure(rule, found)
    months = [month]
    if stock and rule.gathering is Gathering.MONTH:
        months = [one for one in window.months_of(window.year_of(month)) if one <= month]
    of_months = [
        row
        for one in months
        for row in kept
        if _within(_day(row, rule.by), *window.days_of(one)) and _holds(rule, row, window.days_of(one)[1])
    ]
    if rule.measure is Measure.DISTINCT:
        year = [one for one in window.months_of(window.year_of(month)) if one < months[0]]
        before = {
            name
            for one in year
            for row in kept
            if _within(_day(row, rule.by), *window.days_of(one)) and _holds(rule, row, window.days_of(one)[1])
            for name in names(row, rule.of)
        }
        now = {name for row in of_months for name in names(row, rule.of)}
        return Decimal(len(now - before)), [row for row in of_months if getattr(row, rule.of)]
    value, found = _measure(rule, of_months)
    if rule.minus:
        gone = [
            row for row in kept if _within(_day(row, rule.minus), first, last) and _holds(rule, row, last)
        ]
        taken, _ = _measure(rule, gone)
        value = (value or Decimal(0)) - (taken or Decimal(0))
        found = [*found, *(row for row in gone if row not in of_months)]
    if rule.gathering is Gathering.LAST and not found:
        return None
    return value, found


def names(row: Row, field: str) -> set[str]:
    held = getattr(row, field)
    if not held:
        return set()
    if hasattr(held, "reveal"):
        return {held.reveal()}
    text = unicodedata.normalize("NFKC", held)
    parts = [text]
    if row._meta.get_field(field).get_internal_type() == "TextField":
        for sign in "、,;":
            text = text.replace(sign, "\n")
        parts = text.split("\n")
    return {"".join(part.split()) for part in parts} - {""}


def _measure(rule: Rule, rows: list[Row]) -> Told:
    if rule.measure is Measure.COUNT:
        return Decimal(len(rows)), rows
    if rule.measure is Measure.DAYS:
        spans = [(_day(row, rule.until) - _day(row, rule.of)).days for row in rows if _day(row, rule.of)]
        return (Decimal(max(spans)) if spans else None), rows
    held = [Decimal(getattr(row, rule.of)) for row in rows if getattr(row, rule.of) is not None]
    if rule.measure is Measure.MAXIMUM:
        return (max(held) if held else None), rows
    if rule.gathering is Gathering.LAST and not held:
        return None, rows
    return sum(held, Decimal(0)), rows


def _holds(rule: Rule, row: Row, end: object) -> bool:
    return all(any(_atom(atom, row, end) for atom in alternatives) for alternatives in rule.where)


def _atom(atom: Atom, row: Row, end: object) -> bool:
    held = getattr(row, atom.field)
    match atom.test:
        case Test.TRUE:
            return bool(held)
        case Test.FILLED:
            return held is not None
        case Test.PAST:
            return held is not None and held <= end
        case Test.NOT_PAST:
            return held is None or held > end
        case Test.NOT_IN:
            return str(held) not in atom.values
    return str(held) in atom.values


def _day(row: Row, name: str) -> Any:  # Any: a date or nothing, compared as such everywhere above
    return getattr(row, name)


def _within(day: object, first: object, last: object) -> bool:
    return day is not None and first <= day <= last  # type: ignore[operator]  # dates, see above
