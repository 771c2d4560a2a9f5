"""报送进度: unit by form in one month, with what is due, late, sent back, and who was urged when."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from bureau.figures.models import SheetState
from bureau.figures.models.sheets import FILLABLE
from bureau.organisation.models import Unit, User
from bureau.periods import Month
from bureau.returns.calendar.deadlines import Deadline, deadlines_for, filed_at
from bureau.returns.calendar.records import Record, records_of
from bureau.returns.calendar.rules import Rule
from bureau.returns.calendar.urging import is_owed, last_urges
from bureau.returns.naming import domain_title, place_of
from bureau.returns.progress import Standing, progress_of

FILED = frozenset({SheetState.SUBMITTED, SheetState.SECTION_APPROVED})
SETTLED = frozenset({SheetState.APPROVED, SheetState.LOCKED})


@dataclass(frozen=True)
class Place:
    """One cell of the board: a sheet (or none yet), its deadline, and when it was first filed and last urged."""

    standing: Standing
    deadline: Deadline
    filed_at: datetime.datetime | None
    urged_at: datetime.datetime | None
    now: datetime.datetime

    @property
    def state(self) -> SheetState | None:
        sheet = self.standing.sheet
        return None if sheet is None else SheetState(sheet.state)

    @property
    def is_owed(self) -> bool:
        """Still with the unit that files it, or not opened at all."""
        return self.state is None or self.state in FILLABLE

    @property
    def is_unfiled(self) -> bool:
        """Never filed, though its time (with grace) is over."""
        return self.is_owed and self.filed_at is None and self.deadline.is_late(None, self.now)

    @property
    def days_late(self) -> int:
        """Of what was loaded without a filing nobody can tell, so none."""
        if self.filed_at is None and not self.is_owed:
            return 0
        return self.deadline.days_late(self.filed_at, self.now)

    @property
    def may_be_urged(self) -> bool:
        sheet = self.standing.sheet
        return sheet is not None and is_owed(sheet, self.deadline, self.now)

    @property
    def mark(self) -> str:
        """A mark of the status component."""
        if self.state is SheetState.RETURNED:
            return "back"
        if self.is_unfiled:
            return "late"
        if self.state in SETTLED:
            return "lock" if self.state is SheetState.LOCKED else "done"
        return "ok" if self.state in FILED else "draft" if self.state is SheetState.OPEN else "none"

    @property
    def word(self) -> str:
        match self.state:
            case None:
                return "未开表"
            case SheetState.RETURNED:
                return "退回"
            case SheetState.OPEN:
                return "未报"
            case SheetState.SUBMITTED:
                return "待审"
            case state:
                return state.label

    @property
    def late_words(self) -> str:
        """`迟 3 天`; nothing when it is in time."""
        return f"迟 {self.days_late} 天" if self.days_late else ""


@dataclass(frozen=True)
class BoardForm:
    """A column: the form, and its deadline in the first unit's bureau."""

    domain: str
    title: str
    rule: Rule
    deadline: Deadline


@dataclass(frozen=True)
class BoardRow:
    unit: Unit
    places: list[Place | None]
    record: Record

    @property
    def may_be_urged(self) -> bool:
        return any(place.may_be_urged for place in self.places if place)


@dataclass(frozen=True)
class Board:
    month: Month
    forms: list[BoardForm]
    rows: list[BoardRow]

    @property
    def places(self) -> list[Place]:
        return [place for row in self.rows for place in row.places if place]

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def settled(self) -> int:
        return sum(place.state in SETTLED for place in self.places)

    @property
    def waiting(self) -> int:
        return sum(place.state in FILED for place in self.places)

    @property
    def back(self) -> int:
        return sum(place.state is SheetState.RETURNED for place in self.places)

    @property
    def out(self) -> int:
        """With the units and never sent back: not reported."""
        return sum(place.is_owed and place.state is not SheetState.RETURNED for place in self.places)

    @property
    def unfiled(self) -> list[Place]:
        """Past their time and never filed (公示未报单位)."""
        return [place for place in self.places if place.is_unfiled]


def places_of(standings: Sequence[Standing]) -> list[Place]:
    """The standings with their deadlines, filings and reminders: three statements, however many."""
    keys = [(one.unit.pk, one.domain, one.month) for one in standings]
    deadlines = deadlines_for(keys)
    sheets = [one.sheet.pk for one in standings if one.sheet]
    filed, urged = filed_at(sheets), last_urges(sheets)
    now = timezone.now()
    return [
        Place(
            standing=one,
            deadline=deadlines[key],
            filed_at=filed.get(one.sheet.pk) if one.sheet else None,
            urged_at=urged.get(one.sheet.pk) if one.sheet else None,
            now=now,
        )
        for one, key in zip(standings, keys, strict=True)
    ]


def board_of(user: User, month: Month) -> Board:
    """All that this person reads of the month."""
    places = places_of(progress_of(user, month))
    first = {place.standing.domain: place for place in reversed(places)}
    domains = sorted(first, key=place_of)
    units = {place.standing.unit.pk: place.standing.unit for place in places}
    records = records_of(user, units.values(), month.year)
    cells = {(place.standing.unit.pk, place.standing.domain): place for place in places}
    return Board(
        month=month,
        forms=[
            BoardForm(domain, domain_title(domain), first[domain].deadline.rule, first[domain].deadline)
            for domain in domains
        ],
        rows=[
            BoardRow(unit, [cells.get((pk, domain)) for domain in domains], records.get(pk, Record()))
            for pk, unit in units.items()
        ],
    )
