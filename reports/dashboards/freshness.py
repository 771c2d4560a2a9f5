"""Has anything on a page changed since it was drawn? One small question, asked every few seconds by every open page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from django.db import connection

from bureau.organisation.models import Unit, UnitKind
from bureau.totals.reading import is_stale

# Pages that went away leave a smaller count; a target that changed or was withdrawn has a newer time.
STATE: Final = """
SELECT (SELECT (count(*), max(computed_at))::text FROM totals_total
        WHERE unit_id = ANY(%(units)s) AND year = ANY(%(years)s)),
       (SELECT (count(*), max(set_at), max(superseded_at))::text FROM catalogue_target
        WHERE unit_id = ANY(%(units)s) AND year = %(year)s)
"""


@dataclass(frozen=True)
class State:
    """`digest` differs whenever something differs; `is_stale`: a change still waits to be summed."""

    digest: str
    is_stale: bool


def state_of(unit: Unit, year: int) -> State:
    """Another digest whenever a total or a target of the unit or of one just below it changed, or a change waits.

    Of a town also when one of its sisters changed, among whom it is ranked.
    """
    above = unit.parent if unit.kind == UnitKind.TOWN and unit.parent else unit
    units = [above.pk, *above.children.values_list("pk", flat=True)]
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"units": units, "years": [year, year - 1], "year": year})
        parts = cursor.fetchone() or ()
    stale = is_stale(unit.pk)
    digest = hashlib.sha256(repr((*parts, stale)).encode()).hexdigest()[:16]
    return State(digest, stale)
