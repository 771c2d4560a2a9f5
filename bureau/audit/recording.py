"""Lines of the trail that no table change stands for: logins, reads, exports, refusals."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db import connection
from django.http import HttpRequest

from bureau.audit.addresses import client_address

_INSERT = """
INSERT INTO audit_auditentry (at, actor, address, action, subject, key, succeeded, old, new, detail)
VALUES (clock_timestamp(), coalesce(%s, current_setting('portal.actor', true), ''),
        coalesce(%s, current_setting('portal.address', true), ''), %s, %s, %s, %s, NULL, %s, %s)
"""


def record(
    action: str,
    subject: str,
    key: str,
    *,
    actor: str | None = None,
    address: str | None = None,
    succeeded: bool = True,
    new: Mapping[str, object] | None = None,
    detail: str = "",
) -> None:
    """Write one line in the current transaction. Without `actor` and `address` those of the connection count."""
    facts = None if new is None else json.dumps(new, ensure_ascii=False, default=str)
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                None if actor is None else _plain(actor, 40),
                None if address is None else _plain(address, 45),
                _plain(action, 40),
                _plain(subject, 60),
                _plain(key, 120),
                succeeded,
                facts,
                _plain(detail, 2000),
            ],
        )


def record_request(
    request: HttpRequest,
    action: str,
    subject: str,
    key: str,
    *,
    succeeded: bool = True,
    new: Mapping[str, object] | None = None,
    detail: str = "",
) -> None:
    """The same for what the person behind a request does, a GET included."""
    record(
        action,
        subject,
        key,
        actor=request.user.get_username(),
        address=client_address(request),
        succeeded=succeeded,
        new=new,
        detail=detail,
    )


def _plain(text: str, limit: int) -> str:
    """Text as one line of the trail: control characters would forge lines in a copy of it.

    The full-width space of Chinese text is no printable character to Python, and as harmless as the narrow one.
    """
    return "".join(c if c.isprintable() or c == "\u3000" else "�" for c in text)[:limit]
