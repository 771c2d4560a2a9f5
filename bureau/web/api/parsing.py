"""JSON bodies, read the way figures must be read: as decimals, within limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from bureau.web.api.errors import Problem

MAX_NUMBER_CHARACTERS = 60


class DecimalJSONParser(BaseParser):
    """A JSON number becomes an int or a Decimal, never a float; whatever is not plain JSON is a 400 sentence."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,  # Any: the signature is DRF's
    ) -> Any:  # Any: JSON may be a list, which DRF's stubs leave out
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise too_large()
        return read_json(body)


def too_large() -> Problem:
    return Problem(413, "too_large", "发送的内容超过 2 MB，请分几次发送。")


def read_json(body: bytes) -> object:
    """Raises ParseError with a sentence for anything that is not one JSON value in UTF-8."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ParseError("内容不是 UTF-8 编码，请改用 UTF-8 发送。") from error
    try:
        value: object = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except RecursionError as error:
        raise ParseError("JSON 嵌套太深，请按接口说明的格式发送。") from error
    except json.JSONDecodeError as error:
        raise ParseError(f"JSON 有误：第 {error.lineno} 行第 {error.colno} 个字符处读不下去。") from error
    _check_characters(text, value)
    return value


def _decimal(text: str) -> Decimal:
    if "e" in text.lower():
        raise ParseError(f"数字“{text[:20]}”用了科学计数法，请写成普通小数。")
    _check_length(text)
    return Decimal(text)


def _integer(text: str) -> int:
    _check_length(text)
    return int(text)


def _check_length(text: str) -> None:
    if len(text) > MAX_NUMBER_CHARACTERS:
        raise ParseError(f"数字“{text[:20]}…”太长，请检查。")


def _no_constant(text: str) -> object:
    raise ParseError(f"“{text}”不是数字，没有数据请用 null。")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ParseError("JSON 的同一个对象里有重复的名称，无法确定以哪个为准。")
    return result


def _check_characters(text: str, value: object) -> None:
    """Refuse what PostgreSQL cannot store: NUL, and halves of surrogate pairs. Both only come in as escapes."""
    if "\\u0000" in text:
        raise ParseError("文字中有不能保存的空字符（\\u0000），请去掉。")
    if "\\ud" in text.lower():
        try:
            json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
        except UnicodeEncodeError as error:
            raise ParseError("文字中有不完整的字符，请检查编码。") from error
