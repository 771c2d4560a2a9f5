"""From a JSON body to values a row takes: every name known, every value of its type, all mistakes at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final, cast

from django.core.exceptions import ValidationError
from rest_framework.request import Request

from bureau.registers.declarations import Register
from bureau.registers.exchange.fields import Described, FieldType, described
from bureau.registers.exchange.references import References
from bureau.registers.rows import OWN_COLUMNS
from bureau.web.api.errors import invalid

Body = Mapping[str, object]
_LARGEST: Final = 2**31 - 1
_LONGEST_WORDS: Final = 2000


def body_of(request: Request) -> Body:
    body = request.data
    if not isinstance(body, Mapping):
        raise invalid({"": ["请发送一个 JSON 对象。"]})
    return cast(Body, body)


def values_in(
    register: Register,
    body: Body,
    references: References,
    *,
    beside: Collection[str],
    only: Collection[str] | None = None,
) -> dict[str, object]:
    """The values for the row's own fields. `beside` are the names the address itself takes; with `only`, no other
    field may be named. Raises 400 with a sentence for each name that is wrong.
    """
    fields = {one.name: one for one in described(register)}
    values: dict[str, object] = {}
    errors: dict[str, list[str]] = {}
    for name, value in body.items():
        if name in beside:
            continue
        field = fields.get(name)
        if field is None:
            errors[str(name)[:40]] = [_foreign(str(name), register)]
        elif only is not None and name not in only:
            errors[name] = [f"这一步不改“{field.title}”，请去掉；要改请先用 PATCH。"]
        else:
            try:
                values[name] = _read(field, value, references)
            except ValidationError as error:
                errors[name] = list(error.messages)
    if errors:
        raise invalid(errors)
    return values


def version_in(body: Body, *, required: bool) -> int | None:
    value = body.get("version")
    if value is None and not required:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST:
        raise invalid({"version": ["请给出读到这一行时的版本号（整数）。"]})
    return value


def words_in(body: Body, name: str) -> str:
    """A text beside the fields, empty when it is not there."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise invalid({name: ["请写成文字。"]})
    if len(value) > _LONGEST_WORDS:
        raise invalid({name: [f"最多 {_LONGEST_WORDS} 个字，请写得短一些。"]})
    return value.strip()


def flag_in(body: Body, name: str) -> bool:
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise invalid({name: ["请写 true 或 false。"]})
    return value


def names_in(body: Body, name: str) -> list[str]:
    value = body.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise invalid({name: ['请列出要查看的各项，例如 ["name"]。']})
    return list(value)


def _foreign(name: str, register: Register) -> str:
    if name in OWN_COLUMNS or name == "id":
        return "这一项由系统记录，不能直接填写，请去掉。"
    return f"“{register.title}”没有这一项，请对照 schema/ 去掉或改名。"


def _read(field: Described, value: object, references: References) -> object:
    if value is None:
        return None
    match field.kind:
        case FieldType.FLAG:
            if not isinstance(value, bool):
                raise ValidationError("请写 true 或 false。")
            return value
        case FieldType.INTEGER | FieldType.DECIMAL:
            if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
                raise ValidationError('请写数，例如 "12.5"；没有数写 null。')
            return value
        case FieldType.ROW if isinstance(value, int) and not isinstance(value, bool):
            return references.find(field, f"#{value}")
    if not isinstance(value, str):
        raise ValidationError("请写成文字。")
    if field.refers_to is not None:
        return references.find(field, value.strip()) if value.strip() else None
    return value
