"""What a reader sees of a firm or a person: the rows of the registers that exist for her, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from bureau.organisation.models import User
from bureau.registers.access import may_read, readable_registers
from bureau.registers.declarations import Register
from bureau.registers.models import Firm, Mention, Person
from bureau.registers.names import plain_name
from bureau.registers.rows import Row

MOST_ROWS = 200


@dataclass(frozen=True)
class Record:
    """The rows of one register that are about the firm or person, the newest first."""

    register: Register
    rows: list[Row]


def records_of(user: User, about: Firm | Person) -> list[Record]:
    """Register by register in their order. Empty when she may see none of the rows: then it does not exist for her."""
    condition = Q(firm=about) if isinstance(about, Firm) else Q(person=about)
    mentioned: dict[str, list[int]] = defaultdict(list)
    for code, row_id in Mention.objects.filter(condition).values_list("register", "row_id"):
        mentioned[code].append(row_id)
    records = []
    for register in readable_registers(user):
        if register.code not in mentioned:
            continue
        rows = (
            register.model._default_manager.filter(may_read(user, register), pk__in=mentioned[register.code])
            .select_related("reporting_unit")
            .order_by(f"-{register.decides}", "-pk")[:MOST_ROWS]
        )
        if found := list(rows):
            records.append(Record(register, found))
    return records


def firms_seen_by(user: User) -> QuerySet[Firm]:
    """Firms that some row she may read is about."""
    seen = Mention.objects.none()
    for register in readable_registers(user):
        if register.firm is not None:
            rows = register.model._default_manager.filter(may_read(user, register)).values("pk")
            seen = seen | Mention.objects.filter(register=register.code, row_id__in=rows)
    return Firm.objects.filter(pk__in=seen.values("firm_id"))


def firms_named(user: User, words: list[str]) -> QuerySet[Firm]:
    """Firms she may see whose name or code every word fits."""
    firms = firms_seen_by(user)
    for word in words:
        plain = plain_name(word)
        firms = firms.filter(Q(plain_name__contains=plain) | Q(credit_code__startswith=plain))
    return firms


def person_with(user: User, index: str) -> Person | None:
    """The person with this blind index of an ID number, if she may read any row about them."""
    person = Person.objects.filter(id_index=index).first()
    return person if person is not None and records_of(user, person) else None
