"""目标完成情况: the page that leaders open, and the small question that keeps it fresh."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from bureau.catalogue.models import Aggregate, Indicator, Target
from bureau.organisation.gates import PersonRequest
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month
from bureau.totals.reading import is_stale
from reports.dashboards.board import Board, read_board
from reports.dashboards.freshness import state_of
from reports.dashboards.gates import reading_page
from reports.dashboards.printing import percentage
from reports.dashboards.ranking import Ranked
from reports.dashboards.scope import Scope, scope_of, target_years
from reports.dashboards.towns import ranked_units, read_ranking, read_towns

SHOWN = {"all": "全部", "behind": "只看落后", "sections": "按股室", "towns": "按街镇"}
KEPT = ("unit", "year", "month", "show")


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
    if request.headers.get("HX-Request") == "true" and request.GET.get("state") == state:
        return HttpResponse(status=204)
    shown = request.GET.get("show", "all")
    offered = _offered(scope)
    if shown not in offered:
        raise Http404
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
        "stale": is_stale(scope.unit.pk),
        "poll": _address(request, state=state),
        "views": [Link(label, _address(request, show=key), key == shown) for key, label in offered.items()],
        "years": [
            Link(str(year), _address(request, year=year, month=None), year == scope.year)
            for year in _years(scope)
        ],
        "months": range(1, 13),
        "papers": _papers(board),
    }
    part = request.headers.get("HX-Request") == "true"
    context |= {"part": part, "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)]}
    return render(request, f"reports/dashboards/{'board' if part else 'completion'}.html", context)


def _address(request: PersonRequest, **changed: object) -> str:
    """This page with some parameters changed; None takes one away."""
    asked = {name: request.GET[name] for name in request.GET if name != "state"}
    asked |= {name: str(value) for name, value in changed.items()}
    return "?" + urlencode({name: value for name, value in asked.items() if value != "None"})


def _offered(scope: Scope) -> dict[str, str]:
    """By section and by town where the unit has any; of her sisters a town's clerk sees the ranking alone."""
    if scope.unit.kind in {UnitKind.BUREAU, UnitKind.CITY}:
        return SHOWN
    return {key: label for key, label in SHOWN.items() if key in {"all", "behind"}}


def _years(scope: Scope) -> list[int]:
    return sorted({*target_years(scope.unit), scope.year})[-4:]


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
