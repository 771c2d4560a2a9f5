"""The page of one indicator: facts, curve, months, the units below, its definition, and where its number comes from."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from bureau.catalogue.models import Indicator, RatePart
from bureau.figures.corrected import corrections_under
from bureau.figures.models import Correction
from bureau.organisation.gates import PersonRequest
from bureau.periods import Month, Span
from bureau.totals.reading import Page, is_stale
from reports.dashboards import printing
from reports.dashboards.gates import reading_page
from reports.dashboards.scope import scope_of, target_years
from reports.dashboards.sources import read_sources
from reports.dashboards.year import YearOfIndicator, read_below, read_year

YEARS_OFFERED = 4


@reading_page
def indicator(request: PersonRequest, code: str) -> HttpResponse:
    user = request.user
    one = get_object_or_404(Indicator.objects.select_related("parent"), code=code)
    scope = scope_of(user, request.GET)
    year = read_year(scope, one)
    months = one.window.months_of(scope.year)[: year.slot]
    corrections = list(corrections_under(scope.unit, _counted_in(one), months))
    below = read_below(scope, one, year.slot)
    context = {
        "year": year,
        "one": one,
        "scope": scope,
        "unit": scope.unit,
        "unit_query": f"unit={scope.unit.code}",
        "below": [(part, [(row, printing.in_table(one, row.value)) for row in part.rows]) for part in below],
        "definitions": list(one.definitions.order_by("-begins")),
        "children": list(one.children.filter(retired=False)),
        "rate": _rate(year) if one.is_derived else None,
        "sources": None if one.is_derived else read_sources(scope.unit, one, months, user, corrections),
        "corrections": [(each, printing.correction(each)) for each in corrections],
        "amended": _amended(corrections, months),
        "stale": is_stale(scope.unit.pk),
        "years": sorted({*target_years(scope.unit), scope.year, scope.year - 1})[-YEARS_OFFERED:],
    }
    return render(request, "reports/dashboards/indicator.html", context)


def _counted_in(one: Indicator) -> list[int]:
    """The indicator itself or, of a rate, its parts: what can be corrected about it."""
    if not one.is_derived:
        return [one.pk]
    return list(RatePart.objects.filter(rate=one).values_list("part_id", flat=True))


def _amended(corrections: Sequence[Correction], months: Sequence[Month]) -> list[int]:
    """For each month, how many corrections it carries: of its own figures, or booked in it."""
    carried = [month for one in corrections for month in {one.month, one.booked_month}]
    return [carried.count(month) for month in months] if any(month in carried for month in months) else []


def _rate(year: YearOfIndicator) -> list[tuple[str, str, list[tuple[str, Indicator]]]]:
    """Numerator and denominator: the name of the side, its number, and the signed indicators it is made of."""
    terms = list(RatePart.objects.filter(rate=year.indicator).select_related("part"))
    sides = (
        (RatePart.Side.NUMERATOR, year.page.numerator),
        (RatePart.Side.DENOMINATOR, year.page.denominator),
    )
    return [
        (
            side.label,
            _amount(page, year.slot, [term.part for term in terms if term.side == side]),
            [("−" if term.sign < 0 else "+", term.part) for term in terms if term.side == side],
        )
        for side, page in sides
    ]


def _amount(page: Page | None, slot: int, parts: list[Indicator]) -> str:
    if page is None or not parts:
        return printing.NONE
    span = Span("t", slot)
    approved, provisional = page.approved(span), page.provisional(span)
    return printing.in_table(parts[0], approved if approved is not None else provisional)
