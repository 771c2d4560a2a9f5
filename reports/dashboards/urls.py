"""Addresses of the dashboards."""

from django.urls import path

from reports.dashboards import indicator_views, views

app_name = "dashboards"
urlpatterns = [
    path("completion/", views.completion, name="completion"),
    path("indicators/<str:code>/", indicator_views.indicator, name="indicator"),
]
