"""OpenAPI: the description and a page to read it, with files of our own installation only."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.permissions import IsAuthenticated

from bureau.web.api.views import AlwaysJSON


class Schema(SpectacularJSONAPIView):
    """The OpenAPI description as JSON, for everybody with an account."""

    permission_classes = (IsAuthenticated,)
    content_negotiation_class = AlwaysJSON


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/api_documentation.html", {"script_url": reverse("api:web:docs-script")})


@login_required
@require_safe
def start_script(request: HttpRequest) -> HttpResponse:
    """A script of its own address, because the content security policy allows no script inside a page."""
    context = {"schema_url": reverse("api:web:schema")}
    return render(request, "web/api_documentation.js", context, content_type="text/javascript")
