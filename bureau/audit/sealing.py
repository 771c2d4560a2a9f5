"""Closing the trail in links of a chain, so that a change of what is sealed cannot stay unseen."""

from __future__ import annotations

import hashlib

from django.db import OperationalError, connection, transaction

from bureau.audit.models import Seal

# One link holds at most this many lines; a long backlog is closed in several links, each in a short transaction.
LINES_PER_SEAL = 20_000

# A line as text, the same on every machine: the database itself prints it, keys of jsonb in its own order.
LINE = """
concat_ws(E'\\x1f', id, extract(epoch FROM at), actor, address, action, subject, key, succeeded,
          coalesce(old::text, ''), coalesce(new::text, ''), detail)
"""


def seal() -> int:
    """Seal every line written so far; returns how many.

    Returns 0 when writers keep the trail busy: the next minute tries again, and nobody waits behind us for long.
    """
    settled = _settled_id()
    if settled is None:
        return 0
    total = 0
    while (sealed := _seal_next(settled)) == LINES_PER_SEAL:
        total += sealed
    return total + sealed


def _settled_id() -> int | None:
    """An id up to which no line can appear any more; None when that cannot be known now.

    Ids are given out before their transactions commit, so a line with a smaller id may still come. A SHARE lock
    waits for the writers at work and keeps new ones from taking an id, for just the moment of one reading.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            cursor.execute("LOCK TABLE audit_auditentry IN SHARE MODE")
            cursor.execute("SELECT max(id) FROM audit_auditentry")
            return int(cursor.fetchone()[0] or 0)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) == LOCK_NOT_AVAILABLE:
            return None
        raise


@transaction.atomic
def _seal_next(settled: int) -> int:
    with connection.cursor() as cursor:
        # Two sealers would fork the chain, so the second waits until the first has committed its link.
        cursor.execute("LOCK TABLE audit_seal IN SHARE ROW EXCLUSIVE MODE")
    last = Seal.objects.order_by("last_id").last()
    link = chain_link(last.last_id if last else 0, settled, last.digest if last else "", LINES_PER_SEAL)
    if link is None:
        return 0
    Seal.objects.create(
        first_id=link.first_id,
        last_id=link.last_id,
        entries=link.entries,
        previous=last.digest if last else "",
        digest=link.digest,
    )
    return link.entries


LOCK_NOT_AVAILABLE = "55P03"


class Link:
    """The hash over some lines and the link before them, computed line by line."""

    def __init__(self, previous: str) -> None:
        self.hash = hashlib.sha256(previous.encode())
        self.first_id = self.last_id = self.entries = 0

    def add(self, number: int, line: str) -> None:
        self.first_id = self.first_id or number
        self.last_id = number
        self.entries += 1
        self.hash.update(line.encode())
        self.hash.update(b"\x1e")

    @property
    def digest(self) -> str:
        return self.hash.hexdigest()


def chain_link(after: int, up_to: int, previous: str, limit: int | None = None) -> Link | None:
    """The link over the lines with `after` < id <= `up_to`, the first `limit` of them; None where there is none."""
    link = Link(previous)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {LINE} FROM audit_auditentry"  # noqa: S608  # LINE is our own constant
            " WHERE id > %s AND id <= %s ORDER BY id LIMIT %s",
            [after, up_to, limit],
        )
        while rows := cursor.fetchmany(2000):
            for number, line in rows:
                link.add(number, line)
    return link if link.entries else None
