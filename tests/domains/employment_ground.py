"""就业股 at work: chen keeps its registers, li reviews them, zhang keeps those of a town; what comes of the rows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bureau.catalogue.declarations import DECLARED
from bureau.catalogue.models import Assignment, Indicator
from bureau.catalogue.syncing import sync_catalogue
from bureau.figures.models import Figure
from bureau.figures.writing import CellChange, save_figures
from bureau.organisation.models import Unit, User
from bureau.periods import Month, Span
from bureau.registers.counting.draining import drain
from bureau.registers.deadlines.reading import lights_of
from bureau.registers.declarations import Doer, Register
from bureau.registers.models import Adoption, Deadline, Tally
from bureau.registers.registry import find_register, register_of
from bureau.registers.rows import Row
from bureau.registers.writing import change_row, enter_row, take_step
from bureau.returns.steps import open_sheet
from bureau.totals.reading import amount
from bureau.totals.rolling import Locking
from bureau.totals.rolling import drain as roll
from bureau.uploads.models import ImportState
from tests.people import People
from tests.registers_exchange.files import carry_out, hand_in, workbook

BEGINNING = Month(2020, 1)
ID_NUMBER = "11010119900307811X"
NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True)
class Ground:
    people: People

    @property
    def chen(self) -> User:
        return self.people["chen"]

    @property
    def li(self) -> User:
        return self.people["li"]

    def enter(
        self,
        code: str,
        also: Mapping[str, object] = NOTHING,
        /,
        *,
        state: str = "",
        explanation: str = "",
        unit: Unit | None = None,
        by: str = "chen",
        **values: object,
    ) -> Row:
        return enter_row(
            register(code),
            {**values, **also},
            unit=unit or self.people.section,
            by=self.people[by],
            state=state,
            explanation=explanation,
        )

    def change(self, row: Row, *, explanation: str | None = None, **values: object) -> Row:
        return change_row(row, values, version=row.version, by=self.chen, explanation=explanation)

    def step(self, row: Row, key: str, *, reason: str = "", **values: object) -> Row:
        by = self.li if register_of(row).step(key).by is Doer.REVIEWER else self.chen
        return take_step(row, key, version=row.version, by=by, values=values, reason=reason)

    def import_rows(self, code: str, rows: Sequence[Sequence[object]]) -> None:
        """Hand in a workbook with its heads first, and confirm what the preview shows."""
        done = carry_out(hand_in(self.people, "chen", code, workbook(rows)))
        assert done.state == ImportState.DONE

    def tally(self, indicator: str, month: Month, unit: Unit | None = None) -> Decimal | None:
        """What the rows of a unit come to; None where nothing is told."""
        drain()
        found = Tally.objects.filter(
            unit=unit or self.people.section, month=month, indicator__code=f"employment.{indicator}"
        ).first()
        return None if found is None else found.value

    def tallies(self, month: Month, *indicators: str) -> list[Decimal | None]:
        return [self.tally(one, month) for one in indicators]

    def adopt(self, code: str, begins: Month, unit: Unit | None = None) -> None:
        """From then on the sheets of the unit are counted from this register."""
        drain()
        keeper = unit or self.people.section
        Adoption.objects.create(register=code, unit=keeper, begins=begins, by=self.li)
        self.assign(*Indicator.objects.filter(register=code), unit=keeper)

    def assign(self, *indicators: Indicator, unit: Unit | None = None) -> None:
        Assignment.objects.bulk_create(
            Assignment(unit=unit or self.people.section, indicator=one, begins=BEGINNING)
            for one in indicators
        )

    def open_sheet(self, month: Month, unit: Unit | None = None) -> None:
        open_sheet(unit=unit or self.people.section, month=month, domain="employment")

    def type_in(self, month: Month, **values: int | str) -> None:
        """Figures that nobody counts, typed into the open sheet of the section."""
        sheet = open_sheet(unit=self.people.section, month=month, domain="employment")
        asked = {name: Indicator.objects.get(code=f"employment.{name}") for name in values}
        self.assign(*asked.values())
        changes = [CellChange(asked[name].pk, Decimal(value), 0) for name, value in values.items()]
        save_figures(sheet=sheet, changes=changes, by=self.chen)

    def figure(self, indicator: str, month: Month, unit: Unit | None = None) -> Decimal | None:
        """What stands in the sheet."""
        drain()
        found = Figure.objects.filter(
            unit=unit or self.people.section, month=month, indicator__code=f"employment.{indicator}"
        ).first()
        return None if found is None else found.value

    def of_year(self, indicator: str, month: Month, unit: Unit | None = None) -> Decimal | None:
        """The year to date after a month, of what stands in the sheets; rates are made from their parts."""
        drain()
        roll(Locking.WAIT)
        one = Indicator.objects.get(code=f"employment.{indicator}")
        span = Span("t", month.month)
        return amount((unit or self.people.section).pk, one.pk, month.year, span).provisional(span)


def settle_employment(people: People) -> Ground:
    sync_catalogue(sets=[DECLARED["employment"]])
    return Ground(people)


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


def light(row: Row, today: datetime.date) -> str:
    """In which words the list says how urgent the row is; empty when nothing is due."""
    found = lights_of(register_of(row), [row], today).get(row.pk)
    return "" if found is None else found.word
