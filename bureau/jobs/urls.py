"""A person's own long work."""

from django.urls import path

from bureau.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.job_list, name="list"),
    path("jobs/<int:job_id>/", views.progress, name="progress"),
    path("jobs/<int:job_id>/file/", views.file, name="file"),
    path("jobs/<int:job_id>/cancel/", views.cancel, name="cancel"),
]
