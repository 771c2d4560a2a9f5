"""人才股 at work: she who keeps the registers, he who reviews them, and what comes of their rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from bureau.catalogue.declarations import DECLARED
from bureau.catalogue.models import Assignment, Indicator
from bureau.catalogue.syncing import sync_catalogue
from bureau.figures.models import Sheet
from bureau.organisation.models import Post, Role, Unit, UnitKind, User
from bureau.periods import Month, Span
from bureau.registers.counting.draining import drain
from bureau.registers.deadlines.cadences import watch
from bureau.registers.deadlines.reading import lights_of
from bureau.registers.declarations import Doer, Register
from bureau.registers.identifiers import id_check_character
from bureau.registers.models import Adoption, Deadline, Tally
from bureau.registers.pages.listing import parts_of
from bureau.registers.pages.passing import Passing, link, values_of
from bureau.registers.personal import Sealed
from bureau.registers.registry import find_register, register_of
from bureau.registers.rows import Row, RowOrigin
from bureau.registers.writing import enter_row, take_step
from bureau.returns.steps import open_sheet
from bureau.totals.reading import amount
from bureau.totals.rolling import Locking
from bureau.totals.rolling import drain as roll
from tests.people import People, account

BEGINNING = Month(2020, 1)


@dataclass(frozen=True)
class Ground:
    """sun keeps the rows of 人才股 in east, he reviews them."""

    people: People
    section: Unit
    sun: User
    he: User

    def enter(self, code: str, explanation: str = "", /, **values: object) -> Row:
        return enter_row(register(code), values, unit=self.section, by=self.sun, explanation=explanation)

    def step(self, row: Row, key: str, reason: str = "", /, **values: object) -> Row:
        by = self.he if register_of(row).step(key).by is Doer.REVIEWER else self.sun
        return take_step(row, key, version=row.version, by=by, values=values, reason=reason)

    def pass_on(self, row: Row, key: str, /, **values: object) -> Row:
        """Begin a row of another register with what this one knows, as the page does."""
        origin = register_of(row)
        transfer = next(one for one in origin.transfers if one.key == key)
        begun = {
            name: value.reveal() if isinstance(value, Sealed) else value
            for name, value in values_of(transfer, row).items()
        }
        made = enter_row(
            register(transfer.to),
            begun | values,
            unit=self.section,
            by=self.sun,
            state=transfer.state,
            origin=RowOrigin.TRANSFERRED,
        )
        link(Passing(row, origin, transfer, begun), made, by=self.sun)
        return made

    def tally(self, indicator: str, month: Month) -> Decimal | None:
        """What the rows of the section come to; None where nothing is told."""
        drain()
        found = Tally.objects.filter(
            unit=self.section, month=month, indicator__code=f"talent.{indicator}"
        ).first()
        return None if found is None else found.value

    def adopt(self, code: str, begins: Month) -> None:
        """From then on the sheets of the section are counted from this register."""
        drain()
        Adoption.objects.create(register=code, unit=self.section, begins=begins, by=self.he)
        Assignment.objects.bulk_create(
            Assignment(unit=self.section, indicator=one, begins=BEGINNING)
            for one in Indicator.objects.filter(register=code)
        )

    def open_sheet(self, month: Month) -> Sheet:
        return open_sheet(unit=self.section, month=month, domain="talent")

    def of_year(self, indicator: str, month: Month) -> Decimal | None:
        """The year to date after a month, of what stands in the sheets."""
        drain()
        roll(Locking.WAIT)
        one = Indicator.objects.get(code=f"talent.{indicator}")
        span = Span("t", month.month)
        return amount(self.section.pk, one.pk, month.year, span).provisional(span)


def settle_talent(people: People) -> Ground:
    sync_catalogue(sets=[DECLARED["talent"]])
    section = Unit.objects.create(
        code="east-rc", name="人才股", kind=UnitKind.SECTION, parent=people.east, domains=["talent"]
    )
    sun, he = account("sun", "孙梅"), account("he", "何志")
    Post.objects.create(user=sun, unit=section, role=Role.CLERK)
    Post.objects.create(user=he, unit=section, role=Role.REVIEWER)
    return Ground(people, section, sun, he)


def id_no(place: int) -> str:
    """A valid number of somebody born on the first day of 1990."""
    first = f"45010519900101{place:03d}"
    return first + id_check_character(first)


def register(code: str) -> Register:
    found = find_register(code)
    assert found is not None, code
    return found


def listed(code: str, key: str, today: datetime.date) -> list[Row]:
    """The rows of a 名单 on a day."""
    listing = next(one for one in register(code).listings if one.key == key)
    rows: list[Row] = list(listing.pick(register(code).model._default_manager.all(), today).order_by("pk"))
    return rows


def due(row: Row, key: str) -> datetime.date | None:
    """When the row has to be looked at again; None when there is nothing to wait for."""
    code = register_of(row).code
    return (
        Deadline.objects.filter(register=code, row_id=row.pk, key=key)
        .values_list("due_on", flat=True)
        .first()
    )


def missed(code: str, key: str, today: datetime.date) -> datetime.date | None:
    """Until when something that has to happen in every period is still out, as it stands on a day."""
    watch(register(code), today)
    return (
        Deadline.objects.filter(register=code, kind=Deadline.Kind.CADENCE, key__startswith=key)
        .values_list("due_on", flat=True)
        .first()
    )


def parts(code: str, key: str) -> dict[str, tuple[int, list[str]]]:
    """A 分列表: how many rows, and what they come to, by each value."""
    breakdown = next(one for one in register(code).breakdowns if one.key == key)
    rows = register(code).model._default_manager.filter(state__in=register(code).counted_states)
    return {one.label: (one.number, one.sums) for one in parts_of(register(code), breakdown, rows)[0]}


def light(row: Row, today: datetime.date) -> str:
    """In which words the list says how urgent the row is; empty when nothing is due."""
    found = lights_of(register_of(row), [row], today).get(row.pk)
    return "" if found is None else found.word
