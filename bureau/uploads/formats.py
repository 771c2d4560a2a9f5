"""django-import-export's view of an upload: a format that reads through the gate, with places as people count them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from import_export.formats.base_formats import Format
from tablib import Dataset

from bureau.uploads.reading import Grid, read_tables
from bureau.uploads.tables import find_heads, heading, letter, rows_under

# The columns beside those of the file: worksheet and row, from which a fault finds its place.
SHEET, ROW = "_sheet", "_row"


class CalamineFormat(Format):  # type: ignore[misc]  # the library has no types
    """Tables of .xlsx and text files as a Dataset; `names` maps a resource's columns to the headings people write."""

    def __init__(self, names: Mapping[str, tuple[str, ...]], needed: set[str]) -> None:
        super().__init__()
        self.names = names
        self.needed = needed
        self.letters: dict[str, str] = {}

    def get_title(self) -> str:
        return "xlsx"

    def get_extension(self) -> str:
        return "xlsx"

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> Dataset:
        return self.dataset_of(read_tables("upload.xlsx", in_stream))

    def dataset_of(self, grids: Sequence[Grid]) -> Dataset:
        """All rows under the first headings found; an empty Dataset without headings where there are none."""
        for grid in grids:
            heads = find_heads(grid, self.names, self.needed)
            if heads is None:
                continue
            self.letters = {name: letter(column) for name, column in heads.columns.items()}
            data = Dataset(headers=[SHEET, ROW, *heads.columns], title=heading(grid.name))
            for row in rows_under(grid, heads):
                data.append([grid.name, row.number, *(row.at(column) for column in heads.columns.values())])
            return data
        return Dataset()
