"""Finding, the list of indicators, and targets."""

from django.urls import path

from bureau.catalogue import target_views, views

app_name = "catalogue"
urlpatterns = [
    path("find/", views.find, name="find"),
    path("indicators/", views.indicators, name="indicators"),
    path("targets/<int:year>/", target_views.targets, name="targets"),
    path("targets/<int:year>/split/<str:code>/", target_views.split, name="split"),
]
