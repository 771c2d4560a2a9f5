"""Changing who files what, with what stands above the catalogue: approved months are respected, totals follow.

A changed assignment leaves its mark by trigger; here the bell is rung, so that coverage follows at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import connection, transaction

from bureau.catalogue import assigning
from bureau.catalogue.assigning import Pair
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.totals.asking import ring

_APPROVED = """
SELECT f.unit_id, f.indicator_id, f.month
FROM unnest(%(units)s::bigint[], %(indicators)s::bigint[]) AS p(unit_id, indicator_id)
JOIN figures_figure f ON f.unit_id = p.unit_id AND f.indicator_id = p.indicator_id
WHERE f.month >= %(since)s AND f.approved_value IS NOT NULL
"""

_UNFILLED = """
SELECT p.unit_id, p.indicator_id, s.month
FROM unnest(%(units)s::bigint[], %(indicators)s::bigint[]) AS p(unit_id, indicator_id)
JOIN catalogue_indicator i ON i.id = p.indicator_id
JOIN figures_sheet s ON s.unit_id = p.unit_id AND s.domain = i.domain AND s.state IN ('approved', 'locked')
WHERE s.month >= %(since)s AND NOT EXISTS (
    SELECT 1 FROM figures_figure f WHERE f.unit_id = p.unit_id AND f.indicator_id = p.indicator_id
    AND f.month = s.month AND (f.approved_value IS NOT NULL OR f.explanation <> ''))
"""


def approved_months(pairs: Collection[Pair], since: Month) -> Mapping[Pair, Collection[Month]]:
    """The months from `since` on in which each duty has an approved figure."""
    return _months(_APPROVED, pairs, since)


def unfilled_months(pairs: Collection[Pair], since: Month) -> Mapping[Pair, Collection[Month]]:
    """The months from `since` on whose sheet is approved without the figure."""
    return _months(_UNFILLED, pairs, since)


def change(*, add: Collection[Pair], end: Collection[Pair], begins: Month) -> int:
    """Begin some duties and end others from a month on, all or nothing; returns how many changed.

    Raises ValidationError with a sentence for each duty that cannot change.
    """
    with transaction.atomic():
        changed = assigning.unassign(pairs=end, begins=begins, approved=approved_months) if end else []
        if add:
            changed += assigning.assign(pairs=add, begins=begins, unfilled=unfilled_months)
        ring()
    return len(changed)


def renew(*, pairs: Collection[Pair], begins: Month, ends: Month) -> int:
    """Let duties of some months hold in these months too; returns how many were new."""
    with transaction.atomic():
        changed = assigning.assign(pairs=pairs, begins=begins, ends=ends, unfilled=unfilled_months)
        ring()
    return len(changed)


def copy(*, source: Unit, to: Unit, domain: str, begins: Month) -> int:
    """Give one unit the duties of another from a month on; returns how many were new."""
    with transaction.atomic():
        changed = assigning.copy_assignments(
            source=source, to=to, domain=domain, begins=begins, unfilled=unfilled_months
        )
        ring()
    return len(changed)


def _months(statement: str, pairs: Collection[Pair], since: Month) -> Mapping[Pair, Collection[Month]]:
    found: defaultdict[Pair, list[Month]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "units": [unit for unit, _ in pairs],
                "indicators": [indicator for _, indicator in pairs],
                "since": since.number,
            },
        )
        for unit, indicator, month in cursor.fetchall():
            found[unit, indicator].append(Month.from_number(month))
    return found
