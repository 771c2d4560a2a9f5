"""A year of filings as marks, every state with a shape of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Filing(Enum):
    ON_TIME = "ontime"
    LATE = "late"
    RETURNED = "returned"
    DUE = "due"
    NONE = "none"

    @property
    def word(self) -> str:
        return WORDS[self]

    @property
    def path(self) -> str:
        """The mark within a square of 10: disc, diamond, triangle, ring."""
        return SHAPES[self]


WORDS = {
    Filing.ON_TIME: "按时",
    Filing.LATE: "迟报",
    Filing.RETURNED: "退回过",
    Filing.DUE: "待报",
    Filing.NONE: "不需报",
}

_DISC = "M5 2a3 3 0 1 0 0 6a3 3 0 1 0 0-6z"
SHAPES = {
    Filing.ON_TIME: _DISC,
    Filing.LATE: "M5 .8L9.2 5L5 9.2L.8 5z",
    Filing.RETURNED: "M.8 1.5H9.2L5 9z",
    Filing.DUE: _DISC,
    Filing.NONE: "",
}


@dataclass(frozen=True)
class FilingRow:
    label: str
    months: list[Filing]


@dataclass(frozen=True)
class FilingMatrix:
    months: list[str]
    rows: list[FilingRow]
    legend: list[Filing]


def filing_matrix(rows: Sequence[tuple[str, Sequence[Filing]]], months: Sequence[str]) -> FilingMatrix:
    """`rows` are (name of the form, one state a month); the legend holds only states that occur."""
    table = [FilingRow(label, list(states)) for label, states in rows]
    for row in table:
        if len(row.months) != len(months):
            raise ValueError(f"{row.label} has {len(row.months)} months, the matrix {len(months)}")
    seen = {state for row in table for state in row.months}
    return FilingMatrix(
        list(months), table, [state for state in Filing if state in seen and state is not Filing.NONE]
    )
