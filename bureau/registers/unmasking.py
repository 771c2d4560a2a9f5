"""Showing personal data in clear: an act of its own, with a reason, and a line in the trail before it is shown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bureau.audit.models import AuditEntry
from bureau.audit.recording import record
from bureau.organisation.access import has_role
from bureau.organisation.models import Role, User
from bureau.registers.access import may_keep, may_review
from bureau.registers.cleaning import RefusedRow
from bureau.registers.declarations import Register
from bureau.registers.personal import Sealed, personal_fields
from bureau.registers.registry import register_of
from bureau.registers.rows import Row
from bureau.web.api.errors import Problem

UNMASK: Final = "unmask"
PER_MINUTE: Final = 30
SHORTEST_REASON, LONGEST_REASON = 4, 200
NO_RIGHT: Final = "您没有查看个人信息原文的权限，只有登记和审核这些行的人可以查看。"

# The reason stays in the trail, where no personal data belongs.
_ID_LIKE = re.compile(r"\d{15,17}[\dXx]|1[3-9]\d{9}")


def may_unmask(user: User, register: Register) -> Q:
    """The rows whose personal data she may see in clear: those she keeps or reviews. Leaders see none."""
    if has_role(user, Role.LEADER):
        return Q(pk__in=[])
    return may_keep(user, register) | may_review(user, register)


def unmask(row: Row, names: Sequence[str], *, reason: str, by: User) -> dict[str, str | None]:
    """The clear values of some personal fields of one row; None where nothing is written.

    Raises PermissionDenied, `RefusedRow` for fields or a reason that will not do, `Problem` 429 for haste.
    """
    register = register_of(row)
    if not register.model._default_manager.filter(may_unmask(by, register), pk=row.pk).exists():
        raise PermissionDenied(NO_RIGHT)
    errors: dict[str, list[str]] = {}
    if sentence := why_not_these(register, names):
        errors["fields"] = [sentence]
    if sentence := why_no_reason(reason):
        errors["reason"] = [sentence]
    if errors:
        raise RefusedRow(errors)
    refuse_haste(by)
    with transaction.atomic():
        record(
            UNMASK,
            register.table,
            str(row.pk),
            actor=by.username,
            new={"register": register.code, "number": row.number, "fields": list(names)},
            detail=f"{register.title} {row.number}　{reason.strip()}",
        )
    values: dict[str, Sealed | None] = {name: getattr(row, name) for name in names}
    return {name: None if value is None else value.reveal() for name, value in values.items()}


def why_not_these(register: Register, names: Sequence[str]) -> str:
    """Why these fields cannot be unmasked, as a sentence; empty when they can."""
    known = personal_fields(register.model)
    if not names:
        return "请列出要查看的个人信息项。"
    foreign = [name for name in names if name not in known]
    if foreign:
        listed = "、".join(known) or "无"
        return f"“{foreign[0][:40]}”不是这个台账的个人信息项，可选：{listed}。"
    return "同一项写了两遍，请只留一个。" if len(set(names)) != len(names) else ""


def why_no_reason(reason: str) -> str:
    """Why the reason will not do; empty when it will."""
    plain = reason.strip()
    if len(plain) < SHORTEST_REASON:
        return f"请写明查看的理由（至少 {SHORTEST_REASON} 个字），它会留在审计记录里。"
    if len(plain) > LONGEST_REASON:
        return f"理由最多 {LONGEST_REASON} 个字，请写得短一些。"
    if _ID_LIKE.search(plain):
        return "理由会留在审计记录里，请不要写证件号或电话号码。"
    return ""


def refuse_haste(user: User) -> None:
    """Raises `Problem` 429 when somebody unmasks row after row."""
    a_minute_ago = timezone.now() - datetime.timedelta(minutes=1)
    recent = AuditEntry.objects.filter(actor=user.username, at__gt=a_minute_ago, action=UNMASK)
    if recent.count() >= PER_MINUTE:
        raise Problem(429, "throttled", "查看个人信息太频繁，请过一分钟再试。")
