from tests.access.rows.returns import BUSINESS, FOREIGN, OUTSIDE, READERS, _open
from tests.access.table import rows_for

CHECKS = "returns:checks"
SETTINGS = "returns:check_settings"
NO_SUCH_SETTING = {"key": "nothing", "text": "1", "reason": "试"}

ROWS = [
    *rows_for("returns:findings", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for("api:returns:findings", {"nobody": 401, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for(CHECKS, {"nobody": 302, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403}, kwargs=_open),
    *rows_for(SETTINGS, {"nobody": 302, "zhao": 200, f"zhang wang chen li director xu {OUTSIDE}": 403}),
    *rows_for(
        SETTINGS,
        {"nobody": 302, "zhao": 400, f"zhang wang chen li director xu {OUTSIDE}": 403},
        method="POST",
        body=NO_SUCH_SETTING,
    ),
    *rows_for(
        CHECKS,
        {"nobody": 302, "zhang": 400, READERS: 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_open,
        body={"not": "json"},
    ),
]
