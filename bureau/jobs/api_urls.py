"""Jobs and exports under /api/v1/."""

from django.urls import path

from bureau.jobs import api

app_name = "jobs"
urlpatterns = [
    path("jobs/<int:job_id>/", api.JobDetail.as_view(), name="job"),
    path("exports/", api.Exports.as_view(), name="exports"),
    path("exports/<int:export_id>/", api.ExportDetail.as_view(), name="export"),
    path("exports/<int:export_id>/file/", api.ExportFile.as_view(), name="export-file"),
]
