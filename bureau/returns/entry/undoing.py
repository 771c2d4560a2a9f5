"""The last fill can be taken back: what stood in its cells before is saved again, as any other change is.

It is remembered in the session of who filled, for one sheet at a time. A cell that somebody changed since keeps what
it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict, cast

from django.contrib.sessions.backends.base import SessionBase

from bureau.figures.models import Sheet
from bureau.organisation.models import User
from bureau.returns.changes import Saved, StaleCells, save_given

KEY = "last_fill"


class _Kept(TypedDict):
    """As the session holds it: by indicator the version after the fill and the text before it."""

    sheet: int
    what: str
    cells: dict[str, tuple[int, str]]


@dataclass(frozen=True)
class LastFill:
    what: str
    count: int


@dataclass(frozen=True)
class Undone:
    restored: int
    # Cells that were changed since and keep what they have.
    kept: int


def remember(session: SessionBase, sheet: Sheet, what: str, saved: Saved, before: Mapping[str, str]) -> None:
    """`before` holds what stood in each cell, in the unit of entry."""
    cells = {code: (result.version, before.get(code, "")) for code, result in saved.results.items()}
    session[KEY] = _Kept(sheet=sheet.pk, what=what, cells=cells)


def last_fill(session: SessionBase, sheet: Sheet) -> LastFill | None:
    kept = _kept(session, sheet)
    return LastFill(kept["what"], len(kept["cells"])) if kept else None


def undo(session: SessionBase, sheet: Sheet, *, by: User) -> Undone | None:
    """None when there is nothing to take back. Raises `InvalidCells` and `WrongState` as saving does."""
    kept = _kept(session, sheet)
    if kept is None:
        return None
    cells = dict(kept["cells"])
    while cells:
        given = [
            {"indicator": code, "value": text, "version": version} for code, (version, text) in cells.items()
        ]
        try:
            save_given(sheet, given, by=by, typed=True)
            break
        except StaleCells as stale:
            left = {code: cell for code, cell in cells.items() if code not in stale.cells}
            if len(left) == len(cells):
                raise
            cells = left
    del session[KEY]
    return Undone(len(cells), len(kept["cells"]) - len(cells))


def _kept(session: SessionBase, sheet: Sheet) -> _Kept | None:
    kept = cast(_Kept | None, session.get(KEY))
    return kept if kept is not None and kept["sheet"] == sheet.pk else None
