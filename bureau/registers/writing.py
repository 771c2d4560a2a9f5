"""The one way a row is written: page, API, plan and transfer call this, imports through `many`.

Rights are asked by whoever calls. Every write is one transaction with the row's deadlines and its place in the
directory; triggers keep the trail and mark what has to be counted again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from django.db import models, transaction
from django.utils import timezone

from bureau.audit.attribution import because
from bureau.organisation.models import Unit, User
from bureau.registers.cleaning import (
    Errors,
    NeedsExplanation,
    RefusedRow,
    content_fields,
    problems,
    put,
    unexplained,
    why_not_for,
)
from bureau.registers.counting.bell import ring
from bureau.registers.deadlines import reading, refreshing
from bureau.registers.declarations import DRAFT, VOID, Doer, Register, Step
from bureau.registers.directory import mentioning
from bureau.registers.numbering import give_numbers
from bureau.registers.registry import register_of
from bureau.registers.rows import Row, RowOrigin

AnyRow = TypeVar("AnyRow", bound=Row)

# The step by which a draft is entered; every register has it beside its own.
ENTER: Final = "enter"


class StaleRow(Exception):
    """Somebody else changed the row in the meantime. Nothing was written; `current` is the row as it is now."""

    def __init__(self, current: Row) -> None:
        by = f"{current.changed_by.full_name}" if current.changed_by else "别人"
        super().__init__(f"这一行已被{by}改过，请看过现在的内容再决定。")
        self.current = current


class WrongRowState(Exception):
    """The row does not take this step or change now. The message says what to do."""


class OwnRow(Exception):
    """Whoever entered or changed the row last cannot review it."""

    def __init__(self) -> None:
        super().__init__("登记和审核不能是同一个人，请由其他审核人办理。")


def enter_row(
    register: Register,
    values: Mapping[str, object],
    *,
    unit: Unit,
    by: User | None,
    draft: bool = False,
    state: str = "",
    origin: RowOrigin = RowOrigin.TYPED,
    explanation: str = "",
) -> Row:
    """A new row in its first state (or `state`), or as a draft that may still be incomplete.

    Raises `RefusedRow` with sentences by field, `NeedsExplanation` for soft checks.
    """
    row = register.model(reporting_unit=unit, explanation=explanation.strip())
    row.state = DRAFT if draft else state or register.initial
    if refusal := why_not_for(register, unit):
        raise RefusedRow({"reporting_unit": [refusal]})
    errors = put(register, row, values)
    _judge(register, row, errors)
    with transaction.atomic():
        stamp_new(register, [row], by, origin)
        row.save(force_insert=True)
        keep_up(register, [row])
    return row


def change_row(
    row: AnyRow, values: Mapping[str, object], *, version: int, by: User, explanation: str | None = None
) -> AnyRow:
    """Other values for some fields. Raises `StaleRow`, `WrongRowState`, `RefusedRow` or `NeedsExplanation`.

    What would change nothing writes nothing and keeps the version.
    """
    register = register_of(row)
    with transaction.atomic():
        current = _locked(row, version)
        if current.is_void:
            raise WrongRowState("这一行已作废，不能再改；要恢复请另行登记。")
        before = contents_of(register, current)
        if explanation is not None:
            current.explanation = explanation.strip()
        errors = put(register, current, values)
        _judge(register, current, errors)
        if contents_of(register, current) == before:
            return current
        stamp_changed(current, by)
        current.save()
        keep_up(register, [current])
    return current


def take_step(
    row: AnyRow,
    key: str,
    *,
    version: int,
    by: User,
    values: Mapping[str, object] | None = None,
    reason: str = "",
) -> AnyRow:
    """Move the row to the next state. `values` fill what the step asks for.

    Raises `StaleRow`; `WrongRowState` when the step does not begin here, has to wait or is guarded against; `OwnRow`
    when a reviewer's step is taken by who wrote the row; `RefusedRow` when something asked for is missing.
    """
    register = register_of(row)
    if key == ENTER:
        return _enter_draft(register, row, version=version, by=by, values=values or {})
    step = register.step(key)
    with transaction.atomic(), because(reason.strip()):
        current = _locked(row, version)
        _must_be_possible(register, step, current, by)
        if step.reason and not reason.strip():
            raise RefusedRow({"reason": ["请写明理由，它会留在这一行的经过里。"]})
        errors = put(register, current, values or {})
        if step.waits_for and (
            sentence := reading.elapsed(register, current, step.waits_for, doing=step.label)
        ):
            raise WrongRowState(sentence)
        current.state = step.ends
        for name, sentences in problems(register, current, required=step.asks).items():
            errors.setdefault(name, []).extend(sentences)
        if errors:
            raise RefusedRow(errors)
        if sentences := unexplained(register, current):
            raise NeedsExplanation(sentences)
        current.version += 1
        current.changed_at = timezone.now()
        if step.by is Doer.FILLER:
            # A reviewer's step leaves who wrote the row as it is: she may go on to the next step.
            current.changed_by = by
        current.save()
        keep_up(register, [current])
    return current


def void_row(row: AnyRow, *, version: int, by: User, reason: str) -> AnyRow:
    """Rows are not deleted: one that should not be there is made void, with a reason that stays."""
    register = register_of(row)
    if not reason.strip():
        raise RefusedRow({"reason": ["请写明作废的理由，它会留在这一行的经过里。"]})
    with transaction.atomic(), because(reason.strip()):
        current = _locked(row, version)
        if current.is_void:
            raise WrongRowState("这一行已经作废。")
        current.state = VOID
        stamp_changed(current, by)
        current.save()
        keep_up(register, [current])
    return current


def _enter_draft(
    register: Register, row: AnyRow, *, version: int, by: User, values: Mapping[str, object]
) -> AnyRow:
    with transaction.atomic():
        current = _locked(row, version)
        if not current.is_draft:
            raise WrongRowState(f"这一行现在是“{current.state}”，已经登记过了。")
        errors = put(register, current, values)
        current.state = register.initial
        _judge(register, current, errors)
        stamp_changed(current, by)
        current.save()
        keep_up(register, [current])
    return current


def _judge(register: Register, row: Row, errors: Errors) -> None:
    for name, sentences in problems(register, row, draft=row.is_draft).items():
        # What could not be read is said once, not again as missing.
        if name not in errors:
            errors[name] = sentences
    if errors:
        raise RefusedRow(errors)
    if not row.is_draft and (sentences := unexplained(register, row)):
        raise NeedsExplanation(sentences)


def _must_be_possible(register: Register, step: Step, row: Row, by: User) -> None:
    if row.state not in step.begins:
        raise WrongRowState(f"这一行现在是“{row.state}”，不能{step.label}。请刷新后再看。")
    if step.by is Doer.REVIEWER and by.pk in (row.created_by_id, row.changed_by_id):
        raise OwnRow
    if step.guard is not None and (sentence := step.guard(row)):
        raise WrongRowState(sentence)


def _locked(row: AnyRow, version: int) -> AnyRow:
    """The row as it is now, held for the rest of the transaction. Raises `StaleRow` for another version."""
    manager: models.Manager[AnyRow] = type(row)._default_manager
    current = (
        manager.select_for_update(of=("self",)).select_related("reporting_unit", "changed_by").get(pk=row.pk)
    )
    if current.version != version:
        raise StaleRow(current)
    return current


def contents_of(register: Register, row: Row) -> list[object]:
    return [
        row.explanation,
        *(getattr(row, one.attname) for one in content_fields(register).values()),
    ]


def stamp_new(register: Register, rows: Sequence[Row], by: User | None, origin: RowOrigin) -> None:
    now = timezone.now()
    give_numbers(register, rows)
    for row in rows:
        row.origin = origin
        row.version = 1
        row.created_by = row.changed_by = by
        row.created_at = row.changed_at = now


def stamp_changed(row: Row, by: User) -> None:
    row.version += 1
    row.changed_by, row.changed_at = by, timezone.now()


def keep_up(register: Register, rows: Sequence[Row]) -> None:
    refreshing.refresh(register, rows)
    mentioning.refresh(register, rows)
    ring()
