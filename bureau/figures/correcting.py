"""The one way a settled figure changes: one person asks for a correction, another decides, the database looks on.

`restate` writes the old month; `book` leaves it and counts the difference in a month that is still being filed.
Nobody's rights are judged here: whoever calls has asked for them already.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from bureau.catalogue.models import Aggregate, Assignment, Indicator, RatePart
from bureau.figures.bell import ring
from bureau.figures.hashing import content_hash
from bureau.figures.models import (
    Booking,
    CellReturn,
    Correction,
    Figure,
    Reopening,
    RequestState,
    Sheet,
    SheetEvent,
    SheetState,
    Source,
)
from bureau.figures.models.sheets import SETTLED
from bureau.figures.writing import WrongState
from bureau.organisation.models import User
from bureau.periods import Month

Request = TypeVar("Request", Correction, Reopening)

# The steps under which they stand in the history of the sheet.
CORRECTED, REOPENED = "correct", "reopen"
TICKET = """
SELECT current_setting('portal.correction', true), current_setting('portal.reason', true),
       set_config('portal.correction', %s, true), set_config('portal.reason', %s, true)
"""


class OwnRequest(Exception):
    """Whoever asked cannot decide."""

    def __init__(self) -> None:
        super().__init__("申请和批复不能是同一个人，请由其他审核人批复。")


def request_correction(
    *,
    sheet: Sheet,
    indicator: Indicator,
    value: Decimal,
    reason: str,
    document: str,
    style: Correction.Style,
    by: User,
) -> Correction:
    """Ask for another value of one settled cell. Neither the sheet nor its hash changes.

    Raises `WrongState` when the sheet is not settled or the cell already waits for a decision, ValidationError by
    field when the cell takes no such correction.
    """
    with transaction.atomic():
        current = _locked(sheet)
        must_take_requests(current, indicator)
        figure = Figure.objects.filter(_cell(sheet, indicator)).select_related("indicator").first()
        if figure is None:
            raise ValidationError({"indicator": "这张表里没有报过这个指标，请核对指标。"})
        standing = corrected_value(figure)
        if standing == value:
            raise ValidationError({"value": "更正的数和现在的数一样，不用更正。"})
        refuses = why_not_booked if style == Correction.Style.BOOK else why_not_restated
        if sentence := refuses(figure):
            raise ValidationError({"style": sentence})
        return Correction.objects.create(
            sheet=current,
            unit_id=sheet.unit_id,
            indicator=indicator,
            month=sheet.month,
            style=style,
            version=figure.version,
            old_value=standing,
            value=value,
            reason=reason,
            document=document,
            requested_by=by,
        )


def corrected_value(figure: Figure) -> Decimal | None:
    """What the cell has been corrected to so far: its own value, and the differences booked for it elsewhere."""
    if figure.value is None:
        return None
    booked = _booked_for(figure).aggregate(sum=Sum("amount"))["sum"]
    return figure.value + (Decimal(0) if booked is None else booked)


def why_not_restated(figure: Figure) -> str:
    """Why the cell cannot be written anew, as a sentence: differences of it count elsewhere already."""
    months = sorted({booking.month for booking in _booked_for(figure)})
    if not months:
        return ""
    labels = "、".join(month.label for month in months)
    return f"这个数更正的差额已经记入{labels}，再更正也请选“差额记入当月”，否则会算两遍。"


def why_not_booked(figure: Figure) -> str:
    """Why a difference in this cell cannot be counted in another month, as a sentence; empty when it can."""
    indicator = figure.indicator
    if indicator.aggregate != Aggregate.SUM:
        return f"“{indicator.name}”不是逐月相加的数，差额不能记入别的月份，请选“重述原月份”。"
    if RatePart.objects.filter(part=indicator).exists():
        return f"“{indicator.name}”是率的分子或分母，差额记入别的月份会使率失真，请选“重述原月份”。"
    if figure.value is None:
        return "原来没有报数，没有差额可记，请选“重述原月份”。"
    return ""


def accept_correction(correction: Correction, *, remark: str, by: User, is_count: bool = False) -> Correction:
    """Let the correction take effect. Raises `OwnRequest`, or `WrongState` when it is decided or overtaken.

    `is_count` says that the value is what the register comes to now: the cell stays one that is counted.
    """
    with _decision(correction, RequestState.ACCEPTED, remark, by) as asked:
        sheet = _locked(asked.sheet)
        must_be_settled(sheet)
        figure = Figure.objects.select_related("indicator").get(_cell(asked.sheet, asked.indicator))
        if (figure.version, corrected_value(figure)) != (asked.version, asked.old_value):
            raise WrongState("这个数在申请之后又变过，请不同意这份申请，由填报人按现在的数重新申请。")
        if asked.style == Correction.Style.BOOK:
            asked.booked_month = _month_to_book_in(asked)
        asked.save()
        if asked.style == Correction.Style.RESTATE:
            _restate(sheet, asked, is_count=is_count)
        else:
            _book(asked)
        asked.applied_at = timezone.now()
        asked.save(update_fields=["applied_at"])
        _record(
            sheet, CORRECTED, sheet.state, by, f"{asked.indicator.name}：{asked.reason}（{asked.document}）"
        )
        ring()
    return correction


def reject_correction(correction: Correction, *, remark: str, by: User) -> Correction:
    """Turn the request down; the figure stays. The same errors as when it is accepted."""
    with _decision(correction, RequestState.REJECTED, remark, by) as asked:
        asked.save()
    return correction


def request_reopening(sheet: Sheet, *, reason: str, by: User) -> Reopening:
    """Ask for a settled sheet to go back to its clerk. Its state stays until somebody else agrees."""
    with transaction.atomic():
        current = _locked(sheet)
        must_take_reopening(current)
        return Reopening.objects.create(sheet=current, reason=reason, requested_by=by)


def accept_reopening(reopening: Reopening, *, remark: str, by: User) -> Reopening:
    """Give the whole sheet back to its clerk, every cell of it; totals keep the approved values meanwhile."""
    with _decision(reopening, RequestState.ACCEPTED, remark, by) as asked:
        sheet = _locked(asked.sheet)
        must_be_settled(sheet, "已经重开")
        asked.save()
        before, sheet.state = sheet.state, SheetState.RETURNED
        sheet.locked_at = None
        with _ticket(f"reopening:{asked.pk}", asked.reason):
            sheet.save(update_fields=["state", "locked_at"])
        booked = _booked_from(sheet)
        CellReturn.objects.bulk_create(
            CellReturn(
                sheet=sheet,
                indicator_id=pk,
                reason=f"重开：{asked.reason}{booked.get(pk, '')}",
                by=by,
                reopening=asked,
            )
            for pk in Assignment.objects.in_month(sheet.month)
            .filter(unit_id=sheet.unit_id, indicator__domain=sheet.domain, indicator__retired=False)
            .exclude(indicator__aggregate=Aggregate.RATIO)
            .order_by("indicator_id")
            .values_list("indicator_id", flat=True)
            .distinct()
        )
        asked.applied_at = timezone.now()
        asked.save(update_fields=["applied_at"])
        _record(sheet, REOPENED, before, by, asked.reason)
    reopening.sheet.refresh_from_db()
    return reopening


def reject_reopening(reopening: Reopening, *, remark: str, by: User) -> Reopening:
    with _decision(reopening, RequestState.REJECTED, remark, by) as asked:
        asked.save()
    return reopening


def must_take_requests(sheet: Sheet, indicator: Indicator) -> None:
    """Raises `WrongState` unless a correction of this cell can be asked for now."""
    must_be_settled(sheet)
    if Correction.objects.filter(_cell(sheet, indicator), state=RequestState.PENDING).exists():
        raise WrongState("这个数已经有一份更正申请在等批复，请等批复之后再申请。")


def must_take_reopening(sheet: Sheet) -> None:
    must_be_settled(sheet, "不用重开，可以直接改")
    if Reopening.objects.filter(sheet=sheet, state=RequestState.PENDING).exists():
        raise WrongState("这张表已经有一份重开申请在等批复。")


def must_be_pending(asked: Correction | Reopening) -> None:
    if asked.state != RequestState.PENDING:
        raise WrongState(f"这份申请已经批复（{RequestState(asked.state).label}），不能再批。")


def must_be_settled(sheet: Sheet, advice: str = "可以直接改，不用更正") -> None:
    if sheet.state not in SETTLED:
        raise WrongState(f"这张表现在是“{SheetState(sheet.state).label}”，还没有审定，{advice}。")


@contextmanager
def _decision(request: Request, state: RequestState, remark: str, by: User) -> Iterator[Request]:
    """The request, locked and decided; what is done with it is done in one transaction."""
    with transaction.atomic():
        asked = type(request)._default_manager.select_for_update().get(pk=request.pk)
        if asked.requested_by_id == by.pk:
            raise OwnRequest
        must_be_pending(asked)
        asked.state, asked.decision = state, remark
        asked.decided_by, asked.decided_at = by, timezone.now()
        yield asked
    request.refresh_from_db()


def _restate(sheet: Sheet, asked: Correction, *, is_count: bool) -> None:
    cell = Figure.objects.filter(_cell(sheet, asked.indicator))
    source = cell.values_list("source", flat=True).get()
    # What was counted from a register and is corrected by hand is no longer the register's count.
    by_hand = Source.OVERRIDE if source == Source.COUNTED else source
    with _ticket(f"correction:{asked.pk}", asked.reason):
        cell.update(
            value=asked.value,
            approved_value=asked.value,
            version=asked.version + 1,
            source=Source.COUNTED if is_count else by_hand,
            changed_by=asked.requested_by,
            changed_at=asked.decided_at,
        )
    sheet.content_hash = content_hash(sheet.pk)
    sheet.save(update_fields=["content_hash"])


def _book(asked: Correction) -> None:
    difference = asked.difference
    assert difference is not None  # the database lets nothing else be booked
    assert asked.booked_month is not None
    Booking.objects.create(
        correction=asked,
        unit_id=asked.unit_id,
        indicator=asked.indicator,
        month=asked.booked_month,
        amount=difference,
    )


def _booked_for(figure: Figure) -> QuerySet[Booking]:
    return Booking.objects.filter(
        correction__unit=figure.unit_id,
        correction__month=figure.month,
        correction__indicator=figure.indicator_id,
    )


def _booked_from(sheet: Sheet) -> dict[int, str]:
    """What a clerk who fills the sheet again has to know of cells whose differences count in other months."""
    words: dict[int, str] = {}
    for booking in Booking.objects.filter(correction__sheet=sheet).order_by("pk"):
        words[booking.indicator_id] = (
            f"。这一格更正的差额已经记入{booking.month.label}，请仍填原来审定的数，否则会算两遍"
        )
    return words


def _month_to_book_in(asked: Correction) -> Month:
    """This month or, where its sheet is settled already, the first after it that is not."""
    today = timezone.localdate()
    month = Month(today.year, today.month)
    settled = set(
        Sheet.objects.filter(
            unit_id=asked.unit_id, domain=asked.sheet.domain, month__gte=month, state__in=SETTLED
        ).values_list("month", flat=True)
    )
    while month in settled:
        month = month + 1
    assigned = Assignment.objects.in_month(month).filter(unit_id=asked.unit_id, indicator=asked.indicator)
    if not assigned.exists():
        raise WrongState(f"{month.label}起不再填这个指标，差额无处可记；请不同意，改用“重述原月份”申请。")
    return month


@contextmanager
def _ticket(name: str, reason: str) -> Iterator[None]:
    """Tell the guard which accepted request the next statements carry out, and the trail why."""
    with connection.cursor() as cursor:
        cursor.execute(TICKET, [name, reason])
        before = cursor.fetchone() or (None, None)
    yield
    with connection.cursor() as cursor:
        cursor.execute(TICKET, [before[0] or "", before[1] or ""])


def _cell(sheet: Sheet, indicator: Indicator) -> Q:
    return Q(unit_id=sheet.unit_id, month=sheet.month, indicator=indicator)


def _locked(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_for_update().get(pk=sheet.pk)


def _record(sheet: Sheet, step: str, before: str, by: User, remark: str) -> None:
    SheetEvent.objects.create(
        sheet=sheet, step=step, from_state=before, to_state=sheet.state, by=by, remark=remark
    )
