"""The Celery application: the doorbell. What is owed stands in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# A room inside a room has tasks of its own.
app.autodiscover_tasks(["bureau.registers.deadlines"])
