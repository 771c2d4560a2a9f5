from django.urls import path

from reports.summaries import api

urlpatterns = [
    path("summaries/", api.Summaries.as_view(), name="list"),
    path("summaries/<int:summary_id>/", api.Summary.as_view(), name="summary"),
    path("summaries/<int:summary_id>/export/", api.SummaryExport.as_view(), name="export"),
]
