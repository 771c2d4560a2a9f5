"""What a field of a register is to whoever reads or writes it from outside: its type, its choices, its rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from django.db import models

from bureau.organisation.models import Unit, User
from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import Register
from bureau.registers.fields import MonthDate
from bureau.registers.personal import PersonalField
from bureau.registers.rows import Row

Column: TypeAlias = "models.Field[Any, Any]"  # Any: columns of every type


class FieldType(StrEnum):
    """How a value travels: numbers as plain decimals, dates as 2026-10-31, units, people and rows by their names."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MONTH = "month"
    FLAG = "boolean"
    UNIT = "unit"
    PERSON = "user"
    ROW = "row"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Described:
    """A field as a program needs to know it."""

    name: str
    title: str
    kind: FieldType
    required: bool
    choices: tuple[str, ...] = ()
    personal: str = ""
    decimals: int | None = None
    longest: int | None = None
    refers_to: type[models.Model] | None = None

    @property
    def is_personal(self) -> bool:
        return bool(self.personal)


def described(register: Register) -> tuple[Described, ...]:
    """The fields a person fills in, in the order of the ledger."""
    return tuple(_described(field) for field in content_fields(register).values())


def type_of(field: Column) -> FieldType:
    """Raises TypeError for a column that no register is made of."""
    if isinstance(field, models.ForeignKey):
        return _reference(field)
    if field.choices:
        return FieldType.CHOICE
    for kind, found in _TYPES:
        if isinstance(field, kind):
            return found
    raise TypeError(f"{field} is no column of a register")


# The narrower type stands first.
_TYPES: tuple[tuple[type[Column], FieldType], ...] = (
    (PersonalField, FieldType.PERSONAL),
    (MonthDate, FieldType.MONTH),
    (models.DateField, FieldType.DATE),
    (models.BooleanField, FieldType.FLAG),
    (models.DecimalField, FieldType.DECIMAL),
    (models.IntegerField, FieldType.INTEGER),
    (models.TextField, FieldType.LONG_TEXT),
    (models.CharField, FieldType.TEXT),
)


def _reference(field: models.ForeignKey[Any, Any]) -> FieldType:  # Any: whatever it refers to
    target = field.related_model
    if target is Unit:
        return FieldType.UNIT
    if target is User:
        return FieldType.PERSON
    if isinstance(target, type) and issubclass(target, Row):
        return FieldType.ROW
    raise TypeError(f"{field} refers to something no register refers to")


def _described(field: Column) -> Described:
    kind = type_of(field)
    return Described(
        name=field.name,
        title=str(field.verbose_name),
        kind=kind,
        required=not field.blank and kind is not FieldType.FLAG,
        choices=tuple(str(word) for word, _ in field.flatchoices) if kind is FieldType.CHOICE else (),
        personal=str(field.personal_kind) if isinstance(field, PersonalField) else "",
        decimals=field.decimal_places if isinstance(field, models.DecimalField) else None,
        longest=field.max_length if kind is FieldType.TEXT else None,
        refers_to=field.related_model if isinstance(field, models.ForeignKey) else None,
    )
