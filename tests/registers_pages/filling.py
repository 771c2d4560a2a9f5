"""What a person might type into any register: made from its fields alone, so a new register is tried as well."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils import timezone

from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import FilledBy, Register
from bureau.registers.exchange.fields import FieldType, type_of
from bureau.registers.forms import sections_of
from bureau.registers.identifiers import check_credit_code
from bureau.registers.personal import PersonalField, PersonalKind
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row
from bureau.registers.writing import enter_row
from tests.people import People

PERSONAL = {
    PersonalKind.NAME: "张三丰",
    PersonalKind.ID_NUMBER: "11010519491231002X",
    PersonalKind.PHONE: "13800138000",
    PersonalKind.ADDRESS: "城关镇示范路一号三单元",
    PersonalKind.CERTIFICATE: "证字2026001",
    PersonalKind.LIST: "张三丰\n李四光",
}
CREDIT_CODE = "91350100M000100Y43"
# Long enough ago that every notice is over, close enough that nothing is from another era.
BEGIN = timezone.localdate() - datetime.timedelta(days=330)


def clerk_of(register: Register) -> str:
    return "chen" if register.filled_by is FilledBy.SECTION else "zhang"


class Filling(StrEnum):
    """How much is filled in: what has to be, that with every box ticked, or all there is."""

    NEEDED = "needed"
    TICKED = "ticked"
    ALL = "all"


def typed(register: Register, people: People, filling: Filling = Filling.NEEDED) -> dict[str, str]:
    """Texts for the fields as the form asks for them."""
    given = {}
    for place, (name, field) in enumerate(in_order(register).items()):
        if type_of(field) is FieldType.FLAG:
            is_given = filling is Filling.TICKED
        else:
            is_given = filling is Filling.ALL or not field.blank
        if is_given:
            given[name] = text_for(field, place, people)
    return given


def in_order(register: Register) -> dict[str, models.Field[Any, Any]]:  # Any: columns of every type
    """The fields in the order in which form and steps ask for them."""
    fields = content_fields(register)
    return {name: fields[name] for part in sections_of(register) for name in part.fields}


def text_for(field: models.Field[Any, Any], place: int, people: People) -> str:  # Any: columns of every type
    """Later fields get later days, as the ledger orders them."""
    day = BEGIN + datetime.timedelta(days=2 * place)
    match type_of(field):
        case FieldType.PERSONAL:
            assert isinstance(field, PersonalField)
            return PERSONAL[field.personal_kind]
        case FieldType.DATE:
            return day.isoformat()
        case FieldType.MONTH:
            return f"{day:%Y-%m}"
        case FieldType.CHOICE:
            return str(next(word for word, _ in field.flatchoices if word))
        case FieldType.INTEGER:
            return str(day.year) if "year" in field.name else "1"
        case FieldType.DECIMAL:
            return "1"
        case FieldType.FLAG:
            return "1"
        case FieldType.UNIT:
            return str(people.town.pk)
        case FieldType.PERSON:
            return str(people["chen"].pk)
        case FieldType.ROW:
            return _other_row(field, people).number
        case FieldType.LONG_TEXT:
            return "甲公司"
    return CREDIT_CODE if check_credit_code in field.validators else "示例文字"


def _other_row(field: models.Field[Any, Any], people: People) -> Row:  # Any: columns of every type
    target = field.related_model
    assert isinstance(target, type)
    assert issubclass(target, Row)
    register = register_behind(target)
    standing = target._default_manager.first()
    if isinstance(standing, Row):
        return standing
    clerk = clerk_of(register)
    unit = people.section if clerk == "chen" else people.town
    values = typed(register, people)
    for name, one in content_fields(register).items():
        if type_of(one) is FieldType.ROW and name in values:
            values[name] = str(_other_row(one, people).pk)
    row = enter_row(register, values, unit=unit, by=people[clerk], explanation="示例")
    assert isinstance(row, Row)
    return row
