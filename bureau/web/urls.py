"""Addresses that need no login: for the launcher and a load balancer."""

from django.urls import path

from bureau.web import health

app_name = "web"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
