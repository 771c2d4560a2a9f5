from collections.abc import Mapping
from decimal import Decimal

from bureau.figures import correcting
from bureau.figures.models import Correction, Sheet
from tests.access.rows.returns import BUSINESS, CODE, FOREIGN, OUTSIDE, READERS, _approved
from tests.access.table import rows_for
from tests.people import People

REASON = "复核名册，有两人不在本镇就业"


def _requested(people: People) -> Mapping[str, object]:
    _approved(people)
    sheet = Sheet.objects.get()
    one = correcting.request_correction(
        sheet=sheet,
        indicator=sheet.figures.get().indicator,
        value=Decimal(28),
        reason=REASON,
        document="3号",
        style=Correction.Style.RESTATE,
        by=people["zhang"],
    )
    return {"correction_id": one.pk}


def _cell(people: People) -> Mapping[str, object]:
    return {**_approved(people), "code": CODE}


def _reopening(people: People) -> Mapping[str, object]:
    found = _approved(people)
    correcting.request_reopening(Sheet.objects.get(), reason="整表口径用错", by=people["zhao"])
    return found


def _asked(people: People) -> Mapping[str, object]:
    _approved(people)
    return {
        "unit": "east-01",
        "indicator": CODE,
        "month": "2026-10",
        "value": "28",
        "reason": REASON,
        "document": "3号",
        "style": "restate",
    }


AGREED = {"accept": True, "reason": "同意"}

ROWS = [
    *rows_for("api:returns:corrections", {"nobody": 401, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for(
        "api:returns:corrections",
        {"nobody": 401, "zhang": 201, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        body=_asked,
    ),
    *rows_for(
        "api:returns:decide",
        {"nobody": 401, "li": 200, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_requested,
        body=AGREED,
    ),
    *rows_for(
        "api:returns:reopen",
        {"nobody": 401, "zhao": 201, "zhang chen li director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_approved,
        body={"reason": "整表口径用错"},
    ),
    *rows_for(
        "api:returns:decide_reopening",
        {"nobody": 401, "li": 200, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_reopening,
        body=AGREED,
    ),
    *rows_for("returns:corrections", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for(
        "returns:correction",
        {"nobody": 302, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_requested,
    ),
    *rows_for(
        "returns:correction",
        {"nobody": 302, "li": 302, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_requested,
        body={"accept": "1", "reason": "同意"},
    ),
    *rows_for(
        "returns:correct",
        {"nobody": 302, "zhang": 200, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_cell,
    ),
    *rows_for(
        "returns:correct",
        {"nobody": 302, "zhang": 302, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_cell,
        body={"value": "28", "style": "restate", "reason": REASON, "document": "3号"},
    ),
    *rows_for(
        "returns:reopen",
        {"nobody": 302, "zhao": 200, "zhang chen li director": 403, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_approved,
    ),
    *rows_for(
        "returns:reopen",
        {"nobody": 302, "zhao": 302, "zhang chen li director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_approved,
        body={"reason": "整表口径用错"},
    ),
    *rows_for(
        "returns:decide_reopening",
        {"nobody": 302, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_reopening,
    ),
    *rows_for(
        "returns:decide_reopening",
        {"nobody": 302, "li": 302, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_reopening,
        body={"accept": "1", "reason": "同意"},
    ),
]
