"""台账: every register she works with, by domain, with how many rows and how much is due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bureau.organisation.access import has_role
from bureau.organisation.forms import domain_choices
from bureau.organisation.gates import PersonRequest, business_page
from bureau.organisation.models import Role, User
from bureau.registers.access import readable_registers
from bureau.registers.counting.deciding import read_by
from bureau.registers.deadlines.pages.setting import bureaus_to_set_for
from bureau.registers.declarations import DRAFT, VOID, Register
from bureau.registers.models import RestatementState
from bureau.registers.pages.due import due_of
from bureau.registers.pages.listing import MOST_COUNTED
from bureau.registers.pages.reach import Reach


@dataclass(frozen=True)
class Entry:
    """One register in the index. `rows` is capped: counting a million rows helps nobody."""

    register: Register
    rows: int
    drafts: int
    late: int
    soon: int
    may_enter: bool

    @property
    def counted(self) -> str:
        return f"{MOST_COUNTED} 以上" if self.rows > MOST_COUNTED else str(self.rows)


@business_page
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    titles = dict(domain_choices())
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries_for(request.user):
        groups[entry.register.domain].append(entry)
    context = {
        "groups": [(titles.get(domain, domain), entries) for domain, entries in groups.items()],
        "late": sum(entry.late for entries in groups.values() for entry in entries),
        "soon": sum(entry.soon for entries in groups.values() for entry in entries),
        "drafts": sum(entry.drafts for entries in groups.values() for entry in entries),
        "waiting": read_by(request.user).filter(state=RestatementState.WAITING).count(),
        "may_adopt": has_role(request.user, Role.REVIEWER, Role.OFFICE),
        "may_set": bool(bureaus_to_set_for(request.user)),
    }
    return render(request, "registers/index.html", context)


def entries_for(user: User) -> list[Entry]:
    """In the order of declaration: two statements, however many registers there are."""
    reaches = [Reach(user, register) for register in readable_registers(user)]
    counts = _counts(reaches)
    due = due_of(reaches, timezone.localdate())
    return [
        Entry(one.register, *counts[one.register.code], *due.get(one.register.code, (0, 0)), bool(one.homes))
        for one in reaches
    ]


def _counts(reaches: list[Reach]) -> dict[str, tuple[int, int]]:
    """Rows that are not void, and drafts of her own units, by code of the register."""
    if not reaches:
        return {}
    parts: list[str] = []
    values: list[Any] = []  # Any: codes, lists of ids, limits
    for one in reaches:
        table = connection.ops.quote_name(one.register.table)
        parts.append(
            f"SELECT %s, (SELECT count(*) FROM (SELECT 1 FROM {table} WHERE reporting_unit_id = ANY(%s) "  # noqa: S608  # a quoted name of our own table
            f"AND state <> %s LIMIT %s) r), (SELECT count(*) FROM {table} WHERE state = %s "
            f"AND reporting_unit_id = ANY(%s))"
        )
        values += [
            one.register.code,
            [unit.pk for unit in one.units],
            VOID,
            MOST_COUNTED + 1,
            DRAFT,
            [unit.pk for unit in one.homes],
        ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return {code: (rows, drafts) for code, rows, drafts in cursor.fetchall()}
