"""System checks over the declared registers: a wrong declaration stops the start, not the first clerk.

Every problem has a stable id; `docs/developers/add-a-register.md` lists them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from bureau.registers.counting.counted import problems_of_rules
from bureau.registers.declarations import DRAFT, VOID, Register
from bureau.registers.registry import all_registers, find_register
from bureau.registers.rows import Row


def check_registers(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    return [*problems_of(all_registers()), *problems_of_rules()]


def problems_of(registers: Sequence[Register]) -> Iterator[Error]:
    """Every mistake in these declarations."""
    for name, values in (("code", [r.code for r in registers]), ("letters", [r.letters for r in registers])):
        for value, times in Counter(values).items():
            if times > 1:
                yield Error(f"{times} registers have the {name} {value}", id="registers.E001")
    for register in registers:
        if not issubclass(register.model, Row):
            yield Error(f"{register.code}: {register.model.__name__} is no Row", id="registers.E002")
            continue
        for rule in RULES:
            yield from rule(register)


def _code(register: Register) -> Iterator[Error]:
    domains = {name.rpartition(".")[2] for name in settings.DOMAINS}
    if register.domain not in domains:
        yield Error(f"{register.code} begins with no domain of this installation", id="registers.E003")


def _shadows(register: Register) -> Iterator[Error]:
    for own in Row._meta.local_fields:
        # An inherited field is a copy that keeps its place in the order of creation; any other has one of its own.
        found = register.model._meta.get_field(own.name)
        if getattr(found, "creation_counter", None) != own.creation_counter:
            yield Error(f"{register.code}: the model has a {own.name} of its own", id="registers.E013")


def _fields(register: Register) -> Iterator[Error]:
    for place, name in _named_fields(register):
        if name and not _has_field(register, name):
            yield Error(
                f"{register.code}: {place} names {name}, which the model has not", id="registers.E004"
            )
    for place, name in _named_dates(register):
        if name and _has_field(register, name) and not _is_date(register, name):
            yield Error(f"{register.code}: {place} names {name}, which is no date", id="registers.E005")
    for total in register.sums:
        if total not in register.columns:
            yield Error(f"{register.code} adds up {total}, which is no column", id="registers.E006")


def _named_fields(register: Register) -> Iterator[tuple[str, str]]:
    yield "label", register.label
    for place, names in (
        ("columns", register.columns),
        ("filters", register.filters),
        ("search", register.search),
        ("retention", register.retention.after),
    ):
        yield from ((place, name) for name in names)
    for section in register.sections:
        yield from ((f"section {section.title}", name) for name in section.fields)
    for step in register.steps:
        yield from ((f"step {step.key}", name) for name in step.asks)
    for cadence in register.cadences:
        yield from ((f"cadence {cadence.key}", n) for n in (*cadence.where, *cadence.among, cadence.per))
    for plan in register.plans:
        yield from ((f"plan {plan.key}", name) for name in plan.makes)
    for breakdown in register.breakdowns:
        yield from (
            (f"breakdown {breakdown.key}", n) for n in (breakdown.by, *breakdown.sums, *breakdown.where)
        )
    for check in register.checks:
        yield from ((f"check {check.key}", name) for name in check.fields)
    for transfer in register.transfers:
        yield from ((f"transfer {transfer.key}", name) for name in transfer.carries.values())
    if register.firm:
        yield from (("firm", name) for name in (register.firm.name, register.firm.credit_code))
    if register.person:
        yield from (("person", name) for name in (register.person.name, register.person.id_number))


def _named_dates(register: Register) -> Iterator[tuple[str, str]]:
    yield "decides", register.decides
    for clock in register.clocks:
        yield from ((f"clock {clock.key}", name) for name in (clock.starts, clock.stops))
    for expiry in register.expiries:
        yield from ((f"expiry {expiry.key}", name) for name in (expiry.on, expiry.stops))
    for follow in register.follow_ups:
        yield from ((f"follow-up {follow.key}", n) for n in (follow.since, follow.next_on, follow.stops))
    for cadence in register.cadences:
        yield f"cadence {cadence.key}", cadence.by
    for plan in register.plans:
        yield f"plan {plan.key}", plan.by


def _missing_dates(register: Register) -> Iterator[Error]:
    for place, name in _named_dates(register):
        if name and not _has_field(register, name):
            yield Error(
                f"{register.code}: {place} names {name}, which the model has not", id="registers.E004"
            )


def _states(register: Register) -> Iterator[Error]:
    names = [state.name for state in register.states]
    if len(set(names)) != len(names) or {DRAFT, VOID} & set(names):
        yield Error(f"{register.code} declares a state twice, or draft or void itself", id="registers.E007")
    uses = [(f"step {step.key}", (*step.begins, step.ends)) for step in register.steps]
    for one in register.deadlines:
        uses.append((one.key, (*one.stops_in, *one.runs_in)))
    uses += [(f"plan {plan.key}", (plan.state or names[0],)) for plan in register.plans]
    uses += [(f"transfer {transfer.key}", transfer.states) for transfer in register.transfers]
    for place, used in uses:
        for name in sorted(set(used) - set(names)):
            yield Error(
                f"{register.code}: {place} names the state {name}, which is none", id="registers.E008"
            )
    reached = {register.initial, *(step.ends for step in register.steps)}
    for name in sorted(set(names) - reached):
        yield Error(f"{register.code}: no step leads to the state {name}", id="registers.E009")


def _keys(register: Register) -> Iterator[Error]:
    piles: dict[str, list[str]] = {
        "step": [step.key for step in register.steps],
        "deadline or setting": [one.key for one in (*register.deadlines, *register.settings)],
        "listing": [one.key for one in register.listings],
        "breakdown": [one.key for one in register.breakdowns],
        "check": [one.key for one in register.checks],
        "transfer": [one.key for one in register.transfers],
    }
    for kind, keys in piles.items():
        for key, times in Counter(keys).items():
            if times > 1:
                yield Error(f"{register.code} has {times} of the {kind} {key}", id="registers.E010")
    notices = {clock.key for clock in register.clocks if clock.notice}
    for step in register.steps:
        if step.waits_for and step.waits_for not in notices:
            yield Error(
                f"{register.code}: step {step.key} waits for {step.waits_for}, which is no notice period",
                id="registers.E011",
            )


def _transfers(register: Register) -> Iterator[Error]:
    for transfer in register.transfers:
        target = find_register(transfer.to)
        if target is None:
            yield Error(
                f"{register.code} passes rows on to {transfer.to}, which nobody declares", id="registers.E012"
            )
            continue
        if transfer.state and transfer.state not in {state.name for state in target.states}:
            yield Error(
                f"{register.code}: transfer {transfer.key} begins in {transfer.state}, which {target.code} has not",
                id="registers.E008",
            )
        for name in (*transfer.carries, *transfer.sets):
            if not _has_field(target, name):
                yield Error(
                    f"{register.code}: transfer {transfer.key} fills {name}, which {target.code} has not",
                    id="registers.E004",
                )


RULES: tuple[Callable[[Register], Iterator[Error]], ...] = (
    _code,
    _shadows,
    _fields,
    _missing_dates,
    _states,
    _keys,
    _transfers,
)


def _has_field(register: Register, name: str) -> bool:
    try:
        register.model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _is_date(register: Register, name: str) -> bool:
    return isinstance(register.model._meta.get_field(name), models.DateField)
