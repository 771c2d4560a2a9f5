"""Reading the figures of a summary from totals, targets and catalogue: a handful of statements for all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Min

from bureau.catalogue.declarations import DECLARED
from bureau.catalogue.models import Indicator, RatePart, Target
from bureau.figures.corrected import corrections_under
from bureau.figures.models import Sheet
from bureau.organisation.models import Unit
from bureau.periods import MONTH_SPANS, YEAR_SPAN, YEAR_TO_DATE_SPANS, Month, Span, StatisticalWindow
from bureau.totals.reading import Page, amounts
from reports.summaries.figures import Figure, YearFigures, aim_of

_NEARLY_ALL = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class _Pages:
    """This year and the last, of one indicator."""

    now: Page
    before: Page

    def amount(self, span: Span, *, provisional: bool, before: bool = False) -> Decimal | None:
        page = self.before if before else self.now
        return page.provisional(span) if provisional else page.approved(span)

    def is_settled(self, span: Span) -> bool:
        """Whether all that stands in the sheets has been approved."""
        return self.now.approved(span) == self.now.provisional(span)

    def is_comparable(self, span: Span, *, provisional: bool) -> bool:
        settled = provisional or self.is_settled(span)
        return settled and self.now.reported(span) >= self.before.reported(span)


def figures_of(
    unit: Unit, year: int, *, provisional: bool = False, until: Month | None = None
) -> YearFigures:
    """What the unit, with everything below it, reported in a year; approved figures unless `provisional`.

    They reach to the last month that was reported as a whole, or to `until`.
    """
    indicators = _in_order(Indicator.objects.in_force())
    pages = _pages(unit, indicators, year)
    last = until or _last_month(indicators, pages, year, provisional=provisional)
    amended = _corrections(unit, indicators, year)
    aims = {
        target.indicator_id: aim_of(target)
        for target in Target.objects.current().of_year(year).filter(unit=unit)
    }
    codes = {indicator.pk: indicator.code for indicator in indicators}
    figures: dict[str, Figure] = {}
    for indicator in indicators:
        window = indicator.window
        slot = _slot(window, year, last)
        span, found = YEAR_TO_DATE_SPANS[slot - 1], pages[indicator.pk]
        figures[indicator.code] = Figure(
            code=indicator.code,
            name=indicator.name,
            label=indicator.label,
            domain=indicator.domain,
            group=indicator.group,
            unit=indicator.unit,
            display_unit=indicator.display_unit,
            decimals=indicator.decimals,
            kind=indicator.kind,
            window=window,
            slot=slot,
            value=found.amount(span, provisional=provisional),
            previous=found.amount(span, provisional=provisional, before=True),
            year_end=found.amount(YEAR_SPAN, provisional=provisional, before=True),
            aim=aims.get(indicator.pk),
            parent="" if indicator.parent_id is None else codes.get(indicator.parent_id, ""),
            is_assessed=indicator.assessed,
            is_settled=provisional or found.is_settled(span),
            is_comparable=found.is_comparable(span, provisional=provisional),
            computed_at=found.now.computed_at,
            is_corrected=any(month in amended[indicator.pk] for month in window.months_of(year)[:slot]),
        )
    computed = [page.now.computed_at for page in pages.values() if page.now.computed_at is not None]
    return YearFigures(unit, year, last, provisional, figures, max(computed, default=None))


def _in_order(indicators: Iterable[Indicator]) -> list[Indicator]:
    """In the order of the domains, then of their paper tables."""
    domains = list(DECLARED)
    known = [indicator for indicator in indicators if indicator.domain in DECLARED]
    return sorted(known, key=lambda indicator: (domains.index(indicator.domain), indicator.order))


def _pages(unit: Unit, indicators: Iterable[Indicator], year: int) -> dict[int, _Pages]:
    """Pages are asked for window by window, because a year means other months in another window."""
    windows: dict[StatisticalWindow, list[int]] = {}
    for indicator in indicators:
        windows.setdefault(indicator.window, []).append(indicator.pk)
    spans = (*MONTH_SPANS, *YEAR_TO_DATE_SPANS)
    pages: dict[int, _Pages] = {}
    for keys in windows.values():
        now = amounts([unit.pk], keys, year, spans)
        before = amounts([unit.pk], keys, year - 1, spans)
        pages.update({key: _Pages(now[unit.pk, key], before[unit.pk, key]) for key in keys})
    return pages


def _last_month(
    indicators: Iterable[Indicator], pages: dict[int, _Pages], year: int, *, provisional: bool
) -> Month | None:
    """The last month that was reported and, unless the text is provisional, also approved in nearly all its figures.

    Sections are often approved before the towns: their month alone would pass half a total off as a whole one.
    """
    reported: Counter[Month] = Counter()
    settled: Counter[Month] = Counter()
    approved: set[Month] = set()
    for indicator in indicators:
        found = pages[indicator.pk]
        for span in MONTH_SPANS:
            if found.now.provisional(span) is None:
                continue
            month = indicator.window.month_at(year, span.index)
            reported[month] += 1
            settled[month] += found.is_settled(span)
            if found.now.approved(span) is not None:
                approved.add(month)
    if provisional:
        return max(reported, default=None)
    whole = [month for month in approved if settled[month] >= reported[month] * _NEARLY_ALL]
    return max(whole or approved, default=None)


def _slot(window: StatisticalWindow, year: int, last: Month | None) -> int:
    """The place of the last month in the indicator's own year; 12 where that year was over before."""
    if last is None or window.year_of(last) != year:
        return 12
    return window.slot_of(last)


def _corrections(unit: Unit, indicators: Sequence[Indicator], year: int) -> defaultdict[int, set[Month]]:
    """The months of each indicator that a correction counts in; of a rate those of its parts."""
    months = {month for indicator in indicators for month in indicator.window.months_of(year)}
    found: defaultdict[int, set[Month]] = defaultdict(set)
    keys = [indicator.pk for indicator in indicators]
    for one in corrections_under(unit, keys, months).select_related(None).order_by():
        found[one.indicator_id].add(one.booked_month or one.month)
    if found:
        for rate, part in RatePart.objects.filter(part__in=list(found)).values_list("rate", "part"):
            found[rate] |= found[part]
    return found


def indicators_by_code() -> dict[str, Indicator]:
    return {indicator.code: indicator for indicator in Indicator.objects.in_force()}


def years_of(unit: Unit) -> list[int]:
    """The years for which the unit, or one below it, has monthly sheets; the latest first."""
    months = Sheet.objects.filter(unit__lineage__contains=[unit.pk]).aggregate(
        first=Min("month"), last=Max("month")
    )
    if months["first"] is None:
        return []
    return list(range(months["last"].year, months["first"].year - 1, -1))
