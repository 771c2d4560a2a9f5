"""The form of a row, made from the fields of its register: how each is asked for, and what was typed into it.

What is typed stays text until the one way of writing reads it (`cleaning.put`), so that every mistake is told at once
and nothing typed is lost.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from bureau.organisation.models import Unit, User
from bureau.quantities import QuantityError, parse
from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import FormSection, Register
from bureau.registers.exchange.fields import FieldType, type_of
from bureau.registers.exchange.references import References
from bureau.registers.fields import kind_of_unit
from bureau.registers.pages.columns import Column, column, label_of
from bureau.registers.personal import PersonalField, PersonalKind, Sealed
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row

REST: Final = "其他"
# A choice of so few words is laid open instead of folded into a list.
LAID_OPEN: Final = 4
CLEAR: Final = "clear."
BETWEEN: Final = "　"
_NUMBERS: Final = (FieldType.INTEGER, FieldType.DECIMAL)


@dataclass
class FormField:
    """One field as it is asked for. `widget` names the template part; `theirs` is what somebody else has written."""

    name: str
    title: str
    widget: str
    is_required: bool
    value: str = ""
    hint: str = ""
    unit: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    theirs: str | None = None
    mask: str = ""
    can_be_cleared: bool = False
    longest: int | None = None
    is_list: bool = False

    @property
    def described_by(self) -> str:
        parts = [f"{self.name}_hint"] if self.hint else []
        return " ".join([*parts, *([f"{self.name}_error"] if self.errors else [])])

    @property
    def is_wide(self) -> bool:
        return self.widget == "textarea" or self.is_list


class RowForm:
    """The fields of a register for a new row or for one that stands; `typed` wins over what stands.

    `begun` are values a new row begins with; `carried` are personal values it takes over without showing them.
    """

    def __init__(
        self,
        register: Register,
        *,
        unit: Unit,
        user: User,
        row: Row | None = None,
        typed: Mapping[str, str] | None = None,
        begun: Mapping[str, object] | None = None,
        names: Sequence[str] | None = None,
        required: Sequence[str] = (),
    ) -> None:
        self.register, self.unit, self.user, self.row = register, unit, user, row
        self.typed, self.begun = typed, dict(begun or {})
        self.alert = ""
        self._references = References(user)
        wanted = content_fields(register)
        self.fields = {
            name: self._asked(one, name in required)
            for name, one in wanted.items()
            if names is None or name in names
        }

    @property
    def sections(self) -> list[tuple[str, list[FormField]]]:
        """In the order of the declaration; what it leaves out stands in a last section."""
        parts = [
            (part.title, [self.fields[name] for name in part.fields if name in self.fields])
            for part in sections_of(self.register)
        ]
        return [part for part in parts if part[1]]

    @property
    def has_errors(self) -> bool:
        return any(one.errors for one in self.fields.values())

    def values(self) -> dict[str, object]:
        """What was typed, for the one way of writing: a personal field that was left empty is not mentioned."""
        assert self.typed is not None
        given: dict[str, object] = {}
        for name, one in self.fields.items():
            text = one.value
            if one.widget == "personal":
                if f"{CLEAR}{name}" in self.typed and not text.strip():
                    given[name] = ""
                elif text.strip() or not one.mask:
                    given[name] = text
            elif one.widget == "row":
                given[name] = self._row_of(one)
            elif one.widget in ("number", "amount"):
                given[name] = plain_number(text, is_money=one.widget == "amount")
            elif one.widget == "flag":
                given[name] = bool(text)
            else:
                given[name] = text
        return {name: value for name, value in given.items() if not self.fields[name].errors}

    def refuse(self, errors: Mapping[str, Sequence[str]]) -> None:
        """Put the sentences where they belong; those of no field of this form into the alert."""
        for name, sentences in errors.items():
            if name in self.fields:
                self.fields[name].errors.extend(sentences)
            else:
                self.alert += "".join(sentences)

    def show_theirs(self, current: Row) -> list[FormField]:
        """Beside what was typed, what somebody else has saved meanwhile; returns the fields in which they differ."""
        for name, one in self.fields.items():
            theirs = column(self.register, name)
            value = self._standing(content_fields(self.register)[name], current)
            if one.widget == "personal":
                stands = getattr(current, name)
                if one.value.strip() and isinstance(stands, Sealed) and stands != one.value:
                    one.theirs = stands.mask
            elif _same(one, value):
                continue
            else:
                one.theirs = theirs.text(current)
        return [one for one in self.fields.values() if one.theirs is not None]

    # --- one field -------------------------------------------------------------------------------------------

    def _asked(self, one: models.Field[Any, Any], required: bool) -> FormField:  # Any: columns of every type
        shown = column(self.register, one.name)
        asked = FormField(
            one.name,
            shown.title,
            _widget(shown, one),
            is_required=required or (not one.blank and shown.kind is not FieldType.FLAG),
            hint=str(one.help_text),
            unit="元" if shown.is_money else "",
            options=self._options(one, shown),
            longest=one.max_length if shown.kind is FieldType.TEXT else None,
        )
        if isinstance(one, PersonalField):
            self._mask(asked, one)
        if self.typed is not None:
            asked.value = self.typed.get(one.name, "")
        elif asked.widget != "personal":
            asked.value = self._standing(one, self.row)
        return asked

    def _mask(self, asked: FormField, one: PersonalField) -> None:
        asked.is_list = one.personal_kind is PersonalKind.LIST
        stands = getattr(self.row, one.name) if self.row is not None else self.begun.get(one.name)
        if isinstance(stands, Sealed):
            asked.mask = stands.mask
            asked.can_be_cleared = one.blank and self.row is not None

    def _standing(self, one: models.Field[Any, Any], row: Row | None) -> str:  # Any: columns of every type
        """What stands in the row (or what a new one begins with) as it is typed."""
        if row is not None:
            value = getattr(row, one.name)
        else:
            value = self.begun.get(one.name, one.get_default())
        match value:
            case None | "" | False:
                return ""
            case True:
                return "1"
            case Row():
                return f"{value.number}{BETWEEN}{label_of(register_behind(type(value)), value)}"
            case models.Model():
                return str(value.pk)
        if type_of(one) is FieldType.MONTH:
            return f"{value:%Y-%m}"
        if isinstance(one, models.DecimalField):
            text = f"{value:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        return str(value)

    def _options(self, one: models.Field[Any, Any], shown: Column) -> list[tuple[str, str]]:  # Any: as above
        match shown.kind:
            case FieldType.CHOICE:
                return [(str(word), str(word)) for word, _ in one.flatchoices if word]
            case FieldType.UNIT:
                return [(str(unit.pk), unit.label) for unit in self._units(one)]
            case FieldType.PERSON:
                return [(str(user.pk), user.full_name) for user in self._colleagues(one)]
        return []

    def _units(self, one: models.Field[Any, Any]) -> list[Unit]:  # Any: as above
        """The towns (or sections) of the bureau that are open, and the one that stands in the row."""
        stands = getattr(self.row, one.attname) if self.row is not None else None
        below = Q(lineage__contains=[self.unit.bureau_id], kind=kind_of_unit(one), closed_on__isnull=True)
        return list(Unit.objects.filter(below | Q(pk=stands)))

    def _colleagues(self, one: models.Field[Any, Any]) -> list[User]:  # Any: as above
        stands = getattr(self.row, one.attname) if self.row is not None else None
        here = Q(posts__unit__lineage__contains=[self.unit.bureau_id], is_active=True)
        return list(User.objects.filter(here | Q(pk=stands)).distinct().order_by("full_name", "pk"))

    def _row_of(self, one: FormField) -> object:
        """The row whose number stands at the beginning of what was typed."""
        number = one.value.strip().partition(BETWEEN)[0].split(" ")[0]
        if not number:
            return None
        target = content_fields(self.register)[one.name].related_model
        assert isinstance(target, type)
        assert issubclass(target, Row)
        try:
            return self._references.row(target, number.upper())
        except ValidationError as error:
            one.errors.extend(error.messages)
            return None


def sections_of(register: Register) -> Iterator[FormSection]:
    named = {name for part in register.sections for name in part.fields}
    yield from register.sections
    rest = tuple(name for name in content_fields(register) if name not in named)
    if rest:
        yield FormSection(REST if register.sections else "登记内容", rest)


def plain_number(text: str, *, is_money: bool) -> str:
    """Half-width and without separators; of money, 55.13万 is 551300. What is no number stays as it was typed."""
    if is_money and text.strip():
        try:
            value = parse(text, unit="元", decimals=2, typed=True)
        except QuantityError:
            return text
        return "" if value is None else f"{value:f}"
    return "".join(unicodedata.normalize("NFKC", text).replace(",", "").split())


def _widget(shown: Column, one: models.Field[Any, Any]) -> str:  # Any: columns of every type
    match shown.kind:
        case FieldType.CHOICE:
            return "radio" if len([word for word, _ in one.flatchoices if word]) <= LAID_OPEN else "select"
        case FieldType.UNIT | FieldType.PERSON:
            return "select"
        case FieldType.INTEGER:
            return "number"
        case FieldType.DECIMAL:
            return "amount" if shown.is_money else "number"
        case FieldType.LONG_TEXT:
            return "textarea"
    if isinstance(one, PersonalField):
        return "personal"
    return {
        FieldType.DATE: "date",
        FieldType.MONTH: "month",
        FieldType.FLAG: "flag",
        FieldType.ROW: "row",
    }.get(shown.kind or FieldType.TEXT, "text")


def _same(one: FormField, stands: str) -> bool:
    if one.widget in ("number", "amount"):
        return plain_number(one.value, is_money=one.widget == "amount") == stands
    if one.widget == "textarea":
        return one.value.split() == stands.split()
    return one.value.strip() == stands.strip()
