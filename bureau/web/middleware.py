"""What holds for every request and every answer, whichever room gives it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from bureau.web.errors import refusal

# 10 MB for the file, and room for the form around it.
MAX_REQUEST_BYTES = 10 * 1024 * 1024 + 256 * 1024
# A body that is a little too large is read and dropped, so that the sender gets the sentence instead of a
# broken connection; one that is absurdly large is not worth the time.
MAX_DRAINED_BYTES = 100 * 1024 * 1024
_CHUNK = 256 * 1024


class SecurityHeadersMiddleware:
    """Headers beside those of Django's own middleware, and no copy of a private page in any cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        return response


class RequestLimitsMiddleware:
    """Turns away, before anything is parsed, what no page or interface of the portal would send."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        size = _content_length(request)
        if size > MAX_REQUEST_BYTES:
            if size <= MAX_DRAINED_BYTES:
                _drain(request)
            return refusal(request, 413, "too_large", "发送的内容超过 10 MB，请拆分后再传。")
        # PostgreSQL stores no NUL characters, and no address of the portal contains one.
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:
            return refusal(request, 400, "invalid", "网址中有不能使用的字符，请检查后重新输入。")
        return self.get_response(request)


def _content_length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() and text.isascii() else 0


def _drain(request: HttpRequest) -> None:
    try:
        while request.read(_CHUNK):
            pass
    except OSError:
        # The sender has gone already; the answer goes nowhere either way.
        return
