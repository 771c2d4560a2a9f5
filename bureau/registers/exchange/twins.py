"""Rows of a file without a number that stand in the register already: every value they give is equal.

A file that is read twice therefore enters nothing twice, even when its rows have been worked on since. Of rows that
are equal within the file each finds a row of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from bureau.registers.cleaning import content_fields
from bureau.registers.declarations import DRAFT, VOID, Register
from bureau.registers.exchange.fields import Column, FieldType, type_of
from bureau.registers.personal import PersonalField, PersonalKind, Sealed
from bureau.registers.rows import Row

_BATCH = 5_000
Values = tuple[object, ...]


@dataclass(frozen=True)
class Likeness:
    """A row as the file gives it: the names of the fields it fills."""

    row: Row
    given: tuple[str, ...]


class Twins:
    """Finds for rows like these the ones that stand; each standing row is found once."""

    def __init__(
        self, register: Register, units: Collection[int], *, used: Collection[int] = (), newer_than: int = 0
    ) -> None:
        self._register = register
        self._fields = content_fields(register)
        self._columns = {name: _column(field) for name, field in self._fields.items()}
        self._places = {name: place for place, name in enumerate(self._fields, start=2)}
        self._units = units
        self._used = set(used)
        self._newer_than = newer_than

    def find(self, likenesses: Sequence[Likeness]) -> list[int | None]:
        """The id of the standing row for each, None where there is none."""
        if not likenesses:
            return []
        anchor = _anchor(self._register, self._fields)
        piles: dict[Values, list[Values]] = defaultdict(list)
        for standing in self._standing(anchor, likenesses):
            piles[self._pile(standing, anchor)].append(standing)
        indexes: dict[tuple[Values, tuple[str, ...]], dict[Values, list[int]]] = {}
        return [self._twin(one, anchor, piles, indexes) for one in likenesses]

    def _twin(
        self,
        one: Likeness,
        anchor: str,
        piles: Mapping[Values, list[Values]],
        indexes: dict[tuple[Values, tuple[str, ...]], dict[Values, list[int]]],
    ) -> int | None:
        pile = (one.row.reporting_unit_id, *([self._value(one.row, anchor)] if anchor else []))
        key = (pile, one.given)
        if key not in indexes:
            index: dict[Values, list[int]] = defaultdict(list)
            for standing in reversed(piles.get(pile, [])):
                index[tuple(standing[self._places[name]] for name in one.given)].append(standing[0])  # type: ignore[arg-type]  # the id stands first
            indexes[key] = index
        waiting = indexes[key].get(tuple(self._value(one.row, name) for name in one.given), [])
        while waiting:
            found = waiting.pop()
            if found not in self._used:
                self._used.add(found)
                return found
        return None

    def _value(self, row: Row, name: str) -> object:
        value = getattr(row, self._fields[name].attname)
        return value.index if isinstance(value, Sealed) else value

    def _pile(self, standing: Values, anchor: str) -> Values:
        return (standing[1], standing[self._places[anchor]]) if anchor else (standing[1],)

    def _standing(self, anchor: str, likenesses: Sequence[Likeness]) -> Iterator[Values]:
        rows: QuerySet[Any] = (
            self._register.model._default_manager.filter(
                reporting_unit__in=self._units, pk__gt=self._newer_than
            )
            .exclude(state__in=(DRAFT, VOID))
            .order_by("pk")
        )
        if anchor:
            wanted = {self._value(one.row, anchor) for one in likenesses}
            rows = rows.filter(**{f"{self._columns[anchor]}__in": list(wanted)})
        return rows.values_list("pk", "reporting_unit_id", *self._columns.values()).iterator(_BATCH)


def newest_row(register: Register) -> int:
    """The id of the row that was entered last, 0 when there is none."""
    found = register.model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return int(found or 0)


def _column(field: Column) -> str:
    return f"{field.name}_index" if isinstance(field, PersonalField) else field.attname


def _anchor(register: Register, fields: Mapping[str, Column]) -> str:
    """The required field that tells most rows apart and by which the database finds them; empty when there is none."""
    required = {name: field for name, field in fields.items() if not field.blank}

    def rank(name: str) -> int:
        field = required[name]
        if isinstance(field, PersonalField):
            return 0 if field.personal_kind is PersonalKind.ID_NUMBER else 2
        if isinstance(field, models.DateField):
            return 1
        return 3 if type_of(field) is FieldType.TEXT else 4

    return min(required, key=lambda name: (rank(name), name != register.decides), default="")
