from __future__ import annotations

from collections.abc import Mapping

from bureau.catalogue.models import Assignment
from bureau.figures.models import Sheet
from bureau.periods import Month
from tests.access.table import rows_for
from tests.people import People
from tests.small_catalogue import BEGINNING, indicator

BUSINESS = "zhang wang chen li zhao director xu"
OTHERS = "sysadmin secadmin auditor stranger"
BUT_THE_OFFICE = "zhang chen li director xu sysadmin secadmin auditor stranger"
MONTH = Month(2026, 1)
YEAR = {"year": 2027}


def _sheet(people: People) -> Mapping[str, object]:
    jobs = indicator("employment.jobs", "城镇新增就业人数")
    Assignment.objects.create(unit=people.town, indicator=jobs, begins=BEGINNING)
    sheet = Sheet.objects.create(unit=people.town, month=MONTH, domain="employment")
    return {"sheet_id": sheet.pk}


ROWS = [
    *rows_for("returns:progress", {"nobody": 302, BUSINESS: 200, OTHERS: 403}),
    *rows_for("returns:progress", {"zhao director": 405}, method="POST"),
    *rows_for("returns:unfiled", {"nobody": 302, BUSINESS: 200, OTHERS: 403}),
    *rows_for(
        "returns:urge",
        {"nobody": 302, "li zhao": 302, f"zhang chen director xu {OTHERS}": 403},
        method="POST",
        body={"month": "2026-01", "all": "1"},
    ),
    *rows_for("returns:urge", {"zhao": 405}),
    # 404 before 403: xu reads nothing of the town.
    *rows_for(
        "returns:extend",
        {"nobody": 302, "zhao": 302, f"zhang chen li director {OTHERS}": 403, "wang xu": 404},
        method="POST",
        kwargs=_sheet,
        body={"until": "2026-12-31", "reason": "系统割接"},
    ),
    *rows_for("returns:assignments", {"nobody": 302, "zhao": 200, BUT_THE_OFFICE: 403}),
    *rows_for(
        "returns:assignments",
        {"nobody": 302, "zhao": 409, BUT_THE_OFFICE: 403},
        method="POST",
        body={"stood": "another"},
    ),
    *rows_for(
        "returns:copy_assignments",
        {"nobody": 302, "zhao": 302, BUT_THE_OFFICE: 403},
        method="POST",
        body={"source": "east-01", "to": "east-02"},
    ),
    *rows_for(
        "returns:copy_assignments", {"zhao": 404}, method="POST", body={"source": "west-01", "to": "east-02"}
    ),
    *rows_for("returns:forms", {"nobody": 302, "zhao": 200, BUT_THE_OFFICE: 403}),
    *rows_for(
        "returns:form",
        {"nobody": 302, "zhao": 200, BUT_THE_OFFICE: 403},
        kwargs={"domain": "employment"},
    ),
    *rows_for("returns:form", {"zhao": 404}, kwargs={"domain": "nothing"}),
    *rows_for(
        "returns:form",
        {"nobody": 302, "zhao": 302, BUT_THE_OFFICE: 403},
        method="POST",
        kwargs={"domain": "employment"},
        body={
            "begins": "2099-01",
            "due_in": "1",
            "due_day": "8",
            "due_time": "17:30",
            "grace_days": "0",
            "levels": "1",
        },
    ),
    *rows_for("returns:days", {"nobody": 302, "zhao": 200, BUT_THE_OFFICE: 403}),
    *rows_for(
        "returns:days",
        {"nobody": 302, "zhao": 302, BUT_THE_OFFICE: 403},
        method="POST",
        body={"date": "2027-01-01", "is_workday": "off", "name": "元旦"},
    ),
    *rows_for("returns:year_opening", {"nobody": 302, "zhao": 200, BUT_THE_OFFICE: 403}, kwargs=YEAR),
    *rows_for(
        "returns:year_opening",
        {"nobody": 302, "zhao": 302, BUT_THE_OFFICE: 403},
        method="POST",
        kwargs=YEAR,
        body={"renew": "1:1-12"},
    ),
    *rows_for(
        "returns:year_drafts",
        {"nobody": 302, "zhao": 200, BUT_THE_OFFICE: 403},
        kwargs={"year": 2027, "unit": "east-01"},
    ),
    *rows_for("returns:year_drafts", {"zhao": 404}, kwargs={"year": 2027, "unit": "west-01"}),
    *rows_for(
        "returns:year_drafts",
        {"nobody": 302, "zhao": 302, BUT_THE_OFFICE: 403},
        method="POST",
        kwargs={"year": 2027, "unit": "east-01"},
        body={"issuer": "", "document": "", "issued_on": ""},
    ),
]
