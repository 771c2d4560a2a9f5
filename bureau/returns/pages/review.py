"""Review: a submitted sheet with what changed against last month and last year, return of cells, approval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bureau.figures.hashing import content_hash
from bureau.figures.models import Sheet, SheetState
from bureau.organisation.gates import PersonRequest, business_page, for_roles
from bureau.organisation.models import Role, User
from bureau.returns.access import NO_REVIEW, Reach, reach
from bureau.returns.calendar.deadlines import deadlines_of
from bureau.returns.checks.panel import panel_html
from bureau.returns.checks.sheets import verdict_of
from bureau.returns.levels import looked_after_by, reviews_now, sees_review, waiting_for
from bureau.returns.lines import CellState, Line
from bureau.returns.naming import domain_title, form_number, form_title, span_label
from bureau.returns.pages.rows import numeral
from bureau.returns.reading import counts_in, in_groups, read_lines
from bureau.returns.resubmission import resubmission_of
from bureau.returns.series import one_decimal
from bureau.returns.steps import REVIEWABLE

REASON = "reason-"
# A queue is to be worked off; what stands behind the first many is reached when these are gone.
LONGEST_QUEUE = 60
# A change by half or more is set in bold for the eye; it is no check and stops nothing.
STRIKING = Decimal(50)
USUAL_REASONS = ("缺凭证", "与上月相差大，请说明", "单位疑似填错", "口径不符")


@dataclass(frozen=True)
class ReviewRow:
    line: Line
    panel: str
    typed: str
    is_open: bool

    @property
    def difference(self) -> str:
        """Against last month, in the unit of entry, with its sign."""
        if self.line.value is None or self.line.previous is None:
            return ""
        change = self.line.value - self.line.previous
        text = self.line.shown(abs(change))
        # A rate that moved by less than is shown did not move.
        is_same = text == self.line.shown(Decimal(0))
        return text if is_same else f"{'+' if change > 0 else '−'}{text}"

    @property
    def change(self) -> Decimal | None:
        """Against last month in per cent, one decimal; rates are compared in points alone."""
        previous, value = self.line.previous, self.line.value
        if self.line.is_derived or value is None or not previous or value == previous:
            return None
        return one_decimal((value - previous) / abs(previous) * 100)

    @property
    def is_striking(self) -> bool:
        return self.change is not None and abs(self.change) >= STRIKING

    @property
    def can_return(self) -> bool:
        return not self.line.is_derived and self.line.state is not CellState.NOT_APPLICABLE


@dataclass(frozen=True)
class Queue:
    """`late` counts those past their deadline; what is only still out is folded, and opens to the sheet looked at."""

    title: str
    sheets: list[dict[str, object]]
    late: int = 0
    is_waiting: bool = False
    is_folded: bool = False


@business_page
@require_safe
def review(request: PersonRequest, sheet_id: int) -> HttpResponse:
    found = reach(request.user, sheet_id)
    if not sees_review(found):
        raise PermissionDenied(NO_REVIEW)
    return review_page(request, found)


@for_roles(Role.REVIEWER, Role.OFFICE)
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """What waits for this reviewer, over all months."""
    return render(request, "returns/queue.html", {"queues": queues_of(request.user)})


def review_page(
    request: PersonRequest,
    found: Reach,
    *,
    typed: Mapping[str, str] | None = None,
    alert: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The hash is taken before the lines are read: an edit in between then fails the approval, never passes it."""
    sheet = found.sheet
    sheet.refresh_from_db(fields=["state", "submitted_by", "submitted_at", "approved_by", "approved_at"])
    seen = content_hash(sheet.pk)
    lines = read_lines(sheet)
    words, base = typed or {}, reverse("returns:cells", args=[sheet.pk])
    opened = {*words, *request.GET.getlist("back")}
    can_decide = sheet.state in REVIEWABLE and reviews_now(found)
    again = resubmission_of(sheet, lines) if sheet.state in REVIEWABLE else None
    changed = {change.line.code: change for change in again.changes} if again else {}
    # Whoever was returning a cell that did not change is looking at the whole sheet.
    is_whole = again is None or "all" in request.GET or not opened <= changed.keys()
    groups = [
        (
            f"{numeral(place)}、{group.title}",
            [
                ReviewRow(line, f"{base}{line.code}/", words.get(line.code, ""), line.code in opened)
                for line in group.lines
            ],
        )
        for place, group in enumerate(in_groups(lines), start=1)
    ]
    context = {
        "sheet": sheet,
        "title": form_title(sheet.domain),
        "span": span_label(sheet.month),
        "groups": groups,
        "counts": counts_in(lines),
        "hash": seen,
        "can_decide": can_decide,
        "again": again,
        "is_whole": is_whole,
        "changed": [
            (row, changed[row.line.code]) for _, rows in groups for row in rows if row.line.code in changed
        ],
        "is_own": sheet.submitted_by_id == request.user.pk,
        "queues": queues_of(request.user, current=sheet),
        "checks_panel": panel_html(sheet, verdict_of(sheet), lines, is_open=False),
        "usual_reasons": USUAL_REASONS,
        "any_open": bool(opened),
        "alert": alert,
    }
    return render(request, "returns/review.html", context, status=status)


def queues_of(user: User, *, current: Sheet | None = None) -> list[Queue]:
    """To be reviewed, passed on to the office, sent back, and still out, of these the late ones first."""
    mine = set(waiting_for(user).values_list("pk", flat=True))
    sheets = list(
        looked_after_by(user)
        .exclude(state__in=[SheetState.APPROVED, SheetState.LOCKED])
        .select_related("unit", "submitted_by")
        .order_by("-month", "submitted_at", "unit__order")
    )
    now = timezone.now()
    deadlines = deadlines_of([sheet for sheet in sheets if sheet.state == SheetState.OPEN])
    parts: dict[str, list[dict[str, object]]] = {"waiting": [], "passed": [], "back": [], "out": []}
    for sheet in sheets:
        name = {SheetState.OPEN: "out", SheetState.RETURNED: "back"}.get(SheetState(sheet.state), "passed")
        name = "waiting" if sheet.pk in mine else name
        due = deadlines.get(sheet.pk)
        parts[name].append(
            {
                "sheet": sheet,
                "label": f"{form_number(sheet.domain)}　{domain_title(sheet.domain)}",
                "current": current is not None and sheet.pk == current.pk,
                "is_late": due is not None and due.is_late(None, now),
            }
        )
    out = sorted(parts["out"], key=lambda one: not one["is_late"])
    is_elsewhere = not any(one["current"] for one in out)
    return [
        Queue("待我审核", parts["waiting"][:LONGEST_QUEUE], is_waiting=True),
        *([Queue("待综合股审定", parts["passed"][:LONGEST_QUEUE])] if parts["passed"] else []),
        Queue("已退回", parts["back"][:LONGEST_QUEUE]),
        Queue(
            "未报",
            out[:LONGEST_QUEUE],
            late=sum(bool(one["is_late"]) for one in out),
            is_folded=is_elsewhere,
        ),
    ]
