"""The totals' part of the API."""

from django.urls import path

from bureau.totals import api

app_name = "totals"
urlpatterns = [
    path("totals/", api.Totals.as_view(), name="totals"),
    path("totals/trace/", api.TotalTrace.as_view(), name="trace"),
]
