"""The numbers that name people and organisations, and what makes them valid."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError

# GB 11643-1999: seventeen digits, each with its weight, and a check character modulo 11.
_ID: Final = re.compile(r"^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$")
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK: Final = "10X98765432"

# GB 32100-2015: no I, O, S, V, Z; the weights are the powers of three modulo 31.
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT: Final = re.compile(rf"^[{_CREDIT_ALPHABET}]{{18}}$")
_CREDIT_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))

_PHONE: Final = re.compile(r"^(1[3-9]\d{9}|0\d{9,11}|\d{7,8})$")
_OLDEST: Final = 1890


def check_id_number(text: str) -> None:
    """居民身份证号 as GB 11643 lays it down. Raises ValidationError with what to do."""
    match = _ID.match(text)
    if not match:
        raise ValidationError("身份证号应为 18 位（末位可为 X），请核对。")
    year, month, day = map(int, match.groups())
    try:
        born = date(year, month, day)
    except ValueError as error:
        raise ValidationError("身份证号里的出生日期不存在，请核对第 7 至 14 位。") from error
    if not date(_OLDEST, 1, 1) <= born <= date.today():
        raise ValidationError("身份证号里的出生日期不合情理，请核对第 7 至 14 位。")
    if text[17] != id_check_character(text[:17]):
        raise ValidationError("身份证号末位校验不符，请逐位核对。")


def id_check_character(first_seventeen: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _ID_WEIGHTS, strict=True))
    return _ID_CHECK[total % 11]


def check_credit_code(text: str) -> None:
    """统一社会信用代码 as GB 32100 lays it down. Raises ValidationError with what to do."""
    if not _CREDIT.match(text):
        raise ValidationError("统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z），请核对。")
    if text[17] != credit_check_character(text[:17]):
        raise ValidationError("统一社会信用代码末位校验不符，请逐位核对。")


def credit_check_character(first_seventeen: str) -> str:
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(first_seventeen, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[-total % 31]


def check_phone(text: str) -> None:
    """A mobile number, or a fixed line with or without its area code. Raises ValidationError with what to do."""
    if not _PHONE.match(text):
        raise ValidationError("电话号码应为 11 位手机号或带区号的固定电话，请核对。")
