from collections.abc import Mapping

from bureau.jobs.models import Job, JobState
from tests.access.table import rows_for
from tests.people import People

BUSINESS = "zhang wang chen li zhao director xu"
ADMINISTRATORS = "sysadmin secadmin auditor"


def _job(people: People) -> Job:
    return Job.objects.create(
        kind="export",
        params={"kind": "nothing", "params": {}},
        owner=people["zhang"],
        state=JobState.CANCELLED,
    )


def _job_id(people: People) -> Mapping[str, object]:
    return {"job_id": _job(people).pk}


def _export_id(people: People) -> Mapping[str, object]:
    return {"export_id": _job(people).pk}


NO_SUCH_KIND = {"kind": "nothing", "params": {}}

ROWS = [
    *rows_for("jobs:list", {"nobody": 302, f"{BUSINESS} {ADMINISTRATORS} stranger": 200}),
    *rows_for("jobs:progress", {"nobody": 302, "zhang": 200, "wang director sysadmin": 404}, kwargs=_job_id),
    *rows_for("jobs:file", {"nobody": 302, "wang director sysadmin": 404}, kwargs=_job_id),
    *rows_for(
        "jobs:cancel",
        {"nobody": 302, "zhang": 302, "wang director sysadmin": 404},
        method="POST",
        kwargs=_job_id,
    ),
    *rows_for("jobs:cancel", {"zhang": 405}, kwargs=_job_id),
    *rows_for("api:jobs:job", {"nobody": 401, "zhang": 200, "wang director sysadmin": 404}, kwargs=_job_id),
    *rows_for(
        "api:jobs:exports",
        {"nobody": 401, f"{ADMINISTRATORS} stranger": 403, BUSINESS: 400},
        method="POST",
        body=NO_SUCH_KIND,
    ),
    *rows_for("api:jobs:exports", {"zhang": 405}),
    *rows_for(
        "api:jobs:export",
        {"nobody": 401, f"{ADMINISTRATORS} stranger": 403, "zhang": 200, "wang director": 404},
        kwargs=_export_id,
    ),
    *rows_for(
        "api:jobs:export-file",
        {"nobody": 401, f"{ADMINISTRATORS} stranger": 403, "wang director": 404},
        kwargs=_export_id,
    ),
]
