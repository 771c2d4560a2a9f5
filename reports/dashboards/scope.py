"""What a page is about: which unit, which year, up to which month. Read from the address, checked against the posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bureau.catalogue.access import units_read_by
from bureau.catalogue.models import Indicator, Target
from bureau.organisation.access import home_bureau
from bureau.organisation.models import Unit, UnitKind, User
from bureau.periods import FIRST_NAMED_YEAR, LAST_NAMED_YEAR, Month


@dataclass(frozen=True)
class Scope:
    """A unit with all below it and a statistical year. `month` is 1 to 12 where the address names one.

    `reads_all` is True for people of the bureau itself; a clerk of a town sees of her sisters what is published.
    """

    unit: Unit
    year: int
    month: int | None
    reads_all: bool

    def slot_of(self, indicator: Indicator, month: int) -> int:
        """How far the indicator's own year has come at the end of that calendar month of the page's year."""
        window = indicator.window
        return window.slot_of(Month(self.year, month)) if self._is_within(indicator, month) else 12

    def _is_within(self, indicator: Indicator, month: int) -> bool:
        return indicator.window.year_of(Month(self.year, month)) == self.year


def scope_of(user: User, asked: Mapping[str, str]) -> Scope:
    """Raises Http404 for a unit that this person does not read and for a time that does not exist."""
    units = units_read_by(user)
    unit = get_object_or_404(units, code=asked["unit"]) if asked.get("unit") else first_unit(user)
    reads_all = unit.kind in {UnitKind.CITY, UnitKind.BUREAU} or units.filter(pk=unit.bureau_id).exists()
    year = _number(asked.get("year"), FIRST_NAMED_YEAR + 1, LAST_NAMED_YEAR)
    month = _number(asked.get("month"), 1, 12)
    return Scope(unit=unit, year=year or usual_year(unit), month=month, reads_all=reads_all)


def first_unit(user: User) -> Unit:
    """The unit whose numbers this person looks at first: her bureau where she reads it, else her own unit."""
    units = units_read_by(user)
    bureau = home_bureau(user)
    unit = units.filter(pk=bureau.pk).first() if bureau else None
    unit = unit or units.order_by("lineage").first()
    if unit is None:
        raise Http404
    return unit


def usual_year(unit: Unit) -> int:
    """This year, or the last one before it for which the unit or one above it has targets."""
    this_year = timezone.localdate().year
    years = target_years(unit)
    return max((year for year in years if year <= this_year), default=this_year)


def target_years(unit: Unit) -> list[int]:
    years = (
        Target.objects.current()
        .filter(Q(unit=unit))
        .order_by("year")
        .values_list("year", flat=True)
        .distinct()
    )
    return list(years)


def _number(text: str | None, low: int, high: int) -> int | None:
    if not text:
        return None
    plain = text.isascii() and text.isdecimal() and len(text) <= 4
    if not (plain and low <= int(text) <= high):
        raise Http404
    return int(text)
