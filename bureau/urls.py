"""Every address of the portal. The access table in tests/ has a row for each."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
