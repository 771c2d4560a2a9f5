"""Logging in and out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bureau.audit.recording import record_request
from bureau.organisation.forms import LoginForm
from bureau.organisation.login import (
    LOCKED,
    LOCKED_SECONDS,
    LOGIN,
    LOGOUT,
    SUBJECT,
    LoginRefused,
    check_login,
)
from bureau.organisation.middleware import BEGAN, TOUCHED
from bureau.organisation.models import User
from bureau.web.errors import refusal


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login_page(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(_next(request))
        return _login_page(request, LoginForm())
    form = LoginForm(request.POST)
    if not form.is_valid():
        return _login_page(request, form)
    try:
        user = check_login(request, form.cleaned_data["username"], form.cleaned_data["password"])
    except LoginRefused as refused:
        if refused.wait_seconds:
            return _login_page(request, form, refused)
        form.add_error(None, str(refused))
        return _login_page(request, form)
    return _welcome(request, user)


def _welcome(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    now = int(timezone.now().timestamp())
    request.session[BEGAN] = request.session[TOUCHED] = now
    record_request(request, LOGIN, SUBJECT, user.username)
    response = redirect(_next(request))
    remember_size(response, user)
    return response


def _login_page(request: HttpRequest, form: LoginForm, refused: LoginRefused | None = None) -> HttpResponse:
    context = {
        "form": form,
        "locked": str(refused) if refused else "",
        "next": request.POST.get("next", request.GET.get("next", "")),
    }
    response = render(request, "organisation/login.html", context, status=429 if refused else 200)
    if refused:
        response.headers["Retry-After"] = str(refused.wait_seconds)
    return response


def _next(request: HttpRequest) -> str:
    """Where to go after the login: only to an address of the portal itself."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else settings.LOGIN_REDIRECT_URL


def remember_size(response: HttpResponse, user: User) -> None:
    """The type size is drawn by the page before anybody is asked, so a cookie carries it."""
    response.set_cookie(
        "size",
        "large" if user.large_type else "normal",
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


@require_POST
def logout_page(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        record_request(request, LOGOUT, SUBJECT, request.user.get_username())
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def locked_out(
    request: HttpRequest, original: HttpResponseBase | None, credentials: dict[str, str] | None = None
) -> HttpResponseBase:
    """What django-axes answers for a locked pair of account and address: what our own views have said already."""
    if original is not None and original.status_code == 429:
        return original
    response = refusal(request, 429, "locked", LOCKED)
    response.headers["Retry-After"] = str(LOCKED_SECONDS)
    return response
