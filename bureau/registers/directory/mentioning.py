"""Keeping the directory of firms and persons in step with the rows that name them.

A firm is known by its credit code, else by its name as it is spelled; a bare name that one firm with a code bears is
taken for that firm. A person is known by the blind index of the ID number and by nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import F

from bureau.registers.declarations import VOID, Register
from bureau.registers.models import Firm, Mention, Person
from bureau.registers.names import names_in, plain_name
from bureau.registers.rows import Row

LONGEST_NAME = 160

# A firm that was known by its name alone is the one whose code we now learn.
_LEARN = """
UPDATE registers_firm f SET credit_code = v.code
FROM (SELECT plain, min(code) AS code FROM unnest(%s::text[], %s::text[]) AS g (plain, code) GROUP BY plain) v
WHERE f.plain_name = v.plain AND f.credit_code IS NULL
"""


class Named(NamedTuple):
    """A firm as one row names it."""

    row_id: int
    name: str
    plain: str
    credit_code: str


def refresh(register: Register, rows: Sequence[Row]) -> None:
    """Make the mentions of these rows again; called in the transaction that writes them."""
    if not rows or (register.firm is None and register.person is None):
        return
    Mention.objects.filter(register=register.code, row_id__in=[row.pk for row in rows]).delete()
    standing = [row for row in rows if row.state != VOID]
    units = {row.pk: row.reporting_unit_id for row in standing}
    pairs = [(row_id, {"firm_id": firm}) for row_id, firm in _firms(register, standing)]
    pairs += [(row_id, {"person_id": person}) for row_id, person in _persons(register, standing)]
    Mention.objects.bulk_create(
        (
            Mention(register=register.code, row_id=row_id, unit_id=units[row_id], **who)
            for row_id, who in pairs
        ),
        batch_size=5_000,
    )


def _firms(register: Register, rows: Iterable[Row]) -> list[tuple[int, int]]:
    """(row, firm) of all rows; firms nobody named before are entered."""
    link = register.firm
    if link is None:
        return []
    named = [
        Named(row.pk, name[:LONGEST_NAME], plain_name(name)[:LONGEST_NAME], code)
        for row in rows
        for code in [getattr(row, link.credit_code) if link.credit_code else ""]
        for name in (names_in(getattr(row, link.name)) if link.many else [getattr(row, link.name).strip()])
        if plain_name(name)
    ]
    _enter_firms(named)
    by_code = _by_code(one.credit_code for one in named)
    by_name = _by_name(one.plain for one in named)
    return [(one.row_id, by_code.get(one.credit_code) or by_name[one.plain]) for one in named]


def _enter_firms(named: Sequence[Named]) -> None:
    coded = {one.credit_code: one for one in named if one.credit_code}
    known = _by_code(coded)
    fresh = {code: one for code, one in coded.items() if code not in known}
    with connection.cursor() as cursor:
        cursor.execute(_LEARN, [[one.plain for one in fresh.values()], list(fresh)])
    Firm.objects.bulk_create(
        (Firm(name=one.name, plain_name=one.plain, credit_code=code) for code, one in sorted(fresh.items())),
        ignore_conflicts=True,
    )
    bare = {one.plain: one for one in named if not one.credit_code}
    missing = bare.keys() - _by_name(bare).keys()
    Firm.objects.bulk_create(
        (Firm(name=bare[plain].name, plain_name=plain) for plain in sorted(missing)), ignore_conflicts=True
    )


def _by_code(codes: Iterable[str]) -> dict[str, int]:
    wanted = {code for code in codes if code}
    return dict(
        Firm.objects.filter(credit_code__in=wanted).values_list("credit_code", "pk").order_by()  # type: ignore[arg-type]  # not null where it is looked for
    )


def _by_name(plains: Iterable[str]) -> dict[str, int]:
    """By name; where several firms bear it, the one that was there first and has a code."""
    rows = Firm.objects.filter(plain_name__in=set(plains)).order_by(
        F("credit_code").asc(nulls_last=True), "-pk"
    )
    found: dict[str, int] = {}
    for plain, pk, code in rows.values_list("plain_name", "pk", "credit_code"):
        if code is not None or plain not in found:
            found[plain] = pk
    return found


def _persons(register: Register, rows: Iterable[Row]) -> list[tuple[int, int]]:
    link = register.person
    if link is None or not link.id_number:
        return []
    indexes = {row.pk: getattr(row, f"{link.id_number}_index") for row in rows}
    wanted = {index for index in indexes.values() if index}
    Person.objects.bulk_create((Person(id_index=index) for index in sorted(wanted)), ignore_conflicts=True)
    known = dict(Person.objects.filter(id_index__in=wanted).values_list("id_index", "pk"))
    return [(row_id, known[index]) for row_id, index in indexes.items() if index]
