"""年度目标: the page on which an office records targets, and the split of one target to the towns."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bureau.catalogue import words
from bureau.catalogue.access import sets_targets, units_read_by, units_targeted_by
from bureau.catalogue.forms import PaperForm, TargetForm, TargetSheet
from bureau.catalogue.models import Aggregate, Indicator, IndicatorQuerySet, Target
from bureau.catalogue.splitting import largest_remainder
from bureau.organisation.access import home_bureau
from bureau.organisation.gates import business_page
from bureau.organisation.models import Unit, UnitKind, User
from bureau.organisation.people import person
from bureau.periods import FIRST_NAMED_YEAR, LAST_NAMED_YEAR
from bureau.quantities import entry_unit, factor

_EVEN, _LAST_YEAR = "even", "last"


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, year: int) -> HttpResponse:
    """The targets of one unit and year. An office changes them; everybody else who reads the unit reads them."""
    user = person(request)
    _known_year(year)
    unit = _unit(user, request.GET.get("unit"))
    may_set = units_targeted_by(user).filter(pk=unit.pk).exists()
    posted = request.method == "POST"
    if posted and not may_set:
        raise PermissionDenied("目标由综合股录入，您可以查看，不能修改。")
    sheet = _sheet(unit, year, request.POST if posted else None)
    if posted and sheet.is_valid() and (changed := sheet.save(user)) is not None:
        _tell(request, changed, unit, year)
        return redirect(f"{reverse('catalogue:targets', args=[year])}?unit={unit.code}")
    before = {one.indicator_id: one for one in _targets_of(unit, year - 1)}
    context = {
        "year": year,
        "unit": unit,
        "units": units_read_by(user).exclude(kind=UnitKind.SECTION),
        "may_set": may_set,
        "sheet": sheet,
        "domains": [
            (words.domain_title(domain), [(form, _last(form, before)) for form in forms])
            for domain, forms in groupby(sheet.rows, lambda form: form.indicator.domain)
        ],
        "history": _history(unit, year),
        "can_split": unit.kind in {UnitKind.BUREAU, UnitKind.CITY} and may_set,
    }
    return render(request, "catalogue/targets.html", context, status=400 if sheet.errors else 200)


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One target of a bureau parted among its towns: shown first, changed where needed, then saved."""
    user = person(request)
    _known_year(year)
    if not sets_targets(user):
        raise PermissionDenied("目标由综合股分解，您可以查看，不能修改。")
    unit = get_object_or_404(units_targeted_by(user), code=request.GET.get("unit", ""))
    whole = get_object_or_404(
        Target.objects.current().of_year(year).select_related("indicator"), unit=unit, indicator__code=code
    )
    towns = _towns(unit, year)
    basis = _LAST_YEAR if request.GET.get("basis") == _LAST_YEAR else _EVEN
    percent = _percent(request.GET.get("percent", "100"))
    posted = request.method == "POST"
    proposal = _proposal(whole, towns, basis, percent)
    sheet = _split_sheet(whole, towns, proposal, request.POST if posted else None)
    if posted and sheet.is_valid() and (changed := sheet.save(user)) is not None:
        messages.success(request, f"{whole.indicator.label}：{changed} 个街镇的{year}年目标已保存。")
        return redirect(f"{reverse('catalogue:targets', args=[year])}?unit={unit.code}")
    context = {
        "year": year,
        "unit": unit,
        "whole": whole,
        "indicator": whole.indicator,
        "whole_text": words.goal_text(whole, whole.indicator),
        "entry_unit": entry_unit(whole.indicator.unit),
        "total_text": words.typed(whole.indicator, sum(proposal, Decimal(0))),
        "adds": whole.indicator.aggregate != Aggregate.RATIO,
        "basis": basis,
        "percent": percent,
        "sheet": sheet,
    }
    return render(request, "catalogue/split.html", context, status=400 if sheet.errors else 200)


def _known_year(year: int) -> None:
    if not FIRST_NAMED_YEAR < year <= LAST_NAMED_YEAR:
        raise Http404


def _unit(user: User, code: str | None) -> Unit:
    """The unit asked for, else the person's bureau, else the unit of her post; one she does not read is no unit."""
    units = units_read_by(user)
    if code:
        return get_object_or_404(units, code=code)
    bureau = home_bureau(user)
    own = units.filter(pk=bureau.pk).first() if bureau else None
    unit = own or units.first()
    if unit is None:
        raise Http404
    return unit


