"""One indicator of one unit through a statistical year: its months, its way to the target, the units below."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bureau.catalogue.models import Aggregate, Indicator, Target
from bureau.catalogue.words import direction_word, domain_title, kind_word
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import SPANS, Month, Span
from bureau.quantities import entry_unit, from_base, round_half_up
from bureau.totals.reading import Page, amounts
from bureau.web.charts import Cumulative, Forecast, cumulative
from reports.dashboards import printing
from reports.dashboards.board import EARLIER_YEARS, usual_month
from reports.dashboards.ranking import Ranked, entrant, ranking
from reports.dashboards.rows import Row, row_of
from reports.dashboards.scope import Scope
from reports.dashboards.standing import Standing, pace_of, standing
from reports.wording import completion_rate


@dataclass(frozen=True)
class MonthColumn:
    """A month of the table, everything as printed. `is_open`: the month's number is not yet approved."""

    label: str
    value: str
    is_open: bool
    last_year: str
    change: str
    to_date: str
    rate: str
    pace: str
    ahead: str


@dataclass(frozen=True)
class YearOfIndicator:
    """`row` is the line of the completion page where the unit has a target, else None; `slot` months are counted."""

    indicator: Indicator
    unit: Unit
    year: int
    slot: int
    page: Page
    before: Page
    target: Target | None
    row: Row | None
    months: list[MonthColumn]
    chart: Cumulative
    change: str

    @property
    def month(self) -> Month:
        return self.indicator.window.month_at(self.year, self.slot)

    @property
    def entry_unit(self) -> str:
        return entry_unit(self.indicator.unit)

    @property
    def standing(self) -> Standing:
        return self.row.standing if self.row else standing(self.indicator, None, self.known, self.slot)

    @property
    def approved(self) -> Decimal | None:
        return self.page.approved(Span("t", self.slot))

    @property
    def known(self) -> Decimal | None:
        provisional = self.page.provisional(Span("t", self.slot))
        return self.approved if provisional is None else provisional

    @property
    def is_settled(self) -> bool:
        return self.approved == self.known

    @property
    def value_text(self) -> str:
        return printing.in_table(self.indicator, self.known if self.approved is None else self.approved)

    @property
    def known_text(self) -> str:
        return printing.in_table(self.indicator, self.known)

    @property
    def coverage(self) -> tuple[int, int]:
        span = Span("t", self.slot)
        return self.page.reported(span), self.page.expected(span)

    @property
    def pace(self) -> str:
        return printing.percentage(pace_of(self.slot))

    @property
    def facts(self) -> list[str]:
        """Beside the name: `流量，越高越好`, `单位：人`."""
        return [f"{kind_word(self.indicator)}，{direction_word(self.indicator)}", f"单位：{self.entry_unit}"]

    @property
    def domain(self) -> str:
        return domain_title(self.indicator.domain)


def read_year(scope: Scope, indicator: Indicator) -> YearOfIndicator:
    unit, year, key = scope.unit, scope.year, (scope.unit.pk, indicator.pk)
    page = amounts([unit.pk], [indicator.pk], year, SPANS, sides=True)[key]
    earlier = [
        amounts([unit.pk], [indicator.pk], year - back, SPANS)[key] for back in range(1, EARLIER_YEARS + 1)
    ]
    slot = scope.slot_of(indicator, scope.month or usual_month([page], year))
    target = Target.objects.current().of_year(year).filter(unit=unit, indicator=indicator).first()
    row = row_of(indicator, target, slot, page, earlier) if target else None
    span = Span("t", slot)
    approved, provisional = page.approved(span), page.provisional(span)
    known = approved if provisional is None else provisional
    return YearOfIndicator(
        indicator=indicator,
        unit=unit,
        year=year,
        slot=slot,
        page=page,
        before=earlier[0],
        target=target,
        row=row,
        months=[_month(indicator, year, n, slot, page, earlier[0], target) for n in range(1, 13)],
        chart=_chart(indicator, year, slot, page, earlier[0], row),
        change=change(indicator, known, earlier[0].approved(span)),
    )


def change(indicator: Indicator, now: Decimal | None, before: Decimal | None) -> str:
    """同比: per cent of an amount above zero, points of a rate; — where there is nothing to compare with."""
    if now is None or before is None:
        return printing.points(None)
    if indicator.unit == "%":
        moved = round_half_up(now, indicator.decimals) - round_half_up(before, indicator.decimals)
        return printing.points(moved)
    if before <= 0:
        return printing.points(None)
    return printing.points(round_half_up((Fraction(now) / Fraction(before) - 1) * 100, 1))


