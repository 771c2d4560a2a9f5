"""Registers to count in: the declared one where there is one, else a paper one with the fields its rules name."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.utils import timezone

from bureau.catalogue.declarations import DECLARED
from bureau.catalogue.declarations import Indicator as Declared
from bureau.organisation.models import Unit
from bureau.registers import fields
from bureau.registers.counting.grammar import CLASS_ENTERED, CLASS_YEAR, Gathering, Measure, Rule, Test, parse
from bureau.registers.declarations import DRAFT, VOID, Register, State
from bureau.registers.personal import PersonalField
from bureau.registers.registry import find_register
from bureau.registers.rows import Row
from bureau.registers.triggers import keep_register

LISTS = {"firm_list", "experts"}
NAMES = ["甲厂", "乙厂", "丙公司", "丁 公司", "丁公司", "Ａ店", "A店"]
STATES = (State("登记"), State("办结"), State("退回", counts=False))
_models: dict[str, type[Row]] = {}


def counted_declarations() -> list[Declared]:
    """Every declared indicator that is counted from a register; ranks are not."""
    everything = [one for one_set in DECLARED.values() for _, one in one_set]
    return [one for one in everything if one.register and parse(one.counting_rule) is not None]


def rules_of(register: str) -> list[Rule]:
    rules = [parse(one.counting_rule) for one in counted_declarations() if one.register == register]
    return [part for rule in rules if rule for part in (rule, *rule.also)]


def register_for(code: str) -> Register:
    """The declared register, or a paper one of this code."""
    found = find_register(code)
    if found is not None:
        return found
    rules = rules_of(code)
    if code not in _models:
        _models[code] = _model(code, rules)
    return Register(
        code=code,
        title=code,
        model=_models[code],
        measure="行",
        letters="Z",
        decides=next(rule.by or rule.opens for rule in rules),
        label="number",
        states=STATES,
        steps=(),
        columns=(),
    )


def lay_out(register: Register) -> None:
    """Make the table of a paper register, watched and marked like any other."""
    model = register.model
    if model._meta.app_label != "paper":
        return
    with connection.schema_editor() as editor:
        editor.create_model(model)
        for operation in keep_register(
            model._meta.db_table, register.code, dates=days_of(model), personal=[]
        ):
            assert isinstance(operation.sql, str)
            editor.execute(operation.sql.replace("%", "%%"))


def days_of(model: type[Row]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
    ]


def scatter(
    register: Register, units: Sequence[Unit], number: int, dice: random.Random, first: date, last: date
) -> list[Row]:
    """Random rows with values that the rules ask for, and with others."""
    rules = rules_of(register.code)
    words = {
        atom.field: {
            *(word for rule in rules for a in rule.atoms if a.field == atom.field for word in a.values)
        }
        for rule in rules
        for atom in rule.atoms
    }
    states = [state.name for state in register.states] + [DRAFT, VOID]
    used = fields_of(rules) | {register.decides}
    rows: list[Row] = []
    for place in range(number):
        row = register.model(
            reporting_unit=dice.choice(units),
            number=f"{register.code}-{place}-{dice.random()}"[:40],
            state=dice.choice(states),
            created_at=timezone.now(),
            changed_at=timezone.now(),
        )
        for name in used:
            field = register.model._meta.get_field(name)
            assert isinstance(field, models.Field)
            setattr(row, field.attname, _value(field, words.get(name, set()), dice, first, last))
        rows.append(row)
    for row in rows:
        row.save(force_insert=True)
    return rows


def fields_of(rules: Iterable[Rule]) -> set[str]:
    names: set[str] = set()
    for rule in rules:
        names |= {rule.of, rule.until, rule.by, rule.opens, rule.closes, rule.minus}
        names |= {atom.field for atom in rule.atoms}
        if rule.gathering is Gathering.CLASS:
            names |= {CLASS_YEAR, CLASS_ENTERED}
    return names - {""}


def _value(
    field: models.Field[Any, Any], words: set[str], dice: random.Random, first: date, last: date
) -> object:
    if isinstance(field, models.DateField):
        if dice.random() < 0.2 and field.null:
            return None
        day = first + timedelta(days=dice.randrange((last - first).days + 1))
        return field.to_python(day)
    if isinstance(field, models.BooleanField):
        return dice.random() < 0.5
    if isinstance(field, models.DecimalField):
        return None if dice.random() < 0.1 else Decimal(dice.randrange(100_000)) / 100
    if isinstance(field, models.IntegerField):
        if field.name == CLASS_YEAR:
            return dice.randrange(first.year - 1, last.year + 1)
        return None if dice.random() < 0.1 and field.null else dice.randrange(4)
    if isinstance(field, PersonalField):
        return dice.choice([*NAMES, None])
    if isinstance(field, models.CharField):
        return dice.choice([*sorted(words), "别的", ""]) if words else dice.choice([*NAMES, ""])
    if isinstance(field, models.TextField):
        return dice.choice(["、", "\n", "，", "；", ", "]).join(dice.sample(NAMES, dice.randrange(4)))
    raise TypeError(field)


def _model(code: str, rules: Sequence[Rule]) -> type[Row]:
    columns: dict[str, Any] = {}
    for name in sorted(fields_of(rules)):
        columns[name] = _column(name, rules)
    name = "".join(part.capitalize() for part in code.replace(".", "_").split("_"))
    meta = type("Meta", (), {"app_label": "paper", "db_table": f"paper_{code.replace('.', '_')}"})
    model: type[Row] = type(name, (Row,), {**columns, "Meta": meta, "__module__": __name__})
    return model


def _column(name: str, rules: Sequence[Rule]) -> models.Field[Any, Any]:
    for rule in rules:
        if name in {rule.by, rule.opens, rule.closes, rule.minus, rule.until} and name != CLASS_YEAR:
            return fields.month(name) if name == "month" else fields.day(name)
        if name == rule.of and rule.measure is Measure.DAYS:
            return fields.day(name)
        if name == rule.of and rule.measure is Measure.DISTINCT:
            if name == "person":
                return fields.person_name(name)
            return fields.name_list(name) if name in LISTS else fields.text(name)
        if name == rule.of:
            return fields.amount(name) if "amount" in name else fields.number(name)
        for atom in rule.atoms:
            if atom.field != name:
                continue
            if atom.test is Test.TRUE:
                return fields.flag(name)
            if atom.test in (Test.PAST, Test.NOT_PAST, Test.FILLED):
                return fields.day(name)
            return fields.number(name) if all(v.isdecimal() for v in atom.values) else fields.text(name)
    return fields.number(name) if name == CLASS_YEAR else fields.day(name)
