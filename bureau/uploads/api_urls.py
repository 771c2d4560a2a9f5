"""Imports under /api/v1/."""

from django.urls import path

from bureau.uploads import api

app_name = "uploads"
urlpatterns = [
    path("imports/", api.Imports.as_view(), name="imports"),
    path("imports/<int:import_id>/", api.OneImport.as_view(), name="import"),
    path("imports/<int:import_id>/confirm/", api.Confirm.as_view(), name="confirm"),
]
