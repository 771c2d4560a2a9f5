"""A correction in the units and words in which people read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import cached_property

from bureau.figures.models import Correction
from bureau.quantities import entry, entry_unit
from bureau.returns.moving import Moved, with_value
from bureau.returns.naming import form_title
from bureau.returns.reading import read_some


@dataclass(frozen=True)
class Told:
    """One request as its line and its page show it."""

    correction: Correction

    @property
    def unit(self) -> str:
        return entry_unit(self.correction.indicator.unit)

    @property
    def old(self) -> str:
        return self.shown(self.correction.old_value)

    @property
    def new(self) -> str:
        return self.shown(self.correction.value)

    @property
    def difference(self) -> str:
        """With its sign; empty where there was no number before."""
        difference = self.correction.difference
        if difference is None:
            return ""
        return f"{'+' if difference > 0 else '−'}{self.shown(abs(difference))}"

    @property
    def title(self) -> str:
        return form_title(self.correction.sheet.domain)

    @property
    def mark(self) -> str:
        """The status mark that the state is drawn with."""
        return {"pending": "draft", "accepted": "done", "rejected": "back"}[self.correction.state]

    @property
    def effect(self) -> str:
        """What came of it, once it was accepted."""
        one = self.correction
        if one.applied_at is None:
            return ""
        return f"差额 {self.difference} 记入{one.booked_month.label}" if one.booked_month else "原月份已重述"

    @cached_property
    def moves(self) -> str:
        """What a restatement moves in the unit's own year up to the corrected month."""
        one = self.correction
        line = next(
            line for line in read_some(one.sheet, [one.indicator_id]) if line.indicator_id == one.indicator_id
        )
        return Moved(with_value(line, one.old_value), with_value(line, one.value)).words

    def shown(self, value: Decimal | None) -> str:
        if value is None:
            return "未报"
        return entry(value, unit=self.unit, base_unit=self.correction.indicator.unit)
