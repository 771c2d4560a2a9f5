"""From rows to due dates. What stands beside the rows (settings, calendars, pauses…) is read once for all of them."""

from __future__ import annotations

import calendar as months
import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from bureau.organisation.models import Unit, WorkdayException
from bureau.organisation.workdays import calendar_with
from bureau.registers.deadlines.settings import Settings, remind_name
from bureau.registers.deadlines.terms import Term, day_of, is_open, kind_of, staff_field, terms_of
from bureau.registers.declarations import Register
from bureau.registers.models import Contact, Pause, Prolongation
from bureau.registers.rows import Row
from bureau.registers.timing import Clock, Expiry, FollowUp
from bureau.workdays import Clock as RunningClock
from bureau.workdays import DayUnit, Suspension, WorkCalendar

_DAY = datetime.timedelta(days=1)

RowKey = tuple[int, str]
# The day of a contact and the next one it named.
Met = tuple[datetime.date, datetime.date | None]


@dataclass(frozen=True)
class Line:
    """One open deadline of one row, as it should stand in the table."""

    row_id: int
    key: str
    kind: str
    unit_id: int
    owner_id: int | None
    starts_on: datetime.date | None
    due_on: datetime.date | None
    remind_on: datetime.date | None


@dataclass
class Ground:
    """What deadlines rest on beside the rows themselves."""

    register: Register
    today: datetime.date
    settings: Settings
    bureaus: Mapping[int, int]
    calendars: Mapping[int, WorkCalendar]
    pauses: Mapping[RowKey, tuple[Suspension, ...]]
    extensions: Mapping[RowKey, int]
    contacts: Mapping[RowKey, Sequence[Met]]
    # Rows of an import share their dates: the same limit from the same day is counted once.
    _known: dict[tuple[object, ...], datetime.date | None] = field(default_factory=dict)

    def lines_of(self, row: Row) -> Iterator[Line]:
        bureau_id = self.bureaus[row.reporting_unit_id]
        for term in terms_of(self.register):
            if not is_open(self.register, term, row):
                continue
            dates = self._dates(term, row, bureau_id)
            if dates is not None:
                starts_on, due_on = dates
                yield Line(
                    row.pk,
                    term.key,
                    kind_of(term).value,
                    row.reporting_unit_id,
                    getattr(row, staff_field(type(row))) or row.created_by_id,
                    starts_on,
                    due_on,
                    self._remind_on(term, due_on, bureau_id),
                )

    def clock_of(self, clock: Clock, row: Row) -> RunningClock | None:
        """The clock with its limit in force, its pauses and extensions; None before it starts."""
        starts_on = day_of(row, clock.starts)
        if starts_on is None:
            return None
        bureau_id = self.bureaus[row.reporting_unit_id]
        return RunningClock(
            starts_on,
            self.settings.days_of(self.register, clock, bureau_id, starts_on),
            clock.unit,
            self.calendars[bureau_id],
            self.pauses.get((row.pk, clock.key), ()),
            self.extensions.get((row.pk, clock.key), 0),
        )

    def _dates(
        self, term: Term, row: Row, bureau_id: int
    ) -> tuple[datetime.date | None, datetime.date | None] | None:
        """From when and until when; None when there is nothing to wait for."""
        match term:
            case Clock():
                clock = self.clock_of(term, row)
                return None if clock is None else (clock.starts_on, self._due_on(clock, bureau_id))
            case Expiry():
                on = day_of(row, term.on)
                return None if on is None else (None, on)
            case FollowUp():
                return self._next_contact(term, row, bureau_id)

    def _due_on(self, clock: RunningClock, bureau_id: int) -> datetime.date | None:
        key = (bureau_id, clock.starts_on, clock.limit, clock.unit, clock.extension, clock.suspensions)
        if key not in self._known:
            self._known[key] = clock.due_on
        return self._known[key]

    def _next_contact(
        self, term: FollowUp, row: Row, bureau_id: int
    ) -> tuple[datetime.date | None, datetime.date] | None:
        met = self.contacts.get((row.pk, term.key), ())
        last, appointed = met[-1] if met else (None, None)
        if term.next_on:
            on = day_of(row, term.next_on)
            if on is not None:
                return last, on
            if not (term.every_days or term.every_months):
                return None
        since = day_of(row, term.since) if term.since else timezone.localdate(row.created_at)
        if term.after_months:
            return self._next_milestone(term, since, met, bureau_id)
        if appointed is not None:
            return last, appointed
        # Where the row itself has the day of the last visit, a later one there counts as well.
        begin = max((day for day in (last, since) if day is not None), default=None)
        if begin is None:
            return None
        usual = term.every_days or term.every_months
        if not usual:
            return None
        every = max(1, self._value(term.key, usual, bureau_id))
        due = begin + every * _DAY if term.every_days else add_months(begin, every)
        return begin, due

    def _next_milestone(
        self, term: FollowUp, since: datetime.date | None, met: Sequence[Met], bureau_id: int
    ) -> tuple[datetime.date | None, datetime.date] | None:
        """A contact settles the milestone that is due, or soon will be; earlier ones settle nothing."""
        if since is None:
            return None
        lead = _DAY * self._value(remind_name(term.key), term.remind_days, bureau_id)
        left = [add_months(since, number) for number in term.after_months]
        for on, _ in met:
            if left and on >= left[0] - lead:
                left.pop(0)
        if not left:
            return None
        appointed = met[-1][1] if met else None
        return since, left[0] if appointed is None else min(appointed, left[0])

    def _remind_on(self, term: Term, due_on: datetime.date | None, bureau_id: int) -> datetime.date | None:
        if due_on is None:
            return None
        if isinstance(term, Clock) and term.notice:
            # Nobody is late during a notice: the work begins when it is over.
            return due_on + _DAY
        lead = self._value(remind_name(term.key), term.remind_days, bureau_id)
        if isinstance(term, Clock) and term.unit is DayUnit.WORKING:
            return self.calendars[bureau_id].add(due_on, -lead)
        return due_on - lead * _DAY

    def _value(self, name: str, default: int, bureau_id: int) -> int:
        return self.settings.value(bureau_id, f"{self.register.code}.{name}", default, self.today)


