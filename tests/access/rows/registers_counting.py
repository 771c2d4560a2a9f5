from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone

from bureau.catalogue.models import Assignment, Indicator
from bureau.figures.models import Sheet
from bureau.periods import Month
from bureau.registers.models import Restatement
from tests.access.rows.returns import BUSINESS, FOREIGN, OUTSIDE, READERS, _approved
from tests.access.table import rows_for
from tests.people import People

REGISTER = "employment.job_fairs"
ASKED = {"state": "noted", "reason": "补登一场，原月份不改，情况已说明", "reported": "30", "counted": "31"}


def _waiting(people: People) -> Mapping[str, object]:
    """A difference in zhang's approved sheet, brought about by a row that zhang changed."""
    _approved(people)
    sheet = Sheet.objects.get()
    one = Restatement.objects.create(
        register=REGISTER,
        unit=sheet.unit,
        indicator=sheet.figures.get().indicator,
        month=sheet.month,
        reported=Decimal(30),
        counted=Decimal(31),
        changed_by=people["zhang"],
    )
    return {"restatement_id": one.pk}


def _register(people: People) -> Mapping[str, object]:
    indicator = Indicator.objects.create(
        code="employment.fairs",
        name="招聘活动场次",
        domain="employment",
        unit="场",
        display_unit="场",
        kind="event",
        aggregate="sum",
        direction="higher",
        reported_by="section",
        register=REGISTER,
        counting_rule="count by held_on",
    )
    Assignment.objects.create(unit=people.section, indicator=indicator, begins=Month(2020, 1))
    return {"code": REGISTER}


ROWS = [
    *rows_for("registers:restatements", {"nobody": 302, BUSINESS: 200, OUTSIDE: 403}),
    *rows_for(
        "registers:restatement",
        {"nobody": 302, f"zhang {READERS}": 200, FOREIGN: 404, OUTSIDE: 403},
        kwargs=_waiting,
    ),
    *rows_for(
        "registers:restatement",
        {"nobody": 302, "li": 302, "zhang chen zhao director": 403, FOREIGN: 404, OUTSIDE: 403},
        method="POST",
        kwargs=_waiting,
        body=ASKED,
    ),
    *rows_for(
        "registers:adoption",
        {"nobody": 302, "li zhao": 200, "zhang wang chen xu director": 403, OUTSIDE: 403},
    ),
    *rows_for(
        "registers:adopt",
        {"nobody": 302, "li zhao": 200, "zhang wang chen xu director": 403, OUTSIDE: 403},
        kwargs=_register,
    ),
    *rows_for(
        "registers:adopt",
        {"nobody": 302, "li zhao": 302, "zhang wang chen xu director": 403, OUTSIDE: 403},
        method="POST",
        kwargs=_register,
        body={"unit": "east-jy", "month": str(Month.of(timezone.localdate()))},
    ),
]
