"""Filling many cells at once: only the clerk of the unit, whatever else she may read."""

from collections.abc import Mapping

from tests.access.rows.returns import CODE, FOREIGN, OUTSIDE, READERS, _open
from tests.access.table import rows_for
from tests.people import People

BUSINESS = "zhang wang chen li zhao director xu"
FILLING = {"nobody": 302, "zhang": 200, READERS: 403, FOREIGN: 404, OUTSIDE: 403}


def _matrix(people: People) -> Mapping[str, object]:
    _open(people)
    return {"code": CODE, "month": "2026-10"}


ROWS = [
    *rows_for("returns:matrix", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}, kwargs=_matrix),
    *rows_for("returns:matrix_chosen", {"nobody": 302, BUSINESS: 404, OUTSIDE: 403}),
    *rows_for("returns:paste", FILLING, kwargs=_open),
    *rows_for(
        "returns:paste",
        FILLING,
        method="POST",
        kwargs=_open,
        body={"text": f"{CODE}\t31", "at": "", "basis": "month"},
    ),
    *rows_for("returns:zeros", FILLING, kwargs=_open),
    # The one cell is filled, so there is nothing to fill with 0.
    *rows_for("returns:zeros", {**FILLING, "zhang": 400}, method="POST", kwargs=_open, body={"code": CODE}),
    *rows_for("returns:undo", {**FILLING, "zhang": 302}, method="POST", kwargs=_open),
    *rows_for(
        "returns:basis",
        {"nobody": 302, BUSINESS: 302, OUTSIDE: 403},
        method="POST",
        body={"basis": "to_date", "next": "https://elsewhere.example/"},
    ),
]
