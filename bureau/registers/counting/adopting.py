"""启用: from a month on the figures of a unit are counted from a register. What that changes is shown before.

Adopting books nothing: cells of open months are counted from then on, months that are reported or settled stay as
they are, and a settled month that differs from its rows waits in the queue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from bureau.catalogue.models import Assignment, Indicator
from bureau.figures.models import Figure, Sheet, SheetState
from bureau.figures.models.sheets import FILLABLE, SETTLED
from bureau.organisation.access import Grant, grants_of
from bureau.organisation.models import Role, Unit, User
from bureau.periods import Month
from bureau.registers.counting.bell import ring
from bureau.registers.counting.counted import Counted, load_counted
from bureau.registers.counting.tallying import this_month
from bureau.registers.declarations import Register
from bureau.registers.models import Adoption, Tally
from bureau.registers.registry import all_registers

# How far back one switch may reach: what is older is history and stays typed.
MOST_MONTHS: Final = 24


@dataclass(frozen=True)
class Beside:
    """One cell: what stands in the sheet, and what the rows come to."""

    indicator: Indicator
    typed: Decimal | None
    counted: Decimal | None
    rows: int

    @property
    def differs(self) -> bool:
        return self.typed != self.counted


@dataclass(frozen=True)
class MonthBeside:
    """One month before the switch. `state` is that of its sheet, empty while there is none."""

    month: Month
    state: str
    cells: list[Beside]

    @property
    def different(self) -> list[Beside]:
        """Where there is no sheet yet nothing was typed that could differ."""
        return [cell for cell in self.cells if cell.differs] if self.state else []

    @property
    def equal(self) -> int:
        return len(self.cells) - len(self.different) if self.state else 0

    @property
    def effect(self) -> str:
        """What becomes of the differences of this month, as a sentence."""
        if not self.state:
            return "开表后由台账取数"
        if self.state in FILLABLE:
            return "启用后按台账取数，写了说明的改报除外" if self.different else "启用后由台账取数"
        if not self.different:
            return "与台账一致，不动"
        if self.state in SETTLED:
            return "不动；差额进入待重述"
        return "不动；审定时仍有差额的进入待重述"


def adoptable(user: User) -> list[Register]:
    """The registers that she may switch to: the reviewers' of her domains, the office's all; only counted ones."""
    counted = {one.register.code for one in load_counted()}
    return [one for one in all_registers() if one.code in counted and _grants(user, one)]


def units_for(user: User, register: Register) -> QuerySet[Unit]:
    """The units that she may switch: those below her that file anything counted from this register."""
    area = Q(pk__in=[])
    for grant in _grants(user, register):
        area |= Q(lineage__contains=[grant.area_id])
    filing = Assignment.objects.filter(indicator__register=register.code, indicator__retired=False)
    return Unit.objects.filter(area, pk__in=filing.values("unit")).order_by("-kind", "order", "code")


def _grants(user: User, register: Register) -> list[Grant]:
    return [
        grant
        for grant in grants_of(user)
        if grant.role is Role.OFFICE
        or (grant.role is Role.REVIEWER and (grant.domains is None or register.domain in grant.domains))
    ]


def adopted(register: Register, units: Iterable[Unit]) -> dict[int, Adoption]:
    """By unit; units that type their figures are left out."""
    found = Adoption.objects.filter(register=register.code, unit__in=units).select_related("by")
    return {one.unit_id: one for one in found}


def first_month() -> Month:
    return this_month() - (MOST_MONTHS - 1)


def differences(register: Register, unit: Unit, begins: Month) -> list[MonthBeside]:
    """Month by month from `begins` to now, what stands in the sheets beside what the rows come to."""
    last = this_month()
    months = list(Month.between(begins, last))
    counted = {one.id: one for one in load_counted({register.code}) if one.register is register}
    indicators = Indicator.objects.in_bulk(list(counted))
    span = Q(unit=unit, month__gte=begins, month__lte=last, indicator__in=counted)
    figures = {(f.month, f.indicator_id): f.value for f in Figure.objects.filter(span)}
    tallies = {(t.month, t.indicator_id): t for t in Tally.objects.filter(span)}
    asked = _asked(unit, counted)
    states = _states(unit, months, {one.domain for one in indicators.values()})
    told = []
    for month in months:
        cells = [
            _beside(counted[pk], one, figures.get((month, pk)), tallies.get((month, pk)))
            for pk, one in sorted(indicators.items(), key=lambda pair: (pair[1].domain, pair[1].order))
            if any(begin <= month and (end is None or month <= end) for begin, end in asked[pk])
        ]
        told.append(MonthBeside(month, states.get(month, ""), cells))
    return told


def _beside(counted: Counted, one: Indicator, typed: Decimal | None, tally: Tally | None) -> Beside:
    value = tally.value if tally is not None else None
    if value is None and not counted.is_silent:
        value = Decimal(0)
    return Beside(one, typed, value, 0 if tally is None else tally.rows)


def _asked(unit: Unit, indicators: Iterable[int]) -> dict[int, list[tuple[Month, Month | None]]]:
    found: defaultdict[int, list[tuple[Month, Month | None]]] = defaultdict(list)
    for one in Assignment.objects.filter(unit=unit, indicator__in=list(indicators)):
        found[one.indicator_id].append((one.begins, one.ends))
    return found


def _states(unit: Unit, months: list[Month], domains: set[str]) -> dict[Month, str]:
    """The state of each month's sheet; of several sheets the one that is furthest."""
    order = list(SheetState)
    found: dict[Month, str] = {}
    for sheet in Sheet.objects.filter(unit=unit, month__in=months, domain__in=domains):
        known = found.get(sheet.month)
        if known is None or order.index(SheetState(sheet.state)) > order.index(SheetState(known)):
            found[sheet.month] = sheet.state
    return found


def adopt(register: Register, unit: Unit, begins: Month, *, by: User) -> Adoption:
    """Count this unit's figures from `begins` on; a unit that does already moves its beginning."""
    with transaction.atomic():
        adoption, _ = Adoption.objects.update_or_create(
            register=register.code, unit=unit, defaults={"begins": begins, "by": by}
        )
        ring()
    return adoption
