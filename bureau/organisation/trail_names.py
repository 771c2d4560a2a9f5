"""What the trail is about, by name: a line keeps ids only, people know units, months and indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any, Final, TypeAlias

from django.apps import apps
from django.db.models import DateTimeField, Field, Model
from django.utils.timezone import localtime

from bureau.audit.models import AuditEntry
from bureau.months import MonthField
from bureau.organisation.forms import domain_choices
from bureau.periods import Month

Column: TypeAlias = "Field[Any, Any]"  # Any: columns of every type
Wanted = tuple[type[Model], int]

# What tells one row of a table from the others, in the order in which people say it.
TELLING: Final = (
    "sheet",
    "user",
    "unit",
    "bureau",
    "month",
    "year",
    "date",
    "domain",
    "indicator",
    "role",
    "name",
    "alias",
    "title",
)
_SHA256_SHOWN: Final = 12


@cache
def columns_of(table: str) -> dict[str, Column]:
    model = _model_of(table)
    if model is None:
        return {}
    fields = [field for field in model._meta.concrete_fields if field.column is not None]
    return {str(field.column): field for field in fields}


@cache
def _model_of(table: str) -> type[Model] | None:
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


class Names:
    """Names for a page of lines, fetched with a few statements: what the lines name, then what that is named by."""

    def __init__(self, entries: Iterable[AuditEntry]) -> None:
        self._found: dict[Wanted, Model] = {}
        first = {one for entry in entries for one in _named_in(entry)}
        self._fetch(first)
        self._fetch({one for row in list(self._found.values()) for one in _named_by(row)})

    def _fetch(self, wanted: set[Wanted]) -> None:
        by_model: defaultdict[type[Model], set[int]] = defaultdict(set)
        for model, pk in wanted - self._found.keys():
            by_model[model].add(pk)
        for model, pks in by_model.items():
            for pk, row in model._base_manager.in_bulk(list(pks)).items():
                self._found[model, pk] = row

    def key(self, entry: AuditEntry) -> str:
        """`城关镇 2026年11月 城镇新增就业人数` for `16/202611/1`; what nobody can name stays as it is."""
        parts = list(_parts_of(entry))
        if parts:
            return " ".join(self.text(value, column) for column, value in parts)
        model, pk = _model_of(entry.subject), _number(entry.key)
        row = None if model is None or pk is None else self._found.get((model, pk))
        return (row and self._told(row)) or entry.key

    def _told(self, row: Model) -> str:
        """A row by its telling columns, or by what it calls itself."""
        fields = {field.name: field for field in row._meta.concrete_fields}
        told = [
            self.text(fields[name].value_from_object(row), fields[name]) for name in TELLING if name in fields
        ]
        return " ".join(part for part in told if part) or str(row)

    def text(self, value: object, column: Column | None = None) -> str:
        """A stored value as people read it."""
        if column is not None and value not in (None, ""):
            if column.is_relation and isinstance(value, int):
                return self._related(column, value)
            if isinstance(column, MonthField):
                month = Month.from_number(value) if isinstance(value, int) else value
                return month.label if isinstance(month, Month) else str(value)
            if isinstance(value, str):
                return _words(value, column)
        match value:
            case None | [] | {}:
                return ""
            case True:
                return "是"
            case False:
                return "否"
            case float():
                return f"{value:.4f}".rstrip("0").rstrip(".")
            case list():
                return "、".join(self.text(part) for part in value)
            case dict():
                return "、".join(f"{name} {self.text(part)}" for name, part in value.items())
        return str(value)

    def _related(self, column: Column, pk: int) -> str:
        model = column.related_model
        row = self._found.get((model, pk)) if isinstance(model, type) else None
        if row is None:
            return str(pk)
        return self._told(row) if "sheet" in column.name else str(row)


def _words(value: str, column: Column) -> str:
    if isinstance(column, DateTimeField):
        return f"{localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    if column.name == "domain":
        return dict(domain_choices()).get(value, value)
    if column.name.endswith("hash") and len(value) > _SHA256_SHOWN:
        return f"{value[:_SHA256_SHOWN]}…"
    return str(dict(column.flatchoices).get(value, value))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _parts_of(entry: AuditEntry) -> Iterator[tuple[Column, int]]:
    """The columns of a composite key with their values, where the key is one."""
    model = _model_of(entry.subject)
    names = getattr(model._meta.pk, "field_names", ()) if model is not None else ()
    numbers = [_number(part) for part in entry.key.split("/")]
    if names and len(names) == len(numbers) and None not in numbers:
        columns = columns_of(entry.subject)
        for name, number in zip(names, numbers, strict=True):
            field = columns.get(name) or columns.get(f"{name}_id")
            if field is not None and number is not None:
                yield field, number


def _named_in(entry: AuditEntry) -> Iterator[Wanted]:
    model, pk = _model_of(entry.subject), _number(entry.key)
    if model is not None and pk is not None:
        yield model, pk
    for column, number in _parts_of(entry):
        yield from _relation(column, number)
    columns = columns_of(entry.subject)
    for facts in (entry.old or {}, entry.new or {}):
        for name, value in facts.items():
            if name in columns:
                yield from _relation(columns[name], value)


def _named_by(row: Model) -> Iterator[Wanted]:
    for field in row._meta.concrete_fields:
        if field.name in TELLING:
            yield from _relation(field, field.value_from_object(row))


def _relation(column: Column, value: object) -> Iterator[Wanted]:
    model = column.related_model
    if column.is_relation and isinstance(model, type) and isinstance(value, int):
        yield model, value
