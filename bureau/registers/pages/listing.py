"""Reading a list: one page of rows, how many there are, what they come to."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum

from bureau.organisation.models import Unit
from bureau.registers.declarations import Breakdown, Register
from bureau.registers.pages.columns import Column, column, shown
from bureau.registers.rows import Row

PER_PAGE: Final = 50
# Beyond this many rows nobody turns pages, and nobody waits until they are counted.
MOST_COUNTED: Final = 10_000
# Of a long list these pages are read through the index of each unit.
FIRST_PAGES: Final = 20


@dataclass(frozen=True)
class Page:
    """Rows of one page. `is_capped`: there are more than `number`, and how many more was not counted."""

    rows: list[Row]
    number: int
    is_capped: bool
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.number // PER_PAGE))

    @property
    def has_previous(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages

    @property
    def counted(self) -> str:
        return f"{self.number}{' 以上' if self.is_capped else ''}"


def read_page(
    register: Register, rows: QuerySet[Row], columns: Sequence[Column], asked: str, units: Sequence[Unit]
) -> Page:
    """The asked page by deciding date, the newest first; what is not decided yet stands before it.

    `units` are all whose rows may be among them.
    """
    number = rows.order_by()[: MOST_COUNTED + 1].count()
    is_capped = number > MOST_COUNTED
    number = min(number, MOST_COUNTED)
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    page = min(max(page, 1), max(1, -(-number // PER_PAGE)))
    begin, end = (page - 1) * PER_PAGE, page * PER_PAGE
    if is_capped and end <= FIRST_PAGES * PER_PAGE:
        ids = _newest(register, rows, units, end)[begin:]
        found = in_order(register, register.model._default_manager.filter(pk__in=ids), columns)[0:PER_PAGE]
    else:
        found = in_order(register, rows, columns)[begin:end]
    return Page(found, number, is_capped, page)


def _newest(register: Register, rows: QuerySet[Row], units: Sequence[Unit], end: int) -> list[int]:
    """Ids of the first `end` rows of a long list: each unit's own first ones from its index, then merged.

    Sorting a million rows to show fifty takes longer than the page may.
    """
    order = (f"-{register.decides}", "-pk")
    piles = [
        rows.filter(reporting_unit=unit).order_by(*order).values_list("pk", register.decides)[:end]
        for unit in units
    ]
    merged = piles[0].union(*piles[1:], all=True) if len(piles) > 1 else piles[0]
    found = sorted(merged, key=_place, reverse=True)
    return [pk for pk, _ in found[:end]]


def _place(found: tuple[int, datetime.date | None]) -> tuple[bool, datetime.date, int]:
    pk, day = found
    return day is None, day or datetime.date.min, pk


class _Slices:
    """A query set of which pieces are read."""

    def __init__(self, rows: QuerySet[Row]) -> None:
        self._rows = rows

    def __getitem__(self, piece: slice) -> list[Row]:
        return list(self._rows[piece])


def in_order(register: Register, rows: QuerySet[Row], columns: Sequence[Column]) -> _Slices:
    related = {"reporting_unit", *(one.name for one in columns if one.is_reference)}
    return _Slices(rows.select_related(*sorted(related)).order_by(f"-{register.decides}", "-pk"))


def sums_of(register: Register, rows: QuerySet[Row]) -> dict[str, str]:
    """What the declared columns come to over all rows asked for, as people read them."""
    if not register.sums:
        return {}
    found = rows.order_by().aggregate(**{f"sum_{name}": Sum(name) for name in register.sums})
    return {
        name: shown(found[f"sum_{name}"], money=column(register, name).is_money) for name in register.sums
    }


@dataclass(frozen=True)
class Part:
    """One line of a breakdown; `query` narrows the list to it."""

    label: str
    number: int
    sums: list[str]


def parts_of(register: Register, breakdown: Breakdown, rows: QuerySet[Row]) -> tuple[list[Part], Part]:
    """分列表: the parts, the largest first, and what they come to together."""
    rows = rows.filter(**breakdown.where).order_by()
    by = column(register, breakdown.by)
    totals: dict[str, Any] = {  # Any: aggregates of every kind
        "n": Count("pk"),
        **{f"sum_{name}": Sum(name) for name in breakdown.sums},
    }
    found = list(rows.values(breakdown.by).annotate(**totals).order_by("-n", breakdown.by)[:200])
    names = _names_of(register, by, [one[breakdown.by] for one in found])
    parts = [
        Part(
            names.get(one[breakdown.by], shown(one[breakdown.by])), one["n"], _sums(register, breakdown, one)
        )
        for one in found
    ]
    whole = rows.aggregate(**totals)
    return parts, Part("合计", whole["n"], _sums(register, breakdown, whole))


def _sums(register: Register, breakdown: Breakdown, found: dict[str, Any]) -> list[str]:  # Any: sums, nulls
    return [shown(found[f"sum_{name}"], money=column(register, name).is_money) for name in breakdown.sums]


def _names_of(register: Register, by: Column, values: Sequence[object]) -> dict[object, str]:
    """Units, people and rows come as ids: their names."""
    if not by.is_reference:
        return {}
    model = register.model._meta.get_field(by.name).related_model
    assert model is not None
    assert not isinstance(model, str)
    found = model._default_manager.in_bulk([value for value in values if value is not None])
    return {pk: shown(one) for pk, one in found.items()}
