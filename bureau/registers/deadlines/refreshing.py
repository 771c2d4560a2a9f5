"""Keeping the deadlines of rows in step with the rows."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.registers.declarations import Register
from bureau.registers.rows import Row


def refresh(register: Register, rows: Sequence[Row]) -> None:
    """Make the deadlines of these rows again; called in the transaction that writes them."""
