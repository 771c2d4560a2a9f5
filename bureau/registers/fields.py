"""The columns a register's row is made of, each as short to declare as the paper ledger names it.

`required=True` means that a row cannot be entered without it; a draft can. Texts that nobody wrote are empty, other
values that nobody wrote are null. Money is kept in 元 with two decimals.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from bureau.organisation.models import Unit, UnitKind
from bureau.registers.identifiers import check_credit_code
from bureau.registers.personal import PersonalField, PersonalKind

_MONTH = re.compile(r"^(\d{4})(?:-|/|\.|年)?(\d{1,2})月?$")


def choice(title: str, options: str, *, required: bool = False) -> models.CharField[str, str]:
    """One of `options`, written 线上/线下: the words themselves are stored, as rules, sheets and people spell them."""
    words = [(word, word) for word in options.split("/")]
    longest = max(len(word) for word, _ in words)
    return models.CharField(title, max_length=max(20, longest), choices=words, blank=not required, default="")


def text(title: str, length: int = 120, *, required: bool = False) -> models.CharField[str, str]:
    return models.CharField(title, max_length=length, blank=not required, default="")


def long_text(title: str, *, required: bool = False) -> models.TextField[str, str]:
    return models.TextField(title, blank=not required, default="")


def name_list(title: str, *, required: bool = False) -> models.TextField[str, str]:
    """A list of names, one a line (顿号、逗号、分号 part them as well): what `distinct(field)` counts."""
    return models.TextField(title, blank=not required, default="", help_text="一行一个，也可以用顿号分开")


def credit_code(title: str = "统一社会信用代码", *, required: bool = False) -> models.CharField[str, str]:
    return models.CharField(
        title, max_length=18, blank=not required, default="", validators=[check_credit_code]
    )


def number(
    title: str, *, required: bool = False
) -> models.PositiveIntegerField[Any, Any]:  # Any: null or a number
    return models.PositiveIntegerField(title, null=True, blank=not required)


def amount(title: str, *, required: bool = False) -> models.DecimalField[Any, Any]:  # Any: null or a Decimal
    """Money in 元."""
    return models.DecimalField(title, max_digits=16, decimal_places=2, null=True, blank=not required)


def decimal(
    title: str, places: int = 2, *, required: bool = False
) -> models.DecimalField[Any, Any]:  # Any: as above
    return models.DecimalField(title, max_digits=14, decimal_places=places, null=True, blank=not required)


def day(title: str, *, required: bool = False) -> models.DateField[Any, Any]:  # Any: null or a date
    return models.DateField(title, null=True, blank=not required)


def month(title: str, *, required: bool = False) -> MonthDate:
    return MonthDate(title, null=True, blank=not required)


def flag(title: str) -> models.BooleanField[bool, bool]:
    return models.BooleanField(title, default=False)


def town(
    title: str = "街镇", *, required: bool = False
) -> models.ForeignKey[Any, Any]:  # Any: null or a Unit
    return models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=not required,
        related_name="+",
        db_index=False,
        verbose_name=title,
    )


def section(
    title: str = "科室", *, required: bool = False
) -> models.ForeignKey[Any, Any]:  # Any: null or a Unit
    """A section of the bureau, offered where `town` offers towns."""
    return models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=not required,
        related_name="+",
        db_index=False,
        limit_choices_to={"kind": UnitKind.SECTION.value},
        verbose_name=title,
    )


def kind_of_unit(field: models.Field[Any, Any]) -> str:  # Any: a reference to a unit
    """Which units a reference means: sections, or else towns."""
    assert isinstance(field, models.ForeignKey)
    limit = field.get_limit_choices_to()
    return str(limit.get("kind", UnitKind.TOWN.value)) if isinstance(limit, dict) else UnitKind.TOWN.value


def staff(title: str, *, required: bool = False) -> models.ForeignKey[Any, Any]:  # Any: null or a User
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=not required,
        related_name="+",
        db_index=False,
        verbose_name=title,
    )


def row(
    to: str, title: str, *, required: bool = False
) -> models.ForeignKey[Any, Any]:  # Any: null or that row
    """A row of another register of the same domain, named as `app.Model`."""
    return models.ForeignKey(
        to, models.PROTECT, null=True, blank=not required, related_name="+", db_index=True, verbose_name=title
    )


def person_name(title: str = "姓名", *, required: bool = False) -> PersonalField:
    return PersonalField(title, PersonalKind.NAME, blank=not required)


def id_number(title: str = "证件号", *, required: bool = False) -> PersonalField:
    return PersonalField(title, PersonalKind.ID_NUMBER, blank=not required)


def phone(title: str = "电话", *, required: bool = False) -> PersonalField:
    return PersonalField(title, PersonalKind.PHONE, blank=not required)


def address(title: str, *, required: bool = False) -> PersonalField:
    return PersonalField(title, PersonalKind.ADDRESS, blank=not required)


def certificate(title: str, *, required: bool = False) -> PersonalField:
    return PersonalField(title, PersonalKind.CERTIFICATE, blank=not required)


def personal_list(title: str, *, required: bool = False) -> PersonalField:
    return PersonalField(title, PersonalKind.LIST, blank=not required)


class MonthDate(models.DateField):  # type: ignore[type-arg]  # the types stand below, as the plugin reads them
    """A month, kept as its first day; 2023-10, 2023年10月 and any day of it are understood."""

    description = "月份"

    # What the type checker's Django plugin reads to know the Python side of the column.
    _pyi_private_set_type: Any  # Any: a date, a text or None goes in
    _pyi_private_get_type: Any  # Any: a date or None comes out

    def to_python(self, value: object) -> datetime.date | None:
        if isinstance(value, str):
            match = _MONTH.match(unicodedata.normalize("NFKC", value).strip())
            if match:
                try:
                    return datetime.date(int(match[1]), int(match[2]), 1)
                except ValueError as error:
                    raise ValidationError("月份不存在，请写成 2023-10 这样。") from error
        found = super().to_python(value)
        return None if found is None else found.replace(day=1)

    def pre_save(self, model_instance: models.Model, add: bool) -> datetime.date | None:
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value
