from __future__ import annotations

from collections.abc import Mapping

from bureau.registers.deadlines.pausing import pause
from bureau.registers.deadlines.prolonging import ask_for_days
from bureau.registers.registry import register_behind
from bureau.registers.writing import enter_row
from employment.models import StartupLoan, UnemployedPerson
from tests.access.table import rows_for
from tests.people import People

BUSINESS = "zhang wang chen li zhao director xu"
OTHERS = "sysadmin secadmin auditor stranger"
LOANS = register_behind(StartupLoan)
PEOPLE = register_behind(UnemployedPerson)
KEY = "employment.startup_loans.review"


def _loan(people: People) -> StartupLoan:
    values = {"borrower": "张三", "kind": "个人", "applied_on": "2025-10-09"}
    row = enter_row(LOANS, values, unit=people.section, by=people["chen"])
    assert isinstance(row, StartupLoan)
    return row


def _clock(people: People) -> Mapping[str, object]:
    return {"code": LOANS.code, "row_id": _loan(people).pk, "key": "review"}


def _stopped(people: People) -> Mapping[str, object]:
    row = _loan(people)
    day = row.applied_on.replace(day=13)
    pause(LOANS, row, "review", begins_on=day, reason="等待补正", by=people["chen"])
    return {"code": LOANS.code, "row_id": row.pk, "key": "review"}


def _asked(people: People) -> Mapping[str, object]:
    row = _loan(people)
    asked = ask_for_days(LOANS, row, "review", days=5, reason="补正未回", by=people["chen"])
    return {"code": LOANS.code, "row_id": row.pk, "asked_id": asked.pk}


def _follow_up(people: People) -> Mapping[str, object]:
    values = {"name": "王小明", "id_no": "11010519491231002X", "registered_on": "2025-10-09"}
    row = enter_row(PEOPLE, values, unit=people.town, by=people["zhang"])
    return {"code": PEOPLE.code, "row_id": row.pk, "key": PEOPLE.follow_ups[0].key}


# A town reads no rows of the section; xu reads none of east.
HERS = {"nobody": 302, "chen": 200, "li zhao director": 403, "zhang wang xu": 404, OTHERS: 403}
WRITES = HERS | {"chen": 302}
ROWS = [
    *rows_for("registers:due", {"nobody": 302, BUSINESS: 200, OTHERS: 403}),
    *rows_for("registers:due", {"zhang": 405}, method="POST"),
    *rows_for(
        "registers:settings",
        {"nobody": 302, "li zhao": 200, f"zhang wang chen director xu {OTHERS}": 403},
    ),
    *rows_for(
        "registers:setting",
        {"nobody": 302, "li zhao": 200, f"zhang wang chen director xu {OTHERS}": 403},
        kwargs={"key": KEY},
    ),
    *rows_for("registers:setting", {"zhao": 404}, kwargs={"key": "employment.startup_loans.nothing"}),
    *rows_for("registers:setting", {"li": 403}, kwargs={"key": "talent.recruit_events.results"}),
    *rows_for(
        "registers:setting",
        {"nobody": 302, "li zhao": 302, f"zhang wang chen director xu {OTHERS}": 403},
        method="POST",
        kwargs={"key": KEY},
        body={"value": "15", "begins_on": "2026-01-01", "reason": "局务会"},
    ),
    *rows_for(
        "registers:contact",
        {"nobody": 302, "zhang": 200, "chen li zhao director": 403, "wang xu": 404, OTHERS: 403},
        kwargs=_follow_up,
    ),
    *rows_for(
        "registers:contact",
        {"nobody": 302, "zhang": 302, "chen li zhao director": 403, "wang xu": 404, OTHERS: 403},
        method="POST",
        kwargs=_follow_up,
        body={"done_on": "2025-11-01", "way": "电话", "result": "仍在找工作"},
    ),
    *rows_for("registers:pause", HERS, kwargs=_clock),
    *rows_for(
        "registers:pause",
        WRITES,
        method="POST",
        kwargs=_clock,
        body={"begins_on": "2025-10-13", "reason": "等待补正"},
    ),
    *rows_for("registers:resume", HERS, kwargs=_stopped),
    *rows_for("registers:resume", WRITES, method="POST", kwargs=_stopped, body={"resumes_on": "2025-10-20"}),
    *rows_for("registers:prolong", HERS, kwargs=_clock),
    *rows_for(
        "registers:prolong", WRITES, method="POST", kwargs=_clock, body={"days": "5", "reason": "补正未回"}
    ),
    *rows_for(
        "registers:decide_prolongation",
        {"nobody": 302, "li": 200, "chen zhao director": 403, "zhang wang xu": 404, OTHERS: 403},
        kwargs=_asked,
    ),
    *rows_for(
        "registers:decide_prolongation",
        {"nobody": 302, "li": 302, "chen zhao director": 403, "zhang wang xu": 404, OTHERS: 403},
        method="POST",
        kwargs=_asked,
        body={"agrees": "yes", "decision": ""},
    ),
]
