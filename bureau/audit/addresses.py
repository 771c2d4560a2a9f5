"""Where a request comes from."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the person's machine, in canonical form; empty when the server was not told one.

    `X-Forwarded-For` is read from the right and only as far as the machines in `TRUSTED_PROXIES` vouch for it: what
    a caller writes into the header herself never becomes her address.
    """
    peer = _canonical(request.META.get("REMOTE_ADDR", ""))
    trusted = set(settings.TRUSTED_PROXIES)
    hops = [hop for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    while peer in trusted and hops:
        hop = _canonical(hops.pop())
        if not hop:
            break
        peer = hop
    return peer


def _canonical(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
