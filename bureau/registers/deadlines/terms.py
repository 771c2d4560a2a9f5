"""The deadlines a register declares, looked at alike: clocks, notices, expiries, follow-ups and cadences."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Final

from django.db import models
from django.utils import timezone

from bureau.organisation.models import User
from bureau.registers.declarations import Phase, Register
from bureau.registers.models import Deadline
from bureau.registers.rows import OWN_COLUMNS, Row
from bureau.registers.timing import Cadence, Clock, Expiry, FollowUp
from bureau.workdays import DayUnit

Term = Clock | Expiry | FollowUp
Kind = Deadline.Kind

# What separates the key of a cadence from the unit it is watched for, in lines that belong to no row.
AT: Final = "@"


def terms_of(register: Register) -> tuple[Term, ...]:
    return (*register.clocks, *register.expiries, *register.follow_ups)


def find_term(register: Register, key: str) -> Term | Cadence | None:
    """What a line of `Deadline` was made from; None when the register no longer declares it."""
    plain = key.partition(AT)[0]
    return next((one for one in (*terms_of(register), *register.cadences) if one.key == plain), None)


def find_clock(register: Register, key: str) -> Clock:
    """Raises KeyError when the register has no such clock."""
    for clock in register.clocks:
        if clock.key == key:
            return clock
    raise KeyError(key)


def find_follow_up(register: Register, key: str) -> FollowUp:
    """Raises KeyError when the register has no such follow-up."""
    for follow in register.follow_ups:
        if follow.key == key:
            return follow
    raise KeyError(key)


def kind_of(term: Term) -> Deadline.Kind:
    if isinstance(term, Clock):
        return Kind.NOTICE if term.notice else Kind.CLOCK
    return Kind.EXPIRY if isinstance(term, Expiry) else Kind.FOLLOW_UP


def unit_of(term: Term | Cadence | None) -> DayUnit:
    """Clocks say their unit; everything else counts plain days."""
    return term.unit if isinstance(term, Clock) else DayUnit.CALENDAR


def is_open(register: Register, term: Term, row: Row) -> bool:
    """Whether the deadline is still to be watched for the row as it stands."""
    if row.is_draft or row.is_void:
        return False
    states = _runs_in(register, term)
    if states:
        if row.state not in states:
            return False
    elif _phase(register, row) is Phase.DROPPED:
        return False
    if row.state in term.stops_in or (term.stops and is_filled(getattr(row, term.stops))):
        return False
    return term.applies is None or bool(term.applies(row))


def _phase(register: Register, row: Row) -> Phase:
    try:
        return register.state(row.state).phase
    except KeyError:
        # A state the declaration no longer has: its rows are left in peace.
        return Phase.DROPPED


def _runs_in(register: Register, term: Term) -> tuple[str, ...]:
    """A notice that says nothing else is open as long as a step waits for it."""
    if term.runs_in or term.stops or term.stops_in or not (isinstance(term, Clock) and term.notice):
        return term.runs_in
    return tuple(state for step in register.steps if step.waits_for == term.key for state in step.begins)


def is_filled(value: object) -> bool:
    """0 is something that was filled in; an empty text and an unticked box are not."""
    return value is not None and value is not False and value != ""


def day_of(row: Row, name: str) -> datetime.date | None:
    """The date in a field of the row; of a point in time, its day here."""
    value = getattr(row, name)
    if isinstance(value, datetime.datetime):
        return timezone.localdate(value)
    return value if isinstance(value, datetime.date) else None


@cache
def staff_field(model: type[Row]) -> str:
    """The field that says who handles a row: the first in the ledger that names a colleague, else who entered it."""
    for field in model._meta.concrete_fields:
        if (
            isinstance(field, models.ForeignKey)
            and field.related_model is User
            and field.name not in OWN_COLUMNS
        ):
            return field.attname
    return "created_by_id"


def title_of(register: Register, name: str) -> str:
    """What the ledger calls a field."""
    field = register.model._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))
