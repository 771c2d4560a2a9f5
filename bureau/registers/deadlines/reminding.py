"""提醒: written down once for each deadline and due day, when its reminder comes."""

from __future__ import annotations

import datetime

from django.db import connection
from django.utils import timezone

# A notice that is over is told as well: from then on somebody may act.
_REMIND = """
INSERT INTO registers_reminder (register, row_id, key, due_on, sent_at)
SELECT d.register, d.row_id, d.key, d.due_on, now() FROM registers_deadline d
WHERE d.remind_on <= %s AND d.due_on IS NOT NULL
ON CONFLICT (register, row_id, key, due_on) DO NOTHING
"""


def remind(today: datetime.date | None = None) -> int:
    """Remind of what is due soon or late and was not reminded of for this due day; returns how many are new."""
    with connection.cursor() as cursor:
        cursor.execute(_REMIND, [today or timezone.localdate()])
        return int(cursor.rowcount)
