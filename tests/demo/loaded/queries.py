"""Plain SQL for checks that must not share code with what they check."""

from __future__ import annotations

from django.db import connection


def rows(sql: str, *parameters: str | int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return list(cursor.fetchall())
