"""How the fields of a register read on a page: as a column of the list, as a line of the row page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db import models

from bureau.organisation.models import Unit, User
from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import DRAFT, VOID, Phase, Register
from bureau.registers.exchange.fields import FieldType, type_of
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row
from bureau.web.templatetags.numbers import NONE, printed

# What every register can show beside its own fields.
OWN: Final = {"number": "编号", "reporting_unit": "填报单位"}
_NUMBERS: Final = frozenset({FieldType.INTEGER, FieldType.DECIMAL})
MONEY_PLACES: Final = 2
MONEY_DIGITS: Final = 16


@dataclass(frozen=True)
class Column:
    """A field with its title; `kind` is None for the columns every register has."""

    name: str
    title: str
    kind: FieldType | None
    is_label: bool = False
    is_money: bool = False

    @property
    def is_number(self) -> bool:
        return self.kind in _NUMBERS

    @property
    def is_wide(self) -> bool:
        return self.kind in (FieldType.TEXT, FieldType.LONG_TEXT) or self.is_label

    @property
    def is_reference(self) -> bool:
        return self.kind in (FieldType.UNIT, FieldType.PERSON, FieldType.ROW) or self.name == "reporting_unit"

    def text(self, row: Row) -> str:
        """What stands in the row, as people read it; personal values give their mask."""
        return shown(getattr(row, self.name), money=self.is_money, month=self.kind is FieldType.MONTH)


def shown(value: Any, *, money: bool = False, month: bool = False) -> str:  # Any: a value of any column
    """A stored value in words. What nobody wrote is a dash, never a blank."""
    match value:
        case None | "":
            return NONE
        case bool():
            return "是" if value else "否"
        case int():
            return printed(value, None)
        case Decimal():
            whole = value == value.to_integral_value()
            return (
                printed(value, 0 if whole else MONEY_PLACES, grouped=True) if money else printed(value, None)
            )
        case datetime.datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case datetime.date():
            return f"{value:%Y-%m}" if month else f"{value:%Y-%m-%d}"
        case Unit():
            return value.label
        case User():
            return value.full_name
        case Row():
            return f"{value.number}　{label_of(register_behind(type(value)), value)}"
    return str(value)


def label_of(register: Register, row: Row) -> str:
    """What the row is called; a person only by the mask of the name, a nameless draft by its number."""
    text = shown(getattr(row, register.label))
    return row.number if text == NONE else text


def column(register: Register, name: str) -> Column:
    """Raises KeyError for what is no field of the register."""
    if name in OWN:
        return Column(name, OWN[name], None, is_label=False)
    return _column(register, content_fields(register)[name])


def every_column(register: Register) -> list[Column]:
    """All that a list can show, in the order of the ledger."""
    return [column(register, name) for name in (*OWN, *content_fields(register))]


def chosen_columns(register: Register, names: Iterable[str]) -> list[Column]:
    """The named ones in the order of the ledger, or those that are declared. The row's name is always there."""
    wanted = set(names)
    chosen = [one for one in every_column(register) if one.name in wanted]
    if not chosen:
        return [column(register, name) for name in register.columns if name != "state"]
    if register.label not in wanted:
        chosen.insert(0, column(register, register.label))
    return chosen


def _column(register: Register, field: models.Field[Any, Any]) -> Column:  # Any: columns of every type
    money = isinstance(field, models.DecimalField) and (field.max_digits, field.decimal_places) == (
        MONEY_DIGITS,
        MONEY_PLACES,
    )
    return Column(
        field.name,
        str(field.verbose_name),
        type_of(field),
        is_label=field.name == register.label,
        is_money=money,
    )


def mark_of(register: Register, state: str, *, late: bool = False) -> str:
    """The mark beside a state's word: what is late is red whatever its state."""
    if late:
        return "late"
    if state == DRAFT:
        return "draft"
    if state == VOID:
        return "none"
    try:
        found = register.state(state)
    except KeyError:
        # A state that a later version of the declaration no longer has.
        return "none"
    if found.phase is Phase.DONE:
        return "done"
    if found.phase is Phase.DROPPED:
        return "lock"
    return "ok" if found.counts else "slow"
