"""The steps of a sheet: open, submit, withdraw, return, approve, lock. Each is one transaction and one event.

Every step but opening takes the sheet row for update and looks at its state again, so that two people pressing
at once make one step, and an approval settles exactly what its reviewer saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from bureau.catalogue.models import Aggregate, Assignment, Indicator
from bureau.figures.bell import ring
from bureau.figures.hashing import content_hash
from bureau.figures.models import CellReturn, Figure, Sheet, SheetEvent, SheetState
from bureau.figures.models.sheets import FILLABLE
from bureau.figures.writing import WrongState
from bureau.organisation.models import Unit, User
from bureau.periods import Month
from bureau.returns.calendar.deadlines import must_take_entries
from bureau.returns.calendar.rules import Rule, rule_of, rules_in
from bureau.returns.checks.evaluating import missing_sentence
from bureau.returns.checks.keeping import keep_sheet
from bureau.returns.checks.sheets import must_pass
from bureau.returns.levels import SECTION_APPROVE, first_approver_id, has_two_levels
from bureau.returns.naming import domain_title

# What a reviewer can return or approve.
REVIEWABLE = frozenset({SheetState.SUBMITTED, SheetState.SECTION_APPROVED})


class Unfinished(Exception):
    """The sheet has hard findings. `cells` maps the ids of the indicators concerned to a sentence."""

    def __init__(self, cells: Mapping[int, str]) -> None:
        super().__init__(f"还有 {len(cells)} 格未填，填完（没有发生的填 0，确实没有数的写明说明）再提交。")
        self.cells = dict(cells)


class OwnWork(Exception):
    """The reviewer filled or submitted this sheet herself."""

    def __init__(self) -> None:
        super().__init__("填报和审核不能是同一个人，请由其他审核人审定。")


class ApprovedTwice(OwnWork):
    """The same person passed the first level."""

    def __init__(self) -> None:
        Exception.__init__(self, "两级审核不能是同一个人，请由综合股的其他人审定。")


class Changed(Exception):
    """The sheet is no longer what the reviewer saw. `current` is its hash now."""

    def __init__(self, current: str) -> None:
        super().__init__("这张表在您查看之后又有改动，请刷新看过再审定。")
        self.current = current


def current_month() -> Month:
    """The calendar month of today, in the portal's time zone."""
    today = timezone.localdate()
    return Month(today.year, today.month)


def open_sheet(*, unit: Unit, month: Month, domain: str, by: User | None = None) -> Sheet:
    """The sheet of that unit, month and domain, made when it is not there yet.

    Raises ValidationError when the month has not begun, the unit is closed then, or nothing is assigned.
    """
    if against := against_opening(unit=unit, month=month, domain=domain):
        raise ValidationError(against)
    with transaction.atomic():
        sheet, made = Sheet.objects.get_or_create(unit=unit, month=month, domain=domain)
        if made:
            _record(sheet, "open", "", by)
    return sheet


def against_opening(*, unit: Unit, month: Month, domain: str) -> str:
    """Why there can be no such sheet, and what to do; empty when it may be opened."""
    if rule_of(unit, domain, month).opens_on(month) > timezone.localdate():
        return f"{month.label}还没有开始，不能填报；最晚可以填{current_month().label}。"
    if not unit.is_open_in(month):
        return unit.closed_sentence(month)
    assigned = Assignment.objects.in_month(month).filter(unit=unit, indicator__domain=domain).exists()
    if not assigned:
        return f"{unit.name}在{month.label}没有{domain_title(domain)}的填报任务，请综合股先安排填报任务。"
    return ""


def open_sheets_of(month: Month) -> int:
    """Open every sheet of the month whose window has begun; returns how many were made, again none.

    A form of the 21st to the 20th begins in the month before.
    """
    units = {unit.pk: unit for unit in Unit.objects.filing().open_in(month)}
    rules, today = rules_in(month), timezone.localdate()
    pairs = (
        Assignment.objects.in_month(month)
        .filter(unit__in=units, indicator__retired=False)
        .values_list("unit_id", "indicator__domain")
        .distinct()
        .order_by()
    )
    known = set(Sheet.objects.of_month(month).values_list("unit_id", "domain"))
    missing = [
        Sheet(unit_id=unit, month=month, domain=domain)
        for unit, domain in pairs
        if (unit, domain) not in known
        and rules.get((units[unit].bureau_id, domain), Rule(domain)).opens_on(month) <= today
    ]
    return len(Sheet.objects.bulk_create(missing, ignore_conflicts=True))


def missing_cells(sheet: Sheet) -> dict[int, str]:
    """Assigned cells with neither a value nor an explanation why there is none: indicator id → sentence."""
    filled = Figure.objects.filter(unit_id=sheet.unit_id, month=sheet.month).exclude(
        Q(explanation__isnull=True) | Q(explanation=""), value__isnull=True
    )
    rows = typed_indicators(sheet).exclude(pk__in=filled.values("indicator_id")).values_list("pk", "name")
    return {pk: missing_sentence(name) for pk, name in rows}


def submit(sheet: Sheet, *, by: User) -> Sheet:
    """Report the sheet. Raises `Unfinished` when cells are missing, `StoppedByChecks` when the checks are against it,
    `WrongState` when it is not being filled.

    What was found and explained is kept with the sheet for its reviewer.
    """
    must_take_entries(sheet)
    with _step(sheet, "submit", by, expected=FILLABLE, doing="提交") as current:
        missing = missing_cells(current)
        if missing:
            raise Unfinished(missing)
        must_pass(current)
        current.state = SheetState.SUBMITTED
        current.submitted_by, current.submitted_at = by, timezone.now()
        CellReturn.objects.filter(sheet=current, settled_at__isnull=True).update(
            settled_at=current.submitted_at
        )
        keep_sheet(current)
    return current