def ground_of(register: Register, rows: Sequence[Row], today: datetime.date | None = None) -> Ground:
    """Read what the deadlines of these rows rest on: a handful of queries, however many rows."""
    units = {row.reporting_unit_id for row in rows}
    bureaus = bureaus_of(units)
    ids = [row.pk for row in rows]
    has_clocks, has_contacts = bool(register.clocks), bool(register.follow_ups)
    return Ground(
        register,
        today or timezone.localdate(),
        Settings([register], set(bureaus.values())),
        bureaus,
        calendars_of(set(bureaus.values())),
        pauses_of(register, ids) if has_clocks else {},
        _extensions(register, ids) if has_clocks else {},
        _contacts(register, ids) if has_contacts else {},
    )


def bureaus_of(units: set[int]) -> dict[int, int]:
    return {unit.pk: unit.bureau_id for unit in Unit.objects.filter(pk__in=units).only("lineage")}


def calendars_of(bureaus: set[int]) -> dict[int, WorkCalendar]:
    own: defaultdict[int, dict[datetime.date, bool]] = defaultdict(dict)
    for bureau_id, day, works in WorkdayException.objects.filter(bureau__in=bureaus).values_list(
        "bureau_id", "date", "is_workday"
    ):
        own[bureau_id][day] = works
    return {bureau_id: calendar_with(own[bureau_id]) for bureau_id in bureaus}


def pauses_of(register: Register, ids: Sequence[int]) -> dict[RowKey, tuple[Suspension, ...]]:
    found: defaultdict[RowKey, list[Suspension]] = defaultdict(list)
    for row_id, key, begins_on, ends_on in Pause.objects.filter(
        register=register.code, row_id__in=ids
    ).values_list("row_id", "key", "begins_on", "ends_on"):
        found[row_id, key].append(Suspension(begins_on, ends_on))
    return {key: tuple(pauses) for key, pauses in found.items()}


def _extensions(register: Register, ids: Sequence[int]) -> dict[RowKey, int]:
    found: defaultdict[RowKey, int] = defaultdict(int)
    for row_id, key, days in Prolongation.objects.filter(
        register=register.code, row_id__in=ids, state=Prolongation.State.ACCEPTED
    ).values_list("row_id", "key", "days"):
        found[row_id, key] += days
    return dict(found)


def _contacts(register: Register, ids: Sequence[int]) -> dict[RowKey, list[Met]]:
    """All contacts of the rows in the order in which they happened."""
    found: defaultdict[RowKey, list[Met]] = defaultdict(list)
    for row_id, key, done_on, next_on in (
        Contact.objects.filter(register=register.code, row_id__in=ids)
        .order_by("done_on", "id")
        .values_list("row_id", "key", "done_on", "next_on")
    ):
        found[row_id, key].append((done_on, next_on))
    return dict(found)


def add_months(day: datetime.date, number: int) -> datetime.date:
    """The same day some months later, or the last one of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return datetime.date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
