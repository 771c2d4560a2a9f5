"""The person behind a request that has been let in."""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework.request import Request

from bureau.organisation.models import User


def person(request: Request | HttpRequest) -> User:
    """The logged-in person. Only views behind a login call it, so anything else is a mistake in the code."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("This view is reached without a login")
    return user
