from collections.abc import Mapping

from bureau.organisation.tokens import issue
from tests.access.table import rows_for
from tests.people import People

BUSINESS = "zhang wang chen li zhao director xu"
ADMINISTRATORS = "sysadmin secadmin auditor"
EVERYBODY = f"{BUSINESS} {ADMINISTRATORS} stranger"
WANG = {"username": "wang"}
XU = {"username": "xu"}


def _token(people: People) -> Mapping[str, object]:
    return {"token_id": issue(people["zhang"])[0].pk}


def _post_of_wang(people: People) -> Mapping[str, object]:
    post = people["wang"].posts.get()
    return {"username": "wang", "post_id": post.pk}


ROWS = [
    *rows_for("organisation:login", {"nobody": 200, EVERYBODY: 302}),
    *rows_for("organisation:logout", {"nobody zhang auditor": 302}, method="POST"),
    *rows_for("organisation:logout", {"zhang": 405}),
    *rows_for("organisation:account", {"nobody": 302, EVERYBODY: 200}),
    *rows_for("organisation:password", {"nobody": 302, EVERYBODY: 200}),
    *rows_for("organisation:size", {"nobody zhang sysadmin": 302}, method="POST", body={"size": "large"}),
    *rows_for("organisation:new-token", {"nobody": 302, "zhang auditor": 200}, method="POST"),
    *rows_for(
        "organisation:revoke-token",
        {"nobody zhang": 302, "wang secadmin": 404},
        method="POST",
        kwargs=_token,
    ),
    *rows_for(
        "organisation:people",
        {"nobody": 302, "sysadmin secadmin": 200, f"{BUSINESS} auditor stranger": 403},
    ),
    *rows_for(
        "organisation:new-person",
        {"nobody": 302, "sysadmin": 200, f"{BUSINESS} secadmin auditor stranger": 403},
    ),
    *rows_for(
        "organisation:person",
        {"nobody": 302, "sysadmin secadmin": 200, f"{BUSINESS} auditor stranger": 403},
        kwargs=WANG,
    ),
    *rows_for("organisation:person", {"sysadmin secadmin": 404}, kwargs=XU),
    *rows_for(
        "organisation:reset-password",
        {"nobody": 302, "sysadmin": 200, f"{BUSINESS} secadmin auditor": 403},
        method="POST",
        kwargs=WANG,
    ),
    *rows_for("organisation:reset-password", {"sysadmin": 404}, method="POST", kwargs=XU),
    *rows_for(
        "organisation:activity",
        {"nobody": 302, "secadmin": 302, f"{BUSINESS} sysadmin auditor": 403},
        method="POST",
        kwargs=WANG,
        body={"active": "0"},
    ),
    *rows_for("organisation:activity", {"secadmin": 404}, method="POST", kwargs=XU),
    *rows_for("organisation:activity", {"secadmin": 403}, method="POST", kwargs={"username": "secadmin"}),
    *rows_for(
        "organisation:unlock",
        {"nobody": 302, "secadmin": 302, f"{BUSINESS} sysadmin auditor": 403},
        method="POST",
        kwargs=WANG,
    ),
    *rows_for(
        "organisation:add-post",
        {"nobody": 302, "secadmin": 302, f"{BUSINESS} sysadmin auditor": 403},
        method="POST",
        kwargs=WANG,
        body={"role": "clerk", "unit": "east-01"},
    ),
    *rows_for(
        "organisation:remove-post",
        {"nobody": 302, "secadmin": 302, f"{BUSINESS} sysadmin auditor": 403},
        method="POST",
        kwargs=_post_of_wang,
    ),
    *rows_for(
        "organisation:units", {"nobody": 302, "sysadmin": 200, f"{BUSINESS} secadmin auditor stranger": 403}
    ),
    *rows_for(
        "organisation:new-unit",
        {"nobody": 302, "sysadmin": 200, f"{BUSINESS} secadmin auditor stranger": 403},
    ),
    *rows_for(
        "organisation:new-unit",
        {"nobody": 302, "sysadmin": 302, f"{BUSINESS} secadmin auditor stranger": 403},
        method="POST",
        body={"code": "east-12", "name": "新河镇", "kind": "town", "parent": "east", "order": "12"},
    ),
    *rows_for(
        "organisation:unit",
        {"nobody": 302, "sysadmin": 200, f"{BUSINESS} secadmin auditor stranger": 403},
        kwargs={"code": "east-01"},
    ),
    *rows_for("organisation:unit", {"sysadmin": 404}, kwargs={"code": "west-01"}),
    *rows_for(
        "organisation:unit",
        {"nobody": 302, "sysadmin": 302, f"{BUSINESS} secadmin auditor stranger": 403},
        method="POST",
        kwargs={"code": "east-01"},
        body={"name": "城关镇", "order": "1"},
    ),
    *rows_for(
        "organisation:unit",
        {"sysadmin": 404},
        method="POST",
        kwargs={"code": "west-01"},
        body={"name": "石湾镇", "order": "1"},
    ),
    *rows_for(
        "organisation:trail", {"nobody": 302, "auditor": 200, f"{BUSINESS} sysadmin secadmin stranger": 403}
    ),
    *rows_for(
        "organisation:system", {"nobody": 302, "sysadmin": 200, f"{BUSINESS} secadmin auditor stranger": 403}
    ),
    *rows_for("api:organisation:me", {"nobody": 401, EVERYBODY: 200}),
    *rows_for("api:organisation:units", {"nobody": 401, EVERYBODY: 200}),
    *rows_for(
        "api:organisation:token",
        {"nobody": 401},
        method="POST",
        body={"username": "zhang", "password": "not hers"},
    ),
    *rows_for("api:organisation:token", {"nobody zhang": 405}),
    *rows_for(
        "api:organisation:users",
        {"nobody": 401, "secadmin": 200, f"{BUSINESS} sysadmin auditor stranger": 403},
    ),
    *rows_for(
        "api:organisation:user",
        {"nobody": 401, "secadmin": 200, f"{BUSINESS} sysadmin auditor stranger": 403},
        method="PATCH",
        kwargs=WANG,
        body={"active": False},
    ),
    *rows_for("api:organisation:user", {"secadmin": 404}, method="PATCH", kwargs=XU, body={"active": False}),
    *rows_for(
        "api:organisation:user",
        {"secadmin": 403},
        method="PATCH",
        kwargs={"username": "secadmin"},
        body={"active": False},
    ),
]
