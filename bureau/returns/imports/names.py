"""Which indicator and which unit a file means, by code or by any name people use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from bureau.catalogue.models import Aggregate
from bureau.catalogue.names import plain_text
from bureau.organisation.models import Unit
from bureau.quantities import base_decimals, entry, entry_unit, exponent_of, parse, plain
from bureau.returns.changes import may_be_negative

_INDICATORS = """
SELECT i.id, i.code, i.name, i.short_name, i.domain, i.unit, i.decimals, i.kind, i.aggregate,
       EXISTS (SELECT 1 FROM catalogue_ratepart p WHERE p.part_id = i.id),
       coalesce((SELECT array_agg(a.name) FROM catalogue_indicatoralias a WHERE a.indicator_id = i.id), '{}')
FROM catalogue_indicator i WHERE NOT i.retired
"""
_PLAIN_DIGITS = 9


class Ambiguous(Exception):
    """Several things bear the name; the message asks for the code."""


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator with what is needed to read one of its values."""

    pk: int
    code: str
    name: str
    domain: str
    unit: str
    decimals: int
    is_rate: bool
    may_be_negative: bool

    @property
    def entry_unit(self) -> str:
        return entry_unit(self.unit)

    def amount(self, given: object, unit: str = "") -> Decimal | None:
        """A cell in the base unit, read in `unit` or in that of entry; raises QuantityError with the sentence."""
        if not unit and (whole := _whole(given)) is not None:
            # Most cells by far: a whole number in the unit of entry. What `parse` would say, at once.
            return whole.scaleb(4) if self.unit == "元" else whole
        unit = unit or self.entry_unit
        places = base_decimals(self.unit, self.decimals) + exponent_of(unit, self.unit)
        return parse(
            given,
            unit=unit,
            base_unit=self.unit,
            decimals=places,
            allow_negative=self.may_be_negative,
            typed=True,
        )

    def shown(self, value: Decimal | None) -> str:
        """As the page prints it, in the unit of entry."""
        return "空" if value is None else entry(value, unit=self.entry_unit, base_unit=self.unit)


def _whole(given: object) -> Decimal | None:
    """A plain whole number, of a spreadsheet or of a text file; None for whatever asks for a closer look."""
    if type(given) is float:
        return Decimal(int(given)) if given.is_integer() and 0 <= given < 10**_PLAIN_DIGITS else None
    if type(given) is str and len(given) <= _PLAIN_DIGITS and given.isascii() and given.isdecimal():
        return Decimal(given)
    return None


class Names:
    """A register of codes and names; what bears a name twice is not guessed."""

    def __init__(self) -> None:
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = {}

    def add(self, pk: int, code: str, names: Iterable[str]) -> None:
        self._by_code[code.lower()] = pk
        for name in names:
            if key := plain_text(name):
                self._by_name.setdefault(key, set()).add(pk)

    def find(self, text: str) -> int | None:
        """None for what is not known; raises `Ambiguous` for a name that several bear."""
        code = self._by_code.get(text.strip().lower())
        if code is not None:
            return code
        found = self._by_name.get(plain_text(text.removeprefix("其中：").removeprefix("其中:")), set())
        if len(found) > 1:
            raise Ambiguous(f"叫“{text[:30]}”的不止一个，请改写代码。")
        return next(iter(found), None)


class Indicators:
    """All indicators in force. `find` answers from memory after the first time: a file says a name many times."""

    def __init__(self, domain: str | None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_INDICATORS)
            rows = cursor.fetchall()
        self.by_pk: dict[int, Named] = {}
        self._names, own = Names(), Names()
        for pk, code, name, short, of_domain, unit, decimals, kind, aggregate, is_part, aliases in rows:
            if domain is not None and of_domain != domain:
                continue
            self.by_pk[pk] = Named(
                pk,
                code,
                name,
                of_domain,
                unit,
                decimals,
                aggregate == Aggregate.RATIO,
                may_be_negative(kind, aggregate, is_part),
            )
            own.add(pk, code, [name])
            self._names.add(pk, code, [name, short, *aliases])
        self._own = own
        self._known: dict[str, Named | None] = {}

    def find(self, text: str) -> Named | None:
        """By code, by its own name before any other name; raises `Ambiguous`."""
        if text not in self._known:
            pk = self._own.find(text)
            pk = self._names.find(text) if pk is None else pk
            self._known[text] = None if pk is None else self.by_pk[pk]
        return self._known[text]


def units_by_name(units: Iterable[Unit]) -> tuple[Names, dict[int, Unit]]:
    names, by_pk = Names(), {}
    for unit in units:
        names.add(unit.pk, unit.code, {unit.name, unit.short_name})
        by_pk[unit.pk] = unit
    return names, by_pk


def exact(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
