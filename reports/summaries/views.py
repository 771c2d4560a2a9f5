"""The pages of the yearly summary: the list, the living text, where a number comes from, the export, final texts."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bureau.catalogue.models import Indicator
from bureau.jobs.exports import start_export
from bureau.organisation.gates import PersonRequest, business_page
from bureau.organisation.models import Unit, User
from bureau.periods import PeriodError, Span
from reports.models import FrozenSummary
from reports.summaries import access, freezing
from reports.summaries.building import document_of, title_of
from reports.summaries.document import Provenance, official_date
from reports.summaries.exporting import KIND
from reports.summaries.origin import Origin, origin_of
from reports.summaries.paper import paper_of
from reports.summaries.reading import figures_of, years_of
from reports.summaries.since import differences


@business_page
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    units = list(access.readable_units(request.user))
    if not units:
        raise PermissionDenied("年度总结由区局各股室和局领导查看，需要时请联系综合股。")
    shelves = [(unit, years_of(unit)) for unit in units]
    return render(request, "reports/summaries/list.html", {"shelves": shelves})


@business_page
@require_safe
def summary(request: PersonRequest, unit: str, year: int) -> HttpResponse:
    return _text(request, _readable(request.user, unit, year), year)


@business_page
@require_POST
def freeze(request: PersonRequest, unit: str, year: int) -> HttpResponse:
    """Declare the text that was exported the final one; 409 when no export says what the text says now."""
    found = _readable(request.user, unit, year)
    if not access.exportable_units(request.user).filter(pk=found.pk).exists():
        raise PermissionDenied("定稿由综合股办理。")
    try:
        frozen = freezing.freeze(found, year, by=request.user)
    except freezing.NotFreezable as refused:
        return _text(request, found, year, alert=str(refused), status=HTTPStatus.CONFLICT)
    messages.success(request, f"已定稿：第{frozen.edition}稿。以后有更正会在这里和首页提醒，定稿不变。")
    return redirect("summaries:frozen", found.code, year, frozen.edition)


@business_page
@require_safe
def frozen(request: PersonRequest, unit: str, year: int, edition: int) -> HttpResponse:
    """One final text: its numbers as they went out, beside those that would be different now."""
    found = _readable(request.user, unit, year)
    final = get_object_or_404(
        FrozenSummary.objects.select_related("unit", "frozen_by"), unit=found, year=year, edition=edition
    )
    context = {
        "unit": found,
        "final": final,
        "figures": final.figures.select_related("indicator"),
        "differences": differences(final),
        "editions": FrozenSummary.objects.filter(unit=found, year=year),
    }
    return render(request, "reports/summaries/frozen.html", context)


def _text(
    request: PersonRequest, found: Unit, year: int, *, alert: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    provisional = _wants_provisional(request)
    figures = figures_of(found, year, provisional=provisional)
    document = document_of(figures)
    page, panel = (reverse(f"summaries:{name}", args=[found.code, year]) for name in ("summary", "origin"))

    def url_of(source: Provenance) -> tuple[str, str]:
        span = figures.figures[source.indicator].span if source.kind == "target" else source.span
        query = {"figure": source.indicator, "year": source.year, "span": span}
        asked = urlencode(query | ({"provisional": 1} if provisional else {}))
        return f"{page}?{asked}#origin", f"{panel}?{asked}"

    final = FrozenSummary.objects.filter(unit=found, year=year).select_related("frozen_by").last()
    signed_on = official_date(document.signature.day) if document.signature else ""
    context = {
        "unit": found,
        "year": year,
        "figures": figures,
        "paper": paper_of(document, url_of, signed_on),
        "title": title_of(found, year),
        "provisional": provisional,
        "may_export": access.exportable_units(request.user).filter(pk=found.pk).exists(),
        "origin": _asked_origin(request, found, year, provisional=provisional),
        "final": final,
        "differences": [] if final is None else differences(final),
        "alert": alert,
    }
    return render(request, "reports/summaries/summary.html", context, status=status)


@business_page
@require_safe
def origin(request: PersonRequest, unit: str, year: int) -> HttpResponse:
    """The panel 这个数从哪来 alone, for the swap; without scripts the page itself draws it."""
    found = _readable(request.user, unit, year)
    shown = _asked_origin(request, found, year, provisional=_wants_provisional(request))
    if shown is None:
        raise Http404
    return render(request, "reports/summaries/origin.html", {"origin": shown})


@business_page
@require_POST
def export(request: PersonRequest, unit: str, year: int) -> HttpResponse:
    found = _readable(request.user, unit, year)
    params = {
        "unit": found.code,
        "year": year,
        "provisional": request.POST.get("provisional") == "1",
        "format": request.POST.get("format", "docx"),
    }
    job = start_export(request.user, KIND, params)
    if request.headers.get("HX-Request") != "true":
        return redirect("jobs:list")
    return render(
        request,
        "components/job.html",
        {"job": job, "job_url": reverse("jobs:progress", args=[job.pk]), "result_url": ""},
    )


def _readable(user: User, code: str, year: int) -> Unit:
    """404 for a unit of others or a year without sheets, 403 for one's own bureau without the right to read it."""
    unit = get_object_or_404(access.known_units(user), code=code)
    if not access.readable_units(user).filter(pk=unit.pk).exists():
        raise PermissionDenied("年度总结由区局各股室和局领导查看，需要时请联系综合股。")
    if year not in years_of(unit):
        raise Http404
    return unit


def _wants_provisional(request: HttpRequest) -> bool:
    return request.GET.get("provisional") == "1"


def _asked_origin(request: HttpRequest, unit: Unit, year: int, *, provisional: bool) -> Origin | None:
    """The figure that the address asks about, of this year or the one before; None when it asks about none."""
    code = request.GET.get("figure")
    if code is None:
        return None
    indicator = get_object_or_404(Indicator, code=code)
    try:
        span = Span.parse(request.GET.get("span", "t12"))
        of_year = int(request.GET.get("year", year))
    except (PeriodError, ValueError) as error:
        raise Http404 from error
    if of_year not in (year, year - 1):
        raise Http404
    return origin_of(unit, indicator, of_year, span, provisional=provisional)
