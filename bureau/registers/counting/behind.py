"""The rows behind a figure: what opens when somebody presses the count in a sheet.

The same rules as the counter's, but as a condition on one register's rows: asked a figure at a time, by another road.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit
from bureau.periods import Month, PeriodError
from bureau.registers.counting.counted import Counted, How, Part, load_counted
from bureau.registers.counting.grammar import CLASS_BEGINS, CLASS_YEAR, Atom, Gathering, Measure, Test
from bureau.registers.declarations import Register
from bureau.registers.fields import MonthDate
from bureau.registers.personal import PersonalField
from bureau.registers.rows import Row

FIGURE, UNIT, MONTH = "figure", "unit", "month"
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Asked:
    """A figure whose rows a list shows: `condition` picks them, among the rows of units below `unit`."""

    indicator: Indicator
    unit: Unit
    month: Month
    condition: Q


def rows_behind(register: Register, indicator: Indicator, unit: Unit, month: Month) -> QuerySet[Row]:
    """The rows of `register` that make the figure of this unit, and of all below it, in this month."""
    return register.model._default_manager.filter(behind(register, indicator, unit, month))


def behind(register: Register, indicator: Indicator, unit: Unit, month: Month) -> Q:
    """The condition on rows of `register`; it picks none where the indicator is not counted from it."""
    found = NOTHING
    for one in _counted(indicator):
        found |= made_by(one, register, month)
    return Q(reporting_unit__lineage__contains=[unit.pk]) & found


def made_by(one: Counted, register: Register, month: Month) -> Q:
    """The rows of `register` in all units that count in this month."""
    found = NOTHING
    for part in one.parts:
        if part.register is register:
            found |= _condition(part, month)
    return Q(state__in=register.counted_states) & found


def registers_behind(indicator: Indicator) -> list[Register]:
    """The registers whose rows make the figure: its own, and those of indicators that its rule adds."""
    return list(
        {part.register.code: part.register for one in _counted(indicator) for part in one.parts}.values()
    )


def address(register: Register, indicator: str, unit: str, month: Month) -> str:
    """Where these rows are listed: `registers/<code>/?figure=<indicator>&unit=<code>&month=2026-10`."""
    query = urlencode({FIGURE: indicator, UNIT: unit, MONTH: str(month)})
    return f"{reverse('registers:list', args=[register.code])}?{query}"


def asked(register: Register, query: QueryDict) -> Asked | None:
    """The figure that the address of a list names; None where it names none.

    The list itself shows only rows that its reader may see. Raises Http404 for a figure that this register does not
    make, and for a unit or month that is none.
    """
    if FIGURE not in query:
        return None
    indicator = Indicator.objects.filter(code=query[FIGURE]).first()
    unit = Unit.objects.filter(code=query.get(UNIT, "")).first()
    try:
        month = Month.parse(query.get(MONTH, ""))
    except PeriodError as error:
        raise Http404 from error
    if indicator is None or unit is None or register not in registers_behind(indicator):
        raise Http404
    return Asked(indicator, unit, month, behind(register, indicator, unit, month))


def _counted(indicator: Indicator) -> list[Counted]:
    return [one for one in load_counted({indicator.register}) if one.id == indicator.pk]


def _condition(part: Part, month: Month) -> Q:
    window, rule = part.window, part.rule
    first, last = window.days_of(month)
    if part.how is How.OPEN:
        open_then = Q(**{f"{rule.opens}__lte": last})
        open_then &= Q(**{f"{rule.closes}__isnull": True}) | Q(**{f"{rule.closes}__gt": last})
        return open_then & _holds(part, last)
    if rule.gathering is Gathering.CLASS:
        of_class = month.year if month.month >= CLASS_BEGINS else month.year - 1
        days = Q(**{f"{part.by}__lte": last})
        if part.how is How.MONTH:
            days &= Q(**{f"{part.by}__gte": first})
        return days & Q(**{CLASS_YEAR: of_class}) & _holds(part, last)
    if part.how is How.YEAR:
        months = [one for one in window.months_of(window.year_of(month)) if one <= month]
    else:
        months = [month]
    found = NOTHING
    for one in months:
        begins, ends = window.days_of(one)
        found |= _dated(part.register, rule.by, begins, ends) & _holds(part, ends)
        if rule.minus:
            found |= _dated(part.register, rule.minus, begins, ends) & _holds(part, ends)
    if rule.measure is Measure.DISTINCT:
        found &= _filled(part.register, rule.of)
    return found


def _dated(register: Register, name: str, first: date, last: date) -> Q:
    if isinstance(register.model._meta.get_field(name), MonthDate):
        # A month of its own counts for itself, wherever the window begins; and it is kept as its first day.
        return Q(**{name: last})
    return Q(**{f"{name}__range": (first, last)})


def _holds(part: Part, period_end: date) -> Q:
    condition = Q()
    for alternatives in part.rule.where:
        either = NOTHING
        for atom in alternatives:
            either |= _atom(part.register, atom, period_end)
        condition &= either
    return condition


def _atom(register: Register, atom: Atom, period_end: date) -> Q:
    name = atom.field
    match atom.test:
        case Test.TRUE:
            return Q(**{name: True})
        case Test.FILLED:
            return _filled(register, name)
        case Test.PAST:
            return Q(**{f"{name}__lte": period_end})
        case Test.NOT_PAST:
            return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gt": period_end})
        case Test.NOT_IN:
            return ~Q(**{f"{name}__in": atom.values})
    return Q(**{f"{name}__in": atom.values})


def _filled(register: Register, name: str) -> Q:
    field: Any = register.model._meta.get_field(name)  # Any: a relation has no `null` to the checker
    if isinstance(field, PersonalField):
        name = f"{name}_index"
    filled = Q(**{f"{name}__isnull": False})
    if field.get_internal_type() in {"CharField", "TextField"}:
        filled &= ~Q(**{name: ""})
    return filled
