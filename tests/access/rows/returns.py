from collections.abc import Mapping
from decimal import Decimal

from bureau.catalogue.models import Assignment, Indicator
from bureau.figures.hashing import content_hash
from bureau.figures.models import Sheet
from bureau.figures.writing import CellChange, save_figures
from bureau.periods import Month
from bureau.returns import steps
from tests.access.table import rows_for
from tests.people import People

BUSINESS = "zhang wang chen li zhao director xu"
ADMINISTRATORS = "sysadmin secadmin auditor"
OUTSIDE = f"{ADMINISTRATORS} stranger"
MONTH = Month(2026, 10)
CODE = "employment.urban_new_jobs"
FOREIGN = "wang xu"
READERS = "chen li zhao director"


def _open_sheet(people: People) -> Sheet:
    """zhang's sheet with its one cell filled."""
    jobs = Indicator.objects.create(
        code=CODE,
        name="城镇新增就业人数",
        domain="employment",
        group_key="main",
        group="主要指标",
        unit="人",
        display_unit="人",
        kind="flow",
        aggregate="sum",
        direction="higher",
        reported_by="both",
        order=1,
    )
    Assignment.objects.create(unit=people.town, indicator=jobs, begins=Month(2020, 1))
    sheet = steps.open_sheet(unit=people.town, month=MONTH, domain="employment")
    save_figures(sheet=sheet, changes=[CellChange(jobs.pk, Decimal(30), 0)], by=people["zhang"])
    return sheet


def _submitted_sheet(people: People) -> Sheet:
    sheet = _open_sheet(people)
    return steps.submit(sheet, by=people["zhang"])


def _open(people: People) -> Mapping[str, object]:
    return {"sheet_id": _open_sheet(people).pk}


def _submitted(people: People) -> Mapping[str, object]:
    return {"sheet_id": _submitted_sheet(people).pk}


def _approved(people: People) -> Mapping[str, object]:
    sheet = _submitted_sheet(people)
    steps.approve(sheet, seen=content_hash(sheet.pk), by=people["li"])
    return {"sheet_id": sheet.pk}


def _place(people: People) -> Mapping[str, object]:
    _open_sheet(people)
    return SHEET_OF


def _cell(people: People) -> Mapping[str, object]:
    return {**_open(people), "code": CODE}


def _hash(people: People) -> Mapping[str, object]:
    return {"hash": content_hash(Sheet.objects.get().pk)}


SHEET_OF = {"unit": "east-01", "domain": "employment", "month": "2026-10"}
CHANGE = [{"indicator": CODE, "value": "31", "version": 1}]

ROWS = [
    *rows_for("returns:month", {f"nobody {OUTSIDE}": 302, BUSINESS: 200}),
    *rows_for("returns:sheets", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for("returns:queue", {"nobody": 302, "li zhao": 200, f"zhang wang chen director {OUTSIDE}": 403}),
    *rows_for(
        "returns:sheet",
        {"nobody": 302, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_open,
    ),
    *rows_for("api:returns:sheets", {"nobody": 401, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for("api:returns:progress", {"nobody": 401, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for(
        "api:returns:sheet",
        {"nobody": 401, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_open,
    ),
    *rows_for(
        "api:returns:history",
        {"nobody": 401, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_open,
    ),
    *rows_for(
        "api:returns:cells",
        {"nobody": 401, "zhang": 200, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="PUT",
        kwargs=_open,
        body=CHANGE,
    ),
    *rows_for(
        "api:returns:submit",
        {"nobody": 401, "zhang": 200, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_open,
        body={},
    ),
    *rows_for(
        "api:returns:withdraw",
        {"nobody": 401, "zhang": 200, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_submitted,
        body={},
    ),
    *rows_for(
        "api:returns:return",
        {"nobody": 401, "li": 200, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_submitted,
        body={"reason": "请核对人数。"},
    ),
    *rows_for(
        "api:returns:approve",
        {"nobody": 401, "li": 200, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_submitted,
        body=_hash,
    ),
    *rows_for(
        "api:returns:lock",
        {"nobody": 401, "zhao": 200, "zhang chen li director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_approved,
        body={},
    ),
    *rows_for(
        "api:returns:open",
        {"nobody": 401, f"zhang wang chen li director xu {OUTSIDE}": 403},
        method="POST",
        body={"unit": "east-01", "month": "2026-10", "domain": "employment"},
    ),
    *rows_for(
        "returns:sheet_of",
        {"nobody": 302, f"zhang {READERS}": 302, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_place,
    ),
    *rows_for(
        "returns:review",
        {"nobody": 302, "li": 200, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_submitted,
    ),
    *rows_for(
        "returns:cell",
        {"nobody": 302, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_cell,
    ),
    *rows_for(
        "returns:cell",
        {"nobody": 302, "zhang": 302, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_cell,
        body={"value": "31", "version": "1"},
    ),
    *rows_for(
        "returns:cells",
        {"nobody": 401, "zhang": 200, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="PUT",
        kwargs=_open,
        body=CHANGE,
    ),
    *rows_for(
        "returns:submit",
        {"nobody": 302, "zhang": 302, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_open,
    ),
    *rows_for(
        "returns:withdraw",
        {"nobody": 302, "zhang": 302, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_submitted,
    ),
    *rows_for(
        "returns:return",
        {"nobody": 302, "li": 302, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_submitted,
        body={"reason": "请核对人数。"},
    ),
    *rows_for(
        "returns:approve",
        {"nobody": 302, "li": 302, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_submitted,
        body=_hash,
    ),
    *rows_for(
        "returns:lock",
        {"nobody": 302, "zhao": 302, "zhang chen li director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_approved,
    ),
    *rows_for(
        "returns:open",
        {"nobody zhao": 302, f"zhang wang chen li director xu {OUTSIDE}": 403},
        method="POST",
        body={"unit": "east-01", "month": "2026-10", "domain": "employment"},
    ),
    *rows_for(
        "returns:open",
        {"zhao": 404},
        method="POST",
        body={"unit": "west-01", "month": "2026-10", "domain": "employment"},
    ),
]
