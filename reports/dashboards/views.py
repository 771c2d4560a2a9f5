"""目标完成情况: the page that leaders open, and the small question that keeps it fresh."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from bureau.catalogue.models import Aggregate, Indicator, Target
from bureau.organisation.gates import PersonRequest
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month
from reports.dashboards.board import Board, read_board
from reports.dashboards.freshness import State, state_of
from reports.dashboards.gates import reading_page
from reports.dashboards.printing import percentage
from reports.dashboards.ranking import Ranked
from reports.dashboards.scope import Scope, scope_of, target_years
from reports.dashboards.towns import ranked_units, read_ranking, read_towns

SHOWN = {"all": "全部", "behind": "只看落后", "sections": "按股室", "towns": "按街镇"}
ASKED = ("unit", "year", "month", "show", "rank")
YEARS_OFFERED = 4
KEPT_SECONDS = 60


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Rank:
    """The ranking as it is printed."""

    indicator: Indicator
    choices: list[Indicator]
    month: Month
    rows: list[tuple[Ranked, str]]
    unreported: list[Unit]


@reading_page
def completion(request: PersonRequest) -> HttpResponse:
    """The whole page; for htmx its changing part alone, or 204 when nothing moved since it was drawn."""
    scope = scope_of(request.user, request.GET)
    state = state_of(scope.unit, scope.year)
    for_htmx = request.headers.get("HX-Request") == "true"
    if for_htmx and request.GET.get("state") == state.digest:
        return HttpResponse(status=204)
    shown = request.GET.get("show", "all")
    offered = _offered(scope)
    if shown not in offered:
        raise Http404
    drawing = _drawing(request, scope, shown, state)
    context = {"drawing": drawing, "stale": state.is_stale, "part": for_htmx}
    if for_htmx:
        return HttpResponse(drawing.html + render_to_string("reports/dashboards/stamp.html", context))
    context |= {
        "scope": scope,
        "unit": scope.unit,
        "year": scope.year,
        "shown": shown,
        "views": [Link(label, _address(request, show=key), key == shown) for key, label in offered.items()],
        "months": range(1, 13),
    }
    return render(request, "reports/dashboards/completion.html", context)


@dataclass(frozen=True)
class Drawing:
    """The changing part of a page as HTML, and what the rest of the page must know of it."""

    html: SafeString
    month: int
    computed_at: datetime.datetime | None
    papers: str
    years: list[int]


def _drawing(request: PersonRequest, scope: Scope, shown: str, state: State) -> Drawing:
    """Drawn once for all who look at the same figures; a changed name shows when the drawing is a minute old."""
    asked = [request.GET.get(name, "") for name in ASKED]
    about = (state.digest, scope.unit.pk, scope.year, scope.reads_all, timezone.localdate(), asked)
    key = f"dashboards:{hashlib.sha256(repr(about).encode()).hexdigest()}"
    known = cache.get(key)
    if isinstance(known, Drawing):
        return known
    board = read_board(scope)
    context = {
        "board": board,
        "scope": scope,
        "unit": scope.unit,
        "year": scope.year,
        "shown": shown,
        "groups": board.groups("section" if shown == "sections" else "domain", only_behind=shown == "behind"),
        "towns": read_towns(scope, board.month) if shown == "towns" else [],
        "rank": _rank(scope, board, request.GET.get("rank")),
        "trends": board.trends(),
        "poll": _address(request, state=state.digest),
        "kept": [(name, request.GET[name]) for name in ASKED if name != "rank" and request.GET.get(name)],
    }
    drawing = Drawing(
        html=render_to_string("reports/dashboards/board.html", context),
        month=board.month,
        computed_at=board.computed_at,
        papers=_papers(board),
        years=sorted({*target_years(scope.unit), scope.year})[-YEARS_OFFERED:],
    )
    cache.set(key, drawing, KEPT_SECONDS)
    return drawing


def _address(request: PersonRequest, **changed: str) -> str:
    """This page with some parameters changed."""
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    return "?" + urlencode({**asked, **changed})


def _offered(scope: Scope) -> dict[str, str]:
    """By section and by town where the unit has any; of her sisters a town's clerk sees the ranking alone."""
    if scope.unit.kind in {UnitKind.BUREAU, UnitKind.CITY}:
        return SHOWN
    return {key: label for key, label in SHOWN.items() if key in {"all", "behind"}}


def _papers(board: Board) -> str:
    """The documents that set the targets: the one most rest on, and how many were changed later."""
    documents = [row.target.document for row in board.rows if row.target.document]
    if not documents:
        return ""
    main = max(dict.fromkeys(documents), key=documents.count)
    changed = sum(row.target.version > 1 for row in board.rows)
    others = len(set(documents)) - 1
    text = f"{main}下达"
    if others:
        text += f"等 {others + 1} 个文件"
    return f"{text}，调整过 {changed} 项" if changed else text


def _rank(scope: Scope, board: Board, wanted: str | None) -> Rank | None:
    """The ranking by the indicator asked for, else by the first that towns have targets for."""
    units = ranked_units(scope.unit, scope.year, board.month)
    targets = Target.objects.current().of_year(scope.year).filter(unit__in=units).select_related("indicator")
    known = {target.indicator_id: target.indicator for target in targets}
    listed = [row.indicator for row in board.rows if row.indicator.pk in known]
    if not listed:
        return None
    chosen = next((one for one in listed if one.code == wanted), None)
    if wanted and chosen is None:
        raise Http404
    chosen = chosen or next((one for one in listed if one.aggregate == Aggregate.SUM), listed[0])
    ranked = read_ranking(chosen, units, scope, board.month)
    return Rank(
        indicator=chosen,
        choices=listed,
        month=ranked.month,
        rows=[(one, percentage(one.measure)) for one in ranked.rows],
        unreported=[one.unit for one in ranked.rows if not one.is_reported],
    )
