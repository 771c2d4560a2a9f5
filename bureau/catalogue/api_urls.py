"""The catalogue's part of the API."""

from django.urls import path

from bureau.catalogue import api

app_name = "catalogue"
urlpatterns = [
    path("indicators/", api.Indicators.as_view(), name="indicators"),
    path("indicators/<str:code>/", api.OneIndicator.as_view(), name="indicator"),
    path("targets/", api.Targets.as_view(), name="targets"),
]
