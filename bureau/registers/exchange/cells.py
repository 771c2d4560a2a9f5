"""How one field reads in a cell of a workbook and is read from it: django-import-export's widgets for registers.

`clean` raises ValueError with a sentence; what it returns is what `cleaning.put` takes, which judges it like a form.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from import_export.widgets import Widget

from bureau.organisation.models import Unit, User
from bureau.registers.exchange.fields import Described, FieldType
from bureau.registers.exchange.references import References
from bureau.registers.personal import Sealed
from bureau.registers.rows import Row
from bureau.uploads.reading import CellValue
from bureau.uploads.tables import amount_of, text_of

Out = str | Decimal | datetime.date | None
_YES: Final = frozenset({"是", "有", "√", "对", "y", "yes", "true", "1"})
_NO: Final = frozenset({"否", "无", "×", "不是", "没有", "n", "no", "false", "0"})
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})", re.ASCII
)
# A spreadsheet keeps fifteen digits of a number.
_DIGITS_KEPT: Final = 15
DIGITS_LOST: Final = "表格把它当成了数字，末几位已经丢失。请把这一列设成“文本”格式，重新填写。"
WHICH_DAY: Final = "日期看不懂，请写成 2026-10-31 这样。"


class FieldCell(Widget):  # type: ignore[misc]  # the library has no types
    """The cell of one field."""

    def __init__(self, field: Described, references: References | None = None) -> None:
        super().__init__()
        self.field = field
        self._references = references
        self._read = self._reader()

    def clean(self, value: CellValue, row: object = None, **kwargs: object) -> object:
        return self._read(value)

    def render(self, value: object, obj: object = None, **kwargs: object) -> Out:
        """What stands in the cell of an export; a personal value gives its mask."""
        match value:
            case None | "":
                return None
            case bool():
                return "是" if value else "否"
            case int():
                return Decimal(value)
            case Decimal():
                return value
            case datetime.date():
                return f"{value:%Y-%m}" if self.field.kind is FieldType.MONTH else value
            case Sealed():
                return value.mask
            case Unit():
                return value.label
            case User():
                return value.username
            case Row():
                return value.number
        return str(value)

    def _reader(self) -> Callable[[CellValue], object]:
        match self.field.kind:
            case FieldType.DATE:
                return _day
            case FieldType.MONTH:
                return _month
            case FieldType.FLAG:
                return _flag
            case FieldType.INTEGER | FieldType.DECIMAL:
                return amount_of
            case FieldType.CHOICE:
                return self._choice
            case FieldType.PERSONAL:
                return self._personal
            case FieldType.UNIT | FieldType.PERSON | FieldType.ROW:
                return self._found
        return text_of

    def _choice(self, value: CellValue) -> str:
        said = text_of(value)
        if said in self.field.choices or not said:
            return said
        said = unicodedata.normalize("NFKC", said).strip()
        # The declared words may hold full-width signs themselves.
        for word in self.field.choices:
            if said == unicodedata.normalize("NFKC", word):
                return word
        raise ValueError(f"只能填：{'、'.join(self.field.choices)}。")

    def _personal(self, value: CellValue) -> str:
        said = text_of(value)
        if isinstance(value, float) and len(said) > _DIGITS_KEPT:
            raise ValueError(DIGITS_LOST)
        return said

    def _found(self, value: CellValue) -> object:
        said = text_of(value)
        if not said:
            return None
        assert self._references is not None
        try:
            return self._references.find(self.field, said)
        except ValidationError as error:
            raise ValueError("".join(error.messages)) from error


def _day(value: CellValue) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return value
    said = unicodedata.normalize("NFKC", text_of(value)).strip()
    if not said:
        return None
    match = _DAY.fullmatch(said)
    if match is None:
        raise ValueError(WHICH_DAY)
    try:
        return datetime.date(*(int(part) for part in match.groups() if part))
    except ValueError as error:
        raise ValueError("没有这一天，请核对日期。") from error


def _month(value: CellValue) -> datetime.date | str:
    return value if isinstance(value, datetime.date) else text_of(value)


def _flag(value: CellValue) -> bool:
    said = unicodedata.normalize("NFKC", text_of(value)).strip().lower()
    if said in _YES:
        return True
    if said in _NO or not said:
        return False
    raise ValueError("请填“是”或“否”。")
