"""Plans: rows that appear by themselves as things to do, on weekdays or on days of the year."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from bureau.organisation.models import Unit
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.deadlines.settings import Settings, weekdays_name, weekdays_of, weekdays_value
from bureau.registers.deadlines.usage import keepers
from bureau.registers.declarations import Register
from bureau.registers.models import PlannedRow
from bureau.registers.registry import all_registers
from bureau.registers.rows import RowOrigin
from bureau.registers.timing import Plan
from bureau.registers.writing import enter_row

logger = logging.getLogger(__name__)
_DAY = datetime.timedelta(days=1)


def make_planned(today: datetime.date | None = None) -> int:
    """Make the rows that all plans call for up to their `ahead_days`; returns how many are new.

    Each is made once: moving the row to another day or making it void does not bring it back.
    """
    today = today or timezone.localdate()
    return sum(make_planned_of(register, today) for register in all_registers() if register.plans)


def make_planned_of(register: Register, today: datetime.date | None = None) -> int:
    today = today or timezone.localdate()
    with transaction.atomic():
        # Two workers at once wait for each other; the constraint would stop the second only with an error.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"registers.plan {register.code}"])
        units = keepers(register, today)
        settings = Settings([register], {unit.bureau_id for unit in units})
        made = set(
            PlannedRow.objects.filter(register=register.code, on__gte=today).values_list("key", "unit", "on")
        )
        return sum(
            _make(register, plan, unit, day)
            for plan in register.plans
            for unit in units
            for day in _days_of(register, plan, unit, settings, today)
            if (plan.key, unit.pk, day) not in made
        )


def _days_of(
    register: Register, plan: Plan, unit: Unit, settings: Settings, today: datetime.date
) -> Iterator[datetime.date]:
    usual = weekdays_value(plan.weekdays)
    for ahead in range(plan.ahead_days + 1):
        day = today + ahead * _DAY
        # A plan without weekdays of its own has no setting for them.
        value = (
            settings.value(unit.bureau_id, f"{register.code}.{weekdays_name(plan.key)}", usual, day)
            if plan.weekdays
            else 0
        )
        if day.weekday() in weekdays_of(value) or (day.month, day.day) in plan.yearly:
            yield day


def _make(register: Register, plan: Plan, unit: Unit, day: datetime.date) -> bool:
    try:
        row = enter_row(
            register,
            {**plan.makes, plan.by: day},
            unit=unit,
            by=None,
            state=plan.state,
            origin=RowOrigin.PLANNED,
        )
    except (RefusedRow, NeedsExplanation) as error:
        # Only the declaration can mend this: it makes rows its own checks refuse.
        logger.error("the plan %s of %s makes a row that is refused: %s", plan.key, register.code, error)
        return False
    PlannedRow.objects.create(register=register.code, key=plan.key, unit=unit, on=day, row_id=row.pk)
    return True
