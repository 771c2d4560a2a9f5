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

    Ids are given out before their transactions commit, so a line with a smaller id may still appear. A SHARE lock on
    the trail waits for the writers and keeps new ones out for the moment in which the upper end is chosen. When
    writers hold it too long, the next minute tries again: 0 is returned and nothing waits behind us.
    """
    total = 0
    while (sealed := _seal_next()) == LINES_PER_SEAL:
        total += sealed
    return total + sealed


def _seal_next() -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            # Two sealers would fork the chain; the lock on the links is taken first and held to the end.
            cursor.execute("LOCK TABLE audit_seal IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("LOCK TABLE audit_auditentry IN SHARE MODE")
            last = Seal.objects.order_by("last_id").last()
            after = last.last_id if last else 0
            link = chain_link(after, None, last.digest if last else "")
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
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) == LOCK_NOT_AVAILABLE:
            return 0
        raise


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


def chain_link(after: int, up_to: int | None, previous: str) -> Link | None:
    """The link over the lines with `after` < id <= `up_to` (None: the next ones); None where there is no line."""
    condition, values = "id > %s", [after]
    if up_to is not None:
        condition, values = "id > %s AND id <= %s", [after, up_to]
    limit = "" if up_to is not None else f" LIMIT {LINES_PER_SEAL}"
    link = Link(previous)
    with connection.cursor() as cursor:
        # All parts of the statement are our own constants.
        cursor.execute(
            f"SELECT id, {LINE} FROM audit_auditentry WHERE {condition} ORDER BY id{limit}",  # noqa: S608  # constants
            values,
        )
        while rows := cursor.fetchmany(2000):
            for number, line in rows:
                link.add(number, line)
    return link if link.entries else None
