"""Making deadlines again when not the rows have changed but what they are counted by: a setting, the working days."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from bureau.jobs.models import Job
from bureau.jobs.run import Run
from bureau.jobs.starting import start
from bureau.organisation.models import Unit, User
from bureau.registers.deadlines.refreshing import refresh
from bureau.registers.deadlines.settings import find_item
from bureau.registers.deadlines.terms import terms_of
from bureau.registers.declarations import DRAFT, VOID, Phase, Register
from bureau.registers.models import SettingValue
from bureau.registers.registry import all_registers, find_register
from bureau.registers.rows import Row

KIND: Final = "registers_deadlines"
AT_ONCE: Final = 2_000
LOOKED_BACK: Final = datetime.timedelta(days=30)


def owe(bureau: Unit, register: Register | None = None, *, by: User) -> None:
    """After this commit, make the deadlines of a bureau again: of one register, or of all that count days."""
    start(KIND, {"bureau": bureau.pk, "register": register.code if register else ""}, owner=by)


def owe_for_setting(setting: SettingValue) -> None:
    """After this commit, let a setting that has begun move the deadlines it counts for."""
    item = find_item(setting.key)
    if item is None:
        return
    params = {"bureau": setting.bureau_id, "register": item.register.code, "setting": setting.pk}
    start(KIND, params, owner=setting.by)


def owe_what_begins(today: datetime.date) -> int:
    """Settings that were made for a day to come, once the day is there; returns how many were new."""
    begun = SettingValue.objects.filter(begins_on__lte=today, begins_on__gte=today - LOOKED_BACK)
    known = set(
        Job.objects.filter(
            kind=KIND, params__setting__in=list(begun.values_list("pk", flat=True))
        ).values_list("params__setting", flat=True)
    )
    fresh = [setting for setting in begun.select_related("by") if setting.pk not in known]
    for setting in fresh:
        owe_for_setting(setting)
    return len(fresh)


def may_remake(user: User, params: Mapping[str, Any]) -> bool:  # Any: JSON values
    """The job was owed by whoever changed a setting; it makes nothing that could be taken away."""
    return user.is_active


def run_remaking(run: Run) -> dict[str, object]:
    params = run.job.params
    bureau_id = int(params["bureau"])
    only = find_register(str(params.get("register") or ""))
    registers = [only] if only else [one for one in all_registers() if terms_of(one)]
    made = 0
    for place, register in enumerate(registers):
        run.progress(100 * place // max(len(registers), 1), f"正在重算{register.title}的期限")
        made += remake(register, [bureau_id])
    return {"message": f"已重算 {made} 行的期限。", "rows": made}


def remake(register: Register, bureaus: Collection[int] | None = None) -> int:
    """Make the deadlines of all living rows again, some thousand at a time; returns how many rows were looked at.

    Each pile is its own transaction and holds its rows, so that nobody changes one between reading and writing.
    """
    if not terms_of(register):
        return 0
    number = 0
    for rows in _piles(register, bureaus):
        number += len(rows)
    return number


def _piles(register: Register, bureaus: Collection[int] | None) -> Iterator[Sequence[Row]]:
    living = register.model._default_manager.exclude(state__in=_at_rest(register)).order_by("pk")
    if bureaus is not None:
        living = living.filter(reporting_unit__lineage__overlap=list(bureaus))
    last = 0
    while True:
        with transaction.atomic():
            rows = list(living.filter(pk__gt=last).select_for_update(of=("self",), no_key=True)[:AT_ONCE])
            if not rows:
                return
            refresh(register, rows)
        last = rows[-1].pk
        yield rows


def _at_rest(register: Register) -> list[str]:
    """States in which nothing is watched, whatever is set."""
    watched = {state for term in terms_of(register) for state in term.runs_in}
    everywhere = any(not term.runs_in for term in terms_of(register))
    resting = [
        state.name
        for state in register.states
        if state.name not in watched and (state.phase is Phase.DROPPED or not everywhere)
    ]
    return [DRAFT, VOID, *resting]
