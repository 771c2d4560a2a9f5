"""What a confirmed import will write, as lines of JSON in a private file: personal values stand in it sealed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models

from bureau.organisation.models import Unit
from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import Register
from bureau.registers.many import RowChange
from bureau.registers.personal import PersonalField, Sealed
from bureau.registers.rows import Row

Plain = str | int | bool | None


@dataclass(frozen=True)
class Planned:
    """One row to write, with its place in the file as people count it."""

    sheet: str
    row: int
    unit_id: int
    values: Mapping[str, object]
    row_id: int | None = None
    version: int | None = None
    state: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Plan:
    """`newest` is the last row of the register when the file was compared: only later ones can surprise the plan."""

    rows: tuple[Planned, ...]
    newest: int

    def written(self) -> bytes:
        head = {"newest": self.newest}
        lines = [head, *({**vars(one), "values": _plain(one.values)} for one in self.rows)]
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def read_plan(register: Register, path: Path) -> Plan:
    """The plan again; units, people and rows are still their ids."""
    with path.open(encoding="utf-8") as lines:
        head = json.loads(next(lines))
        return Plan(tuple(_planned(register, lines)), int(head["newest"]))


def changes_of(register: Register, rows: Sequence[Planned]) -> list[RowChange]:
    """The rows as the one write path takes them, with everything they refer to read in one statement each."""
    units = Unit.objects.in_bulk({one.unit_id for one in rows})
    found: dict[str, Mapping[Any, models.Model]] = {}
    for name, field in content_fields(register).items():
        if isinstance(field, models.ForeignKey):
            wanted = {one.values[name] for one in rows if one.values.get(name) is not None}
            manager = field.related_model._default_manager.all()
            if issubclass(field.related_model, Row):
                manager = manager.select_related("reporting_unit")
            found[name] = manager.in_bulk(wanted)
    return [
        RowChange(
            place=place,
            values={name: _referred(found, name, value) for name, value in one.values.items()},
            unit=units[one.unit_id],
            row_id=one.row_id,
            version=one.version,
            state=one.state,
            explanation=one.explanation,
        )
        for place, one in enumerate(rows)
    ]


def _referred(found: Mapping[str, Mapping[Any, models.Model]], name: str, value: object) -> object:
    """The object behind an id; the id itself when it is gone, which the write path then refuses with a sentence."""
    return found[name].get(value, value) if name in found and value is not None else value


def _plain(values: Mapping[str, object]) -> dict[str, Plain]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: object) -> Plain:
    match value:
        case None | bool() | int():
            return value
        case Sealed():
            return value.token
        case models.Model():
            return int(value.pk)
        case datetime.date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
    return str(value)


def _planned(register: Register, lines: Iterator[str]) -> Iterator[Planned]:
    fields = content_fields(register)
    sealed = {name: field for name, field in fields.items() if isinstance(field, PersonalField)}
    for line in lines:
        one = json.loads(line)
        for name, field in sealed.items():
            token = one["values"].get(name)
            if token is not None:
                one["values"][name] = Sealed(token, purpose=field.purpose, kind=field.personal_kind)
        yield Planned(**one)
