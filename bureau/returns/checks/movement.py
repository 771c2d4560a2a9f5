"""Checks over time: a month against the month before and the same month a year ago, and a slip of the unit.

A unit is compared with its own past and with nobody else's (C34): the snapshot holds one unit's months.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bureau.quantities import entry, entry_unit, plain, round_half_up
from bureau.returns.checks.declarations import Level
from bureau.returns.checks.family import smallest
from bureau.returns.checks.finding import Finding, Side
from bureau.returns.checks.snapshot import Item, Snapshot
from bureau.returns.checks.thresholds import MONTH_CHANGE, SLIP, YEAR_CHANGE

# A value this many times nearer or farther than the factor of a slip still looks like one.
NEARLY: Final = 3


def movement(snapshot: Snapshot) -> Iterator[Finding | None]:
    for item in snapshot.sheet:
        value = snapshot.typed(item.code)
        if value is None:
            continue
        slip = _slip(snapshot, item, value)
        if slip is not None:
            yield slip
            continue
        yield from _change(snapshot, item, value)


def _change(snapshot: Snapshot, item: Item, value: Decimal) -> Iterator[Finding | None]:
    month = snapshot.month
    compared = (
        (MONTH_CHANGE, "比上月", "上月", snapshot.at(item.code, month.previous)),
        (YEAR_CHANGE, "比去年同月", "去年同月", snapshot.at(item.code, month.last_year)),
    )
    for key, title, name, base in compared:
        if base is None or base <= 0:
            continue
        limit = snapshot.thresholds.number(key)
        change = (value - base) / base * 100
        if abs(change) <= limit or abs(value - base) < smallest(snapshot, item):
            yield None
            continue
        yield _moved(item, value, base, change, limit, key=key, title=title, name=name)


def _moved(
    item: Item,
    value: Decimal,
    base: Decimal,
    change: Decimal,
    limit: Decimal,
    *,
    key: str,
    title: str,
    name: str,
) -> Finding:
    now, then = _side(item, "本月", value), _side(item, name, base)
    word = "增" if change > 0 else "减"
    return Finding(
        rule=key,
        level=Level.SOFT,
        title=title,
        message=f"{item.name}本月 {now.value}，{name} {then.value}，"
        f"{word} {round_half_up(abs(change), 1)}%，界限 ±{plain(limit)}%。",
        cells=(item.code,),
        codes=(item.code,),
        sides=(now, then),
    )


def _slip(snapshot: Snapshot, item: Item, value: Decimal) -> Finding | None:
    """About ten thousand times an earlier month, or a ten-thousandth of it."""
    factor = snapshot.thresholds.number(SLIP)
    month = snapshot.month
    for name, at in (("上月", month.previous), ("去年同月", month.last_year)):
        base = snapshot.at(item.code, at)
        if not base or value <= 0 or base < 0:
            continue
        times = value / base if value > base else base / value
        if factor / NEARLY <= times <= factor * NEARLY:
            now, then = _side(item, "本月", value), _side(item, name, base)
            return Finding(
                rule=SLIP,
                level=Level.SOFT,
                title="单位量级",
                message=f"{item.name}本月 {now.value}{now.unit}，{name} {then.value}{then.unit}，"
                f"相差约 {plain(round_half_up(times, 0))} 倍，请核对单位是不是{now.unit}。",
                cells=(item.code,),
                codes=(item.code,),
                sides=(now, then),
            )
    return None


def _side(item: Item, name: str, value: Decimal) -> Side:
    unit = entry_unit(item.unit)
    return Side(name, entry(value, unit=unit, base_unit=item.unit), unit)
