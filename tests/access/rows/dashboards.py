from collections.abc import Mapping

from tests.access.table import rows_for
from tests.people import People
from tests.small_catalogue import indicator

BUSINESS = "zhang wang chen li zhao director xu"
OTHERS = "sysadmin secadmin auditor stranger"


def _code(people: People) -> Mapping[str, object]:
    return {"code": indicator("employment.jobs", "城镇新增就业人数").code}


ROWS = [
    *rows_for("dashboards:completion", {"nobody": 302, BUSINESS: 200, OTHERS: 403}),
    *rows_for("dashboards:completion", {"director zhao zhang": 403}, method="POST"),
    *rows_for("dashboards:indicator", {"nobody": 302, BUSINESS: 200, OTHERS: 403}, kwargs=_code),
    *rows_for("dashboards:indicator", {"director zhao zhang": 403}, method="POST", kwargs=_code),
    *rows_for("dashboards:indicator", {"director": 404}, kwargs={"code": "employment.nothing"}),
]
