from collections.abc import Mapping

from bureau.registers.registry import find_register
from bureau.registers.rows import Row
from bureau.registers.writing import enter_row
from tests.access.table import rows_for
from tests.people import People

CODE = "employment.startup_loans"
BUSINESS = "zhang wang chen li zhao director xu"
OUTSIDE = "sysadmin secadmin auditor stranger"
READERS = "chen li zhao director"
FOREIGN = "zhang wang xu"
LOAN = {"borrower": "欧阳建国", "kind": "个人", "applied_on": "2026-10-08"}


def _row(people: People) -> Row:
    """A loan of the section, as chen entered it."""
    register = find_register(CODE)
    assert register is not None
    return enter_row(register, LOAN, unit=people.section, by=people["chen"])


def _row_of(people: People) -> Mapping[str, object]:
    return {"code": CODE, "row_id": _row(people).pk}


def _review(people: People) -> Mapping[str, object]:
    return {**_row_of(people), "name": "review"}


def _void(people: People) -> Mapping[str, object]:
    return {**_row_of(people), "name": "void"}


ROWS = [
    *rows_for("api:registers:registers", {"nobody": 401, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for("api:registers:schema", {"nobody": 401, BUSINESS: 200, OUTSIDE: 403}, kwargs={"code": CODE}),
    *rows_for("api:registers:schema", {"director": 404}, kwargs={"code": "employment.nothing"}),
    # A section knows the registers of its own domains alone.
    *rows_for("api:registers:schema", {"chen li": 404, "zhang": 200}, kwargs={"code": "talent.experts"}),
    *rows_for("api:registers:rows", {"nobody": 401, BUSINESS: 200, OUTSIDE: 403}, kwargs={"code": CODE}),
    *rows_for(
        "api:registers:rows",
        {"nobody": 401, "chen": 201, f"li zhao director {FOREIGN}": 403, OUTSIDE: 403},
        method="POST",
        kwargs={"code": CODE},
        body=LOAN,
    ),
    *rows_for("api:registers:row", {"nobody": 401, READERS: 200, FOREIGN: 404, OUTSIDE: 403}, kwargs=_row_of),
    *rows_for(
        "api:registers:row",
        {"nobody": 401, "chen": 200, "li zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="PATCH",
        kwargs=_row_of,
        body={"version": 1, "entity": "城关米粉店"},
    ),
    *rows_for(
        "api:registers:transition",
        {"nobody": 401, "li": 200, "chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_review,
        body={"version": 1, "reviewed_on": "2026-10-12"},
    ),
    *rows_for(
        "api:registers:transition",
        {"nobody": 401, "chen li": 200, "zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_void,
        body={"version": 1, "reason": "重复登记"},
    ),
    *rows_for("api:registers:transition", {"chen": 405}, kwargs=_review),
    *rows_for(
        "api:registers:unmask",
        {"nobody": 401, "chen li": 200, "zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_row_of,
        body={"fields": ["borrower"], "reason": "电话核对放款"},
    ),
    *rows_for("api:registers:unmask", {"chen": 405}, kwargs=_row_of),
]
