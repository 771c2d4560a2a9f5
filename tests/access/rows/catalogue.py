from collections.abc import Mapping

from bureau.catalogue.models import Indicator, Target
from tests.access.table import rows_for
from tests.people import People
from tests.small_catalogue import indicator

EAST = "li chen zhao director"
BUSINESS = f"zhang wang {EAST} xu"
ADMINISTRATORS = "sysadmin secadmin auditor"
YEAR = {"year": 2026}


def _jobs() -> Indicator:
    return indicator("employment.jobs", "城镇新增就业人数")


def _code(people: People) -> Mapping[str, object]:
    return {"code": _jobs().code}


def _split(people: People) -> Mapping[str, object]:
    Target.objects.create(unit=people.east, indicator=_jobs(), year=2026, value=100)
    return {"year": 2026, "code": "employment.jobs"}


def _wish(people: People) -> list[Mapping[str, object]]:
    _jobs()
    return [{"unit": "east", "indicator": "employment.jobs", "year": 2026, "value": "100"}]


def _foreign_wish(people: People) -> list[Mapping[str, object]]:
    _jobs()
    return [{"unit": "west", "indicator": "employment.jobs", "year": 2026, "value": "100"}]


ROWS = [
    *rows_for("catalogue:find", {"nobody": 302, f"{BUSINESS} {ADMINISTRATORS} stranger": 200}),
    *rows_for("catalogue:indicators", {"nobody": 302, f"{BUSINESS} {ADMINISTRATORS} stranger": 200}),
    *rows_for(
        "catalogue:targets", {"nobody": 302, BUSINESS: 200, f"{ADMINISTRATORS} stranger": 403}, kwargs=YEAR
    ),
    *rows_for(
        "catalogue:targets",
        {"nobody": 302, "zhao": 302, f"zhang li chen director xu {ADMINISTRATORS}": 403},
        method="POST",
        kwargs=YEAR,
        body={"issuer": "", "document": "", "issued_on": ""},
    ),
    # The unit comes with the query; without one there is nothing to part.
    *rows_for(
        "catalogue:split",
        {"nobody": 302, "zhao": 404, f"zhang li chen director {ADMINISTRATORS}": 403},
        kwargs=_split,
    ),
    *rows_for("api:catalogue:indicators", {"nobody": 401, f"{BUSINESS} {ADMINISTRATORS} stranger": 200}),
    *rows_for("api:catalogue:indicator", {"nobody": 401, f"{BUSINESS} {ADMINISTRATORS}": 200}, kwargs=_code),
    *rows_for("api:catalogue:targets", {"nobody": 401, BUSINESS: 200, f"{ADMINISTRATORS} stranger": 403}),
    *rows_for(
        "api:catalogue:targets",
        {"nobody": 401, "zhao": 200, f"zhang wang li chen director xu {ADMINISTRATORS}": 403},
        method="PUT",
        body=_wish,
    ),
    *rows_for("api:catalogue:targets", {"zhao": 404}, method="PUT", body=_foreign_wish),
]
