"""What the passing of days asks for. It may be done any number of times a day."""

from __future__ import annotations

import datetime

from django.utils import timezone

from bureau.registers.deadlines.cadences import watch_all
from bureau.registers.deadlines.plans import make_planned
from bureau.registers.deadlines.remaking import owe_what_begins
from bureau.registers.deadlines.reminding import remind


def look_ahead(today: datetime.date | None = None) -> None:
    today = today or timezone.localdate()
    make_planned(today)
    owe_what_begins(today)
    watch_all(today)
    remind(today)
