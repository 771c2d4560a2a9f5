"""Many rows at once, all or none: what an import writes. Each is judged like a single row; the writing is by COPY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from bureau.organisation.models import Unit, User
from bureau.registers.cleaning import Errors, content_fields, problems, put, unexplained, why_not_for
from bureau.registers.declarations import Register
from bureau.registers.piles import insert_rows, update_rows
from bureau.registers.rows import Row, RowOrigin
from bureau.registers.writing import StaleRow, WrongRowState, contents_of, keep_up, stamp_changed, stamp_new


class RefusedRows(Exception):
    """Some rows of a pile cannot be kept; nothing was written. `errors` maps places to sentences by field."""

    def __init__(self, errors: Mapping[int, Errors]) -> None:
        super().__init__(f"有 {len(errors)} 行不能保存，整批没有写入。")
        self.errors = dict(errors)


@dataclass(frozen=True)
class RowChange:
    """One row of a pile. `row_id` is None for a new one; `place` is the caller's own number for it.

    `state` is the state a new row begins in, empty for the initial one; `version` is what the caller saw.
    """

    place: int
    values: Mapping[str, object]
    unit: Unit
    row_id: int | None = None
    version: int | None = None
    state: str = ""
    explanation: str = ""


@dataclass
class _Pile:
    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    errors: dict[int, Errors] = field(default_factory=dict)


def write_many(
    register: Register,
    changes: Sequence[RowChange],
    *,
    by: User,
    origin: RowOrigin = RowOrigin.IMPORTED,
) -> list[Row]:
    """A pile of new and changed rows, all or none, in the order given.

    Raises `RefusedRows` with every mistake at once, `StaleRow` when one of them was changed meanwhile.
    """
    with transaction.atomic():
        standing = _standing(register, changes)
        pile, rows = _Pile(), []
        for change in changes:
            rows.append(_piled(register, change, standing, pile))
        if pile.errors:
            raise RefusedRows(pile.errors)
        stamp_new(register, pile.new, by, origin)
        insert_rows(pile.new)
        for row in pile.changed:
            stamp_changed(row, by)
        update_rows(pile.changed, _written_columns(register))
        keep_up(register, [*pile.new, *pile.changed])
    return rows


def _piled(register: Register, change: RowChange, standing: Mapping[int, Row], pile: _Pile) -> Row:
    if change.row_id is None:
        row = register.model(reporting_unit=change.unit, state=change.state or register.initial)
        refusal = why_not_for(register, change.unit)
    else:
        row = standing[change.row_id]
        refusal = "这一行已作废，不能再改；要恢复请另行登记。" if row.is_void else ""
        if change.version is not None and change.version != row.version:
            raise StaleRow(row)
    before = contents_of(register, row)
    if change.explanation.strip():
        row.explanation = change.explanation.strip()
    errors = put(register, row, change.values)
    if refusal:
        errors.setdefault("", []).append(refusal)
    for name, sentences in problems(register, row, draft=row.is_draft).items():
        errors.setdefault(name, []).extend(sentences)
    if not errors and (sentences := unexplained(register, row)):
        errors["explanation"] = [*sentences, "情况属实的请在“说明”里写明原因。"]
    if errors:
        pile.errors[change.place] = errors
    elif change.row_id is None:
        pile.new.append(row)
    elif contents_of(register, row) != before:
        pile.changed.append(row)
    return row


def _standing(register: Register, changes: Sequence[RowChange]) -> dict[int, Row]:
    wanted = sorted(change.row_id for change in changes if change.row_id is not None)
    found = (
        register.model._default_manager.select_for_update(of=("self",))
        .select_related("reporting_unit")
        .order_by("pk")
        .in_bulk(wanted)
    )
    if missing := set(wanted) - found.keys():
        raise WrongRowState(f"有 {len(missing)} 行已经找不到了，请刷新后再试。")
    return dict(found)


def _written_columns(register: Register) -> list[str]:
    names = ["state", "version", "explanation", "changed_by", "changed_at", *content_fields(register)]
    return [*names, *(f.name for f in register.model._meta.concrete_fields if f.name.endswith("_index"))]
