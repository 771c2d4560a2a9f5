"""What the totals add to the signs of health: how long the oldest change has been waiting."""

from bureau.totals.reading import oldest_mark_seconds
from bureau.web.health import watch_waiting

watch_waiting(oldest_mark_seconds)
