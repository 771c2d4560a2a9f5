"""The trail in the words of the house: what was done, to what, and which column became what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import DateTimeField, Field
from django.utils.timezone import localtime

from bureau.audit.models import AuditEntry

Column: TypeAlias = "Field[Any, Any]"  # Any: columns of every type

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


def shown(entry: AuditEntry) -> ShownLine:
    return ShownLine(
        pk=entry.pk,
        at=entry.at,
        actor=entry.actor,
        address=entry.address,
        action=ACTIONS.get(entry.action, entry.action),
        succeeded=entry.succeeded,
        subject=subjects().get(entry.subject, entry.subject),
        key=entry.key,
        changes=_changes(entry.subject, entry.old or {}, entry.new or {}),
        detail=entry.detail,
    )


@cache
def subjects() -> dict[str, str]:
    """Table name to Chinese name, for every table of ours."""
    ours = (model for model in apps.get_models() if not model.__module__.startswith(("django", "axes")))
    return {model._meta.db_table: str(model._meta.verbose_name) for model in ours}


@cache
def _columns(table: str) -> dict[str, Column]:
    for model in apps.get_models():
        if model._meta.db_table == table:
            fields = [field for field in model._meta.concrete_fields if field.column is not None]
            return {str(field.column): field for field in fields}
    return {}


def _changes(table: str, old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Change, ...]:
    columns = _columns(table)
    keys = [*old, *(key for key in new if key not in old)]
    return tuple(_change(key, columns.get(key), old.get(key), new.get(key)) for key in keys if key != "id")


def _change(key: str, column: Column | None, old: object, new: object) -> Change:
    name = key if column is None else str(column.verbose_name)
    return Change(name, _text(old, column), _text(new, column))


def _text(value: object, column: Column | None = None) -> str:
    if isinstance(value, str) and column is not None:
        if isinstance(column, DateTimeField):
            return f"{localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
        return str(dict(column.flatchoices).get(value, value))
    match value:
        case None | [] | {}:
            return ""
        case True:
            return "是"
        case False:
            return "否"
        case list():
            return "、".join(_text(part) for part in value)
    return str(value)
