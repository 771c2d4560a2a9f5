"""The core of the portal: units, months, indicators, figures, totals. It names no domain."""

from bureau.celery import app as celery_app

__all__ = ["celery_app"]
