"""催报: reminding the clerks of a sheet, by hand or by the calendar. A reminder shows on their page of the month."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from bureau.figures.models import Sheet, SheetState
from bureau.figures.models.sheets import FILLABLE
from bureau.organisation.models import User
from bureau.returns.calendar.deadlines import Deadline, deadlines_of
from bureau.returns.models import Urge

# A sheet is urged at most once in this time, whoever does it and however.
PAUSE = datetime.timedelta(hours=4)
_LOCK = "returns.urge"


@dataclass(frozen=True)
class Urged:
    """What became of a wish to urge: reminders written, sheets urged too recently, sheets that need none."""

    sent: int
    resting: int
    settled: int

    @property
    def sentence(self) -> str:
        parts = []
        if self.sent:
            parts.append(f"已催报 {self.sent} 张表，填报人在“本月”里能看到")
        if self.resting:
            parts.append(f"{self.resting} 张表 {PAUSE.seconds // 3600} 小时内已催过，请稍后再催")
        if self.settled:
            parts.append(f"{self.settled} 张表已报或已关，不用催")
        return "；".join(parts or ["没有要催的表"]) + "。"


def urge(sheets: Iterable[Sheet], *, by: User) -> Urged:
    """Remind the clerks of these sheets, of each at most once in `PAUSE`."""
    rows = list(sheets)
    now = timezone.now()
    with transaction.atomic():
        _one_at_a_time()
        deadlines = deadlines_of(rows)
        owed = [sheet for sheet in rows if is_owed(sheet, deadlines[sheet.pk], now)]
        recent = set(
            Urge.objects.filter(sheet__in=owed, at__gt=now - PAUSE).values_list("sheet_id", flat=True)
        )
        Urge.objects.bulk_create(
            Urge(sheet=sheet, kind=Urge.Kind.MANUAL, due_on=deadlines[sheet.pk].due_on, by=by)
            for sheet in owed
            if sheet.pk not in recent
        )
    return Urged(len(owed) - len(recent), len(recent), len(rows) - len(owed))


def urge_by_calendar(now: datetime.datetime | None = None) -> int:
    """The reminders of today: three days before, one day before, on the due day. Each comes once per due day.

    After days on which the portal stood still the nearest one is made up for, and no more.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    sheets = list(Sheet.objects.filter(state__in=FILLABLE))
    deadlines = deadlines_of(sheets)
    wanted = [
        Urge(sheet=sheet, kind=kind, due_on=due.due_on)
        for sheet in sheets
        if is_owed(sheet, due := deadlines[sheet.pk], now)
        and (kind := kind_of(due.days_left(today))) is not None
    ]
    with transaction.atomic():
        _one_at_a_time()
        known = set(
            Urge.objects.filter(sheet__in=sheets)
            .exclude(kind=Urge.Kind.MANUAL)
            .values_list("sheet_id", "kind", "due_on")
        )
        fresh = [one for one in wanted if (one.sheet_id, one.kind, one.due_on) not in known]
        return len(Urge.objects.bulk_create(fresh))


def kind_of(days_left: int) -> Urge.Kind | None:
    """Which automatic reminder so many days before the due day call for."""
    if days_left > 3:
        return None
    if days_left > 1:
        return Urge.Kind.THREE_DAYS
    return Urge.Kind.ONE_DAY if days_left == 1 else Urge.Kind.DUE


def is_owed(sheet: Sheet, deadline: Deadline, now: datetime.datetime) -> bool:
    """Whether its clerks have something to do: it was sent back, or is open and still takes entries."""
    if sheet.state == SheetState.RETURNED:
        return True
    return sheet.state == SheetState.OPEN and deadline.takes_entries(now)


def urges_told_to(user: User) -> QuerySet[Urge]:
    """Reminders about sheets which this person files and still owes, the newest first."""
    owed = Sheet.objects.fillable_by(user).filter(state__in=FILLABLE)
    return Urge.objects.filter(sheet__in=owed).select_related("sheet", "by").order_by("-at", "-id")


def last_urges(sheets: Collection[int]) -> dict[int, datetime.datetime]:
    """When each of these sheets was last urged."""
    return dict(
        Urge.objects.filter(sheet__in=sheets)
        .order_by()
        .values("sheet")
        .annotate(last=Max("at"))
        .values_list("sheet", "last")
    )


def _one_at_a_time() -> None:
    """Two people pressing at once make one reminder."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_LOCK])
