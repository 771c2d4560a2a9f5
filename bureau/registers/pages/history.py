"""经过: what happened to a row, in words, from the audit trail and from what stands around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bureau.audit.models import AuditEntry
from bureau.organisation.models import User
from bureau.organisation.trail_names import Names, columns_of
from bureau.registers.deadlines.reading import events_of
from bureau.registers.declarations import DRAFT, VOID, Register
from bureau.registers.models import Attachment, RowLink
from bureau.registers.personal import personal_fields
from bureau.registers.registry import find_register
from bureau.registers.rows import OWN_COLUMNS, Row, RowOrigin

SYSTEM: Final = "系统"
MOST_CHANGES: Final = 8
LONGEST_VALUE: Final = 40
# Columns that every change touches, and that tell nobody anything.
_SILENT: Final = OWN_COLUMNS - {"explanation", "reporting_unit"}
_ACTIONS: Final = {"unmask": "查看了个人信息原文", "transfer": "转给另一本台账", "download": "下载附件"}


@dataclass(frozen=True)
class Change:
    title: str
    old: str
    new: str


@dataclass(frozen=True)
class Happening:
    """One line: who did what and when, which fields became what, and why."""

    at: datetime.datetime
    by: str
    what: str
    changes: tuple[Change, ...] = ()
    reason: str = ""
    more: int = 0


def history_of(register: Register, row: Row) -> list[Happening]:
    """Everything about the row, the newest first. Personal data is in no line."""
    entries = list(
        AuditEntry.objects.filter(subject=register.table, key=str(row.pk), succeeded=True).order_by("id")
    )
    names = dict(
        User.objects.filter(username__in={entry.actor for entry in entries}).values_list(
            "username", "full_name"
        )
    )
    words = Names(entries)
    happenings = [
        told
        for entry in entries
        if (told := _told(register, row, entry, words, names.get(entry.actor, SYSTEM))) is not None
    ]
    happenings += [Happening(one.at, one.by, one.text, reason=one.remark) for one in events_of(register, row)]
    happenings += _papers(register, row)
    happenings += _links(register, row)
    return sorted(happenings, key=lambda one: one.at, reverse=True)


def _told(register: Register, row: Row, entry: AuditEntry, words: Names, by: str) -> Happening | None:
    if entry.action == "insert":
        return _entered(row, entry, by)
    if entry.action != "update":
        what = _ACTIONS.get(entry.action)
        return None if what is None else Happening(entry.at, by, what, reason=_reason(entry.detail))
    old, new = entry.old or {}, entry.new or {}
    changes = [*_changes(register, old, new, words)]
    if "state" in new:
        what = _step(register, str(old.get("state")), str(new["state"]))
    elif changes:
        what = "修改"
    elif "purged_on" in new:
        what = "清除了到期的个人信息"
    elif personal_fields(register.model):
        what = "改了个人信息"
    else:
        return None
    shown = tuple(changes[:MOST_CHANGES])
    return Happening(entry.at, by, what, shown, entry.detail, len(changes) - len(shown))


def _entered(row: Row, entry: AuditEntry, by: str) -> Happening:
    facts = entry.new or {}
    state, origin = str(facts.get("state", "")), str(facts.get("origin", ""))
    if state == DRAFT:
        what = "存为草稿"
    elif origin in RowOrigin.values and origin != RowOrigin.TYPED:
        what = f"{RowOrigin(origin).label}，{state}"
    else:
        what = f"登记，{state}"
    return Happening(entry.at, by, what, reason=entry.detail)


def _step(register: Register, old: str, new: str) -> str:
    """The step that leads from one state to the other, by its name."""
    if new == VOID:
        return "作废"
    if old == DRAFT:
        return f"登记，{new}"
    for step in register.steps:
        if old in step.begins and step.ends == new:
            return f"{step.label}（{old} → {new}）"
    return f"{old} → {new}"


def _changes(
    register: Register, old: Mapping[str, object], new: Mapping[str, object], words: Names
) -> Iterator[Change]:
    columns = columns_of(register.table)
    fields = {field.column: field for field in register.model._meta.concrete_fields}
    for key in new:
        field = fields.get(key)
        if field is None or field.name in _SILENT:
            continue
        column = columns.get(key, field)
        yield Change(
            str(field.verbose_name),
            _short(words.text(old.get(key), column)),
            _short(words.text(new[key], column)),
        )


def _short(text: str) -> str:
    plain = "、".join(text.split("\n"))
    return plain if len(plain) <= LONGEST_VALUE else f"{plain[:LONGEST_VALUE]}…"


def _reason(detail: str) -> str:
    return detail.partition("　")[2] or detail


def _papers(register: Register, row: Row) -> Iterator[Happening]:
    for paper in Attachment.objects.filter(register=register.code, row_id=row.pk).select_related("by"):
        yield Happening(paper.at, paper.by.full_name, f"附 {paper.name}")
        if paper.removed_at is not None:
            yield Happening(paper.removed_at, "", f"删除附件 {paper.name}")


def _links(register: Register, row: Row) -> Iterator[Happening]:
    out = RowLink.objects.filter(register=register.code, row_id=row.pk).select_related("by")
    into = RowLink.objects.filter(to_register=register.code, to_row_id=row.pk).select_related("by")
    for link in out:
        to = find_register(link.to_register)
        yield Happening(link.at, _by(link), f"转入{to.title if to else link.to_register}")
    for link in into:
        origin = find_register(link.register)
        yield Happening(link.at, _by(link), f"由{origin.title if origin else link.register}转来")


def _by(link: RowLink) -> str:
    return link.by.full_name if link.by else SYSTEM
