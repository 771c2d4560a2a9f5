"""到期: what one person has to see to, by unit, by register and by whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from bureau.organisation.access import BUSINESS_ROLES, grants_of
from bureau.organisation.models import Role, Unit, User
from bureau.registers.deadlines.reading import lit
from bureau.registers.deadlines.settings import unit_words
from bureau.registers.deadlines.terms import Kind, find_term
from bureau.registers.deadlines.words import Light
from bureau.registers.declarations import Register
from bureau.registers.models import Deadline, Prolongation
from bureau.registers.registry import find_register, registers_of
from bureau.registers.rows import Row
from bureau.registers.timing import Clock

A_PAGE = 100


@dataclass(frozen=True)
class Wanted:
    """What the page was asked for; empty means all. `show` is late, soon, open, or both late and soon."""

    unit: str = ""
    register: str = ""
    owner: int | None = None
    show: str = ""


@dataclass(frozen=True)
class DueLine:
    """One deadline with the row it belongs to; a cadence of a unit belongs to none."""

    line: Deadline
    light: Light
    register: Register
    row: Row | None

    @property
    def label(self) -> str:
        """What the row is called; personal names print their mask."""
        if self.row is None:
            return ""
        return str(getattr(self.row, self.register.label) or self.row.number)


@dataclass
class Tallied:
    """How much of one unit, register or person is late, and how much is due soon."""

    key: str
    title: str
    late: int = 0
    soon: int = 0

    @property
    def number(self) -> int:
        return self.late + self.soon


@dataclass(frozen=True)
class Due:
    """The page: its lines, and how they spread over units, registers and people."""

    page: Page[Deadline]
    lines: Sequence[DueLine]
    units: Sequence[Tallied]
    registers: Sequence[Tallied]
    owners: Sequence[Tallied]
    late: int
    soon: int


def readable(user: User) -> Q:
    """Deadlines of rows she may read."""
    return _held(user, *BUSINESS_ROLES)


def own(user: User) -> Q:
    """Deadlines of the rows she keeps herself."""
    found = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role is Role.CLERK:
            found |= Q(unit=grant.home_id) & _of_domains(grant.domains)
    return found


def pressing(today: datetime.date) -> Q:
    """Late, or near enough to be reminded of."""
    return Q(remind_on__lte=today)


def late(today: datetime.date) -> Q:
    return Q(due_on__lt=today) & ~Q(kind=Kind.NOTICE)


def due_for(user: User, wanted: Wanted, today: datetime.date, number: str | int | None = 1) -> Due:
    """Late first, then by day. Raises nothing for what does not exist: it is then simply empty."""
    everything = Deadline.objects.filter(readable(user))
    chosen = _chosen(everything, wanted)
    page = Paginator(_shown(chosen, wanted.show, today), A_PAGE).get_page(number)
    number_of, late_ones = numbers_of(chosen, today)
    # Each facet is counted with the other choices held, so that choosing another one shows what it says.
    return Due(
        page,
        lines_of(page.object_list, today),
        _facet(_chosen(everything, replace(wanted, unit="")), ("unit__code", "unit__name"), today),
        _by_register(_chosen(everything, replace(wanted, register="")), today),
        _facet(_chosen(everything, replace(wanted, owner=None)), ("owner", "owner__full_name"), today),
        late_ones,
        number_of - late_ones,
    )


@dataclass(frozen=True)
class AskedForDays:
    """A request for more days with the row it is about."""

    asked: Prolongation
    register: Register
    title: str
    label: str
    unit_words: str


def lines_of(lines: Iterable[Deadline], today: datetime.date) -> list[DueLine]:
    """The lines with their lights and rows; one query for the rows of each register."""
    pairs = [(line, register) for line in lines if (register := find_register(line.register)) is not None]
    registers = {register.code: register for _, register in pairs}
    rows: dict[tuple[str, int], Row] = {}
    for code, register in registers.items():
        ids = [line.row_id for line, _ in pairs if line.register == code and line.row_id]
        for pk, row in register.model._default_manager.in_bulk(ids).items():
            rows[code, pk] = row
    return [
        DueLine(line, light, registers[line.register], rows.get((line.register, line.row_id)))
        for line, light in lit([line for line, _ in pairs], registers, today)
    ]


def asked_for_days(user: User) -> list[AskedForDays]:
    """Requests for more days that are hers to decide: of rows she reviews, and not her own."""
    deadlines = Deadline.objects.filter(_held(user, Role.REVIEWER))
    asked = Prolongation.objects.filter(state=Prolongation.State.PENDING).exclude(requested_by=user)
    known = set(
        deadlines.filter(
            register__in=asked.values("register"), row_id__in=asked.values("row_id"), kind=Kind.CLOCK
        ).values_list("register", "row_id", "key")
    )
    found = []
    for one in asked.select_related("requested_by").order_by("requested_at"):
        register = find_register(one.register)
        clock = find_term(register, one.key) if register else None
        if (one.register, one.row_id, one.key) not in known or register is None:
            continue
        if not isinstance(clock, Clock):
            # The register no longer has this clock: there is nothing left to prolong.
            continue
        row = register.model._default_manager.get(pk=one.row_id)
        label = str(getattr(row, register.label) or row.number)
        found.append(AskedForDays(one, register, clock.title, label, unit_words(clock.unit)))
    return found


def _chosen(lines: QuerySet[Deadline], wanted: Wanted) -> QuerySet[Deadline]:
    if wanted.unit:
        lines = lines.filter(unit__code=wanted.unit)
    if wanted.register:
        lines = lines.filter(register=wanted.register)
    if wanted.owner is not None:
        lines = lines.filter(owner=wanted.owner)
    return lines


def _shown(lines: QuerySet[Deadline], show: str, today: datetime.date) -> QuerySet[Deadline]:
    match show:
        case "late":
            lines = lines.filter(late(today))
        case "soon":
            lines = lines.filter(pressing(today) & ~late(today))
        case "open":
            pass
        case _:
            lines = lines.filter(pressing(today))
    is_late = Case(When(late(today), then=Value(0)), default=Value(1), output_field=IntegerField())
    return lines.select_related("unit", "owner").order_by(is_late, F("due_on").asc(nulls_last=True), "pk")


def numbers_of(lines: QuerySet[Deadline], today: datetime.date) -> tuple[int, int]:
    """How many press, and how many of them are late."""
    found = lines.filter(pressing(today)).aggregate(number=Count("pk"), late=Count("pk", filter=late(today)))
    return found["number"], found["late"]


def _facet(lines: QuerySet[Deadline], names: tuple[str, str], today: datetime.date) -> list[Tallied]:
    counted = (
        lines.filter(pressing(today))
        .order_by()
        .values(*names)
        .annotate(number=Count("pk"), late=Count("pk", filter=late(today)))
    )
    found = [
        Tallied(str(row[names[0]]), str(row[names[1]]), row["late"], row["number"] - row["late"])
        for row in counted
        if row[names[0]] is not None
    ]
    return sorted(found, key=lambda one: (-one.late, -one.soon, one.title))


def _by_register(lines: QuerySet[Deadline], today: datetime.date) -> list[Tallied]:
    found = _facet(lines, ("register", "register"), today)
    for one in found:
        register = find_register(one.key)
        one.title = register.title if register else one.key
    return found


def _held(user: User, *roles: Role) -> Q:
    found = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role in roles:
            below = Unit.objects.filter(lineage__contains=[grant.area_id]).values("pk")
            found |= Q(unit__in=below) & _of_domains(grant.domains)
    return found


def _of_domains(domains: Iterable[str] | None) -> Q:
    return Q(register__in=[register.code for register in registers_of(domains)])
