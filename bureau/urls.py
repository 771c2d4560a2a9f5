"""Every address of the portal. The access table in tests/ has a row for each.

A room's pages stand in its `urls.py`, its part of the API in its `api_urls.py`, each with its own `app_name`. They are
found by their names, so the core reaches the domains and the reports without importing them.
"""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, register_converter

from bureau.web.converters import MonthConverter

register_converter(MonthConverter, "month")

ROOMS = [
    "bureau.web",
    "bureau.organisation",
    "bureau.audit",
    "bureau.jobs",
    "bureau.uploads",
    "bureau.catalogue",
    "bureau.figures",
    "bureau.totals",
    "bureau.registers.directory",
    "bureau.registers",
    "bureau.returns",
    "reports",
    *settings.DOMAINS,
]


def _of(module: str) -> list[URLPattern | URLResolver]:
    return [path("", include(f"{room}.{module}")) for room in ROOMS if find_spec(f"{room}.{module}")]


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include((_of("api_urls"), "api"))),
    *_of("urls"),
]

handler400 = "bureau.web.errors.bad_request"
handler403 = "bureau.web.errors.forbidden"
handler404 = "bureau.web.errors.not_found"
handler500 = "bureau.web.errors.server_error"
