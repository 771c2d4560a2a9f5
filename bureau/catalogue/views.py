"""Finding things, and the list of all indicators."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bureau.catalogue import words
from bureau.catalogue.models import Indicator
from bureau.catalogue.searching import MOST_HITS, search
from bureau.organisation.access import BUSINESS_ROLES, has_role
from bureau.organisation.people import person
from bureau.web.finding import find_all

LONGEST_QUERY = 80
# Names under which texts speak of an indicator's target and completion: found, but no other names of the thing itself.
DERIVED = ("完成率", "年度目标")


@dataclass(frozen=True)
class Row:
    """An indicator with the words around it. `depth` is 1 for 其中."""

    indicator: Indicator
    domain: str
    kind: str
    reporter: str
    aliases: list[str]
    depth: int


@dataclass(frozen=True)
class Choice:
    label: str
    query: str
    chosen: bool


@login_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What the box in the masthead leads to: indicators by name, alias, code or pinyin initials, and what else fits."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY].replace("\x00", "")
    rows = Indicator.objects.in_force().prefetch_related("aliases")
    context = {
        "find_text": text,
        "found": [_row(indicator) for indicator in search(text, among=rows)],
        "most": MOST_HITS,
        "others": find_all(request.user, text),
        "links": has_role(person(request), *BUSINESS_ROLES),
    }
    return render(request, "catalogue/find.html", context)


@login_required
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """The paper tables of the catalogue, one domain at a time."""
    known = words.domains()
    domain = request.GET.get("domain", known[0][0])
    if domain not in dict(known):
        raise Http404
    rows = Indicator.objects.in_force().of_domain(domain).prefetch_related("aliases")
    context = {
        "title": words.domain_title(domain),
        "choices": [Choice(title, f"?domain={key}", key == domain) for key, title in known],
        "groups": [
            (name, [_row(one) for one in group]) for name, group in groupby(rows, lambda one: one.group)
        ],
        "links": has_role(person(request), *BUSINESS_ROLES),
        "count": len(rows),
    }
    return render(request, "catalogue/indicators.html", context)


def _row(indicator: Indicator) -> Row:
    return Row(
        indicator=indicator,
        domain=words.domain_title(indicator.domain),
        kind=words.kind_word(indicator),
        reporter=words.reporter_word(indicator),
        aliases=[name for alias in indicator.aliases.all() if not (name := alias.name).endswith(DERIVED)],
        depth=0 if indicator.parent_id is None else 1,
    )
