"""本月: what this person owes, what waits for her, how far the month is."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bureau.figures.models import CellReturn, Sheet, SheetEvent, SheetState
from bureau.organisation.access import has_role
from bureau.organisation.gates import PersonRequest, business_page
from bureau.organisation.models import Role, User
from bureau.periods import Month, PeriodError
from bureau.registers.deadlines.home import due_at_home
from bureau.returns.calendar.deadlines import Deadline, deadlines_of
from bureau.returns.calendar.mine import deadlines_of_month, urged_lines
from bureau.returns.calendar.records import late_sheets, own_record
from bureau.returns.counting import NOTHING, counts_of
from bureau.returns.history import STEPS
from bureau.returns.naming import domain_title, form_title, place_of
from bureau.returns.pages.review import queues_of
from bureau.returns.progress import Standing, progress_of
from bureau.returns.reading import Counts
from bureau.returns.steps import current_month
from bureau.returns.templatetags.calendar import ShownDeadline, shown
from bureau.web.charts import Filing, FilingMatrix, filing_matrix

# Words and marks of the sheet's states, as the status component draws them.
MARKS = {
    SheetState.OPEN: ("draft", "填报中"),
    SheetState.SUBMITTED: ("ok", "已报待审"),
    SheetState.SECTION_APPROVED: ("ok", "股室已审"),
    SheetState.APPROVED: ("done", "已审定"),
    SheetState.LOCKED: ("lock", "已锁定"),
    SheetState.RETURNED: ("back", "退回"),
}
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
PARTS = (
    ("back", "退回待改", "先办这几格"),
    ("due", "应报", ""),
    ("older", "往月未报", ""),
    ("done", "已报", ""),
)


@dataclass(frozen=True)
class Due:
    """A sheet in the list of what is owed."""

    sheet: Sheet
    counts: Counts
    reasons: Sequence[CellReturn]
    deadline: Deadline
    is_older: bool = False

    @property
    def number(self) -> str:
        return self.deadline.rule.form_number

    @property
    def title(self) -> str:
        return self.deadline.rule.form_title

    @property
    def span(self) -> str:
        first, last = self.deadline.rule.days_of(self.sheet.month)
        return f"{first:%m-%d} 至 {last:%m-%d}"

    @property
    def time(self) -> ShownDeadline:
        """When it is due, and how long that is away while it is still to be filed."""
        return shown(self.sheet, self.deadline)

    @property
    def mark(self) -> tuple[str, str]:
        state = SheetState(self.sheet.state)
        if state is SheetState.RETURNED:
            return "back", f"退回 {self.counts.returned} 格"
        if state is SheetState.OPEN and not self.counts.filled:
            return "none", "未填"
        return MARKS[state]

    @property
    def part(self) -> str:
        if self.sheet.state == SheetState.RETURNED:
            return "back"
        if self.sheet.state != SheetState.OPEN:
            return "done"
        return "older" if self.is_older else "due"

    @property
    def doing(self) -> str:
        if self.part == "back":
            return "改这一格" if self.counts.returned == 1 else "去改"
        if self.part == "done":
            return "查看"
        return "接着填" if self.counts.filled else "开始填"


@business_page
@require_safe
def month_page(request: PersonRequest) -> HttpResponse:
    user = request.user
    month = month_asked(request)
    context: dict[str, object] = {
        "month": month,
        "numeral": NUMERALS[month.month - 1],
        "is_future": month > current_month(),
        "is_clerk": has_role(user, Role.CLERK),
        "is_reviewer": has_role(user, Role.REVIEWER),
        "is_overseer": has_role(user, Role.OFFICE, Role.LEADER),
        "due_rows": due_at_home(user),
    }
    if context["is_clerk"]:
        context |= _owed(user, month)
    if context["is_reviewer"]:
        context["queues"] = queues_of(user)
    if context["is_overseer"]:
        context["board"] = board_of(progress_of(user, month))
    return render(request, "returns/month.html", context)


def month_asked(request: PersonRequest) -> Month:
    """The month of `?month=`; one that cannot be read is said so, and this month is shown."""
    text = request.GET.get("month", "")
    if text:
        try:
            return Month.parse(text)
        except PeriodError as error:
            messages.error(request, str(error))
    return current_month()


def _owed(user: User, month: Month) -> dict[str, object]:
    # A form of the 21st to the 20th opens in the month before, so that of the next month may be open already.
    last = month.next if month >= current_month() else month
    unfinished = Q(state__in=[SheetState.OPEN, SheetState.RETURNED], month__lte=last)
    sheets = list(
        Sheet.objects.fillable_by(user)
        .filter(Q(month=month) | unfinished)
        .select_related("unit")
        .order_by("-month", "unit__order")
    )
    counts = counts_of([sheet.pk for sheet in sheets])
    reasons: defaultdict[int, list[CellReturn]] = defaultdict(list)
    for back in CellReturn.objects.filter(
        sheet__in=[sheet for sheet in sheets if sheet.state == SheetState.RETURNED], settled_at__isnull=True
    ).select_related("indicator", "by"):
        reasons[back.sheet_id].append(back)
    deadlines = deadlines_of(sheets)
    dues = sorted(
        (
            Due(
                sheet,
                counts.get(sheet.pk, NOTHING),
                reasons[sheet.pk],
                deadlines[sheet.pk],
                is_older=sheet.month < month,
            )
            for sheet in sheets
        ),
        key=lambda due: (-due.sheet.month.number, due.deadline.due_at, place_of(due.sheet.domain)),
    )
    parts = [(title, note, [due for due in dues if due.part == key]) for key, title, note in PARTS]
    owed = [due for part in ("back", "due", "older") for due in dues if due.part == part]
    return {
        "parts": [part for part in parts if part[2]],
        "due_number": sum(due.part == "due" for due in dues),
        "older_number": sum(due.part == "older" for due in dues),
        "returned_number": sum(due.counts.returned for due in dues),
        "first": owed[0] if owed else None,
        "filings": filings_of(user, month.year),
        "told": told_to(user),
        "time": deadlines_of_month(
            [due.sheet for due in dues if due.sheet.month == month],
            [due.sheet for due in owed],
            month,
            sheets[0].unit.bureau_id if sheets else 0,
        ),
        "record": own_record(user, month.year),
    }


LONGEST_TOLD = 6
# What others decide about a sheet, as its clerk is told.
DECISIONS = ("return", "section_approve", "approve", "correct", "reopen", "lock")


def filings_of(user: User, year: int) -> FilingMatrix | None:
    """The clerk's own year: which sheet of which month is in, late, was sent back once, or is still due."""
    sheets = list(
        Sheet.objects.fillable_by(user)
        .filter(month__gte=Month(year, 1), month__lte=Month(year, 12))
        .select_related("unit")
        .order_by()
    )
    back = set(CellReturn.objects.filter(sheet__in=sheets, reopening=None).values_list("sheet_id", flat=True))
    late = late_sheets(sheets)
    found: dict[str, list[Filing]] = {}
    for sheet in sheets:
        row = found.setdefault(sheet.domain, [Filing.NONE] * 12)
        if sheet.is_fillable:
            mark = Filing.DUE
        elif sheet.pk in back:
            mark = Filing.RETURNED
        else:
            mark = Filing.LATE if late.get(sheet.pk) else Filing.ON_TIME
        row[sheet.month.month - 1] = mark
    if not found:
        return None
    rows = [(domain_title(domain), found[domain]) for domain in sorted(found, key=place_of)]
    return filing_matrix(rows, [str(number) for number in range(1, 13)])