def _month(
    indicator: Indicator, year: int, number: int, slot: int, page: Page, before: Page, target: Target | None
) -> MonthColumn:
    month, to_date = Span("m", number), Span("t", number)
    label = indicator.window.month_at(year, number).short_label
    pace = Fraction(number * 100, 12)
    has_pace = (
        target is not None and indicator.aggregate == Aggregate.SUM and target.kind == Target.Kind.AT_LEAST
    )
    last_year = printing.in_table(indicator, before.approved(month))
    pace_text = printing.percentage(round_half_up(pace, 1)).rstrip("%") if has_pace else printing.NONE
    nothing = printing.NONE
    if number > slot:
        return MonthColumn(label, nothing, False, last_year, nothing, nothing, nothing, pace_text, nothing)
    known = page.provisional(month)
    shown = page.approved(month) if known is None else known
    total = page.approved(to_date) if page.provisional(to_date) is None else page.provisional(to_date)
    rate = completion_rate(total, target.value) if target and total is not None and has_pace else None
    ahead = None if rate is None else round_half_up(rate, 1) - round_half_up(pace, 1)
    return MonthColumn(
        label=label,
        value=printing.in_table(indicator, shown),
        is_open=shown != page.approved(month),
        last_year=last_year,
        change=change(indicator, shown, before.approved(month)),
        to_date=printing.in_table(indicator, total),
        rate=printing.percentage(rate).rstrip("%"),
        pace=pace_text,
        ahead=printing.points(ahead),
    )


def _chart(
    indicator: Indicator, year: int, slot: int, page: Page, before: Page, row: Row | None
) -> Cumulative:
    """What has come together month by month in the unit of entry, the pace to the target, and where it will land."""

    def shown(value: Decimal | None) -> Decimal | None:
        return (
            None
            if value is None
            else from_base(value, unit=entry_unit(indicator.unit), base_unit=indicator.unit)
        )

    spans = [Span("t", number) for number in range(1, 13)]
    values = [shown(page.provisional(span)) if span.index <= slot else None for span in spans]
    target = shown(row.target.value) if row else None
    plan = (
        [target * span.index / 12 for span in spans] if target is not None and _adds(indicator, row) else []
    )
    forecast = None
    if row and row.landing:
        ends = (shown(row.landing.low), shown(row.landing.likely), shown(row.landing.high))
        low, likely, high = (end or Decimal(0) for end in ends)
        forecast = Forecast(low, likely, high)
    return cumulative(
        values,
        months=[month.short_label for month in indicator.window.months_of(year)],
        plan=plan,
        target=target,
        forecast=forecast,
        last_year=shown(before.approved(Span("t", 12))),
        provisional={
            span.index - 1
            for span in spans
            if span.index <= slot and page.approved(span) != page.provisional(span)
        },
        places=printing.places_of(indicator),
    )


def _adds(indicator: Indicator, row: Row | None) -> bool:
    return (
        row is not None and indicator.aggregate == Aggregate.SUM and row.target.kind == Target.Kind.AT_LEAST
    )


@dataclass(frozen=True)
class Below:
    """The units just below of one kind; towns and bureaus ranked, sections in their order."""

    rows: list[Ranked]
    kind: str


def read_below(scope: Scope, indicator: Indicator, slot: int) -> list[Below]:
    """Towns (or bureaus) and sections with their own numbers; together they are the unit's number."""
    children = list(scope.unit.children.all())
    keys = [unit.pk for unit in children]
    if not keys:
        return []
    span = Span("t", slot)
    pages = amounts(keys, [indicator.pk], scope.year, [span])
    targets = {
        target.unit_id: target
        for target in Target.objects.current().of_year(scope.year).filter(unit__in=keys, indicator=indicator)
    }
    parts = []
    for kind in (UnitKind.BUREAU, UnitKind.TOWN, UnitKind.SECTION):
        rows = []
        for unit in (one for one in children if one.kind == kind):
            page = pages[unit.pk, indicator.pk]
            approved, provisional = page.approved(span), page.provisional(span)
            known = approved if provisional is None else provisional
            if known is None and not page.expected(span) and unit.pk not in targets:
                continue
            rows.append(
                entrant(
                    unit,
                    indicator,
                    targets.get(unit.pk),
                    known,
                    slot,
                    is_settled=known == approved,
                    is_reported=page.is_complete(Span("m", slot)),
                )
            )
        if rows:
            placed = rows if kind == UnitKind.SECTION else ranking(rows)
            parts.append(Below(placed, str(kind.label)))
    return parts
