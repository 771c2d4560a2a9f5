from collections.abc import Mapping

from django.utils import timezone

from bureau.figures.models import Sheet
from bureau.periods import Month
from reports.models import FrozenSummary, digest_of
from tests.access.table import rows_for
from tests.people import People

YEAR = 2023
READERS = "chen li director zhao"
ADMINISTRATORS = "sysadmin secadmin auditor"


def _filed(people: People) -> None:
    """A summary exists for every year in which a sheet was open."""
    Sheet.objects.create(unit=people.town, month=Month(YEAR, 11), domain="employment")


def _east(people: People) -> Mapping[str, object]:
    _filed(people)
    return {"unit": "east", "year": YEAR}


def _east_id(people: People) -> Mapping[str, object]:
    _filed(people)
    return {"summary_id": people.east.pk * 10_000 + YEAR}


def _final(people: People) -> Mapping[str, object]:
    _filed(people)
    final = FrozenSummary.objects.create(
        unit=people.east,
        year=YEAR,
        edition=1,
        title="总结",
        fingerprint="0" * 64,
        digest=digest_of([]),
        frozen_by=people["zhao"],
        frozen_at=timezone.now(),
    )
    return {"unit": "east", "year": YEAR, "edition": final.edition}


ROWS = [
    *rows_for(
        "summaries:list", {"nobody": 302, READERS: 200, f"zhang wang xu {ADMINISTRATORS} stranger": 403}
    ),
    *rows_for(
        "summaries:summary",
        {"nobody": 302, READERS: 200, f"zhang wang {ADMINISTRATORS} stranger": 403, "xu": 404},
        kwargs=_east,
    ),
    # No figure is asked about, so whoever may read finds nothing.
    *rows_for(
        "summaries:origin",
        {"nobody": 302, f"zhang wang {ADMINISTRATORS} stranger": 403, f"{READERS} xu": 404},
        kwargs=_east,
    ),
    *rows_for(
        "summaries:export",
        {
            "nobody zhao": 302,
            f"zhang wang chen li director {ADMINISTRATORS} stranger": 403,
            "xu": 404,
        },
        method="POST",
        kwargs=_east,
        body={"format": "docx"},
    ),
    *rows_for("summaries:export", {"zhao": 405}, kwargs=_east),
    # Nothing was exported, so the office is told to do that first.
    *rows_for(
        "summaries:freeze",
        {
            "nobody": 302,
            "zhao": 409,
            f"zhang wang chen li director {ADMINISTRATORS} stranger": 403,
            "xu": 404,
        },
        method="POST",
        kwargs=_east,
    ),
    *rows_for("summaries:freeze", {"zhao": 405}, kwargs=_east),
    *rows_for(
        "summaries:frozen",
        {"nobody": 302, READERS: 200, f"zhang wang {ADMINISTRATORS} stranger": 403, "xu": 404},
        kwargs=_final,
    ),
    *rows_for(
        "api:reports:summaries:list",
        {"nobody": 401, READERS: 200, f"zhang wang xu {ADMINISTRATORS} stranger": 403},
    ),
    *rows_for(
        "api:reports:summaries:summary",
        {"nobody": 401, READERS: 200, f"zhang wang {ADMINISTRATORS} stranger": 403, "xu": 404},
        kwargs=_east_id,
    ),
    *rows_for(
        "api:reports:summaries:export",
        {
            "nobody": 401,
            "zhao": 202,
            f"zhang wang chen li director {ADMINISTRATORS} stranger": 403,
            "xu": 404,
        },
        method="POST",
        kwargs=_east_id,
        body={"format": "xlsx"},
    ),
]
