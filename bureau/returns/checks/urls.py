"""Addresses of the checks; `returns.urls` takes them in under its own name."""

from django.urls import path

from bureau.returns.checks import pages

urlpatterns = [
    path("findings/", pages.findings, name="findings"),
    path("findings/settings/", pages.settings, name="check_settings"),
    path("sheets/<int:sheet_id>/checks/", pages.sheet_checks, name="checks"),
]
