"""How the portal is doing, for the system administrator."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bureau.organisation.gates import PersonRequest, for_roles
from bureau.organisation.models import Role
from bureau.web import health


@for_roles(Role.SYSTEM_ADMIN)
@require_safe
def system(request: PersonRequest) -> HttpResponse:
    return render(request, "organisation/system.html", {"signs": health.signs()})
