"""The counter's doorbell: like the roller's, and rung like it after a commit. The sweep finds the marks without it."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from bureau.figures.bell import Bell

COUNT: Final = "registers.count"

_bell = Bell(COUNT)


def ring() -> None:
    """Ring when the current transaction commits (at once outside a transaction)."""
    transaction.on_commit(_bell.want, robust=True)
