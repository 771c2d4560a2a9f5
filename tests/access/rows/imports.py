from collections.abc import Mapping

from bureau.figures.models import Sheet
from bureau.periods import Month
from bureau.uploads.models import Import, ImportState
from tests.access.table import rows_for
from tests.people import People

READERS = "li zhao director"
ADMINISTRATORS = "sysadmin secadmin auditor"
OTHERS = "wang chen li zhao director xu"


def _import_id(people: People) -> Mapping[str, object]:
    row = Import.objects.create(
        counts={"new": 0, "changed": 0, "same": 0, "errors": 1},
        kind="figures",
        owner=people["zhang"],
        state=ImportState.FAULTY,
        sha256="0" * 64,
    )
    return {"import_id": row.pk}


def _sheet_id(people: People) -> Mapping[str, object]:
    sheet, _ = Sheet.objects.get_or_create(unit=people.town, month=Month(2026, 10), domain="employment")
    return {"sheet_id": sheet.pk}


EVERYBODY = f"zhang {OTHERS}"

ROWS = [
    *rows_for("uploads:imports", {"nobody": 302, EVERYBODY: 200, f"{ADMINISTRATORS} stranger": 403}),
    *rows_for(
        "uploads:imports",
        {"nobody": 302, "zhang zhao": 400, "li director": 403, f"{ADMINISTRATORS} stranger": 403},
        method="POST",
        body={},
    ),
    *rows_for(
        "uploads:import",
        {"nobody": 302, "zhang": 200, OTHERS: 404, f"{ADMINISTRATORS} stranger": 403},
        kwargs=_import_id,
    ),
    *rows_for(
        "uploads:confirm",
        {"nobody": 302, "zhang": 302, OTHERS: 404, f"{ADMINISTRATORS} stranger": 403},
        method="POST",
        kwargs=_import_id,
        body={},
    ),
    *rows_for(
        "returns:import",
        {
            "nobody": 302,
            "zhang": 200,
            "wang xu": 404,
            f"chen {READERS}": 403,
            f"{ADMINISTRATORS} stranger": 403,
        },
        kwargs=_sheet_id,
    ),
    *rows_for(
        "returns:import",
        {"nobody": 302, "zhang": 400, "wang xu": 404, f"chen {READERS}": 403, ADMINISTRATORS: 403},
        method="POST",
        kwargs=_sheet_id,
        body={},
    ),
    *rows_for("returns:export", {"zhang": 405}, kwargs=_sheet_id),
    *rows_for(
        "returns:export",
        {"nobody": 302, f"zhang chen {READERS}": 302, "wang xu": 404, f"{ADMINISTRATORS} stranger": 403},
        method="POST",
        kwargs=_sheet_id,
        body={},
    ),
    *rows_for(
        "api:uploads:imports",
        {"nobody": 401, EVERYBODY: 415, f"{ADMINISTRATORS} stranger": 403},
        method="POST",
        body={},
    ),
    *rows_for("api:uploads:imports", {"zhang": 405}),
    *rows_for(
        "api:uploads:import",
        {"nobody": 401, "zhang": 200, OTHERS: 404, f"{ADMINISTRATORS} stranger": 403},
        kwargs=_import_id,
    ),
    *rows_for(
        "api:uploads:confirm",
        {"nobody": 401, "zhang": 409, OTHERS: 404, f"{ADMINISTRATORS} stranger": 403},
        method="POST",
        kwargs=_import_id,
    ),
]
