"""The list of one register: filters, rows, sums, breakdowns, saved views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bureau.catalogue.models import Indicator
from bureau.organisation.forms import domain_choices
from bureau.organisation.gates import PersonRequest, business_page
from bureau.registers.deadlines.reading import lights_of
from bureau.registers.deadlines.settings import items_of
from bureau.registers.deadlines.terms import terms_of
from bureau.registers.deadlines.words import Light
from bureau.registers.declarations import DRAFT, Doer, Register, Step
from bureau.registers.models import SavedView
from bureau.registers.pages.columns import Column, chosen_columns, column, every_column, label_of, mark_of
from bureau.registers.pages.due import due_of
from bureau.registers.pages.filtering import Asked, has_personal_search
from bureau.registers.pages.listing import (
    Page,
    in_order,
    parts_of,
    read_page,
    sums_of,
)
from bureau.registers.pages.reach import Reach, reach
from bureau.registers.personal import personal_fields
from bureau.registers.rows import Row

MOST_PRINTED: Final = 1_000
MOST_FOUND: Final = 200
LISTED_UP_TO: Final = 100
# The others fold away behind 更多条件.
SHOWN_FILTERS: Final = 2


@dataclass(frozen=True)
class Cell:
    text: str
    column: Column


@dataclass(frozen=True)
class ShownRow:
    """One row as the list draws it."""

    row: Row
    cells: list[Cell]
    mark: str
    light: Light | None
    label: str


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def row_list(request: PersonRequest, code: str) -> HttpResponse:
    """A POST is the same list, searched for what must not stand in an address: a name, a number of a person."""
    found = reach(request.user, code)
    asked = Asked(found, request.GET, text=request.POST.get("search", ""), today=timezone.localdate())
    context = _frame(asked)
    rows = asked.rows()
    if asked.breakdown is not None:
        parts, whole = parts_of(found.register, asked.breakdown, rows)
        context |= {"parts": parts, "whole": whole, "split_titles": _split_titles(asked)}
    else:
        columns = chosen_columns(found.register, request.GET.getlist("col"))
        page = read_page(found.register, rows, columns, request.GET.get("page", ""), found.units)
        context |= {
            "columns": columns,
            "page": page,
            "rows": shown_rows(found.register, page.rows, columns),
            "foot": None if page.is_capped else foot_of(asked, columns),
            "every_column": every_column(found.register),
            "chosen": {one.name for one in columns},
            "steps": _bulk_steps(found),
            **_kept(asked, page),
        }
    for sentence in dict.fromkeys(asked.mistakes):
        messages.warning(request, sentence)
    return render(request, "registers/list.html", context)


@business_page
@require_safe
def sums(request: PersonRequest, code: str) -> HttpResponse:
    """The foot of a long list, fetched when the page stands already."""
    found = reach(request.user, code)
    asked = Asked(found, request.GET, today=timezone.localdate())
    columns = chosen_columns(found.register, request.GET.getlist("col"))
    context = {
        "register": found.register,
        "columns": columns,
        "foot": foot_of(asked, columns, count=True),
        "steps": _bulk_steps(found),
        "units": found.keepers,
        "has_terms": bool(terms_of(found.register)),
    }
    return render(request, "registers/list/foot.html", context)


@business_page
@require_safe
def listings(request: PersonRequest, code: str) -> HttpResponse:
    """How many rows stand on each 名单: asked after the page, since some of them read a whole register."""
    found = reach(request.user, code)
    today = timezone.localdate()
    counts = [
        (one, one.pick(found.rows(), today).order_by()[: LISTED_UP_TO + 1].count())
        for one in found.register.listings
    ]
    context = {
        "register": found.register,
        "counts": [
            (one, number, f"{LISTED_UP_TO}+" if number > LISTED_UP_TO else number) for one, number in counts
        ],
        "current": request.GET.get("listing", ""),
    }
    return render(request, "registers/list/listings.html", context)


@business_page
@require_safe
def ledger(request: PersonRequest, code: str) -> HttpResponse:
    """打印账页: all rows asked for, on A4 landscape, with the words a paper ledger has at its head and foot."""
    found = reach(request.user, code)
    asked = Asked(found, request.GET, today=timezone.localdate())
    columns = chosen_columns(found.register, request.GET.getlist("col"))
    rows = in_order(found.register, asked.rows(), columns)[0 : MOST_PRINTED + 1]
    context = {
        **_frame(asked),
        "columns": columns,
        "rows": shown_rows(found.register, rows[:MOST_PRINTED][::-1], columns),
        "is_cut": len(rows) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "foot": foot_of(asked, columns, count=True),
        "words": _asked_words(asked),
    }
    return render(request, "registers/ledger.html", context)


# --- what the templates draw --------------------------------------------------------------------------------------


def shown_rows(register: Register, rows: Sequence[Row], columns: Sequence[Column]) -> list[ShownRow]:
    lights = lights_of(register, rows)
    return [
        ShownRow(
            row,
            [Cell(one.text(row), one) for one in columns],
            mark_of(register, row.state, late=(light := lights.get(row.pk)) is not None and light.is_late),
            light,
            label_of(register, row),
        )
        for row in rows
    ]


def foot_of(
    asked: Asked, columns: Sequence[Column], *, count: bool = False
) -> dict[str, Any]:  # Any: template's
    """The sums under the columns that are shown, and with `count` the number of rows."""
    rows = asked.rows()
    sums = sums_of(asked.reach.register, rows)
    return {
        "sums": [sums.get(one.name, "") for one in columns],
        "number": rows.order_by().count() if count else None,
    }


def _frame(asked: Asked) -> dict[str, object]:
    found = asked.reach
    register = found.register
    return {
        "register": register,
        "has_terms": bool(terms_of(register)),
        "due": due_of([found], asked.today).get(register.code, (0, 0)),
        "domain_title": dict(domain_choices()).get(register.domain, register.domain),
        "asked": asked,
        "query": asked.kept,
        "kept_by_filters": _pairs(asked, lambda name: name in KEPT_BY_FILTERS),
        "kept_by_columns": _pairs(asked, lambda name: name not in ("col", "page", "row")),
        "filters": asked.filters,
        "units": found.keepers,
        "folded_used": bool(asked.unit)
        or any(
            one.begins or one.ends or any(choice.is_chosen for choice in one.choices)
            for one in asked.filters[SHOWN_FILTERS:]
        ),
        "decides": column(register, register.decides),
        "personal_search": has_personal_search(found),
        "may_enter": bool(found.homes),
        "is_personal": bool(personal_fields(register.model)),
        "may_clear": bool(found.homes) or found.is_reviewer,
        "limits": _limits(register),
        "indicators": list(
            Indicator.objects.filter(register=register.code, retired=False).values_list("name", flat=True)
        ),
        "keepers": KEEPERS[register.filled_by.value],
        "drafts": register.model._default_manager.filter(state=DRAFT, reporting_unit__in=found.homes).count()
        if found.homes
        else 0,
    }


KEEPERS: Final = {"section": "股室登记", "towns": "各街镇登记", "both": "股室、各街镇登记"}


# A new filter keeps what is shown, and begins again on the first page.
KEPT_BY_FILTERS: Final = ("col", "listing", "split", "figure", "month")


def _pairs(asked: Asked, keeps: Callable[[str], bool]) -> list[tuple[str, str]]:
    return [
        (name, value) for name, values in asked.query.lists() for value in values if value and keeps(name)
    ]


def _kept(asked: Asked, page: Page) -> dict[str, object]:
    """The pieces of the address that links of the list carry on."""
    views = SavedView.objects.filter(owner=asked.reach.user, register=asked.reach.register.code)
    current = next((view for view in views if view.query == asked.kept), None)
    return {
        "views": views,
        "current_view": current,
        "is_search": bool(asked.text),
        "may_save_view": bool(asked.kept)
        and not asked.text
        and current is None
        and not asked.query.get("search"),
    }


def _limits(register: Register) -> list[str]:
    """The limits that hold for the rows, in a line each: what the head of the paper ledger prints."""
    defaults = {item.name: item.words(item.default) for item in items_of(register)}
    return [f"{clock.title}：{defaults[clock.key]}" for clock in register.clocks if clock.key in defaults][:2]


def _bulk_steps(found: Reach) -> list[Step]:
    """Steps that can be taken for many rows at once by whoever looks at the list."""
    keeps = bool(found.homes)
    return [step for step in found.register.steps if (keeps if step.by is Doer.FILLER else found.is_reviewer)]


def _split_titles(asked: Asked) -> list[str]:
    assert asked.breakdown is not None
    register = asked.reach.register
    return [
        column(register, asked.breakdown.by).title,
        *(column(register, n).title for n in asked.breakdown.sums),
    ]


def _asked_words(asked: Asked) -> list[str]:
    """The conditions in words, for the head of the printed page."""
    words = []
    begins, ends = asked.query.get("from", ""), asked.query.get("to", "")
    if begins or ends:
        words.append(f"{begins or '最早'}至{ends or '今天'}")
    if asked.unit is not None:
        words.append(asked.unit.name)
    if asked.state:
        words.append(asked.state)
    if asked.listing is not None:
        words.append(asked.listing.title)
    for one in asked.filters:
        chosen = next((choice.label for choice in one.choices if choice.is_chosen), "")
        if chosen:
            words.append(f"{one.title}：{chosen}")
        elif one.begins or one.ends:
            words.append(f"{one.title}：{one.begins}至{one.ends}")
    return words
