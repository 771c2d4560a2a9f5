"""The numbers of rows: ZP-2023-022 is the 22nd row of its register in 2023."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from bureau.registers.declarations import Register
from bureau.registers.rows import Row

_TAKE = """
INSERT INTO registers_rownumber AS n (register, year, last) VALUES (%s, %s, %s)
ON CONFLICT (register, year) DO UPDATE SET last = n.last + EXCLUDED.last
RETURNING last
"""


def give_numbers(register: Register, rows: Sequence[Row]) -> None:
    """Number new rows by the year of their deciding date (else of today), in their order.

    Whoever numbers rows of a register in the same year waits until this transaction ends: no number is given twice
    and none is left out.
    """
    years = [_year(register, row) for row in rows]
    following: dict[int, int] = {}
    for year, wanted in sorted(Counter(years).items()):
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [register.code, year, wanted])
            following[year] = cursor.fetchone()[0] - wanted + 1
    for row, year in zip(rows, years, strict=True):
        row.number = f"{register.letters}-{year}-{following[year]:03d}"
        following[year] += 1


def _year(register: Register, row: Row) -> int:
    decided = getattr(row, register.decides)
    return int((decided or timezone.localdate()).year)
