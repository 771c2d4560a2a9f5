"""年度开账: the wizard of the office. First what goes on and what is not in order, then the targets, unit by unit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from bureau.catalogue.forms import PaperForm, TargetForm, TargetSheet
from bureau.catalogue.models import Target
from bureau.catalogue.words import goal_text, typed
from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role, Unit
from bureau.periods import FIRST_NAMED_YEAR, LAST_NAMED_YEAR
from bureau.quantities import entry_unit
from bureau.returns.calendar import opening as year_opening
from bureau.returns.calendar.opening import Scale
from bureau.returns.calendar.pages.place import arranged, bureau_of

STEPS = (Decimal(1), Decimal(10), Decimal(100))


@for_roles(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: PersonRequest, year: int) -> HttpResponse:
    """GET is the preview; POST renews the ticked duties, or with `targets` sets all proposed targets at once."""
    _known(year)
    bureau = bureau_of(request)
    scale = _scale(request.POST if request.method == "POST" else request.GET)
    paper = PaperForm(request.POST if "targets" in request.POST else None)
    status = HTTPStatus.OK
    here = f"{reverse('returns:year_opening', args=[year])}?{_query(bureau, scale)}"
    try:
        if "targets" in request.POST:
            if _confirm(request, bureau, year, scale, paper):
                return redirect(here)
            status = HTTPStatus.BAD_REQUEST
        elif request.method == "POST":
            chosen = set(request.POST.getlist("renew"))
            found = year_opening.patterns(year_opening.filing_units(bureau, year), year)
            number = year_opening.renew([one for one in found if one.key in chosen], year)
            messages.success(request, f"{year}年续设 {number} 项填报任务。")
            return redirect(here)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        status = HTTPStatus.BAD_REQUEST
    units = year_opening.filing_units(bureau, year)
    context = arranged(bureau, "years") | {
        "year": year,
        "last_year": year - 1,
        "going_on": year_opening.going_on(units, year),
        "patterns": year_opening.patterns(units, year),
        "units": (targets := year_opening.years_of_units(bureau, year)),
        "open": sum(one.open for one in targets),
        "troubles": year_opening.troubles(bureau, year),
        "scale": scale,
        "steps": STEPS,
        "query": _query(bureau, scale),
        "paper": paper,
    }
    return render(request, "returns/calendar/opening.html", context, status=status)


@for_roles(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: PersonRequest, year: int, unit: str) -> HttpResponse:
    """The proposed targets of one unit, to be changed where needed and saved."""
    _known(year)
    bureau = bureau_of(request)
    home = get_object_or_404(Unit.objects.under(bureau), code=unit)
    scale = _scale(request.GET)
    data = request.POST if request.method == "POST" else None
    rows = [_draft(home, target, scale, data) for target in year_opening.proposals(home, year)]
    sheet = TargetSheet(year, [form for form, _ in rows], PaperForm(data))
    if data is not None and sheet.is_valid() and (number := sheet.save(request.user)) is not None:
        messages.success(request, f"{home.label}{year}年的 {number} 个目标已保存。")
        return redirect(f"{reverse('returns:year_opening', args=[year])}?{_query(bureau, scale)}")
    context = arranged(bureau, "years") | {
        "year": year,
        "last_year": year - 1,
        "unit": home,
        "rows": [(form, text, entry_unit(form.indicator.unit)) for form, text in rows],
        "sheet": sheet,
        "scale": scale,
        "query": _query(bureau, scale),
    }
    return render(request, "returns/calendar/drafts.html", context, status=400 if sheet.errors else 200)


def _confirm(request: PersonRequest, bureau: Unit, year: int, scale: Scale, paper: PaperForm) -> bool:
    """Set all proposals of the bureau; False when the document is missing. Raises ValidationError."""
    if not paper.is_valid():
        return False
    if not paper.paper().document:
        paper.add_error("document", "下达目标要有依据，请填写下达文件的文号。")
        return False
    units = [one.unit for one in year_opening.years_of_units(bureau, year) if one.open]
    number = year_opening.confirm_all(units, year, scale, paper.paper(), by=request.user)
    messages.success(
        request, f"{len(units)} 个单位的 {number} 个{year}年目标已下达；要改的请到“目标”里逐个改。"
    )
    return True


def _draft(unit: Unit, target: Target, scale: Scale, data: QueryDict | None) -> tuple[TargetForm, str]:
    """The row of one proposal, and last year's goal in words."""
    goal = scale.goal(target, target.indicator)
    form = TargetForm(
        unit,
        target.indicator,
        None,
        data,
        prefix=f"i{target.indicator_id}",
        proposed=goal.value,
        kind=goal.kind,
    )
    form.initial["stretch"] = typed(target.indicator, goal.stretch)
    return form, goal_text(target, target.indicator)


def _scale(query: QueryDict) -> Scale:
    """10 to 500 per cent, rounded to one of the steps; what cannot be read is the usual."""
    try:
        percent, step = Decimal(query.get("percent", "100")), Decimal(query.get("step", "1"))
    except InvalidOperation:
        return Scale()
    usual = Scale()
    return Scale(
        percent=percent if percent.is_finite() and 10 <= percent <= 500 else usual.percent,
        step=step if step in STEPS else usual.step,
    )


def _query(bureau: Unit, scale: Scale) -> str:
    return urlencode({"bureau": bureau.code, "percent": str(scale.percent), "step": str(scale.step)})


def _known(year: int) -> None:
    if not FIRST_NAMED_YEAR < year <= LAST_NAMED_YEAR:
        raise Http404
