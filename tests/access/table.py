"""The access table: who gets which answer at which address.

Each room keeps its rows in `tests/access/rows/<room>.py`. A row says the URL's name, the person ("nobody" is not
logged in), the status, and where needed the method, the arguments of the address and the body. Arguments and body
may be functions of the people, which make the objects they name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from tests.access import rows
from tests.people import People

Arguments = Mapping[str, object]


@dataclass(frozen=True)
class Row:
    name: str
    person: str
    status: int
    method: str = "GET"
    kwargs: Callable[[People], Arguments] | Arguments | None = None
    body: Callable[[People], object] | object = None

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.person} {self.status}"


def rows_for(
    name: str,
    statuses: Mapping[str, int],
    *,
    method: str = "GET",
    kwargs: Callable[[People], Arguments] | Arguments | None = None,
    body: Callable[[People], object] | object = None,
) -> list[Row]:
    """One row for each person; several people may stand in one key, separated by spaces."""
    return [
        Row(name, person, status, method, kwargs, body)
        for names, status in statuses.items()
        for person in names.split()
    ]


def all_rows() -> list[Row]:
    found: list[Row] = []
    for module in iter_modules(rows.__path__):
        found += import_module(f"{rows.__name__}.{module.name}").ROWS
    return found
