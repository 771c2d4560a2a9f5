"""The forms in which registers and their rows travel as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from django.db.models import ForeignKey, QuerySet
from django.utils import timezone

from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit, User
from bureau.quantities import plain
from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import DRAFT, VOID, Doer, Register
from bureau.registers.exchange.fields import FieldType, described, type_of
from bureau.registers.exchange.filters import Rows, filter_names, orderings
from bureau.registers.personal import Sealed
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row
from bureau.registers.writing import ENTER

# Rows are not deleted: this is the step that stands in for it.
VOIDING: Final = "void"

Json = str | int | bool | None


def with_relations(register: Register, rows: Rows) -> Rows:
    """The rows with everything their JSON names, in one statement."""
    named = [
        name
        for name, field in content_fields(register).items()
        if isinstance(field, ForeignKey) and type_of(field) is not FieldType.ROW
    ]
    return rows.select_related("reporting_unit", "created_by", "changed_by", *named)


def row_json(row: Row, register: Register) -> dict[str, Json]:
    """A row as a program sees it: personal fields are masks."""
    own: dict[str, Json] = {
        "id": row.pk,
        "number": row.number,
        "reporting_unit": row.reporting_unit.code,
        "state": row.state,
        "version": row.version,
        "origin": row.origin,
        "explanation": row.explanation,
        "created_by": row.created_by.username if row.created_by else None,
        "created_at": _moment(row.created_at),
        "changed_by": row.changed_by.username if row.changed_by else None,
        "changed_at": _moment(row.changed_at),
        "purged_on": row.purged_on.isoformat() if row.purged_on else None,
    }
    return own | {name: value_json(row, name) for name in content_fields(register)}


def value_json(row: Row, name: str) -> Json:
    """One value: numbers as plain decimals, months as 2026-10, units and people by their codes, rows by their id."""
    field = row._meta.get_field(name)
    kind = type_of(field)  # type: ignore[arg-type]  # a column of the row, no relation backwards
    if kind is FieldType.ROW:
        found: int | None = getattr(row, f"{name}_id")
        return found
    match getattr(row, name):
        case None:
            return None
        case Unit() as unit:
            return unit.code
        case User() as user:
            return user.username
        case Sealed() as sealed:
            return sealed.mask
        case bool() as flag:
            return flag
        case Decimal() | int() as number:
            return plain(Decimal(number))
        case datetime.date() as day:
            return f"{day:%Y-%m}" if kind is FieldType.MONTH else day.isoformat()
        case text:
            return str(text)


def register_json(register: Register) -> dict[str, object]:
    return {
        "code": register.code,
        "title": register.title,
        "domain": register.domain,
        "measure": register.measure,
        "what": register.what,
        "filled_by": register.filled_by.value,
        "aliases": list(register.aliases),
    }


def schema_json(register: Register) -> dict[str, object]:
    """Everything a program needs to enter, move and find rows of the register."""
    states = [*(state for state in register.states), register.state(DRAFT), register.state(VOID)]
    return register_json(register) | {
        "decides": register.decides,
        "fields": [
            {
                "name": one.name,
                "title": one.title,
                "type": one.kind.value,
                "required": one.required,
                "choices": list(one.choices),
                "personal": one.personal or None,
                "decimals": one.decimals,
                "max_length": one.longest,
                "register": _code_of(one.refers_to),
            }
            for one in described(register)
        ],
        "states": [
            {"name": state.name, "counts": state.counts, "phase": state.phase.value} for state in states
        ],
        "transitions": list(_transitions(register)),
        "counting_rules": [
            {"indicator": one.code, "name": one.name, "rule": one.counting_rule} for one in _counted(register)
        ],
        "filters": sorted(filter_names(register)),
        "orderings": list(orderings(register)),
    }


def _code_of(model: type | None) -> str | None:
    return register_behind(model).code if model is not None and issubclass(model, Row) else None


def _transitions(register: Register) -> Iterable[dict[str, object]]:
    for step in register.steps:
        yield {
            "name": step.key,
            "label": step.label,
            "begins": list(step.begins),
            "ends": step.ends,
            "by": [step.by.value],
            "asks": list(step.asks),
            "reason": step.reason,
        }
    common: dict[str, object] = {"asks": []}
    yield common | {
        "name": ENTER,
        "label": "登记",
        "begins": [DRAFT],
        "ends": register.initial,
        "by": [Doer.FILLER.value],
        "reason": False,
    }
    yield common | {
        "name": VOIDING,
        "label": "作废",
        "begins": [DRAFT, *(state.name for state in register.states)],
        "ends": VOID,
        "by": [doer.value for doer in Doer],
        "reason": True,
    }


def _counted(register: Register) -> QuerySet[Indicator]:
    return Indicator.objects.filter(register=register.code).order_by("order", "code")


def _moment(at: datetime.datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
