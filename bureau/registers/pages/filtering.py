"""From the address of a list to the rows it asks for. Personal data never stands in an address."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.db import models
from django.db.models import Q, QuerySet
from django.http import QueryDict

from bureau.organisation.models import Unit, User
from bureau.periods import Month
from bureau.registers.cleaning import content_fields
from bureau.registers.counting import behind
from bureau.registers.declarations import DRAFT, VOID, Breakdown, Listing
from bureau.registers.exchange.fields import FieldType, type_of
from bureau.registers.fields import kind_of_unit
from bureau.registers.pages.columns import label_of
from bureau.registers.pages.reach import Reach
from bureau.registers.personal import PersonalField, spelled
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row
from bureau.sealing import blind_index

LONGEST_TEXT: Final = 60
LATEST: Final = 2_000
MOST_OFFERED: Final = 60
_FLAGS: Final = {"是": True, "否": False}
# What the address names beside the declared filters.
FIXED: Final = ("from", "to", "unit", "state", "search", "listing", "figure", "month")


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """One filter as the page draws it: a select with choices, or a span of days with `begins` and `ends`."""

    name: str
    title: str
    choices: list[Choice] = field(default_factory=list)
    is_span: bool = False
    begins: str = ""
    ends: str = ""
    is_month: bool = False


@dataclass
class Asked:
    """What a list is asked for: `query` is the address, `text` what was typed into a search that is not in it."""

    reach: Reach
    query: QueryDict
    text: str = ""
    today: datetime.date = field(default_factory=datetime.date.today)
    mistakes: list[str] = field(default_factory=list)

    @cached_property
    def figure(self) -> behind.Asked | None:
        """The figure whose rows are asked for. Raises 404 for one this register does not make."""
        return behind.asked(self.reach.register, self.query)

    @cached_property
    def listing(self) -> Listing | None:
        key = self.query.get("listing", "")
        return next((one for one in self.reach.register.listings if one.key == key), None)

    @cached_property
    def breakdown(self) -> Breakdown | None:
        key = self.query.get("split", "")
        return next((one for one in self.reach.register.breakdowns if one.key == key), None)

    @cached_property
    def search_text(self) -> str:
        return (self.text or self.query.get("search", "")).strip()[:LONGEST_TEXT]

    @cached_property
    def state(self) -> str:
        state = self.query.get("state", "")
        return state if state in self.states else ""

    @cached_property
    def states(self) -> list[str]:
        return [*(state.name for state in self.reach.register.states), DRAFT, VOID]

    @cached_property
    def unit(self) -> Unit | None:
        code = self.query.get("unit", "")
        return next((unit for unit in self.reach.units if unit.code == code), None)

    @cached_property
    def condition(self) -> Q:
        """Everything that was asked for, as one condition."""
        found = Q(state=self.state) if self.state else ~Q(state=VOID)
        if self.figure is not None:
            found &= self.figure.condition
        elif self.unit is not None:
            found &= Q(reporting_unit=self.unit)
        found &= self._span(self.reach.register.decides, "from", "to")
        for name in self.reach.register.filters:
            found &= self._by(name)
        if self.search_text:
            found &= self._search(self.search_text)
        return found

    def rows(self) -> QuerySet[Row]:
        rows = self.reach.rows().filter(self.condition)
        return rows if self.listing is None else self.listing.pick(rows, self.today)

    @cached_property
    def filters(self) -> list[Filter]:
        """The declared filters with what is chosen; a state or unit among them is drawn with the fixed ones."""
        return [
            self._drawn(name)
            for name in self.reach.register.filters
            if name not in ("state", "reporting_unit", self.reach.register.decides)
        ]

    @cached_property
    def kept(self) -> str:
        """The address without the page: what links, saved views and exports carry on."""
        query = self.query.copy()
        for name in ("page", "row", "csrfmiddlewaretoken"):
            query.pop(name, None)
        for name in [name for name, values in query.lists() if not any(values)]:
            query.pop(name)
        return query.urlencode()

    @property
    def is_narrowed(self) -> bool:
        names = {*FIXED, *(name for one in self.reach.register.filters for name in (one, f"{one}.to"))}
        return bool(self.text) or any(self.query.get(name) for name in names)

    # --- one filter each -------------------------------------------------------------------------------------

    def _field(self, name: str) -> models.Field[Any, Any] | None:  # Any: columns of every type
        return content_fields(self.reach.register).get(name)

    def _by(self, name: str) -> Q:
        column = self._field(name)
        if column is None or name == self.reach.register.decides:
            return Q()
        kind = type_of(column)
        if kind in (FieldType.DATE, FieldType.MONTH):
            return self._span(name, name, f"{name}.to")
        value = self.query.get(name, "").strip()
        if not value:
            return Q()
        match kind:
            case FieldType.FLAG:
                return Q(**{name: _FLAGS[value]}) if value in _FLAGS else Q()
            case FieldType.UNIT:
                return Q(**{f"{name}__code": value})
            case FieldType.ROW:
                return Q(**{f"{name}__number": value})
            case FieldType.PERSON:
                return Q(**{f"{name}__username": value})
            case FieldType.INTEGER if value.isascii() and value.isdecimal() and len(value) < 10:
                return Q(**{name: int(value)})
            case FieldType.CHOICE | FieldType.TEXT:
                return Q(**{name: value})
        return Q()

    def _span(self, name: str, begins: str, ends: str) -> Q:
        found = Q()
        if first := self._day(begins):
            found &= Q(**{f"{name}__gte": first})
        if last := self._day(ends, is_end=True):
            found &= Q(**{f"{name}__lte": last})
        return found

    def _day(self, name: str, *, is_end: bool = False) -> datetime.date | None:
        text = self.query.get(name, "").strip()
        if not text:
            return None
        try:
            if len(text) == len("2026-10"):
                month = Month.parse(text)
                return month.last_day if is_end else month.first_day
            return datetime.date.fromisoformat(text)
        except ValueError:
            self.mistakes.append(f"日期“{text[:20]}”看不懂，请写成 2026-10-31 这样，这个条件没有用上。")
            return None

    def _search(self, text: str) -> Q:
        """Anywhere in the texts of the ledger; a person only by the whole name or number."""
        found = Q(number__iexact=text)
        for name in self.reach.register.search:
            column = self._field(name)
            if isinstance(column, PersonalField):
                found |= Q(
                    **{
                        f"{name}_index": blind_index(
                            spelled(text, column.personal_kind), column.personal_kind
                        )
                    }
                )
            elif column is not None:
                found |= Q(**{f"{name}__icontains": text})
        return found

    def _referred(self, name: str) -> list[tuple[str, str]]:
        """The rows or colleagues that rows of this list refer to."""
        column = self._field(name)
        assert isinstance(column, models.ForeignKey)
        found = column.related_model._default_manager.filter(pk__in=self._used(name))[:MOST_OFFERED]
        return [_names_itself(one) for one in found]

    def _used(self, name: str) -> set[Any]:  # Any: values of a column of any type
        """What stands in this field of the latest rows: looking through a million for a list of words is too slow."""
        rows = self.reach.rows().exclude(**{f"{name}__isnull": True}).order_by("-pk")
        return set(rows.values_list(name, flat=True)[:LATEST])

    def _drawn(self, name: str) -> Filter:
        column = self._field(name)
        title = str(column.verbose_name) if column is not None else name
        kind = None if column is None else type_of(column)
        if kind in (FieldType.DATE, FieldType.MONTH):
            begins, ends = self.query.get(name, ""), self.query.get(f"{name}.to", "")
            return Filter(
                name, title, is_span=True, begins=begins, ends=ends, is_month=kind is FieldType.MONTH
            )
        chosen = self.query.get(name, "")
        options: list[tuple[str, str]] = []
        if column is not None and column.choices:
            options = [(str(value), str(value)) for value, _ in column.flatchoices if value]
        elif kind is FieldType.FLAG:
            options = [(word, word) for word in _FLAGS]
        elif column is not None and kind is FieldType.UNIT:
            options = [(unit.code, unit.label) for unit in units_below(self.reach, kind_of_unit(column))]
        elif kind in (FieldType.ROW, FieldType.PERSON):
            options = self._referred(name)
        elif column is not None:
            used = sorted(value for value in self._used(name) if value != "")
            options = [(_plain(value), _plain(value)) for value in used[:MOST_OFFERED]]
        return Filter(name, title, [Choice(value, label, value == chosen) for value, label in options])


def _names_itself(one: models.Model) -> tuple[str, str]:
    """What stands for a row or a colleague in an address, and what the page calls it."""
    if isinstance(one, User):
        return one.username, one.full_name
    assert isinstance(one, Row)
    return one.number, f"{one.number}　{label_of(register_behind(type(one)), one)}"


def units_below(reach: Reach, kind: str) -> list[Unit]:
    """Towns or sections of the bureaus in which she reads: rows of a section name towns that keep none themselves."""
    bureaus = {unit.lineage[1] for unit in reach.units if len(unit.lineage) > 1}
    condition = Q(pk__in=[])
    for bureau in sorted(bureaus):
        condition |= Q(lineage__contains=[bureau])
    return list(Unit.objects.filter(condition, kind=kind))


def has_personal_search(reach: Reach) -> bool:
    """Whether people are looked for by name or number here: then the search is posted, never in the address."""
    fields = content_fields(reach.register)
    return any(isinstance(fields.get(name), PersonalField) for name in reach.register.search)


def _plain(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
