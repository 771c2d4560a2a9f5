"""What a cell or a JSON value refers to: a unit by its code or name, a person by login name, a row by its number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from bureau.organisation.access import grants_of
from bureau.organisation.models import Unit, User
from bureau.registers.access import may_read
from bureau.registers.exchange.fields import Described, FieldType
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row

NO_UNIT = "没有这个单位，或它不在本局范围内，请写单位名称或代码。"
NO_PERSON = "本局没有这个人，请写姓名或用户名。"
SEVERAL_PEOPLE = "本局叫这个名字的不止一人，请改写用户名。"
NO_ROW = "没有这个编号的行，或它不在您的范围内，请核对编号。"

Found = Unit | User | Row
Thing = TypeVar("Thing", bound=models.Model)


class References:
    """Looks each thing up once. What lies outside the person's bureau looks like nothing at all.

    Lookups answer with the object; they raise ValidationError with a sentence where there is none.
    """

    def __init__(self, user: User) -> None:
        self._user = user
        self._bureaus = sorted({grant.bureau_id for grant in grants_of(user)})
        self._units: dict[str, Unit] | None = None
        self._people: dict[str, list[User]] | None = None
        self._rows: dict[type[Row], dict[str, Row | None]] = {}

    def find(self, field: Described, said: str) -> Found:
        match field.kind:
            case FieldType.UNIT:
                return self.unit(said)
            case FieldType.PERSON:
                return self.person(said)
        assert field.refers_to is not None
        assert issubclass(field.refers_to, Row)
        return self.row(field.refers_to, said)

    def unit(self, said: str) -> Unit:
        if self._units is None:
            units = list(Unit.objects.filter(self._below("lineage")))
            # A code wins over the name of another unit.
            self._units = {name: unit for unit in units for name in (unit.short_name, unit.name) if name}
            self._units |= {unit.code: unit for unit in units}
        return _one(self._units.get(said), NO_UNIT)

    def person(self, said: str) -> User:
        if self._people is None:
            self._people = {}
            for user in User.objects.filter(self._below("posts__unit__lineage"), is_active=True).distinct():
                self._people.setdefault(user.full_name, []).append(user)
                self._people[user.username] = [user]
        found = self._people.get(said, [])
        if len(found) > 1:
            raise ValidationError(SEVERAL_PEOPLE)
        return _one(found[0] if found else None, NO_PERSON)

    def row(self, model: type[Row], said: str) -> Row:
        self.look_up(model, [said])
        return _one(self._rows[model][said], NO_ROW)

    def look_up(self, model: type[Row], numbers: Iterable[str]) -> None:
        """Read rows by number (or, for programs, by id written as `#12`) in one statement for all of them."""
        known = self._rows.setdefault(model, {})
        wanted = {said for said in numbers if said not in known}
        if not wanted:
            return
        known |= dict.fromkeys(wanted)
        ids = [int(said[1:]) for said in wanted if _is_id(said)]
        rows = model._default_manager.filter(may_read(self._user, register_behind(model))).filter(
            Q(number__in=wanted) | Q(pk__in=ids)
        )
        for row in rows.select_related("reporting_unit"):
            for said in {row.number, f"#{row.pk}"} & wanted:
                known[said] = row

    def _below(self, lineage: str) -> Q:
        condition = Q(pk__in=[])
        for bureau in self._bureaus:
            condition |= Q(**{f"{lineage}__contains": [bureau]})
        return condition


def _is_id(said: str) -> bool:
    return said.startswith("#") and said[1:].isascii() and said[1:].isdecimal() and len(said) <= 19


def _one(found: Thing | None, sentence: str) -> Thing:
    if found is None:
        raise ValidationError(sentence)
    return found
