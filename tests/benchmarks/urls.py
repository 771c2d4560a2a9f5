"""The product's addresses, and one view that does nothing but know who asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bureau.urls import handler400, handler403, handler404, handler500
from bureau.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username())


urlpatterns = [path("bench/who/", who), *product]
