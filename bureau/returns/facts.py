"""What stands behind one row of a sheet or of a matrix, and how it becomes the row."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from bureau.catalogue.models import Aggregate
from bureau.periods import Month, StatisticalWindow
from bureau.returns.lines import Line, Returned, YearTarget, is_open, state_of
from bureau.returns.series import Series, Term, folded, months_to_date, one_decimal, rate_over


class Facts(NamedTuple):
    """What the database says of one cell and its two years."""

    indicator_id: int
    code: str
    name: str
    parent_id: int | None
    group: str
    unit: str
    decimals: int
    aggregate: str
    definition: str
    kind: str
    cutoff_day: int | None
    year_start_month: int
    asked: bool
    value: Decimal | None
    version: int
    source: str
    note: str | None
    explanation: str | None
    target_kind: str | None
    target: Decimal | None
    stretch: Decimal | None
    reason: str | None
    returned_by: str | None
    returned_at: datetime.datetime | None
    months: list[int] | None
    amounts: list[Decimal] | None
    booked: Decimal | None
    booked_from: list[int] | None
    is_corrected: bool
    correction_waits: bool
    register: str
    rows: int | None

    @property
    def window(self) -> StatisticalWindow:
        return StatisticalWindow(self.cutoff_day, self.year_start_month)

    def over(self, terms: Sequence[Term], months: Sequence[int]) -> Decimal | None:
        if self.aggregate == Aggregate.RATIO:
            return rate_over(terms, months)
        series: Series = dict(zip(self.months or (), self.amounts or (), strict=True))
        return folded(series, months, self.aggregate)


def line_of(
    facts: Facts,
    terms: Sequence[Term],
    *,
    month: Month,
    sheet_state: str,
    number: int = 0,
    depth: int = 0,
    first: bool = False,
) -> Line:
    """The cell as a row of a table; `terms` are the parts of a rate."""
    window = facts.window
    year = [one.number for one in window.months_of(window.year_of(month))]
    to_date = months_to_date(window, month)

    over = partial(facts.over, terms)
    state = state_of(
        aggregate=facts.aggregate,
        asked=facts.asked,
        sheet_state=sheet_state,
        returned=facts.reason is not None,
        value=facts.value,
        source=facts.source,
    )
    target = None
    if facts.target_kind is not None and facts.target is not None:
        target = YearTarget(facts.target_kind, facts.target, facts.stretch)
    returned = None
    if facts.reason is not None and facts.returned_at is not None:
        returned = Returned(facts.reason, facts.returned_by or "", facts.returned_at)
    slot = window.slot_of(month)
    adds_up = facts.aggregate == Aggregate.SUM
    return Line(
        indicator_id=facts.indicator_id,
        code=facts.code,
        name=facts.name,
        number=number,
        depth=min(depth, 3),
        is_first_child=first,
        group=facts.group,
        unit=facts.unit,
        decimals=facts.decimals,
        aggregate=facts.aggregate,
        definition=facts.definition,
        value=over([month.number]) if facts.aggregate == Aggregate.RATIO else facts.value,
        version=facts.version,
        source="derived" if facts.aggregate == Aggregate.RATIO else facts.source,
        note=facts.note,
        explanation=facts.explanation,
        state=state,
        is_open=is_open(state, sheet_state),
        previous=over([month.previous.number]),
        last_year=over([month.last_year.number]),
        year_to_date=over(to_date),
        pace=one_decimal(Decimal(100 * slot) / 12) if adds_up else None,
        target=target,
        months=tuple(over([one]) if one in to_date else None for one in year),
        slot=slot,
        returned=returned,
        booked=facts.booked,
        booked_from=tuple(Month.from_number(number) for number in facts.booked_from or ()),
        is_corrected=facts.is_corrected,
        correction_waits=facts.correction_waits,
        register=facts.register,
        rows=facts.rows,
    )
