"""What is counted from one register, by whom its rows are kept, and what a hand makes of them."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from bureau.catalogue.models import Indicator
from bureau.organisation.models import Unit
from bureau.periods import Month
from bureau.registers.counting.grammar import parse
from bureau.registers.declarations import FilledBy, Register
from bureau.registers.registry import find_register
from bureau.registers.rows import Row
from tests.people import People
from tests.registers_counting.by_hand import Told, tell
from tests.registers_pages.filling import BEGIN

# None of them is still to come, whatever day it is.
MONTHS = list(Month.between(Month.of(BEGIN), Month.of(BEGIN) + 10))


class Books:
    """A register with its figures and rows, read without the product's counting."""

    def __init__(self, register: Register, people: People) -> None:
        self.register = register
        self.people = people
        self._read: dict[tuple[str, int], list[Row]] = {}

    @cached_property
    def figures(self) -> list[Indicator]:
        """What is counted from the register; a rank is copied, not counted."""
        found = Indicator.objects.filter(register=self.register.code, retired=False).order_by("order")
        return [one for one in found if parse(one.counting_rule) is not None]

    def keeper(self, figure: Indicator | None = None) -> str:
        """Who enters rows: the section's clerk, and the town's where only towns keep the register or report."""
        towns = self.register.filled_by is FilledBy.TOWNS
        return "zhang" if towns or (figure is not None and figure.reported_by == "towns") else "chen"

    def unit(self, clerk: str) -> Unit:
        return self.people.section if clerk == "chen" else self.people.town

    def rows(self, unit: Unit, register: Register) -> list[Row]:
        """As they stand; read again once something was done to one."""
        key = register.code, unit.pk
        if key not in self._read:
            found = register.model._default_manager.filter(reporting_unit=unit)
            self._read[key] = list(found.order_by("pk"))
        return self._read[key]

    def forget_rows(self) -> None:
        self._read.clear()

    # --- counting by hand ---------------------------------------------------------------------------------------

    def told(self, figure: Indicator, unit: Unit, month: Month) -> Told | None:
        """What the rows of a unit come to, with what its rule adds; None where there is nothing to tell."""
        register, rule = find_register(figure.register), parse(figure.counting_rule)
        assert register is not None
        assert rule is not None
        rows = self.rows(unit, register)
        parts = [
            tell(register, one, rows, figure.window, month, figure.aggregate) for one in (rule, *rule.also)
        ]
        parts += [self.told(Indicator.objects.get(code=code), unit, month) for code in rule.plus]
        if len(parts) == 1:
            return parts[0]
        known = [part for part in parts if part is not None]
        value = sum((value or Decimal(0) for value, _ in known), Decimal(0))
        return value, list({(type(row), row.pk): row for _, found in known for row in found}.values())

    def month_of(self, figure: Indicator) -> Month | None:
        """The first month in which the figure says something; None while no row is behind it."""
        unit = self.unit(self.keeper(figure))
        for month in MONTHS:
            told = self.told(figure, unit, month)
            if told is not None and told[0] and told[1]:
                return month
        return None
