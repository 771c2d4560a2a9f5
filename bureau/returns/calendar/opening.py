"""年度开账: what the new year takes over from the old one, and what is not in order before it does.

Duties without an end simply go on; what was asked in some months only is asked again in the same months of the new
year when the office says so. Targets are proposals until they are saved as targets. Doing it twice adds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from bureau.catalogue.assigning import Pair, assignable
from bureau.catalogue.models import Aggregate, Assignment, Indicator, Target
from bureau.catalogue.targets import Goal, Paper, set_target
from bureau.organisation.models import Post, Role, Unit, UnitKind, User
from bureau.periods import Month
from bureau.quantities import entry_unit, factor
from bureau.returns.calendar import duties
from bureau.returns.naming import domain_title, domains

SCALED = frozenset({Target.Kind.AT_LEAST, Target.Kind.NET_GROWTH})


@dataclass(frozen=True)
class Pattern:
    """One indicator that was asked in the same months of the old year, and no more in the new one."""

    indicator: Indicator
    months: tuple[tuple[int, int], ...]
    units: tuple[Unit, ...]

    @property
    def key(self) -> str:
        stretches = ".".join(f"{first}-{last}" for first, last in self.months)
        return f"{self.indicator.pk}:{stretches}"

    @property
    def words(self) -> str:
        return "、".join(
            f"{first}月" if first == last else f"{first}—{last}月" for first, last in self.months
        )

    @property
    def is_usual(self) -> bool:
        """Asked to the year's end, in one month or in several stretches: the calendar ended it, nobody did."""
        first, last = self.months[-1]
        return len(self.months) > 1 or last == 12 or first == last


@dataclass(frozen=True)
class Trouble:
    """Something that is not in order, with the names it concerns."""

    title: str
    advice: str
    names: tuple[str, ...]

    @property
    def shown(self) -> str:
        first = "、".join(self.names[:12])
        return first if len(self.names) <= 12 else f"{first}等 {len(self.names)} 项"


@dataclass(frozen=True)
class YearOfUnit:
    """A unit's targets: how many the old year had, and how many of them the new one has."""

    unit: Unit
    last: int
    now: int
    open: int


@dataclass(frozen=True)
class Scale:
    """How a new target follows from the old: so many per cent of it, rounded to whole steps of the unit of entry."""

    percent: Decimal = Decimal(100)
    step: Decimal = Decimal(1)

    def goal(self, target: Target, indicator: Indicator) -> Goal:
        kind = Target.Kind(target.kind)
        if kind not in SCALED or indicator.aggregate == Aggregate.RATIO:
            return Goal(kind, target.value, target.stretch)
        stretch = None if target.stretch is None else self._scaled(target.stretch, indicator)
        return Goal(kind, self._scaled(target.value, indicator), stretch)

    def _scaled(self, value: Decimal, indicator: Indicator) -> Decimal:
        step = self.step * factor(entry_unit(indicator.unit), indicator.unit)
        return (value * self.percent / 100 / step).to_integral_value(ROUND_HALF_UP) * step


def filing_units(bureau: Unit, year: int) -> list[Unit]:
    """The units of the bureau that file in the new year."""
    return list(Unit.objects.under(bureau).filing().open_in(Month(year, 1)).order_by("order", "code"))


def going_on(units: Collection[Unit], year: int) -> int:
    """How many duties go on into January without anybody doing anything."""
    rows = Assignment.objects.in_month(Month(year, 1)).filter(unit__in=units, begins__lt=Month(year, 1))
    return rows.filter(indicator__retired=False).count()


def patterns(units: Collection[Unit], year: int) -> list[Pattern]:
    """What ended within the old year, month by month, and has no successor in the new one."""
    first, last = Month(year - 1, 1), Month(year - 1, 12)
    by_pk = {unit.pk: unit for unit in units}
    old: defaultdict[Pair, list[tuple[int, int]]] = defaultdict(list)
    rows = Assignment.objects.filter(unit__in=units, indicator__retired=False)
    for row in rows.filter(ends__gte=first, ends__lte=last).order_by("begins"):
        assert row.ends is not None
        old[row.unit_id, row.indicator_id].append((max(row.begins, first).month, row.ends.month))
    taken = set(
        rows.filter(begins__lte=Month(year, 12))
        .exclude(ends__lt=Month(year, 1))
        .order_by()
        .values_list("unit_id", "indicator_id")
    )
    grouped: defaultdict[tuple[int, tuple[tuple[int, int], ...]], list[Unit]] = defaultdict(list)
    for (unit, indicator), months in old.items():
        if (unit, indicator) not in taken:
            grouped[indicator, tuple(months)].append(by_pk[unit])
    indicators = Indicator.objects.in_bulk([indicator for indicator, _ in grouped])
    found = [Pattern(indicators[pk], months, tuple(owners)) for (pk, months), owners in grouped.items()]
    return sorted(found, key=lambda one: (one.indicator.domain, one.indicator.order, one.months))


