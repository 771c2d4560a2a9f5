"""The trail in the words of the house: what was done, to what, and which column became what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.apps import apps

from bureau.audit.models import AuditEntry
from bureau.organisation.trail_names import Names, columns_of

ACTIONS = {
    "insert": "新增",
    "update": "修改",
    "delete": "删除",
    "login": "登录",
    "logout": "退出",
    "lockout": "登录锁定",
    "unlock": "解除锁定",
    "password": "换密码",
    "token": "签发令牌",
    "export": "导出",
    "download": "下载",
    "read": "查看",
    "unmask": "查看明文",
}

# What lines that stand for no change of a table carry.
FACTS = {
    "file": "文件",
    "rows": "行数",
    "serial": "编号",
    "sha256": "校验值",
    "kind": "种类",
    "size": "大小",
    "new": "新增",
    "changed": "改动",
    "same": "不变",
    "errors": "有误",
    "params": "条件",
}


@dataclass(frozen=True)
class Change:
    """One column of a line: empty `old` for what is new, empty `new` for what is gone."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownLine:
    pk: int
    at: datetime
    actor: str
    address: str
    action: str
    succeeded: bool
    subject: str
    key: str
    changes: tuple[Change, ...]
    detail: str


def shown(entries: Sequence[AuditEntry]) -> list[ShownLine]:
    """A page of lines in words."""
    names = Names(entries)
    return [_shown(entry, names) for entry in entries]


def _shown(entry: AuditEntry, names: Names) -> ShownLine:
    return ShownLine(
        pk=entry.pk,
        at=entry.at,
        actor=entry.actor,
        address=entry.address,
        action=ACTIONS.get(entry.action, entry.action),
        succeeded=entry.succeeded,
        subject=subjects().get(entry.subject, entry.subject),
        key=names.key(entry),
        changes=_changes(entry, names),
        detail=entry.detail,
    )


@cache
def subjects() -> dict[str, str]:
    """Table name to Chinese name, for every table of ours that people's work is kept in."""
    machinery = ("django", "axes", "bureau.web", "bureau.audit")
    ours = (model for model in apps.get_models() if not model.__module__.startswith(machinery))
    return {model._meta.db_table: str(model._meta.verbose_name) for model in ours}


def _changes(entry: AuditEntry, names: Names) -> tuple[Change, ...]:
    columns = columns_of(entry.subject)
    old, new = entry.old or {}, entry.new or {}
    keys = [*old, *(key for key in new if key not in old)]
    told = []
    for key in keys:
        if key != "id":
            column = columns.get(key)
            name = FACTS.get(key, key) if column is None else str(column.verbose_name)
            told.append(Change(name, names.text(old.get(key), column), names.text(new.get(key), column)))
    return tuple(told)
