"""Differences in the units and words in which people read them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bureau.catalogue.models import Indicator
from bureau.quantities import entry, entry_unit
from bureau.registers.counting.behind import address
from bureau.registers.models import Restatement, RestatementState
from bureau.registers.registry import find_register


def shown(value: Decimal | None, indicator: Indicator) -> str:
    """In the unit of entry, as a sheet prints it."""
    if value is None:
        return "未报"
    return entry(value, unit=entry_unit(indicator.unit), base_unit=indicator.unit)


def shown_difference(old: Decimal | None, new: Decimal | None, indicator: Indicator) -> str:
    """With its sign; what is missing counts as nothing."""
    difference = (new or Decimal(0)) - (old or Decimal(0))
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{shown(abs(difference), indicator)}"


@dataclass(frozen=True)
class Told:
    """One difference as its line and its page show it."""

    restatement: Restatement

    @property
    def unit(self) -> str:
        return entry_unit(self.restatement.indicator.unit)

    @property
    def reported(self) -> str:
        return shown(self.restatement.reported, self.restatement.indicator)

    @property
    def counted(self) -> str:
        return shown(self.restatement.counted, self.restatement.indicator)

    @property
    def difference(self) -> str:
        one = self.restatement
        return shown_difference(one.reported, one.counted, one.indicator)

    @property
    def mark(self) -> str:
        """The status mark that the state is drawn with."""
        waits = {RestatementState.WAITING: "draft", RestatementState.GONE: "none"}
        return waits.get(RestatementState(self.restatement.state), "done")

    @property
    def register_title(self) -> str:
        register = find_register(self.restatement.register)
        return self.restatement.register if register is None else register.title

    @property
    def rows_address(self) -> str:
        """The rows that make the count, as a list; empty for a register that is no more."""
        one = self.restatement
        register = find_register(one.register)
        return "" if register is None else address(register, one.indicator.code, one.unit.code, one.month)

    @property
    def effect(self) -> str:
        """What came of it."""
        one = self.restatement
        if one.state == RestatementState.BOOKED and one.correction and one.correction.booked_month:
            return f"差额 {self.difference} 记入{one.correction.booked_month.label}"
        return ""
