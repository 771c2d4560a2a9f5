from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.registers.models import SavedView
from bureau.registers.papers import attach
from bureau.registers.registry import register_behind
from bureau.registers.rows import Row
from bureau.registers.writing import enter_row
from employment.models import Placement
from tests.access.table import rows_for
from tests.people import People

BUSINESS = "zhang wang chen li zhao director xu"
OUTSIDE = "sysadmin secadmin auditor stranger"
READERS = "chen li zhao director"
FOREIGN = "wang xu"
CLERKS = "zhang wang chen xu"
PLACEMENTS = register_behind(Placement)
CODE = {"code": PLACEMENTS.code}
PLACEMENT = {
    "name": "胡一",
    "id_no": "11010519491231002X",
    "kind": "城镇新增",
    "registered_on": "2026-10-28",
    "explanation": "示例说明",
}
CONTENT = {name: text for name, text in PLACEMENT.items() if name != "explanation"}


def _placement(people: People) -> Row:
    """A placement of zhang's town."""
    return enter_row(PLACEMENTS, CONTENT, unit=people.town, by=people["zhang"], explanation="示例说明")


def _row(people: People) -> Mapping[str, object]:
    return {**CODE, "row_id": _placement(people).pk}


def _paper(people: People) -> Mapping[str, object]:
    row = _placement(people)
    paper = attach(PLACEMENTS, row, SimpleUploadedFile("方案.pdf", b"%PDF-1.7\n"), by=people["zhang"])
    return {**CODE, "row_id": row.pk, "paper_id": paper.pk}


def _view(people: People) -> Mapping[str, object]:
    view = SavedView.objects.create(
        owner=people["zhang"], register=PLACEMENTS.code, name="单位", query="kind=城镇新增"
    )
    return {**CODE, "view_id": view.pk}


READ = {"nobody": 302, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403}
KEEP = {"nobody zhang": 302, READERS: 403, FOREIGN: 404, OUTSIDE: 403}
VERSION = {"version": "1", "reason": "登记错了"}

ROWS = [
    *rows_for("registers:index", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}),
    *(
        row
        for name in ("list", "sums", "listings", "ledger")
        for row in rows_for(f"registers:{name}", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}, kwargs=CODE)
    ),
    *rows_for("registers:list", {"zhang": 404}, kwargs={"code": "employment.nothing"}),
    *rows_for(
        "registers:list",
        {"nobody": 302, BUSINESS: 200, OUTSIDE: 403},
        method="POST",
        kwargs=CODE,
        body={"search": "胡一"},
    ),
    *rows_for(
        "registers:export",
        {f"nobody {BUSINESS}": 302, OUTSIDE: 403},
        method="POST",
        kwargs=CODE,
        body={"template": "1"},
    ),
    *rows_for(
        "registers:save_view",
        {f"nobody {BUSINESS}": 302, OUTSIDE: 403},
        method="POST",
        kwargs=CODE,
        body={"name": "单位", "query": "kind=城镇新增"},
    ),
    *rows_for(
        "registers:forget_view",
        {"nobody zhang": 302, "wang chen li zhao director xu": 404, OUTSIDE: 403},
        method="POST",
        kwargs=_view,
    ),
    *rows_for(
        "registers:new",
        {"nobody": 302, CLERKS: 200, f"li zhao director {OUTSIDE}": 403},
        kwargs=CODE,
    ),
    *rows_for(
        "registers:new",
        {f"nobody {CLERKS}": 302, f"li zhao director {OUTSIDE}": 403},
        method="POST",
        kwargs=CODE,
        body=PLACEMENT,
    ),
    *rows_for(
        "registers:bulk",
        {f"nobody {CLERKS}": 302, f"li zhao director {OUTSIDE}": 403},
        method="POST",
        kwargs=CODE,
        body={"step": "submit", "row": "1:1"},
    ),
    *rows_for(
        "registers:offers",
        {"nobody": 302, BUSINESS: 404, OUTSIDE: 403},
        method="POST",
        kwargs={**CODE, "name": "title"},
    ),
    *rows_for("registers:row", READ, kwargs=_row),
    *rows_for(
        "registers:edit", {"nobody": 302, "zhang": 200, READERS: 403, FOREIGN: 404, OUTSIDE: 403}, kwargs=_row
    ),
    *rows_for("registers:edit", KEEP, method="POST", kwargs=_row, body={**PLACEMENT, "version": "1"}),
    *rows_for(
        "registers:step",
        KEEP,
        method="POST",
        kwargs=lambda people: {**_row(people), "key": "submit"},
        body=VERSION,
    ),
    *rows_for("registers:void", KEEP, method="POST", kwargs=_row, body=VERSION),
    *rows_for(
        "registers:clear",
        {"nobody": 302, "zhang li": 400, "chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_row,
        body={"reason": "核对身份"},
    ),
    *rows_for(
        "registers:hand_in",
        KEEP,
        method="POST",
        kwargs=_row,
        body=lambda people: {"file": SimpleUploadedFile("方案.pdf", b"%PDF-1.7\n")},
    ),
    *rows_for("registers:paper", READ, kwargs=_paper),
    *rows_for("registers:take_away", KEEP, method="POST", kwargs=_paper),
]
