"""名录: firms and persons exist for those who read a row about them."""

from collections.abc import Mapping

from bureau.registers.models import Firm, Person
from bureau.registers.registry import find_register
from bureau.registers.writing import enter_row
from tests.access.table import rows_for
from tests.people import People

BUSINESS = "zhang wang chen li zhao director xu"
OUTSIDE = "sysadmin secadmin auditor stranger"
NUMBER = "11010519491231002X"


def _firm_id(people: People) -> Mapping[str, object]:
    register = find_register("employment.firm_contacts")
    assert register is not None
    values = {"company": "甲公司", "kind": "走访", "contact_on": "2026-10-08"}
    enter_row(register, values, unit=people.town, by=people["zhang"])
    return {"firm_id": Firm.objects.get().pk}


def _person_id(people: People) -> Mapping[str, object]:
    register = find_register("employment.unemployed")
    assert register is not None
    values = {"name": "胡一", "id_no": NUMBER, "registered_on": "2026-10-08"}
    enter_row(register, values, unit=people.town, by=people["zhang"])
    return {"person_id": Person.objects.get().pk}


SEEN = {"nobody": 302, "zhang li zhao director": 200, "wang xu": 404, OUTSIDE: 403}

ROWS = [
    *rows_for("directory:firms", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for("directory:people", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for(
        "directory:people",
        {"nobody": 302, BUSINESS: 404, OUTSIDE: 403},
        method="POST",
        body={"id_number": NUMBER},
    ),
    *rows_for("directory:firm", SEEN, kwargs=_firm_id),
    *rows_for("directory:person", SEEN, kwargs=_person_id),
]
