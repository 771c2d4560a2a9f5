from tests.access.table import rows_for

EVERYBODY = "zhang wang chen li zhao director sysadmin secadmin auditor xu stranger"

ROWS = [
    *rows_for("web:healthz", {f"nobody {EVERYBODY}": 200}),
    *rows_for("web:readyz", {"nobody zhang": 200}),
    *rows_for("api:web:schema", {"nobody": 401, EVERYBODY: 200}),
    *rows_for("api:web:docs", {"nobody": 302, EVERYBODY: 200}),
    *rows_for("api:web:docs-script", {"nobody": 302, EVERYBODY: 200}),
]
