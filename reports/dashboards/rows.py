"""One line of the completion page: an indicator of a unit, what is asked of it and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bureau.catalogue.models import Aggregate, Indicator, Target
from bureau.periods import Span
from bureau.quantities import entry_unit, factor
from bureau.totals.reading import Page
from bureau.web.charts import Landing as LandingShare
from reports.dashboards import printing
from reports.dashboards.landing import Landing, landing, monthly_need
from reports.dashboards.standing import Standing, standing

STATUS: Final = {Target.Kind.AT_MOST, Target.Kind.KEEP}


@dataclass(frozen=True)
class Row:
    """`approved` and `provisional` are the year to date in the base unit; the light is that of what is known.

    Where both say the same, everything is approved; else the approved one stands first and the other is starred.
    """

    indicator: Indicator
    target: Target
    slot: int
    approved: Decimal | None
    provisional: Decimal | None
    reported: int
    expected: int
    standing: Standing
    approved_standing: Standing
    landing: Landing | None
    need: Decimal | None
    section: str = ""

    @property
    def known(self) -> Decimal | None:
        return self.approved if self.provisional is None else self.provisional

    @property
    def is_settled(self) -> bool:
        return self.approved == self.known

    @property
    def is_starred(self) -> bool:
        """The first number itself is not approved: nothing of it is."""
        return self.approved is None and self.known is not None

    @property
    def is_complete(self) -> bool:
        return self.reported >= self.expected

    @property
    def unit(self) -> str:
        return entry_unit(self.indicator.unit)

    @property
    def target_text(self) -> str:
        return printing.goal(self.indicator, self.target)

    @property
    def value_text(self) -> str:
        value = self.known if self.is_starred else self.approved
        return printing.in_table(self.indicator, value)

    @property
    def known_text(self) -> str:
        return printing.in_table(self.indicator, self.known)

    @property
    def has_two(self) -> bool:
        """Whether what is known prints differently from what is approved."""
        return not self.is_starred and (self.known_text, self.known_rate_text) != (
            self.value_text,
            self.rate_text,
        )

    @property
    def rate_text(self) -> str:
        stands = self.standing if self.is_starred else self.approved_standing
        return printing.percentage(stands.rate)

    @property
    def known_rate_text(self) -> str:
        return printing.percentage(self.standing.rate)

    @property
    def ahead_text(self) -> str:
        """Points; of a ceiling in words, 低 0.58."""
        ahead = self.standing.ahead
        if ahead is None:
            return "—"
        if self.target.kind in STATUS:
            text = printing.points(abs(ahead)).lstrip("+")
            return f"低 {text}" if ahead < 0 else f"高 {text}" if ahead > 0 else "持平"
        return printing.points(ahead)

    @property
    def ahead_words(self) -> str:
        """快 3.2, 慢 1.3, 持平: the same points for one who reads no signs."""
        ahead = self.standing.ahead
        if ahead is None or self.standing.pace is None:
            return self.ahead_text
        text = printing.points(abs(ahead)).lstrip("+")
        return f"快 {text}" if ahead > 0 else f"慢 {text}" if ahead < 0 else "持平"

    @property
    def sure_share(self) -> Decimal | None:
        """The approved part of the bar, where the bar holds more than that."""
        if self.is_settled:
            return None
        return self.approved_standing.share or Decimal(0)

    @property
    def landing_text(self) -> str:
        return "" if self.landing is None else printing.in_table(self.indicator, self.landing.likely)

    @property
    def landing_share(self) -> LandingShare | None:
        if self.landing is None or self.target.value <= 0:
            return None
        low, likely, high = (
            amount / self.target.value * 100
            for amount in (self.landing.low, self.landing.likely, self.landing.high)
        )
        return LandingShare(low, likely, high)

    @property
    def need_text(self) -> str:
        return "" if self.need is None else printing.in_table(self.indicator, self.need)


def row_of(
    indicator: Indicator, target: Target, slot: int, page: Page, earlier: list[Page], *, section: str = ""
) -> Row:
    """`page` is this year's, `earlier` those of the years before, the last year first."""
    span = Span("t", slot)
    approved, provisional = page.approved(span), page.provisional(span)
    known = approved if provisional is None else provisional
    foreseen = needed = None
    if indicator.aggregate == Aggregate.SUM and target.kind in {Target.Kind.AT_LEAST, Target.Kind.NET_GROWTH}:
        shapes = [(one.approved(span), one.approved(Span("t", 12))) for one in earlier]
        step = factor(entry_unit(indicator.unit), indicator.unit)
        if known is not None and known < target.value:
            foreseen = landing(known, shapes, slot=slot)
            needed = monthly_need(known, target.value, slot=slot, step=step)
    return Row(
        indicator=indicator,
        target=target,
        slot=slot,
        approved=approved,
        provisional=provisional,
        reported=page.reported(span),
        expected=page.expected(span),
        standing=standing(indicator, target, known, slot),
        approved_standing=standing(indicator, target, approved, slot),
        landing=foreseen,
        need=needed,
        section=section,
    )
