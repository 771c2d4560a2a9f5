"""Who filed and who reviewed the loaded sheets, and when: as if the months had gone their ordinary way."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from django.db import connection
from django.utils import timezone

from bureau.demo.people import Hands
from bureau.figures.hashing import content_hashes
from bureau.figures.models import Sheet, SheetState
from bureau.organisation.models import Unit
from bureau.periods import Month

# Sheets are reported in the first days of the next month, reviewed two days later, locked the next 20 January.
STAMPS: Final = """
UPDATE figures_sheet s
SET opened_at = least(t.begins + interval '8 hours', %(now)s),
    submitted_by_id = CASE WHEN s.state <> 'open' THEN w.clerk_id END,
    submitted_at = CASE WHEN s.state <> 'open' THEN least(t.reported, %(now)s) END,
    approved_by_id = CASE WHEN s.state IN ('approved', 'locked') THEN w.reviewer_id END,
    approved_at = CASE WHEN s.state IN ('approved', 'locked') THEN least(t.reported + interval '47 hours', %(now)s) END,
    locked_at = CASE WHEN s.state = 'locked' THEN least(t.locked, %(now)s) END,
    content_hash = coalesce(w.hash, '')
FROM unnest(%(ids)s::bigint[], %(clerks)s::bigint[], %(reviewers)s::bigint[], %(hashes)s::text[])
         AS w(id, clerk_id, reviewer_id, hash)
JOIN figures_sheet o ON o.id = w.id
CROSS JOIN LATERAL (
    SELECT make_timestamptz(o.month / 100, o.month %% 100, 1, 0, 0, 0, 'Asia/Shanghai') AS begins,
           (make_timestamp(o.month / 100, o.month %% 100, 1, 0, 0, 0) + interval '1 month')
               AT TIME ZONE 'Asia/Shanghai' AS ends,
           make_timestamptz(o.month / 100 + 1, 1, 20, 9, 30, 0, 'Asia/Shanghai') AS locked) d
CROSS JOIN LATERAL (
    SELECT d.begins, d.locked,
           d.ends + make_interval(
               days => 1 + (o.unit_id %% 4)::int, hours => 9 + (o.id %% 7)::int, mins => (o.id * 7 %% 60)::int
           ) AS reported) t
WHERE s.id = w.id
"""

EVENTS: Final = """
INSERT INTO figures_sheetevent (sheet_id, step, from_state, to_state, by_id, at, remark)
SELECT id, step, from_state, to_state, by_id, at, ''
FROM (
    SELECT id, 1 AS place, 'open' AS step, '' AS from_state, 'open' AS to_state, NULL::bigint AS by_id, opened_at AS at
    FROM figures_sheet
    UNION ALL
    SELECT id, 2, 'submit', 'open', 'submitted', submitted_by_id, submitted_at
    FROM figures_sheet WHERE submitted_at IS NOT NULL
    UNION ALL
    SELECT id, 3, 'approve', 'submitted', 'approved', approved_by_id, approved_at
    FROM figures_sheet WHERE approved_at IS NOT NULL
    UNION ALL
    SELECT id, 4, 'lock', 'approved', 'locked', NULL, locked_at FROM figures_sheet WHERE locked_at IS NOT NULL
) steps
ORDER BY id, place
"""

SETTLED: Final = (SheetState.APPROVED, SheetState.LOCKED)


def filled_at(unit: Unit, month: Month) -> datetime.datetime:
    """When the clerk filled the sheet: on the first day after its month, the day before she reports at the earliest."""
    hour = datetime.time(9 + unit.pk % 8, unit.pk * 13 % 60)
    return timezone.make_aware(datetime.datetime.combine(month.next.first_day, hour))


def write_history(units: Sequence[Unit], hands: Hands) -> int:
    """Stamp every loaded sheet and write its events; returns the number of sheets."""
    code = {unit.pk: unit.code for unit in units}
    sheets = list(Sheet.objects.order_by("pk").values_list("pk", "unit_id", "domain", "state"))
    hashes = content_hashes([pk for pk, _, _, state in sheets if state in SETTLED])
    clerks = [hands.clerk_of(code[unit]).pk for _, unit, _, _ in sheets]
    reviewers = [hands.reviewer_of(code[unit].partition("-")[0], domain).pk for _, unit, domain, _ in sheets]
    with connection.cursor() as cursor:
        cursor.execute(
            STAMPS,
            {
                "now": timezone.now(),
                "ids": [pk for pk, _, _, _ in sheets],
                "clerks": clerks,
                "reviewers": reviewers,
                "hashes": [hashes.get(pk, "") for pk, _, _, _ in sheets],
            },
        )
        cursor.execute(EVENTS)
    return len(sheets)
