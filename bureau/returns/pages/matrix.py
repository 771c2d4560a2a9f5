"""指标×街镇: one indicator of a month across the units; each writes her own cell, through her own sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bureau.catalogue.models import Indicator
from bureau.figures.models import Sheet
from bureau.organisation.gates import PersonRequest, business_page
from bureau.periods import Month
from bureau.returns.entry.cumulative import basis_of
from bureau.returns.lines import Line
from bureau.returns.matrix import UnitLine, read_matrix, sums_of
from bureau.returns.models import Basis
from bureau.returns.naming import form_title
from bureau.returns.pages.rows import Row
from bureau.returns.progress import units_read_by


@dataclass(frozen=True)
class UnitRow:
    """A row of the matrix: the cell as the sheet draws it, and whose it is."""

    unit: UnitLine
    row: Row
    url: str

    @property
    def line(self) -> Line:
        return self.row.line


@business_page
@require_safe
def matrix(request: PersonRequest, code: str, month: Month) -> HttpResponse:
    """Everybody sees the units whose sheets she reads; another unit is not there, as everywhere."""
    indicator = get_object_or_404(Indicator, code=code)
    lines = read_matrix(request.user, indicator, month)
    own = set(
        Sheet.objects.fillable_by(request.user)
        .filter(pk__in=[line.sheet_id for line in lines])
        .values_list("pk", flat=True)
    )
    basis = basis_of(request.user) if own else Basis.MONTH
    # The sheet that the way back leads to: her own, else the first she reads.
    own_line = next((line for line in lines if line.sheet_id in own), lines[0] if lines else None)
    rows = [_row(line, line.sheet_id in own, basis) for line in lines]
    editable = [row for row in rows if row.row.is_editable]
    context = {
        "indicator": indicator,
        "month": month,
        "rows": rows,
        "totals": _totals(lines),
        "reported": sum(row.line.value is not None for row in rows),
        "is_open": bool(editable),
        # Without scripts the one cell that can be written is sent as the form of its sheet.
        "form": editable[0] if len(editable) == 1 else None,
        "basis": basis,
        "bases": Basis,
        "by_total": basis is Basis.TO_DATE,
        "sheet_id": own_line.sheet_id if own_line else None,
        "title": form_title(indicator.domain),
        "indicators": _choices(request, indicator),
    }
    return render(request, "returns/matrix.html", context)


@business_page
@require_safe
def matrix_chosen(request: PersonRequest) -> HttpResponse:
    """From the choice of an indicator to its matrix, for a browser without scripts as well."""
    try:
        month = Month.parse(request.GET.get("month", ""))
    except ValueError as error:
        raise Http404(str(error)) from error
    indicator = get_object_or_404(Indicator, code=request.GET.get("indicator", ""))
    return redirect("returns:matrix", indicator.code, month)


def _row(line: UnitLine, is_own: bool, basis: Basis) -> UnitRow:
    cells = reverse("returns:cells", args=[line.sheet_id])
    row = Row(line.line, is_own and line.line.is_open, f"{cells}{line.line.code}/", None, basis)
    return UnitRow(line, row, f"{cells}?basis={basis}")


def _totals(lines: Sequence[UnitLine]) -> dict[str, str] | None:
    """The last row, printed as any line prints them: all are in the same unit."""
    sums = sums_of(lines)
    if sums is None:
        return None
    shown = lines[0].line.shown
    return {
        "value": shown(sums.value),
        "previous": shown(sums.previous),
        "last_year": shown(sums.last_year),
        "year_to_date": shown(sums.year_to_date),
    }


def _choices(request: PersonRequest, indicator: Indicator) -> list[Indicator]:
    """The indicators of the domain that the units she reads are asked for, and this one."""
    asked = Indicator.objects.in_force().of_domain(indicator.domain)
    units = units_read_by(request.user)
    mine = asked.filter(assignments__unit__in=units).distinct() | asked.filter(aggregate="ratio").distinct()
    return list(mine.order_by("order", "code"))
