"""Every request that may change something says to the database who makes it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from bureau.audit.addresses import client_address
from bureau.audit.attribution import acting

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ActorMiddleware:
    """Sets the actor for POST, PUT, PATCH and DELETE; reading pages costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        with acting(request.user.get_username(), address=client_address(request)):
            return self.get_response(request)
