"""Telling the database who is acting, so that the triggers can write it beside each change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.http import HttpRequest

from bureau.audit.addresses import client_address

_EXCHANGE = """
SELECT current_setting('portal.actor', true), current_setting('portal.address', true),
       current_setting('portal.reason', true), set_config('portal.actor', %s, false),
       set_config('portal.address', %s, false), set_config('portal.reason', %s, false)
"""


@contextmanager
def acting(actor: str, *, address: str = "", reason: str = "") -> Iterator[None]:
    """Everything written inside is attributed to `actor`; afterwards the connection speaks for whom it did before.

    It may stand inside a transaction or around one. When the transaction fails, its rollback takes the name back
    as well, so nothing is left to restore.
    """
    before = _exchange(actor, address, reason)
    try:
        yield
    finally:
        _restore(before)


def attribute(request: HttpRequest, username: str) -> None:
    """Name the person behind the rest of this request, once an API token has told who it is."""
    _exchange(username, client_address(request), "")


def _exchange(actor: str, address: str, reason: str) -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_EXCHANGE, [actor, address, reason])
        row = cursor.fetchone()
    return (row[0] or "", row[1] or "", row[2] or "")


def _restore(before: tuple[str, str, str]) -> None:
    if connection.connection is None or connection.needs_rollback:
        return
    try:
        _exchange(*before)
    except DatabaseError:
        # A connection that cannot forget a name must not speak for the next request.
        if not connection.in_atomic_block:
            connection.close()


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Everything written inside carries the reason; it must stand inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('portal.reason', true), set_config('portal.reason', %s, true)", [reason]
        )
        before = cursor.fetchone()
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.reason', %s, true)", [(before and before[0]) or ""])
