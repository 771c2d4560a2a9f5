"""The columns of a register's file, in the order of the ledger: what every row has, then its own fields."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from bureau.registers.declarations import Register
from bureau.registers.exchange.fields import Described, FieldType, described
from bureau.uploads.reading import Grid, GridRow
from bureau.uploads.tables import HEAD_ROWS, heading, text_of

NUMBER, UNIT, STATE, EXPLANATION, VERSION = "number", "reporting_unit", "state", "explanation", "version"
# Beside the columns of the file: where a row stands, so that a fault finds its place.
SHEET, ROW = "_sheet", "_row"

OWN_TITLES: Final = {
    NUMBER: "编号",
    UNIT: "填报单位",
    STATE: "状态",
    EXPLANATION: "说明",
    VERSION: "版本",
}
_FIRST, _LAST = (NUMBER, UNIT, STATE), (EXPLANATION, VERSION)


@dataclass(frozen=True)
class FileColumn:
    """One column: `field` is None for what every row has."""

    name: str
    title: str
    field: Described | None = None

    @property
    def is_personal(self) -> bool:
        return self.field is not None and self.field.is_personal

    @property
    def width(self) -> float:
        kind = self.field.kind if self.field else FieldType.TEXT
        return {FieldType.LONG_TEXT: 28.0, FieldType.TEXT: 18.0, FieldType.PERSONAL: 20.0}.get(kind, 12.0)

    @property
    def is_number(self) -> bool:
        return self.field is not None and self.field.kind in (FieldType.INTEGER, FieldType.DECIMAL)


@dataclass
class Table:
    """A worksheet with its heads: the row they fill, the place of each column, and heads that mean nothing here."""

    grid: Grid
    head: int
    places: dict[str, int]
    strange: list[tuple[int, str]]

    @property
    def rows(self) -> list[GridRow]:
        """The rows below the heads that have something in a column of the register."""
        places = list(self.places.values())
        return [
            row
            for row in self.grid.rows
            if row.number > self.head and any(row.at(place) not in (None, "") for place in places)
        ]


def file_columns(register: Register) -> list[FileColumn]:
    """Every column. A title that another column has already is told apart by its field's name."""
    fields = described(register)
    taken = Counter([*OWN_TITLES.values(), *(heading(field.title) for field in fields)])
    return [
        *(FileColumn(name, OWN_TITLES[name]) for name in _FIRST),
        *(
            FileColumn(
                field.name,
                field.title if taken[heading(field.title)] == 1 else f"{field.title} {field.name}",
                field,
            )
            for field in fields
        ),
        *(FileColumn(name, OWN_TITLES[name]) for name in _LAST),
    ]


def find_table(register: Register, grid: Grid) -> Table | None:
    """The row of heads is the one among the first that has most of the register's titles, and two at least."""
    known = {heading(column.title): column.name for column in file_columns(register)}
    best: Table | None = None
    for row in grid.rows[:HEAD_ROWS]:
        table = Table(grid, row.number, {}, [])
        for place, cell in enumerate(row.cells):
            title = heading(cell)
            name = known.get(title)
            if name is None or name in table.places:
                if title:
                    table.strange.append((place, text_of(cell)))
            else:
                table.places[name] = place
        if len(table.places) >= 2 and (best is None or len(table.places) > len(best.places)):
            best = table
    return best if best is not None and set(best.places) - set(OWN_TITLES) else None
