"""审核关系 of one row that many registers share: dates in their order, parts within their whole, lists as counted."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from bureau.registers.declarations import Level, RowCheck
from bureau.registers.names import names_in
from bureau.registers.rows import Row


def in_order(earlier: str, later: str, level: Level = Level.HARD) -> RowCheck:
    """The date in `later` does not lie before the one in `earlier`."""

    def find(row: Row) -> str:
        first, last = getattr(row, earlier), getattr(row, later)
        if first is None or last is None or first <= last:
            return ""
        return f"{title_of(row, later)}（{last}）早于{title_of(row, earlier)}（{first}），请核对两个日期。"

    return RowCheck(f"{later}_after_{earlier}", level, find, (later,))


def at_most(smaller: str, larger: str, level: Level, advice: str = "请核对两个数") -> RowCheck:
    """One number of the row does not exceed another."""

    def find(row: Row) -> str:
        small, large = getattr(row, smaller), getattr(row, larger)
        if small is None or large is None or small <= large:
            return ""
        return f"{title_of(row, smaller)}（{small}）大于{title_of(row, larger)}（{large}），{advice}。"

    return RowCheck(f"{smaller}_within_{larger}", level, find, (smaller,))


def parts_within(whole: str, parts: tuple[str, ...], level: Level = Level.HARD) -> RowCheck:
    """Parts that need not make up the whole, but cannot exceed it together."""

    def find(row: Row) -> str:
        total = getattr(row, whole)
        written = [(title_of(row, part), getattr(row, part)) for part in parts]
        together = sum(value for _, value in written if value is not None)
        if total is None or together <= total:
            return ""
        terms = "＋".join(f"{title}（{value}）" for title, value in written if value is not None)
        return f"{terms}合计 {together}，大于{title_of(row, whole)}（{total}），请核对。"

    return RowCheck(f"parts_within_{whole}", level, find, (whole,))


def as_many_as_named(number: str, names: str) -> RowCheck:
    """A number beside a list of names is the number of names, or somebody explains why not."""

    def find(row: Row) -> str:
        told, named = getattr(row, number), len(names_in(getattr(row, names)))
        if told is None or not named or told == named:
            return ""
        return f"{title_of(row, number)}（{told}）与{title_of(row, names)}里的 {named} 个名字不一致。"

    return RowCheck(f"{number}_as_named", Level.SOFT, find, (number,))


def not_ahead(day: str, states: tuple[str, ...]) -> RowCheck:
    """What stands as done in one of `states` has a date that has come."""

    def find(row: Row) -> str:
        date = getattr(row, day)
        if row.state not in states or date is None or date <= timezone.localdate():
            return ""
        return f"{title_of(row, day)}是 {date}，还没有到，不能记为“{row.state}”。"

    return RowCheck(f"{day}_has_come", Level.HARD, find, (day,))


def title_of(row: Row, name: str) -> str:
    """How the ledger calls a column."""
    field = row._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.verbose_name)
