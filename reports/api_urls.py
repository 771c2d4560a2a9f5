"""The reports under /api/v1/."""

from django.urls import include, path

app_name = "reports"
urlpatterns = [path("", include(("reports.summaries.api_urls", "summaries")))]