def _sheet(unit: Unit, year: int, data: QueryDict | None) -> TargetSheet:
    current = {one.indicator_id: one for one in _targets_of(unit, year)}
    indicators: IndicatorQuerySet = Indicator.objects.in_force().filter(Q(assessed=True) | Q(pk__in=current))
    rows = [
        TargetForm(unit, indicator, current.get(indicator.pk), data, prefix=f"i{indicator.pk}")
        for indicator in indicators
    ]
    return TargetSheet(year, rows, PaperForm(data))


def _targets_of(unit: Unit, year: int) -> list[Target]:
    return list(Target.objects.current().of_year(year).filter(unit=unit))


def _last(form: TargetForm, before: dict[int, Target]) -> str:
    target = before.get(form.indicator.pk)
    return words.goal_text(target, form.indicator) if target else ""


def _history(unit: Unit, year: int) -> list[tuple[Target, str, str]]:
    """All versions of what was ever changed, the newest first: with the goal in words and its unit."""
    rows = list(
        Target.objects.of_year(year)
        .filter(unit=unit)
        .select_related("indicator", "set_by")
        .order_by("-set_at", "-pk")
    )
    changed = {row.indicator_id for row in rows if row.superseded_at is not None}
    return [
        (row, words.goal_text(row, row.indicator), entry_unit(row.indicator.unit))
        for row in rows
        if row.indicator_id in changed
    ]


def _tell(request: HttpRequest, changed: int, unit: Unit, year: int) -> None:
    if changed:
        messages.success(
            request, f"已保存，{unit.label}{year}年有 {changed} 个目标改动，旧的留在变更记录里。"
        )
    else:
        messages.info(request, "没有改动，什么都没有保存。")


def _towns(unit: Unit, year: int) -> list[Unit]:
    """The units one step below among which a target is parted: towns of a bureau, bureaus of a city."""
    below = UnitKind.TOWN if unit.kind == UnitKind.BUREAU else UnitKind.BUREAU
    towns = (
        unit.children.filter(kind=below).exclude(closed_on__year__lt=year).exclude(opened_on__year__gt=year)
    )
    if not towns:
        raise Http404
    return list(towns)


def _percent(text: str) -> Decimal:
    """超分解: how much of the whole the parts make up together, 100 to 150 per cent; anything else is 100."""
    if text.isascii() and text.isdecimal() and 100 <= int(text[:4]) <= 150:
        return Decimal(int(text))
    return Decimal(100)


def _proposal(whole: Target, towns: list[Unit], basis: str, percent: Decimal) -> list[Decimal]:
    indicator = whole.indicator
    if indicator.aggregate == Aggregate.RATIO or whole.kind != Target.Kind.AT_LEAST:
        return [whole.value] * len(towns)
    step = factor(entry_unit(indicator.unit), indicator.unit)
    total = whole.value
    if percent != 100:
        total = (total * percent / 100 / step).to_integral_value(ROUND_CEILING) * step
    before = dict(
        Target.objects.current()
        .of_year(whole.year - 1)
        .filter(unit__in=towns, indicator=indicator)
        .values_list("unit_id", "value")
    )
    weights = (
        [before.get(town.pk, Decimal(0)) for town in towns]
        if basis == _LAST_YEAR
        else [Decimal(0)] * len(towns)
    )
    return largest_remainder(total, weights, step=step)


def _split_sheet(
    whole: Target, towns: list[Unit], proposal: list[Decimal], data: QueryDict | None
) -> TargetSheet:
    current = {
        one.unit_id: one
        for one in Target.objects.current()
        .of_year(whole.year)
        .filter(unit__in=towns, indicator=whole.indicator)
    }
    rows = [
        TargetForm(
            town,
            whole.indicator,
            current.get(town.pk),
            data,
            prefix=f"u{town.pk}",
            proposed=part,
            kind=Target.Kind(whole.kind),
        )
        for town, part in zip(towns, proposal, strict=True)
    ]
    paper = PaperForm(
        data,
        initial={"issuer": whole.unit.name, "document": whole.document, "issued_on": whole.issued_on},
    )
    return TargetSheet(whole.year, rows, paper)
