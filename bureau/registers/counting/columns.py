"""The columns of a register's table in SQL: conditions, months of days, the values of a list."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection, models

from bureau.registers.counting.grammar import Atom, Condition, Test
from bureau.registers.declarations import Register
from bureau.registers.personal import PersonalField

# Names in a list stand one a line or between these; NFKC has made ，；　 into , ; and a blank before they are read.
_PARTED: Final = r"""string_to_array(translate(normalize({0}, NFKC), E'、,;\r\t ', E'\n\n\n'), E'\n')"""
_SPELLED: Final = r"""ARRAY[translate(normalize({0}, NFKC), E' \t\r\n', '')]"""


class Parameters:
    """The values of a statement under names; equal values share one, so that equal conditions read alike."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}  # Any: whatever the driver adapts
        self._names: dict[str, str] = {}

    def add(self, value: object) -> str:
        key = f"{type(value).__name__}:{value!r}"
        if key not in self._names:
            self._names[key] = f"p{len(self._names)}"
            self.values[self._names[key]] = value
        return f"%({self._names[key]})s"


class Table:
    """The rows `r` of one register in a statement."""

    def __init__(self, register: Register, parameters: Parameters) -> None:
        self.register = register
        self._parameters = parameters

    @property
    def name(self) -> str:
        return connection.ops.quote_name(str(self.register.table))

    @property
    def counts(self) -> str:
        """Rows that are in force: no drafts, nothing void, no state that does not count."""
        return f"r.state = ANY({self._parameters.add(list(self.register.counted_states))})"

    def column(self, name: str) -> str:
        """A personal field is told apart by its blind index."""
        field = self.register.model._meta.get_field(name)
        assert isinstance(field, models.Field)
        column = f"{field.column}_index" if isinstance(field, PersonalField) else field.column
        return f"r.{connection.ops.quote_name(str(column))}"

    def holds(self, where: Condition, period_end: str = "") -> str:
        """The condition; `past` is measured at `period_end`. Empty where there is none."""
        return " AND ".join(
            alternatives[0] if len(alternatives) == 1 else f"({' OR '.join(alternatives)})"
            for alternatives in ([self._atom(atom, period_end) for atom in part] for part in where)
        )

    def _atom(self, atom: Atom, period_end: str) -> str:
        column = self.column(atom.field)
        field = self.register.model._meta.get_field(atom.field)
        assert isinstance(field, models.Field)
        match atom.test:
            case Test.TRUE:
                return column
            case Test.FILLED:
                is_text = isinstance(field, models.CharField | models.TextField)
                return f"{column} <> ''" if is_text and not field.null else f"{column} IS NOT NULL"
            case Test.PAST:
                return f"{column} <= {period_end}"
            case Test.NOT_PAST:
                return f"({column} > {period_end}) IS NOT FALSE"
        values = [field.to_python(value) for value in atom.values]
        if atom.test is Test.EQUALS:
            return f"{column} = {self._parameters.add(values[0])}"
        if atom.test is Test.IN:
            return f"{column} = ANY({self._parameters.add(values)})"
        # A word that is no field's value yet (null) is none of those either.
        return f"({column} = ANY({self._parameters.add(values)})) IS NOT TRUE"

    def values_of(self, name: str) -> str:
        """An array of what a field holds for `distinct`: the names of a list, or the one value."""
        field = self.register.model._meta.get_field(name)
        column = self.column(name)
        if isinstance(field, PersonalField) or not isinstance(field, models.CharField | models.TextField):
            return f"ARRAY[{column}::text]"
        return (_SPELLED if isinstance(field, models.CharField) else _PARTED).format(column)

    def is_filled(self, name: str) -> str:
        field = self.register.model._meta.get_field(name)
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(
            field, PersonalField
        )
        return f"{self.column(name)} <> ''" if is_text else f"{self.column(name)} IS NOT NULL"


def month_of(day: str, cutoff: int | None) -> str:
    """The month YYYYMM for which a day counts."""
    if cutoff is not None:
        day = f"({day} - {cutoff} + interval '1 month')"
    return f"(date_part('year', {day}) * 100 + date_part('month', {day}))::int"


def month_end(day: str, cutoff: int | None) -> str:
    """The last day of the month for which a day counts."""
    if cutoff is None:
        return f"(date_trunc('month', {day}::timestamp) + interval '1 month - 1 day')::date"
    return f"((date_trunc('month', ({day} - {cutoff})::timestamp) + interval '1 month')::date + {cutoff - 1})"


def year_of(month: str, start: int) -> str:
    """The statistical year of a month YYYYMM."""
    later = f" + (mod({month}, 100) >= {start})::int" if start > 1 else ""
    return f"({month} / 100{later})"
