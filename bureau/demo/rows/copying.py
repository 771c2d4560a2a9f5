"""Very many rows at once: through COPY, with the same triggers as any other write."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.utils import timezone

from bureau.demo.people import Hands
from bureau.demo.rows.making import MadeRow
from bureau.figures.loading import Lines
from bureau.organisation.models import Unit
from bureau.registers.declarations import Register
from bureau.registers.models import RowNumber
from bureau.registers.personal import BlindIndexField, PersonalField
from bureau.registers.rows import RowOrigin


@dataclass(frozen=True)
class _Writer:
    """Turns rows of one register into lines of COPY."""

    register: Register
    units: Mapping[str, Unit]
    hands: Hands
    numbers: Counter[int]

    @property
    def columns(self) -> list[models.Field[Any, Any]]:  # Any: columns of every type
        return [column for column in self.register.model._meta.concrete_fields if not column.primary_key]

    def line(self, row: MadeRow) -> str:
        self.numbers[row.day.year] += 1
        by = self.hands.clerk_of(row.unit).pk
        at = timezone.make_aware(datetime.datetime.combine(row.day, datetime.time(16, 20)))
        own: dict[str, object] = {
            "reporting_unit": self.units[row.unit].pk,
            "number": f"{self.register.letters}-{row.day.year}-{self.numbers[row.day.year]:03d}",
            "state": row.state,
            "version": 1,
            "origin": RowOrigin.DEMONSTRATION.value,
            "created_by": by,
            "changed_by": by,
            "created_at": at.isoformat(),
            "changed_at": at.isoformat(),
        }
        values = {**row.values, **own}
        indexes: dict[str, str | None] = {}
        cells: list[str] = []
        for column in self.columns:
            value = values.get(column.name)
            if isinstance(column, PersonalField) and value is not None:
                sealed = column.sealed(str(value))
                indexes[column.name] = sealed.index
                value = sealed.token
            elif isinstance(column, BlindIndexField):
                value = indexes.get(column.source)
            cells.append(_cell(column, value))
        return "\t".join(cells) + "\n"


def copy_rows(rows: Iterable[MadeRow], *, units: Mapping[str, Unit], hands: Hands) -> dict[str, int]:
    """Write the rows and return how many each register got. Into empty registers only: numbers begin at 1."""
    piles: dict[str, list[MadeRow]] = defaultdict(list)
    for row in rows:
        piles[row.register.code].append(row)
    written = {}
    for code, pile in piles.items():
        register = pile[0].register
        writer = _Writer(register, units, hands, Counter())
        names = ", ".join(connection.ops.quote_name(str(column.column)) for column in writer.columns)
        with connection.cursor() as cursor:
            cursor.copy_expert(
                f"COPY {register.table} ({names}) FROM STDIN",  # own names
                Lines(_in_order(writer, pile)),
            )
        RowNumber.objects.bulk_create(
            RowNumber(register=code, year=year, last=last) for year, last in writer.numbers.items()
        )
        written[code] = len(pile)
    return written


def _in_order(writer: _Writer, pile: list[MadeRow]) -> Iterator[str]:
    for row in sorted(pile, key=lambda one: (one.day, one.unit)):
        yield writer.line(row)


def _cell(column: models.Field[Any, Any], value: object) -> str:  # Any: columns of every type
    if value is None or value == "":
        if isinstance(column, models.BooleanField):
            return "f"
        return r"\N" if column.null else ""
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime.date):
        # A month is kept as its first day.
        return str(column.to_python(value))
    return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n").replace("\r", "")
