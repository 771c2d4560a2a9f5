"""Personal fields (个人信息): sealed in the database, masked wherever they show, found by a blind index.

A personal value in Python is a `Sealed`. Printing it, formatting it, putting it into a template or JSON gives the
mask; the clear text comes out of `reveal()` alone, and whoever calls that has recorded who asked and why.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from bureau.registers.identifiers import check_id_number, check_phone
from bureau.sealing import blind_index, seal, unseal

_HIDDEN_LIST = "行，已隐去）"


class PersonalKind(StrEnum):
    """What the text is: it decides the mask, the spelling that counts, and the check when it is typed."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"
    CERTIFICATE = "certificate"
    LIST = "list"


def spelled(text: str, kind: PersonalKind) -> str:
    """The one spelling under which the text is kept: half-width, and without spaces where they mean nothing."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if kind in (PersonalKind.ADDRESS, PersonalKind.LIST):
        return plain
    plain = "".join(plain.split())
    return plain.replace("-", "") if kind is PersonalKind.PHONE else plain.upper()


def masked(text: str, kind: PersonalKind) -> str:
    """What everybody may see: 张**, 4501**********1234, 138****5678."""
    if not text:
        return ""
    if kind is PersonalKind.NAME:
        return text[0] + "*" * min(max(len(text) - 1, 1), 3)
    if kind is PersonalKind.ADDRESS:
        return text[:6] + "****"
    if kind is PersonalKind.LIST:
        return f"（{len([line for line in text.splitlines() if line.strip()])} {_HIDDEN_LIST}"
    head, tail = {PersonalKind.PHONE: (3, 4), PersonalKind.ID_NUMBER: (4, 4)}.get(kind, (2, 2))
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def looks_masked(text: str) -> bool:
    """Whether somebody hands back what `masked` made, instead of the text itself."""
    return "*" in text or text.strip().endswith(_HIDDEN_LIST)


class Sealed:
    """One personal value. It compares by its clear text and never shows it by itself."""

    __slots__ = ("_index", "_kind", "_purpose", "_text", "_token")

    def __init__(self, token: str, *, purpose: str, kind: PersonalKind) -> None:
        self._token, self._purpose, self._kind = token, purpose, kind
        self._text: str | None = None
        self._index: str | None = None

    @classmethod
    def of(cls, text: str, *, purpose: str, kind: PersonalKind) -> Sealed:
        """Seal a text as it was typed."""
        plain = spelled(text, kind)
        sealed = cls(seal(plain, purpose), purpose=purpose, kind=kind)
        sealed._text = plain
        return sealed

    @property
    def token(self) -> str:
        return self._token

    @property
    def mask(self) -> str:
        return masked(self.reveal(), self._kind)

    @property
    def index(self) -> str:
        """The blind index: equal for equal texts of one kind in every register."""
        if self._index is None:
            self._index = blind_index(self.reveal(), self._kind)
        return self._index

    def reveal(self) -> str:
        """The clear text. Every caller has a right to it and has left a line in the trail."""
        if self._text is None:
            self._text = unseal(self._token, self._purpose)
        return self._text

    def __str__(self) -> str:
        return self.mask

    def __repr__(self) -> str:
        return f"<Sealed {self._kind}>"

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self.reveal())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sealed):
            return self._kind == other._kind and self.reveal() == other.reveal()
        # Nothing is never sealed, so an empty text is asked for in vain and often.
        return isinstance(other, str) and other != "" and self.reveal() == spelled(other, self._kind)

    def __hash__(self) -> int:
        return hash((self._kind, self.reveal()))


class PersonalField(models.TextField):  # type: ignore[type-arg]  # the types stand below, as the plugin reads them
    """A sealed column, with its blind index in the column `<name>_index` beside it.

    Assign a text or None; read a `Sealed` or None. Look rows up by `<name>_index`, never by the column itself.
    """

    description = "个人信息"

    # What the type checker's Django plugin reads to know the Python side of the column.
    _pyi_private_set_type: Any  # Any: a Sealed, a text or None goes in
    _pyi_private_get_type: Any  # Any: a Sealed or None comes out

    def __init__(
        self, verbose_name: str = "", kind: str = PersonalKind.NAME, **options: Any
    ) -> None:  # Any: Field's
        self.personal_kind = PersonalKind(kind)
        options.setdefault("null", True)
        super().__init__(verbose_name, **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:  # Any: as Field declares it
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "kind": str(self.personal_kind)}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        # The historical models of a migration list the index column themselves.
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            cls.add_to_class(f"{name}_index", BlindIndexField(name))

    @property
    def purpose(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def sealed(self, text: str) -> Sealed:
        return Sealed.of(text, purpose=self.purpose, kind=self.personal_kind)

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> Sealed | None:
        return Sealed(value, purpose=self.purpose, kind=self.personal_kind) if value else None

    def to_python(self, value: object) -> Sealed | None:
        if value is None or isinstance(value, Sealed):
            return value
        text = str(value)
        return self.sealed(text) if text.strip() else None

    def validate(self, value: Sealed | None, model_instance: models.Model | None) -> None:
        if value is None:
            if not self.blank:
                raise ValidationError(f"“{self.verbose_name}”未填，请填写。")
            return
        if self.personal_kind is PersonalKind.ID_NUMBER:
            check_id_number(value.reveal())
        elif self.personal_kind is PersonalKind.PHONE:
            check_phone(value.reveal())

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: object) -> str | None:
        sealed = self.to_python(value)
        return None if sealed is None else sealed.token


class BlindIndexField(models.CharField):  # type: ignore[type-arg]  # only the field beside it writes it
    """The blind index of the personal field `source`, kept in step whenever the row is saved."""

    def __init__(self, source: str = "", **options: Any) -> None:  # Any: Field's
        self.source = source
        fixed = {"max_length": 24, "null": True, "editable": False, "db_index": True}
        super().__init__(f"{source} index", **(options | fixed))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:  # Any: as Field declares it
        name, path, _, _ = super().deconstruct()
        return name, path, [self.source], {}

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        field = model_instance._meta.get_field(self.source)
        assert isinstance(field, PersonalField)
        value = field.to_python(getattr(model_instance, self.source))
        index = None if value is None else value.index
        setattr(model_instance, self.attname, index)
        return index


def personal_fields(model: type[models.Model]) -> Mapping[str, PersonalField]:
    """The personal fields of a register's model by name."""
    return {field.name: field for field in model._meta.get_fields() if isinstance(field, PersonalField)}
