"""The content hash of a sheet: what a reviewer saw, in 64 characters."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

HASH = """
SELECT s.id, encode(sha256(convert_to(coalesce(string_agg(
           f.indicator_id || '=' || coalesce(f.value::text, '') || '@' || f.version, ';' ORDER BY f.indicator_id),
           ''), 'UTF8')), 'hex')
FROM figures_sheet s
LEFT JOIN figures_figure f ON f.unit_id = s.unit_id AND f.month = s.month AND f.sheet_id = s.id
WHERE s.id = ANY(%s) GROUP BY s.id
"""


def content_hashes(sheet_ids: Sequence[int]) -> dict[int, str]:
    """The current hash of each sheet. Values and versions enter it, so every change of a cell shows."""
    with connection.cursor() as cursor:
        cursor.execute(HASH, [list(sheet_ids)])
        return dict(cursor.fetchall())


def content_hash(sheet_id: int) -> str:
    return content_hashes([sheet_id])[sheet_id]
