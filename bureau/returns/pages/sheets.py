"""All sheets this person reads, by month, unit, domain and state; and the way from a month to its sheet."""

from __future__ import annotations

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from bureau.figures.models import Sheet, SheetState
from bureau.organisation.gates import PersonRequest, business_page
from bureau.organisation.models import Unit
from bureau.organisation.people import person
from bureau.periods import Month, PeriodError
from bureau.returns.access import offices_units
from bureau.returns.calendar.deadlines import deadlines_of
from bureau.returns.counting import NOTHING, counts_of
from bureau.returns.naming import domain_title, domains, form_title, in_form_order, place_of
from bureau.returns.pages.month import Due, month_asked
from bureau.returns.progress import units_read_by
from bureau.returns.steps import against_opening, current_month

PER_PAGE = 60


@business_page
@require_safe
def sheets(request: PersonRequest) -> HttpResponse:
    user = request.user
    rows = Sheet.objects.readable_by(user).select_related("unit")
    month = month_asked(request) if request.GET.get("month") else None
    chosen = {name: request.GET.get(name, "") for name in ("unit", "domain", "state")}
    if month is not None:
        rows = rows.of_month(month)
    if chosen["unit"]:
        rows = rows.filter(unit__code=chosen["unit"])
    if chosen["domain"]:
        rows = rows.filter(domain=chosen["domain"])
    if chosen["state"]:
        rows = rows.filter(state=chosen["state"])
    rows = rows.order_by("-month", "unit__order", "unit__code", in_form_order())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts, deadlines = counts_of([sheet.pk for sheet in page]), deadlines_of(page)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "dues": [Due(sheet, counts.get(sheet.pk, NOTHING), (), deadlines[sheet.pk]) for sheet in page],
        "query": f"&{query.urlencode()}" if query else "",
        "chosen": chosen | {"month": str(month) if month else ""},
        "units": units_read_by(user).filing().order_by("order", "code"),
        "domains": [(key, domain_title(key)) for key in domains()],
        "states": SheetState.choices,
        "months": [current_month() - back for back in range(24)],
        "offices": Unit.objects.filter(offices_units(user)).filing().order_by("order", "code"),
    }
    return render(request, "returns/sheets.html", context)


@business_page
@require_safe
def sheet_of(request: PersonRequest, unit: str, domain: str, month: str) -> HttpResponse:
    """The sheet of a unit, domain and month; where there is none, a sentence that says why."""
    user = person(request)
    if domain not in domains():
        raise Http404
    home = get_object_or_404(units_read_by(user), code=unit)
    try:
        asked = Month.parse(month)
    except PeriodError as error:
        return _none(request, home, domain, current_month(), str(error), HTTPStatus.BAD_REQUEST)
    found = Sheet.objects.readable_by(user).of_month(asked).filter(unit=home, domain=domain).first()
    if found is not None:
        return redirect("returns:sheet", found.pk)
    against = against_opening(unit=home, month=asked, domain=domain)
    sentence = against or f"{home.name}{asked.label}的{form_title(domain)}还没有开表，请联系综合股开表。"
    return _none(request, home, domain, asked, sentence, HTTPStatus.NOT_FOUND, may_open=not against)


def _none(
    request: PersonRequest,
    unit: Unit,
    domain: str,
    month: Month,
    sentence: str,
    status: int,
    *,
    may_open: bool = False,
) -> HttpResponse:
    nearest = (
        Sheet.objects.readable_by(request.user).filter(unit=unit, domain=domain).order_by("-month").first()
    )
    siblings = Sheet.objects.readable_by(request.user).of_month(month).filter(unit=unit)
    context = {
        "unit": unit,
        "domain": domain,
        "title": form_title(domain),
        "month": month,
        "sentence": sentence,
        "nearest": nearest,
        "siblings": [
            (sheet.pk, form_title(sheet.domain))
            for sheet in sorted(siblings, key=lambda one: place_of(one.domain))
        ],
        "can_open": may_open and Unit.objects.filter(offices_units(request.user), pk=unit.pk).exists(),
    }
    return render(request, "returns/no_sheet.html", context, status=status)
