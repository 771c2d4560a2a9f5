from tests.access.table import rows_for

BUSINESS = "zhang wang li chen zhao director xu"
ADMINISTRATORS = "sysadmin secadmin auditor"

# Both want to know of which year: who may ask at all is told before that.
ROWS = [
    *rows_for("api:totals:totals", {"nobody": 401, BUSINESS: 400, f"{ADMINISTRATORS} stranger": 403}),
    *rows_for("api:totals:trace", {"nobody": 401, BUSINESS: 400, f"{ADMINISTRATORS} stranger": 403}),
]
