"""台账启用: which units count from which register, and what switching would change, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bureau.figures.models import SheetState
from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role, Unit
from bureau.periods import Month, PeriodError
from bureau.registers.counting import adopting
from bureau.registers.counting.adopting import Beside, MonthBeside
from bureau.registers.counting.behind import address
from bureau.registers.counting.tallying import this_month
from bureau.registers.counting.words import shown, shown_difference
from bureau.registers.declarations import Register
from bureau.registers.models import Adoption, RowMark

deciders_page = for_roles(Role.REVIEWER, Role.OFFICE)


@dataclass(frozen=True)
class Place:
    """One unit of a register: since when it counts, or that it types."""

    unit: Unit
    adoption: Adoption | None


@dataclass(frozen=True)
class Line:
    """One cell that would change, as the page prints it."""

    cell: Beside
    rows_address: str

    @property
    def typed(self) -> str:
        return shown(self.cell.typed, self.cell.indicator)

    @property
    def counted(self) -> str:
        return shown(self.cell.counted, self.cell.indicator)

    @property
    def difference(self) -> str:
        return shown_difference(self.cell.typed, self.cell.counted, self.cell.indicator)


@dataclass(frozen=True)
class Part:
    """One month of the comparison."""

    told: MonthBeside
    state: str
    lines: list[Line]


@deciders_page
@require_safe
def adoptions(request: PersonRequest) -> HttpResponse:
    """Every register she may switch to, with how far its units are."""
    told = []
    for register in adopting.adoptable(request.user):
        units = list(adopting.units_for(request.user, register))
        if units:
            told.append((register, len(adopting.adopted(register, units)), len(units)))
    return render(request, "registers/counting/adoptions.html", {"registers": told})


@deciders_page
@require_http_methods(["GET", "HEAD", "POST"])
def adoption(request: PersonRequest, code: str) -> HttpResponse:
    """One register: its units, and for a chosen unit and month what switching would change. POST switches."""
    register = next((one for one in adopting.adoptable(request.user) if one.code == code), None)
    if register is None:
        raise Http404
    units = list(adopting.units_for(request.user, register))
    given = request.POST if request.method == "POST" else request.GET
    unit = next((one for one in units if one.code == given.get("unit")), None)
    if unit is None and given.get("unit"):
        raise Http404
    known = adopting.adopted(register, units)
    alert = ""
    begins = known[unit.pk].begins if unit is not None and unit.pk in known else this_month()
    if given.get("month"):
        try:
            begins = _month(given["month"])
        except PeriodError as error:
            alert = str(error)
    if request.method == "POST" and unit is not None and not alert:
        adopting.adopt(register, unit, begins, by=request.user)
        messages.success(request, f"{unit.label}从{begins.label}起由“{register.title}”取数。")
        return redirect(reverse("registers:adopt", args=[register.code]))
    context = {
        "register": register,
        "places": [Place(one, known.get(one.pk)) for one in units],
        "unit": unit,
        "begins": begins,
        "months": list(Month.between(adopting.first_month(), this_month()))[::-1],
        "parts": [] if unit is None else _parts(register, unit, begins),
        "is_counting": RowMark.objects.filter(register=register.code).exists(),
        "alert": alert,
    }
    status = HTTPStatus.BAD_REQUEST if alert else HTTPStatus.OK
    return render(request, "registers/counting/adoption.html", context, status=status)


def _month(text: str) -> Month:
    month = Month.parse(text)
    first, last = adopting.first_month(), this_month()
    if not first <= month <= last:
        raise PeriodError(f"启用月份请选{first.label}至{last.label}；更早的月份是历史，不再改由台账取数。")
    return month


def _parts(register: Register, unit: Unit, begins: Month) -> list[Part]:
    parts = []
    for told in adopting.differences(register, unit, begins):
        lines = [
            Line(cell, address(register, cell.indicator.code, unit.code, told.month))
            for cell in told.different
        ]
        parts.append(Part(told, SheetState(told.state).label if told.state else "未开表", lines))
    return parts[::-1]
