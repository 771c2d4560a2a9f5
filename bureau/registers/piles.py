"""Many rows of one register into its table at once, by COPY. Triggers see them like a single row.

Only `writing` calls this: it has judged the rows and holds the ones that change.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db import connection, models
from psycopg2 import sql

from bureau.figures.loading import Lines
from bureau.registers.rows import Row

Columns = Sequence["models.Field[Any, Any]"]  # Any: columns of every type

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_SPECIAL = re.compile(r"[\\\t\n\r]")
_STAGE = "registers_changing"


def insert_rows(rows: Sequence[Row]) -> None:
    """New rows, in their order; their ids stand on them afterwards."""
    if not rows:
        return
    model = type(rows[0])
    columns = model._meta.concrete_fields
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(rows)]
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        _copy(cursor, table, columns, rows, is_new=True)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update_rows(rows: Sequence[Row], names: Sequence[str]) -> None:
    """The named columns of rows that stand there already."""
    if not rows:
        return
    meta = type(rows[0])._meta
    wanted = set(names)
    columns = [field for field in meta.concrete_fields if field.name in wanted]
    kept = sql.SQL(", ").join(sql.Identifier(field.column) for field in columns)
    values = sql.SQL(", ").join(
        sql.SQL("{0} = s.{0}").format(sql.Identifier(field.column)) for field in columns
    )
    table, stage = sql.Identifier(meta.db_table), sql.Identifier(_STAGE)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT id, {} FROM {} WITH NO DATA").format(
                stage, kept, table
            )
        )
        assert meta.pk is not None
        _copy(cursor, _STAGE, [meta.pk, *columns], rows, is_new=False)
        cursor.execute(sql.SQL("UPDATE {} t SET {} FROM {} s WHERE t.id = s.id").format(table, values, stage))
        cursor.execute(sql.SQL("DROP TABLE {}").format(stage))


def _copy(cursor: Any, table: str, columns: Columns, rows: Iterable[Row], *, is_new: bool) -> None:
    """(Any: Django's wrapper around the driver's cursor.)"""
    names = sql.SQL(", ").join(sql.Identifier(field.column) for field in columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    takers = [_taker(field, is_new) for field in columns]
    lines = ("\t".join([_text(take(row)) for take in takers]) + "\n" for row in rows)
    cursor.copy_expert(statement.as_string(cursor.connection), Lines(lines))


def _taker(field: models.Field[Any, Any], is_new: bool) -> Callable[[Row], Any]:  # Any: columns of every type
    """What the column keeps of a row. Most fields keep what stands there; asking each of them costs a second."""
    if type(field).pre_save in (
        models.Field.pre_save,
        models.DateField.pre_save,
        models.DateTimeField.pre_save,
    ):
        return attrgetter(field.attname)
    return lambda row: field.get_prep_value(field.pre_save(row, is_new))


def _text(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES) if _SPECIAL.search(value) else value
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
