"""Into which figures a row counts, and of which month."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Value, When
from django.urls import reverse

from bureau.catalogue.models import Indicator
from bureau.periods import Month
from bureau.registers.cleaning import content_fields
from bureau.registers.counting.behind import made_by
from bureau.registers.counting.counted import load_counted
from bureau.registers.declarations import Register
from bureau.registers.exchange.fields import FieldType, type_of
from bureau.registers.rows import Row


@dataclass(frozen=True)
class CountedIn:
    """One month's sheet of one domain, and the figures in it that this row makes."""

    month: Month
    domain: str
    names: tuple[str, ...]
    sheet_url: str


def counted_in(register: Register, row: Row) -> list[CountedIn]:
    """The months its dates lie in, and for a window that ends earlier the next; one statement for all of them."""
    if row.state not in register.counted_states:
        return []
    counted = load_counted({register.code})
    months = sorted({month + step for month in _months(register, row) for step in (0, 1)})
    if not counted or not months:
        return []
    asked = {f"m{month.number}_{one.id}": (month, one.id) for month in months for one in counted}
    conditions = {
        f"m{month.number}_{one.id}": Case(
            When(made_by(one, register, month), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        for month in months
        for one in counted
    }
    found = register.model._default_manager.filter(pk=row.pk).annotate(**conditions).values(*conditions)[0]
    indicators = Indicator.objects.in_bulk({one.id for one in counted})
    sheets: dict[tuple[Month, str], list[str]] = {}
    for name, (month, pk) in asked.items():
        if found[name] and pk in indicators:
            sheets.setdefault((month, indicators[pk].domain), []).append(indicators[pk].label)
    return [
        CountedIn(
            month,
            domain,
            tuple(names),
            reverse("returns:sheet_of", args=[row.reporting_unit.code, domain, month]),
        )
        for (month, domain), names in sheets.items()
    ]


def _months(register: Register, row: Row) -> set[Month]:
    found = set()
    for name, field in content_fields(register).items():
        if type_of(field) in (FieldType.DATE, FieldType.MONTH):
            day = getattr(row, name)
            if isinstance(day, datetime.date):
                found.add(Month(day.year, day.month))
    return found
