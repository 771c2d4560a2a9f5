"""填报任务: which unit files which indicator of a domain, as a matrix that holds from a month on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from bureau.catalogue.assigning import Pair, Stretch, assignable, assigned_in, fits
from bureau.catalogue.models import Assignment, Indicator
from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role, Unit, UnitKind
from bureau.periods import Month
from bureau.returns.calendar import duties
from bureau.returns.calendar.pages.place import arranged, bureau_of, month_of
from bureau.returns.naming import domain_title, domains
from bureau.returns.steps import current_month

STALE = "这张矩阵刚被别人改过，您的改动没有保存。请对照现在的样子重新勾选。"


@dataclass(frozen=True)
class Box:
    """One cell: asked for or not in the month, what the future brings, or 不适用 for such a unit."""

    pair: Pair
    label: str
    is_on: bool
    is_offered: bool
    coming: str

    @property
    def value(self) -> str:
        return f"{self.pair[0]}-{self.pair[1]}"


@dataclass(frozen=True)
class MatrixRow:
    indicator: Indicator
    boxes: list[Box]

    @property
    def number(self) -> int:
        return sum(box.is_on for box in self.boxes)


@dataclass(frozen=True)
class Asked:
    """The matrix somebody works on: domain, month, the units in columns and the indicators in rows."""

    bureau: Unit
    domain: str
    month: Month
    units: list[Unit]
    indicators: list[Indicator]

    @property
    def address(self) -> str:
        query = {"domain": self.domain, "month": str(self.month), "bureau": self.bureau.code}
        return f"{reverse('returns:assignments')}?{urlencode(query)}"

    def assigned(self) -> set[Pair]:
        return assigned_in([unit.pk for unit in self.units], self.domain, self.month)


@for_roles(Role.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def matrix(request: PersonRequest) -> HttpResponse:
    """GET shows who files what in a month; POST lets what is ticked hold from that month on."""
    asked = _asked(request)
    if request.method == "POST":
        return _save(request, asked)
    return _page(request, asked, asked.assigned())


@for_roles(Role.OFFICE)
@require_POST
def copy(request: PersonRequest) -> HttpResponse:
    """Give one unit what another one files, from the month on."""
    asked = _asked(request)
    own = Unit.objects.under(asked.bureau).filing()
    source = get_object_or_404(own, code=request.POST.get("source", ""))
    to = get_object_or_404(own, code=request.POST.get("to", ""))
    try:
        number = duties.copy(source=source, to=to, domain=asked.domain, begins=asked.month)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(
            request, f"从{asked.month.label}起，{to.label}照{source.label}新增 {number} 项；原有的不变。"
        )
    return redirect(asked.address)


def _asked(request: PersonRequest) -> Asked:
    bureau = bureau_of(request)
    domain = request.GET.get("domain", "")
    domain = domain if domain in domains() else domains()[0]
    month = month_of(request.GET.get("month", ""))
    filing = Unit.objects.under(bureau).filing().open_in(month).order_by("order", "code")
    units = [
        unit
        for unit in sorted(filing, key=lambda unit: unit.kind != UnitKind.SECTION)
        if unit.kind == UnitKind.TOWN or domain in unit.domains
    ]
    return Asked(bureau, domain, month, units, list(assignable(domain)))


def _save(request: PersonRequest, asked: Asked) -> HttpResponse:
    """All of the differences or none. What was typed stays on the page when it is refused."""
    before = asked.assigned()
    known = {
        f"{unit.pk}-{indicator.pk}": (unit.pk, indicator.pk)
        for unit in asked.units
        for indicator in asked.indicators
    }
    wanted = {known[value] for value in request.POST.getlist("a") if value in known}
    if request.POST.get("stood") != _digest(before):
        messages.error(request, STALE)
        return _page(request, asked, before, status=409)
    try:
        duties.change(add=sorted(wanted - before), end=sorted(before - wanted), begins=asked.month)
    except ValidationError as error:
        return _page(request, asked, wanted, stood=before, sentences=error.messages, status=400)
    if wanted == before:
        messages.info(request, "没有改动，什么都没有保存。")
    else:
        messages.success(
            request,
            f"从{asked.month.label}起：新增 {len(wanted - before)} 项，停报 {len(before - wanted)} 项。"
            "以前的月份不变。",
        )
    return redirect(asked.address)


def _page(
    request: PersonRequest,
    asked: Asked,
    ticked: set[Pair],
    *,
    stood: set[Pair] | None = None,
    sentences: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    coming = _coming(asked)
    rows = [
        MatrixRow(indicator, [_box(unit, indicator, ticked, coming) for unit in asked.units])
        for indicator in asked.indicators
    ]
    this = current_month()
    context = arranged(asked.bureau, "assignments") | {
        "asked": asked,
        "title": domain_title(asked.domain),
        "domains": [(key, domain_title(key), key == asked.domain) for key in domains()],
        "months": [this + step for step in range(-12, 14)],
        "groups": [
            (title, list(group)) for title, group in groupby(rows, key=lambda row: row.indicator.group)
        ],
        "stood": _digest(asked.assigned() if stood is None else stood),
        "sentences": sentences,
        "total": len(ticked),
    }
    return render(request, "catalogue/assignments.html", context, status=status)


def _box(unit: Unit, indicator: Indicator, ticked: set[Pair], coming: Mapping[Pair, str]) -> Box:
    pair = (unit.pk, indicator.pk)
    is_on = pair in ticked
    return Box(
        pair=pair,
        label=f"{unit.label}填{indicator.label}",
        is_on=is_on,
        is_offered=is_on or fits(unit, indicator),
        coming=coming.get(pair, ""),
    )


def _coming(asked: Asked) -> dict[Pair, str]:
    """What is decided for after the month: `报到 2026-12 止`, `2027-01 起报`."""
    words: dict[Pair, str] = {}
    rows = Assignment.objects.filter(unit__in=asked.units, indicator__in=asked.indicators)
    for row in rows.order_by("-begins"):
        stretch = Stretch(row.begins, row.ends)
        if stretch.begins > asked.month:
            words[row.unit_id, row.indicator_id] = f"{row.begins} 起报"
        elif stretch.holds(asked.month) and row.ends is not None:
            words[row.unit_id, row.indicator_id] = f"报到 {row.ends} 止"
    return words


def _digest(pairs: set[Pair]) -> str:
    """What the page was drawn with, so that a save over somebody else's is seen."""
    return hashlib.sha256(repr(sorted(pairs)).encode()).hexdigest()[:16]
