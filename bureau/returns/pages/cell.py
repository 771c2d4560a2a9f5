"""One cell: where it comes from, where it is going, and the words beside it. The grid's side panel is this page."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bureau.catalogue.models import Indicator
from bureau.figures.models import Sheet, Source
from bureau.figures.models.sheets import FILLABLE
from bureau.figures.writing import WrongState
from bureau.organisation.gates import PersonRequest, business_page
from bureau.quantities import entry, parse
from bureau.returns.access import NO_FILLING, Reach, must_be, reach
from bureau.returns.changes import InvalidCells, StaleCells, save_given
from bureau.returns.corrections.asking import can_be_corrected
from bureau.returns.corrections.rights import corrections_read_by
from bureau.returns.corrections.words import Told
from bureau.returns.history import VALUE, Happening, MonthOfCell, history_of_cell, months_of_cell
from bureau.returns.lines import Line
from bureau.returns.naming import form_title
from bureau.returns.pages.rows import behind_line
from bureau.returns.reading import read_some, read_trend
from bureau.web.charts import trend

WHAT = {"value": "数", "note": "备注", "explanation": "说明"}


@business_page
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: PersonRequest, sheet_id: int, code: str) -> HttpResponse:
    """GET is a fragment for the panel and a page for a browser without scripts; POST saves note and explanation."""
    found = reach(request.user, sheet_id)
    indicator = Indicator.objects.filter(code=code, domain=found.sheet.domain, retired=False).first()
    if indicator is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, indicator)
    if not found.fills:
        raise PermissionDenied(NO_FILLING)
    try:
        must_be(found.sheet, FILLABLE, "改数")
        given = {
            "indicator": code,
            "value": request.POST.get("value", ""),
            "version": _version(request.POST.get("version", "")),
            "note": request.POST.get("note", ""),
            "explanation": request.POST.get("explanation", ""),
        }
        save_given(found.sheet, [given], by=request.user, typed=True)
    except (WrongState, StaleCells) as refused:
        return _page(request, found, indicator, alert=str(refused), status=HTTPStatus.CONFLICT)
    except InvalidCells as invalid:
        sentence = "".join(sentence for part in invalid.fields.values() for sentence in part)
        return _page(request, found, indicator, alert=sentence, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, "已保存。")
    return redirect("returns:sheet", sheet_id)


def _page(
    request: PersonRequest,
    found: Reach,
    indicator: Indicator,
    *,
    alert: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    sheet = found.sheet
    line = next(line for line in read_some(sheet, [indicator.pk]) if line.code == indicator.code)
    months = read_trend(sheet, indicator.pk)
    before = months_of_cell(sheet, indicator)
    corrections = [
        Told(one)
        for one in corrections_read_by(request.user).filter(sheet=sheet, indicator=indicator).order_by("-pk")
    ]
    context = {
        "sheet": sheet,
        "line": line,
        "title": form_title(sheet.domain),
        "chart": trend(months.this_year, months.last_year, width=262, height=58),
        "name": f"{line.name}，今年各月与去年",
        "last": _last_words(before, sheet),
        "months": [_filed(one, line) for one in before],
        "happenings": [_told(one, line) for one in history_of_cell(sheet, indicator)],
        "is_open": found.fills and line.is_open,
        "corrections": corrections,
        "may_correct": found.fills and can_be_corrected(sheet, line),
        "words": request.POST if request.method == "POST" else {},
        "alert": alert,
        "source": behind_line(sheet, line),
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(
        request, "returns/panel.html" if is_fragment else "returns/cell.html", context, status=status
    )


def _last_words(months: Sequence[MonthOfCell], sheet: Sheet) -> MonthOfCell | None:
    """What was written beside the cell last month (上月备注、上月说明), to be taken over with one press."""
    last = next((one for one in months if one.month == sheet.month.previous), None)
    return last if last is not None and (last.note or last.explanation) else None


def _filed(one: MonthOfCell, line: Line) -> dict[str, object]:
    return {
        "month": one.month,
        "text": line.shown(one.value),
        "by": one.by,
        "words": one.explanation or one.note,
    }


def _told(one: Happening, line: Line) -> dict[str, object]:
    """A change in words; values of the trail are in the base unit, people read the unit of entry."""
    shown = _entered(one.new, line) if one.what == VALUE else one.new
    return {
        "what": WHAT[one.what],
        "text": shown or "清空",
        "by": one.by,
        "at": one.at,
        "is_value": one.what == VALUE,
        "old": _entered(one.old, line) if one.what == VALUE else "",
        "source": Source(one.source).label if one.source in Source.values else "",
        "reason": one.reason,
    }


def _entered(text: str | None, line: Line) -> str:
    value = parse(text, unit=line.unit)
    return "" if value is None else entry(value, unit=line.entry_unit, base_unit=line.unit)


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0
