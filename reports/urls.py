"""The pages of the reports: dashboards and summaries."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.dashboards.urls")),
    path("", include("reports.summaries.urls")),
]
