"""From what somebody typed to a row that may be kept: every field, then the row's own checks."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models

from bureau.organisation.models import Unit
from bureau.quantities import QuantityError, parse
from bureau.registers.declarations import FilledBy, Level, Register
from bureau.registers.personal import PersonalField, Sealed, looks_masked
from bureau.registers.rows import OWN_COLUMNS, Row

EARLIEST: Final = datetime.date(1949, 10, 1)
LARGEST: Final = 2_147_483_647
MASKED: Final = "这是隐去后的样子，不是原文。不改请保持原样，要改请填完整内容。"
_FILLING_KINDS: Final = {
    FilledBy.SECTION: ("section",),
    FilledBy.TOWNS: ("town",),
    FilledBy.BOTH: ("section", "town"),
}
Errors = dict[str, list[str]]


class RefusedRow(Exception):
    """The row cannot be kept as it is. `fields` maps names of fields (or "" for the row) to sentences."""

    def __init__(self, fields: Mapping[str, list[str]]) -> None:
        super().__init__("这一行不能保存，请按提示修改后再存。")
        self.fields = dict(fields)


class NeedsExplanation(Exception):
    """Soft checks do not hold, and nobody has explained why. `sentences` say what was found."""

    def __init__(self, sentences: Collection[str]) -> None:
        super().__init__("".join(sentences) + "情况属实的请在“说明”里写明原因，再保存。")
        self.sentences = tuple(sentences)


def content_fields(register: Register) -> dict[str, models.Field[Any, Any]]:  # Any: columns of every type
    """The fields a person fills in, in the order of the ledger."""
    return _contents_of(register.model)


@cache
def _contents_of(model: type[Row]) -> dict[str, models.Field[Any, Any]]:  # Any: as above
    return {
        field.name: field
        for field in model._meta.concrete_fields
        if field.name not in OWN_COLUMNS and field.editable
    }


def put(register: Register, row: Row, values: Mapping[str, object]) -> Errors:
    """Set fields of the row from texts or values; returns what could not be read. Nothing is saved.

    A personal field given as its own mask stays as it is: whoever typed it saw no more than that.
    """
    fields = content_fields(register)
    errors: Errors = {}
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            errors.setdefault(name, []).append(f"“{register.title}”没有这一项，请核对。")
            continue
        if isinstance(field, PersonalField):
            current = getattr(row, name)
            if isinstance(value, str) and isinstance(current, Sealed) and value.strip() == current.mask:
                continue
            if isinstance(value, str) and looks_masked(value):
                errors.setdefault(name, []).append(MASKED)
                continue
            if row.purged_on is not None and value:
                errors.setdefault(name, []).append("这一行的个人信息已按期清除，不能再填。")
                continue
        try:
            setattr(row, field.attname, _read(field, value, row))
        except ValidationError as error:
            errors.setdefault(name, []).extend(error.messages)
    if register.derives is not None:
        register.derives(row)
    return errors


def problems(register: Register, row: Row, *, draft: bool = False, required: Collection[str] = ()) -> Errors:
    """What is wrong with the row as it stands, by field; `required` are asked for beside the declared ones."""
    errors: Errors = {}
    for name, field in content_fields(register).items():
        value = getattr(row, field.attname)
        if value in (None, ""):
            if not draft and (not field.blank or name in required):
                errors.setdefault(name, []).append(f"“{field.verbose_name}”未填，请填写。")
            continue
        if isinstance(field, models.ForeignKey):
            # `put` has looked it up, and the database holds on to what is referred to.
            continue
        try:
            field.clean(value, row)
        except ValidationError as error:
            errors.setdefault(name, []).extend(error.messages)
    if not draft and not errors:
        for check in register.checks:
            if check.level is Level.HARD and (sentence := check.find(row)):
                for name in check.fields or ("",):
                    errors.setdefault(name, []).append(sentence)
    return errors


def unexplained(register: Register, row: Row) -> list[str]:
    """What the soft checks find, unless the row explains it."""
    if row.explanation.strip():
        return []
    return [
        sentence for check in register.checks if check.level is Level.SOFT and (sentence := check.find(row))
    ]


def why_not_for(register: Register, unit: Unit) -> str:
    """Why rows of this register cannot be entered for the unit, as a sentence; empty when they can."""
    if unit.kind not in _FILLING_KINDS[register.filled_by]:
        return f"“{register.title}”不由{unit.name}登记，请核对填报单位。"
    return ""


def _read(field: models.Field[Any, Any], value: object, row: Row) -> object:  # Any: columns of every type
    if isinstance(value, str) and not isinstance(field, PersonalField):
        value = value.strip()
    if value is None or value == "":
        if isinstance(field, models.BooleanField):
            return False
        return None if field.null else ""
    if isinstance(field, models.ForeignKey):
        return _referred(field, value, row)
    if isinstance(field, (models.IntegerField, models.DecimalField)):
        return _number(field, value)
    try:
        read = field.to_python(value)
    except ValidationError as error:
        raise ValidationError(_advice(field)) from error
    if isinstance(read, datetime.date) and read < EARLIEST:
        raise ValidationError(f"“{field.verbose_name}”早于 1949 年，请核对年份。")
    return read


def _number(
    field: models.IntegerField[Any, Any] | models.DecimalField[Any, Any], value: object
) -> int | Decimal | None:  # Any: null or a number
    """Numbers are read by the one normaliser, so a form, a file and a program may write them alike."""
    places = field.decimal_places if isinstance(field, models.DecimalField) else 0
    try:
        read = parse(value, unit="", decimals=places)
    except QuantityError as error:
        raise ValidationError(_advice(field)) from error
    if read is None or isinstance(field, models.DecimalField):
        return read
    if not 0 <= read <= LARGEST:
        raise ValidationError(f"“{field.verbose_name}”应为 0 到 {LARGEST} 之间的整数，请核对。")
    return int(read)


def _referred(
    field: models.ForeignKey[Any, Any], value: object, row: Row
) -> object:  # Any: what is referred to
    found: models.Model | None = None
    if isinstance(value, field.related_model):
        # Whoever hands over the object itself has just read it: a pile of rows is not looked up one by one.
        found = value
    else:
        try:
            found = field.related_model._default_manager.filter(pk=value).first()
        except (TypeError, ValueError) as error:
            raise ValidationError(f"“{field.verbose_name}”请从列表里选。") from error
    if found is None:
        raise ValidationError(f"“{field.verbose_name}”指的那一项不存在，请从列表里重新选。")
    bureau = row.reporting_unit.lineage[:2]
    lineage = found.lineage if isinstance(found, Unit) else None
    if isinstance(found, Row):
        lineage = found.reporting_unit.lineage
    if lineage is not None and lineage[:2] != bureau:
        raise ValidationError(f"“{field.verbose_name}”指的那一项不存在，请从列表里重新选。")
    return found.pk


def _advice(field: models.Field[Any, Any]) -> str:  # Any: columns of every type
    title = field.verbose_name
    if isinstance(field, models.DateField):
        return f"“{title}”应为日期，写成 2026-10-31 这样。"
    if isinstance(field, models.BooleanField):
        return f"“{title}”应为是或否。"
    if isinstance(field, models.IntegerField):
        return f"“{title}”应为不带小数的数，请核对。"
    if isinstance(field, models.DecimalField):
        return f"“{title}”应为数，最多 {field.decimal_places} 位小数，请核对。"
    return f"“{title}”填得不对，请核对。"
