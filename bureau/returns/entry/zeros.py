"""没有发生填 0: the cells of a sheet in which nothing happened, filled at once."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.returns.lines import CellState, Line


def to_zero(lines: Sequence[Line]) -> list[Line]:
    """Empty cells of flows and events. A stock that is empty is not 0, and a cell with an explanation has its word."""
    return [
        line
        for line in lines
        if line.is_open
        and line.adds_up
        and line.value is None
        and not line.explanation
        and line.state is not CellState.COUNTED
    ]


def zeros(lines: Sequence[Line]) -> list[dict[str, object]]:
    """The cells to be saved."""
    return [{"indicator": line.code, "value": "0", "version": line.version} for line in lines]