def told_to(user: User) -> list[dict[str, object]]:
    """The latest decisions of others on her sheets."""
    events = (
        SheetEvent.objects.filter(
            sheet__in=Sheet.objects.fillable_by(user),
            step__in=DECISIONS,
        )
        .select_related("by", "sheet")
        .order_by("-at", "-id")[:5]
    )
    lines: list[dict[str, object]] = [
        {
            "sheet": event.sheet,
            "by": event.by.full_name if event.by else "系统",
            "text": f"{STEPS[event.step]}{event.sheet.month.short_label}{form_title(event.sheet.domain)}",
            "remark": event.remark,
            "at": event.at,
        }
        for event in events
    ]
    lines += urged_lines(user)
    return sorted(lines, key=lambda line: cast("datetime.datetime", line["at"]), reverse=True)[:LONGEST_TOLD]


def board_of(standings: Sequence[Standing]) -> dict[str, object]:
    """Unit by domain, each with a mark and a word, and how many sheets are in which state."""
    keys = sorted({standing.domain for standing in standings}, key=place_of)
    rows: dict[int, dict[str, object]] = {}
    cells: dict[tuple[int, str], dict[str, object]] = {}
    for standing in standings:
        rows.setdefault(standing.unit.pk, {"unit": standing.unit})
        mark, word = MARKS[SheetState(standing.sheet.state)] if standing.sheet else ("none", "未开表")
        cells[standing.unit.pk, standing.domain] = {"sheet": standing.sheet, "mark": mark, "word": word}
    states = [SheetState(standing.sheet.state) for standing in standings if standing.sheet]
    settled = sum(state in {SheetState.APPROVED, SheetState.LOCKED} for state in states)
    return {
        "titles": [domain_title(key) for key in keys],
        "rows": [
            {"unit": row["unit"], "cells": [cells.get((pk, key)) for key in keys]} for pk, row in rows.items()
        ],
        "total": len(standings),
        "settled": settled,
        "waiting": sum(state in {SheetState.SUBMITTED, SheetState.SECTION_APPROVED} for state in states),
        "back": states.count(SheetState.RETURNED),
        "out": len(standings)
        - settled
        - sum(
            state in {SheetState.SUBMITTED, SheetState.SECTION_APPROVED, SheetState.RETURNED}
            for state in states
        ),
    }
