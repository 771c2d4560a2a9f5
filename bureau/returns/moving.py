"""牵动: what another value in one cell moves, read off the row itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bureau.returns.lines import Line
from bureau.returns.series import folded


@dataclass(frozen=True)
class Moved:
    """A row before and after."""

    before: Line
    after: Line

    @property
    def difference_text(self) -> str:
        """The change of the cell in the unit of entry, with its sign; empty where one side is not reported."""
        old, new = self.before.value, self.after.value
        if old is None or new is None or old == new:
            return ""
        return f"{'+' if new > old else '−'}{self.after.shown(abs(new - old))}"

    @property
    def words(self) -> str:
        """累计 4072→4068；完成率 90.5→90.4%; empty when nothing moves."""
        before, after = self.before, self.after
        parts = []
        if before.year_to_date != after.year_to_date:
            parts.append(f"累计 {before.year_to_date_text}→{after.year_to_date_text}")
        if before.completion != after.completion and after.completion is not None:
            old = "—" if before.completion is None else str(before.completion)
            parts.append(f"完成率 {old}→{after.completion}%")
        return "；".join(parts)


def with_value(line: Line, value: Decimal | None) -> Line:
    """The row as it would be with another value in its cell; not for rates, whose parts stand in other rows."""
    month = value if value is None else value + (line.booked or Decimal(0))
    months = (*line.months[: line.slot - 1], month, *line.months[line.slot :])
    return replace(
        line, value=value, months=months, year_to_date=_to_date(months[: line.slot], line.aggregate)
    )


def _to_date(months: Sequence[Decimal | None], aggregate: str) -> Decimal | None:
    reported = {place: value for place, value in enumerate(months) if value is not None}
    return folded(reported, range(len(months)), aggregate)