def withdraw(sheet: Sheet, *, by: User) -> Sheet:
    """Take a submitted sheet back before anybody reviewed it.

    Of a sheet that had been sent back, the cells that were sent back open again, and no others.
    """
    with _step(sheet, "withdraw", by, expected={SheetState.SUBMITTED}, doing="撤回") as current:
        again = CellReturn.objects.filter(sheet=current, settled_at=current.submitted_at)
        current.state = SheetState.RETURNED if again.update(settled_at=None) else SheetState.OPEN
        current.submitted_by = current.submitted_at = None
    return current


def return_cells(sheet: Sheet, *, reasons: Mapping[int, str], by: User) -> Sheet:
    """Send single cells back: only those open again. Each reason is a sentence; an empty one is refused."""
    if not reasons or not all(reason.strip() for reason in reasons.values()):
        raise ValidationError("请写明退回理由，填报人要靠它知道改什么。")
    remark = "；".join(sorted({reason.strip() for reason in reasons.values()}))
    with _step(sheet, "return", by, expected=REVIEWABLE, doing="退回", remark=remark) as current:
        known = set(typed_indicators(current).filter(pk__in=reasons).values_list("pk", flat=True))
        if unknown := set(reasons) - known:
            raise ValidationError(f"这张表里没有 {len(unknown)} 个要退回的单元格，请刷新后再选。")
        CellReturn.objects.bulk_create(
            CellReturn(sheet=current, indicator_id=pk, reason=reason.strip(), by=by)
            for pk, reason in reasons.items()
        )
        current.state = SheetState.RETURNED
    return current


def return_all(sheet: Sheet, *, reason: str, by: User) -> Sheet:
    """Send the whole sheet back for one reason."""
    return return_cells(
        sheet, reasons=dict.fromkeys(typed_indicators(sheet).values_list("pk", flat=True), reason), by=by
    )


def approve(sheet: Sheet, *, seen: str, by: User) -> Sheet:
    """Pass the sheet as the reviewer saw it: `seen` is the content hash of that moment.

    Where the form has two levels, the first pass hands it on to the office and the second settles it. Raises `Changed`
    when the hash is another one by now, `OwnWork` when the reviewer filled or reported it or passed the first level.
    """
    if has_two_levels(sheet):
        if sheet.state == SheetState.SUBMITTED:
            return _pass_on(sheet, seen=seen, by=by)
        return _settle(sheet, seen=seen, by=by, expected={SheetState.SECTION_APPROVED})
    return _settle(sheet, seen=seen, by=by, expected=REVIEWABLE)


def _pass_on(sheet: Sheet, *, seen: str, by: User) -> Sheet:
    with _step(sheet, SECTION_APPROVE, by, expected={SheetState.SUBMITTED}, doing="审核") as current:
        current.content_hash = _looked_at(current, seen, by)
        current.state = SheetState.SECTION_APPROVED
    return current


def _settle(sheet: Sheet, *, seen: str, by: User, expected: set[SheetState] | frozenset[SheetState]) -> Sheet:
    with _step(sheet, "approve", by, expected=expected, doing="审定") as current:
        if current.state == SheetState.SECTION_APPROVED and first_approver_id(current) == by.pk:
            raise ApprovedTwice
        current.content_hash = _looked_at(current, seen, by)
        figures_of(current).exclude(approved_value__isnull=True, value__isnull=True).update(
            approved_value=F("value")
        )
        current.state = SheetState.APPROVED
        current.approved_by, current.approved_at = by, timezone.now()
        ring()
    return current


def _looked_at(sheet: Sheet, seen: str, by: User) -> str:
    """The hash of what stands there, if it is what this person saw and not her own work."""
    if sheet.submitted_by_id == by.pk or figures_of(sheet).filter(changed_by=by).exists():
        raise OwnWork
    now = content_hash(sheet.pk)
    if now != seen:
        raise Changed(now)
    return now


def lock(sheet: Sheet, *, by: User) -> Sheet:
    """Close an approved sheet for good: from here on only a correction changes it."""
    with _step(sheet, "lock", by, expected={SheetState.APPROVED}, doing="锁定") as current:
        current.state = SheetState.LOCKED
        current.locked_at = timezone.now()
    return current


def figures_of(sheet: Sheet) -> QuerySet[Figure]:
    return Figure.objects.filter(unit_id=sheet.unit_id, month=sheet.month, sheet=sheet)


def typed_indicators(sheet: Sheet) -> QuerySet[Indicator]:
    """The indicators this sheet asks for. Rates are never asked for: they are made from their parts."""
    assigned = Assignment.objects.in_month(sheet.month).filter(unit_id=sheet.unit_id)
    return Indicator.objects.filter(
        pk__in=assigned.values("indicator_id"), domain=sheet.domain, retired=False
    ).exclude(aggregate=Aggregate.RATIO)


@contextmanager
def _step(
    sheet: Sheet,
    step: str,
    by: User,
    *,
    expected: set[SheetState] | frozenset[SheetState],
    doing: str,
    remark: str = "",
) -> Iterator[Sheet]:
    with transaction.atomic():
        current = Sheet.objects.select_for_update().get(pk=sheet.pk)
        before = current.state
        if before not in expected:
            raise WrongState(f"这张表现在是“{SheetState(before).label}”，不能{doing}。请刷新后再看。")
        yield current
        current.save()
        _record(current, step, before, by, remark)
    sheet.refresh_from_db()


def _record(sheet: Sheet, step: str, before: str, by: User | None, remark: str = "") -> None:
    SheetEvent.objects.create(
        sheet=sheet, step=step, from_state=before, to_state=sheet.state, by=by, remark=remark
    )