def renew(chosen: Iterable[Pattern], year: int) -> int:
    """Ask for these in the same months of the new year, all or nothing. Raises ValidationError."""
    with transaction.atomic():
        return sum(
            duties.renew(
                pairs=[(unit.pk, pattern.indicator.pk) for unit in pattern.units],
                begins=Month(year, first),
                ends=Month(year, last),
            )
            for pattern in chosen
            for first, last in pattern.months
        )


def years_of_units(bureau: Unit, year: int) -> list[YearOfUnit]:
    """The bureau itself and its towns and sections, as far as they had or have targets."""
    units = list(Unit.objects.under(bureau).order_by("order", "code"))
    held: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    rows = Target.objects.current().filter(unit__in=units, year__in=[year - 1, year])
    for key, indicator, of_year, retired in rows.values_list(
        "unit_id", "indicator_id", "year", "indicator__retired"
    ):
        if not (retired and of_year != year):
            held[key].add((of_year, indicator))
    result = []
    for unit in sorted(units, key=lambda one: one.kind != UnitKind.BUREAU):
        last = {indicator for of_year, indicator in held[unit.pk] if of_year != year}
        now = {indicator for of_year, indicator in held[unit.pk] if of_year == year}
        if last or now:
            result.append(YearOfUnit(unit, len(last), len(now), len(last - now)))
    return result


def proposals(unit: Unit, year: int) -> list[Target]:
    """Last year's targets that have no successor yet."""
    now = Target.objects.current().filter(unit=unit, year=year)
    return list(
        Target.objects.current()
        .filter(unit=unit, year=year - 1, indicator__retired=False)
        .exclude(indicator__in=now.values("indicator"))
        .select_related("indicator")
        .order_by("indicator__domain", "indicator__order")
    )


def confirm_all(units: Sequence[Unit], year: int, scale: Scale, paper: Paper, *, by: User) -> int:
    """Set every proposal of these units at once; returns how many targets were set. Raises ValidationError."""
    number = 0
    with transaction.atomic():
        for unit in units:
            for target in proposals(unit, year):
                set_target(
                    unit=unit,
                    indicator=target.indicator,
                    year=year,
                    goal=scale.goal(target, target.indicator),
                    paper=paper,
                    by=by,
                    seen_version=0,
                )
                number += 1
    return number


def troubles(bureau: Unit, year: int) -> list[Trouble]:
    """What would go wrong in the new year: nobody files it, nobody sits there, or it is no longer asked."""
    units = filing_units(bureau, year)
    held = set(
        Assignment.objects.filter(unit__in=units, begins__lte=Month(year, 12))
        .exclude(ends__lt=Month(year, 1))
        .order_by()
        .values_list("unit_id", "indicator_id", "indicator__domain", "indicator__retired")
    )
    owned = {indicator for _, indicator, _, _ in held}
    ownerless = [
        f"{domain_title(domain)}“{indicator.label}”"
        for domain in domains()
        for indicator in assignable(domain)
        if indicator.pk not in owned
    ]
    served = _served(units)
    unserved: defaultdict[int, set[str]] = defaultdict(set)
    for unit, _, domain, retired in held:
        if not retired and (unit, domain) not in served:
            unserved[unit].add(domain)
    gone = Indicator.objects.filter(pk__in={pk for _, pk, _, retired in held if retired}).order_by("order")
    found = [
        Trouble("没有单位填报的指标", "在填报任务里安排单位，或请系统管理员停用指标。", tuple(ownerless)),
        Trouble(
            "有任务而没有填报人的单位",
            "请安全管理员为这些单位任命填报人。",
            tuple(
                f"{one.label}（{'、'.join(domain_title(key) for key in domains() if key in unserved[one.pk])}）"
                for one in units
                if one.pk in unserved
            ),
        ),
        Trouble(
            "已停用而仍有任务的指标",
            "不影响报送，表上不再出现；可以在停用当月结束任务。",
            tuple(f"“{one.label}”" for one in gone),
        ),
    ]
    return [trouble for trouble in found if trouble.names]


def _served(units: Sequence[Unit]) -> set[tuple[int, str]]:
    """Units and domains for which somebody with an active account files."""
    served: set[tuple[int, str]] = set()
    posts = Post.objects.filter(unit__in=units, role=Role.CLERK, user__is_active=True).select_related("unit")
    for post in posts:
        own = post.unit.domains if post.unit.kind == UnitKind.SECTION else domains()
        served |= {(post.unit_id, domain) for domain in post.domains or own}
    return served
