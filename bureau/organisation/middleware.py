"""How long a login lasts, and what a person with a password that is not her own may see."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bureau.organisation.models import User
from bureau.organisation.passwords import must_change_password

TOUCHED, BEGAN = "touched", "began"
# The idle half hour is counted from the session's last save; saving it at every request would be a write per page.
TOUCH_EVERY_SECONDS = 60
# Sent by pages that refresh themselves: a screen left alone is idle, however often it asks.
WATCHING = "X-Watching"


class SessionLimitMiddleware:
    """Ends a session after the absolute limit and keeps a used one from running into the idle limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A request without a session cookie, as programs with a token send, costs nothing here.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            if isinstance(request.user, User):
                self._count_time(request)
                if self._owes_password(request):
                    return redirect("organisation:password")
            elif SESSION_KEY in request.session:
                # The account was closed or its password changed: the session must not wake when it is opened again.
                request.session.flush()
        return self.get_response(request)

    def _count_time(self, request: HttpRequest) -> None:
        now = int(time.time())
        began = request.session.get(BEGAN)
        if began is None:
            request.session[BEGAN] = request.session[TOUCHED] = now
        elif now - began > settings.SESSION_ABSOLUTE_SECONDS:
            logout(request)
        elif WATCHING not in request.headers and now - request.session.get(TOUCHED, 0) >= TOUCH_EVERY_SECONDS:
            request.session[TOUCHED] = now

    def _owes_password(self, request: HttpRequest) -> bool:
        user = request.user
        if not isinstance(user, User) or not must_change_password(user):
            return False
        open_to_her = {reverse("organisation:password"), reverse("organisation:logout")}
        # The API says the same with a sentence of its own.
        return request.path not in open_to_her and not request.path.startswith("/api/")
