"""Keeping the directory of firms and persons in step with the rows that name them."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.registers.declarations import Register
from bureau.registers.rows import Row


def refresh(register: Register, rows: Sequence[Row]) -> None:
    """Make the mentions of these rows again; called in the transaction that writes them."""
