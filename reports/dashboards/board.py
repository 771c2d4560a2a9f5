"""目标完成情况: everything that the completion page of a unit shows, read once."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from django.db.models import QuerySet
from django.utils import timezone

from bureau.catalogue.models import Target
from bureau.catalogue.words import domain_title, domains
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import YEAR_TO_DATE_SPANS, Span
from bureau.totals.pace import Light
from bureau.totals.reading import Page, amounts
from bureau.web.charts import Trend, trend
from reports.dashboards.rows import Row, row_of
from reports.dashboards.scope import Scope
from reports.dashboards.standing import BEHIND, pace_of

Grouping = Literal["domain", "section"]

EARLIER_YEARS: Final = 3
TRENDS: Final = 4
# A month counts as begun once half of what is expected of it has come in.
BEGUN: Final = 2
DONE: Final[frozenset[Light]] = frozenset({"done"})
ON_PACE: Final[frozenset[Light]] = frozenset({"ok", "within", "kept"})
SLOW: Final[frozenset[Light]] = frozenset({"slow", "near"})
LATE: Final[frozenset[Light]] = frozenset({"late", "over", "broken"})


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `note` names who answers for them."""

    title: str
    note: str
    rows: list[Row]


@dataclass(frozen=True)
class Tally:
    done: int
    ok: int
    slow: int
    late: int
    unknown: int


@dataclass(frozen=True)
class Small:
    """A small trend: one indicator's year to date beside last year's."""

    row: Row
    chart: Trend


@dataclass(frozen=True)
class Board:
    """`month` is the calendar month up to which all is counted; `computed_at` when a figure last changed."""

    unit: Unit
    year: int
    month: int
    rows: list[Row]
    pages: Mapping[int, Page]
    before: Mapping[int, Page]
    computed_at: datetime.datetime | None

    @property
    def pace(self) -> str:
        return f"{pace_of(self.month)}%"

    @property
    def tally(self) -> Tally:
        return tally(row.standing.light for row in self.rows)

    @property
    def has_landing(self) -> bool:
        return any(row.landing for row in self.rows)

    @property
    def has_unsettled(self) -> bool:
        return any(not row.is_settled for row in self.rows)

    @property
    def is_complete(self) -> bool:
        return all(row.is_complete for row in self.rows)

    @property
    def behind(self) -> list[Row]:
        return [row for row in self.rows if row.standing.light in BEHIND]

    def groups(self, by: Grouping, *, only_behind: bool = False) -> list[Group]:
        rows = self.behind if only_behind else self.rows
        if by == "section":
            ordered = sorted(rows, key=lambda row: row.section)
            named = groupby(ordered, lambda row: row.section or "未定股室")
            return [Group(title, "", list(group)) for title, group in named]
        groups = []
        for domain, group in groupby(rows, lambda row: row.indicator.domain):
            held = list(group)
            sections = dict.fromkeys(row.section for row in held if row.section)
            groups.append(Group(domain_title(domain), "、".join(sections), held))
        return groups

    def trends(self) -> list[Small]:
        """The first indicator and those furthest behind."""
        drawn = [row for row in self.rows if row.standing.rate is not None]
        furthest = sorted(
            drawn[1:], key=lambda row: row.standing.ahead if row.standing.ahead is not None else 1000
        )
        return [Small(row, self._trend(row)) for row in [*drawn[:1], *furthest[: TRENDS - 1]]]

    def _trend(self, row: Row) -> Trend:
        page, before = self.pages[row.indicator.pk], self.before[row.indicator.pk]
        spans = YEAR_TO_DATE_SPANS
        values = [page.provisional(span) if span.index <= row.slot else None for span in spans]
        open_slots = {
            slot
            for slot, span in enumerate(spans)
            if span.index <= row.slot and page.approved(span) != page.provisional(span)
        }
        return trend(values, [before.approved(span) for span in spans], provisional=open_slots)


def tally(lights: Iterable[Light]) -> Tally:
    counted = Counter(lights)

    def sum_of(among: frozenset[Light]) -> int:
        return sum(counted[light] for light in among)

    return Tally(sum_of(DONE), sum_of(ON_PACE), sum_of(SLOW), sum_of(LATE), counted["unknown"])


def read_board(scope: Scope) -> Board:
    """Four statements over wide rows: this year's pages and those of the three years before."""
    targets = in_paper_order(
        Target.objects.current().of_year(scope.year).filter(unit=scope.unit).select_related("indicator")
    )
    ids = [target.indicator_id for target in targets]
    unit = scope.unit.pk
    pages = amounts([unit], ids, scope.year, YEAR_TO_DATE_SPANS)
    earlier = [
        amounts([unit], ids, scope.year - back, YEAR_TO_DATE_SPANS) for back in range(1, EARLIER_YEARS + 1)
    ]
    month = scope.month or usual_month([pages[unit, key] for key in ids], scope.year)
    sections = sections_by_duty(scope.unit)
    rows = [
        row_of(
            target.indicator,
            target,
            scope.slot_of(target.indicator, month),
            pages[unit, target.indicator_id],
            [year[unit, target.indicator_id] for year in earlier],
            section=sections.get(target.indicator.duty, ""),
        )
        for target in targets
    ]
    stamps = [page.computed_at for page in pages.values() if page.computed_at is not None]
    return Board(
        unit=scope.unit,
        year=scope.year,
        month=month,
        rows=rows,
        pages={key: pages[unit, key] for key in ids},
        before={key: earlier[0][unit, key] for key in ids},
        computed_at=max(stamps, default=None),
    )


def in_paper_order(targets: QuerySet[Target]) -> list[Target]:
    """Targets by the order of the domains, then of the paper tables."""
    order = {domain: place for place, (domain, _) in enumerate(domains())}
    last = len(order)
    return sorted(targets, key=lambda one: (order.get(one.indicator.domain, last), one.indicator.order))


def usual_month(pages: Sequence[Page], year: int) -> int:
    """The last month, not in the future, of which at least half has come in; else the last with anything."""
    today = timezone.localdate()
    latest = 12 if year < today.year else today.month if year == today.year else 1
    some = None
    for month in range(latest, 0, -1):
        span = Span("m", month)
        reported = sum(page.reported(span) for page in pages)
        if reported and reported * BEGUN >= sum(page.expected(span) for page in pages):
            return month
        if reported and some is None:
            some = month
    return some or latest


def sections_by_duty(unit: Unit) -> dict[str, str]:
    """Which section of the bureau answers for a duty; of a town nobody asks."""
    if unit.kind not in {UnitKind.BUREAU, UnitKind.CITY}:
        return {}
    sections = unit.children.filter(kind=UnitKind.SECTION)
    return {duty: section.label for section in sections for duty in section.duties}
