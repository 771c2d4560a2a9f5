"""What a check can see: one unit's numbers around one month, as plain values. Nothing here asks the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from bureau.catalogue.declarations import Kind, Term
from bureau.catalogue.models import Aggregate
from bureau.periods import Month, StatisticalWindow
from bureau.returns.checks.declarations import Span, default_thresholds
from bureau.returns.checks.language import Of
from bureau.returns.checks.thresholds import Thresholds
from bureau.returns.series import Series, folded, months_to_date

NONE_REPORTED: Final[Series] = {}


@dataclass(frozen=True)
class Item:
    """An indicator as the checks need it. `is_asked`: the unit files it in this month."""

    code: str
    name: str
    unit: str
    decimals: int
    kind: str
    aggregate: str
    parent: str = ""
    exhaustive: bool | None = None
    numerator: tuple[Term, ...] = ()
    denominator: tuple[Term, ...] = ()
    cutoff_day: int | None = None
    year_start_month: int = 1
    is_shared: bool = False  # filed by section and towns
    is_asked: bool = True
    order: int = 0

    @property
    def domain(self) -> str:
        return self.code.partition(".")[0]

    @property
    def window(self) -> StatisticalWindow:
        return StatisticalWindow(self.cutoff_day, self.year_start_month)

    @property
    def is_derived(self) -> bool:
        return self.aggregate == Aggregate.RATIO

    @property
    def is_stock(self) -> bool:
        return self.kind == Kind.STOCK

    @property
    def adds_up(self) -> bool:
        return self.aggregate == Aggregate.SUM


@dataclass(frozen=True)
class Snapshot:
    """One unit's numbers up to `month`, in base units; None and absence mean not reported, never zero.

    `series` are the unit's own months. `stated` are rates and completions as a text or workbook prints them (keys:
    the code of a rate, or an `Of` completion): a sheet computes them and states none. `towns` are this month's sums
    over the towns of the bureau, `bureau` its totals; both hold only what every unit concerned has reported.
    """

    unit_id: int
    month: Month
    items: Mapping[str, Item]
    series: Mapping[str, Series]
    domain: str = ""
    targets: Mapping[str, Decimal] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str | Of, Decimal] = field(default_factory=dict)
    towns: Mapping[str, Decimal] = field(default_factory=dict)
    bureau: Snapshot | None = None
    thresholds: Thresholds = field(default_factory=default_thresholds)

    def with_values(
        self, values: Mapping[str, Decimal | None], explanations: Mapping[str, str] | None = None
    ) -> Snapshot:
        """The same with other values in this month: what somebody has typed and not yet saved."""
        series = dict(self.series)
        for code, value in values.items():
            months = {month: old for month, old in series.get(code, {}).items() if month != self.month.number}
            if value is not None:
                months[self.month.number] = value
            series[code] = months
        return replace(self, series=series, explanations={**self.explanations, **(explanations or {})})

    @cached_property
    def sheet(self) -> tuple[Item, ...]:
        """The rows of the sheet that somebody fills, in paper order."""
        return tuple(
            item
            for item in sorted(self.items.values(), key=lambda item: (item.order, item.code))
            if item.domain == self.domain and item.is_asked and not item.is_derived
        )

    def typed(self, code: str) -> Decimal | None:
        """What stands in this month's cell."""
        return self.at(code, self.month)

    def at(self, code: str, month: Month) -> Decimal | None:
        return self.series.get(code, NONE_REPORTED).get(month.number)

    def months_of(self, code: str, span: Span) -> Sequence[int]:
        if span is Span.MONTH:
            return [self.month.number]
        return months_to_date(self.items[code].window, self.month)

    def covered(self, code: str, span: Span) -> frozenset[int]:
        """The months of the span in which the indicator is reported."""
        reported = self.series.get(code, NONE_REPORTED)
        return frozenset(month for month in self.months_of(code, span) if month in reported)

    def value(self, code: str, span: Span) -> Decimal | None:
        item = self.items.get(code)
        if item is None:
            return None
        if item.is_derived:
            return self.stated.get(code)
        return folded(self.series.get(code, NONE_REPORTED), self.months_of(code, span), item.aggregate)

    def before(self, code: str, span: Span) -> Decimal | None:
        """The stock at the end of the month before, or of the statistical year before."""
        item = self.items.get(code)
        if item is None:
            return None
        if span is Span.MONTH:
            return self.at(code, self.month.previous)
        first = item.window.months_of(item.window.year_of(self.month))[0]
        return self.at(code, first.previous)

    def year_before(self, code: str) -> Decimal:
        """What the months of this year before this one came to, as far as they are reported."""
        series = self.series.get(code, NONE_REPORTED)
        months = self.months_of(code, Span.TO_DATE)[:-1]
        return sum((series[month] for month in months if month in series), Decimal(0))

    def carried(self, received: str, done: str) -> Decimal:
        """What last year left undone, as far as last year is known; zero where it is not."""
        if received not in self.items or done not in self.items:
            return Decimal(0)
        totals = []
        covered = []
        for code in (received, done):
            window = self.items[code].window
            months = [month.number for month in window.months_of(window.year_of(self.month) - 1)]
            series = self.series.get(code, NONE_REPORTED)
            covered.append({month for month in months if month in series})
            totals.append(folded(series, months, Aggregate.SUM) or Decimal(0))
        return max(totals[0] - totals[1], Decimal(0)) if covered[0] == covered[1] else Decimal(0)
