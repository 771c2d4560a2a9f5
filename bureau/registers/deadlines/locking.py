"""Whatever is decided about a row's time is decided one after the other, on the row as it stands."""

from __future__ import annotations

from django.db import models

from bureau.registers.rows import Row
from bureau.registers.writing import AnyRow, WrongRowState


def locked(row: AnyRow) -> AnyRow:
    """The row as it is now, held for the rest of the transaction. Raises WrongRowState for a draft or a void row."""
    manager: models.Manager[AnyRow] = type(row)._default_manager
    current = manager.select_for_update(of=("self",)).select_related("reporting_unit").get(pk=row.pk)
    refuse_unentered(current)
    return current


def refuse_unentered(row: Row) -> None:
    if row.is_draft:
        raise WrongRowState("这一行还是草稿，登记以后才计时。")
    if row.is_void:
        raise WrongRowState("这一行已作废，不再计时。")
