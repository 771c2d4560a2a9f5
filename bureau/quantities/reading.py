"""The one normaliser of numbers that come in: form, paste, import and API all read through `parse`."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from math import isfinite

from bureau.quantities.units import QuantityError, base_decimals, exponent_of

# What fits the stored numeric(18,4), in the base unit.
INTEGER_DIGITS = 14
_LONGEST_TEXT = 64

_WIDTH_VARIANTS = ("<wide>", "<narrow>", "<noBreak>")
_BLANKS = " \t\r\n\v\f\u200b\ufeff"
_NUMBER = re.compile(r"(-?)([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_SUFFIXED = re.compile(r"([-0-9.,]*[0-9]) *([^-0-9.,\s][^0-9\s]*)")
_EXPONENT = re.compile(r"[-+]?[0-9.,]+[eE][-+]?[0-9]+")
_NOTHING = frozenset({"-", "—", "——", "–", "/", "\\", "无", "不适用", "暂无", "n/a"})


def parse(
    given: object,
    *,
    unit: str,
    base_unit: str | None = None,
    decimals: int | None = None,
    allow_negative: bool = True,
    typed: bool = False,
) -> Decimal | None:
    """Read a number given in `unit` and return it in `base_unit`; nothing given is None.

    Takes text or a number (int, float, Decimal). `decimals` is what `unit` may have, by default what its base
    unit can hold; zeros at the end count for nothing. `typed` is for what people type or paste: a unit behind
    the number is understood and converted exactly, and 。 is a decimal point.
    Raises QuantityError with a sentence that says what to do; never rounds.
    """
    base_unit = base_unit or unit
    exponent = exponent_of(unit, base_unit)
    places = (base_decimals(base_unit) + exponent if decimals is None else decimals) - exponent
    text = _normalised(_as_text(given))
    if typed:
        text = text.replace("。", ".")
    if not text:
        return None
    if typed and (suffixed := _SUFFIXED.fullmatch(text)) and not _EXPONENT.fullmatch(text):
        text, unit = suffixed[1], suffixed[2]
        exponent = _exponent_of_suffix(unit, base_unit)
    value = _number(text).scaleb(exponent)
    if abs(value) >= 10**INTEGER_DIGITS:
        raise QuantityError(
            f"数字太大，整数部分最多 {INTEGER_DIGITS} 位（按{base_unit}计），请核对单位后重填。"
        )
    if value and -_lowest_exponent(value) > places:
        raise QuantityError(_too_fine(unit, places + exponent))
    if value < 0 and not allow_negative:
        raise QuantityError("这一项不能填负数，请核对后填 0 或正数。")
    return value if value else Decimal(0)


def from_cell(number: float) -> Decimal | float:
    """A spreadsheet's number as the spreadsheet shows it: 15 significant digits, so 0.1 + 0.2 is 0.3."""
    return Decimal(f"{Decimal(f'{number:.15g}'):f}") if isfinite(number) else number


def _as_text(given: object) -> str:
    match given:
        case None:
            return ""
        case str():
            return given
        case bool():
            pass
        case int():
            # Before printing: Python refuses to print integers of thousands of digits.
            return str(given) if abs(given) < 10**_LONGEST_TEXT else "9" * _LONGEST_TEXT
        case float() if isfinite(given):
            return _as_text(Decimal(repr(given)))
        case Decimal() if given.is_finite():
            exponent = given.as_tuple().exponent
            plain = isinstance(exponent, int) and -_LONGEST_TEXT < exponent <= 0
            return f"{given:f}" if plain else str(given)
        case _:
            pass
    raise QuantityError("请填数字，例如 1234.5；没有数据请留空。")


def _normalised(text: str) -> str:
    if len(text) > _LONGEST_TEXT * 4:
        raise QuantityError(f"内容太长，请只填一个数字，最多 {INTEGER_DIGITS} 位整数。")
    for character in text:
        # NFKC would turn 5² into 52 and ① into 1: only variants of width and of the space are normalised.
        kind = unicodedata.decomposition(character).split(" ")[0]
        if kind.startswith("<") and kind not in _WIDTH_VARIANTS and not character.isspace():
            raise QuantityError(f"看不懂“{character}”，请填阿拉伯数字，例如 1234.5。")
    return unicodedata.normalize("NFKC", text).strip(_BLANKS).replace("−", "-")


def _exponent_of_suffix(suffix: str, base_unit: str) -> int:
    """The power of ten of a unit written behind a number, where 万 alone means 万 of the base unit."""
    if suffix in ("万", "亿"):
        return exponent_of(suffix + base_unit, base_unit)
    try:
        return exponent_of(suffix, base_unit)
    except QuantityError:
        if suffix.lower() in _NOTHING or suffix.isascii():
            raise QuantityError("请填阿拉伯数字，例如 1234.5；不能用字母或符号。") from None
        raise


def _number(text: str) -> Decimal:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise QuantityError(_why_not_a_number(text))
    sign, integer, fraction = match.groups()
    integer = integer.replace(",", "").lstrip("0")
    if len(integer) > INTEGER_DIGITS:
        raise QuantityError(f"数字太长，整数部分最多 {INTEGER_DIGITS} 位，请核对后重填。")
    return Decimal(f"{sign}{integer or '0'}.{(fraction or '').rstrip('0') or '0'}")


def _lowest_exponent(value: Decimal) -> int:
    """The power of ten of the last digit that is not zero: -1 for 1.50, 2 for 1200."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise QuantityError("请填数字，例如 1234.5；没有数据请留空。")
    tail = 0
    while digits[-1 - tail] == 0:
        tail += 1
    return exponent + tail


def _too_fine(unit: str, allowed: int) -> str:
    if allowed <= 0:
        return f"请填整数，单位“{unit}”不能有小数；系统不会替您四舍五入。"
    return f"最多填 {allowed} 位小数（单位“{unit}”），请核对后重填；系统不会替您四舍五入。"


def _why_not_a_number(text: str) -> str:
    """The sentence for the first thing that is wrong with a text."""
    if text.lower() in _NOTHING:
        return f"“{text}”不是数字；没有数据请留空，确实为零请填 0。"
    if _EXPONENT.fullmatch(text):
        return "不能用科学计数法，请把数字写全，例如 12000。"
    if any(character.isdigit() and not character.isascii() for character in text):
        return "请填阿拉伯数字 0 到 9，例如 1234.5；不能用其他文字的数字。"
    if "_" in text:
        return "数字中间不能有下划线，请写成 1234 或 1,234。"
    if any(character.isalpha() for character in text):
        return "请填阿拉伯数字，例如 1234.5；不能用字母或文字。"
    if re.fullmatch(r"-?[0-9,]+\.", text):
        return "小数点后面没有数字，请补全或去掉小数点，例如 12.5 或 12。"
    if re.fullmatch(r"-?\.[0-9]+", text):
        return "小数点前面请补 0，例如 0.5。"
    if re.fullmatch(r"-?[0-9,.]+", text) and "," in text:
        return "千位逗号的位置不对，请写成 1,234 或 1234。"
    if text.startswith("-"):
        return "负号只能有一个，并紧挨着数字，例如 -5。"
    return "请填阿拉伯数字，例如 1234.5；不能有空格和其他符号。"
