"""The one way an assignment (填报任务) is made or ended: the matrix, copies and the opening of a year all come here.

History is never removed: ending a duty closes its stretch of months, and what has been approved stays within one.
Which months are approved stands above this room, so the caller says how to ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from bureau.catalogue.declarations import Reporter
from bureau.catalogue.models import Aggregate, Assignment, Indicator, IndicatorQuerySet
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month

# A duty: unit id and indicator id.
Pair = tuple[int, int]
# Of these duties, the months from a month on for which something is settled.
Months = Callable[[Collection[Pair], Month], Mapping[Pair, Collection[Month]]]

MOST_SENTENCES = 5


@dataclass(frozen=True)
class Stretch:
    """Months from `begins` to `ends`, both included; no end: until further notice."""

    begins: Month
    ends: Month | None

    def holds(self, month: Month) -> bool:
        return self.begins <= month and (self.ends is None or month <= self.ends)


def assignable(domain: str) -> IndicatorQuerySet:
    """What can be asked of a unit: everything in force but rates, which are made from their parts."""
    return Indicator.objects.in_force().of_domain(domain).exclude(aggregate=Aggregate.RATIO)


def fits(unit: Unit, indicator: Indicator) -> bool:
    """Whether the indicator is one that such a unit files, as its domain declares."""
    if unit.kind == UnitKind.TOWN:
        return indicator.reported_by in (Reporter.TOWNS, Reporter.BOTH)
    if unit.kind == UnitKind.SECTION:
        return indicator.reported_by in (Reporter.SECTION, Reporter.BOTH) and indicator.domain in unit.domains
    return False


def assigned_in(units: Collection[int], domain: str, month: Month) -> set[Pair]:
    """Who files what in a month."""
    return set(
        Assignment.objects.in_month(month)
        .filter(unit__in=units, indicator__in=assignable(domain))
        .values_list("unit_id", "indicator_id")
    )


@transaction.atomic
def assign(
    *, pairs: Collection[Pair], begins: Month, ends: Month | None = None, unfilled: Months
) -> list[Pair]:
    """Let these duties hold from `begins` to `ends`, or until further notice; returns those that this changes.

    `unfilled` names months whose sheet is approved without the figure: a duty there could never be met. Raises
    ValidationError for these, for retired indicators and rates, and for indicators that such a unit does not file.
    """
    units, indicators = _locked(pairs)
    _refuse(_unfit(pair, units, indicators) for pair in pairs)
    stretches = _stretches(pairs)
    settled = unfilled(pairs, begins)
    _refuse(
        f"{_name(pair, units, indicators)}：{late[-1].label}的表已审定而没有这个数，"
        f"新任务最早从{(late[-1] + 1).label}起。"
        for pair in pairs
        if (late := _outside(settled.get(pair, ()), stretches[pair], ends))
    )
    changed = [pair for pair in pairs if _gaps(stretches[pair], begins, ends)]
    longer: list[Assignment] = []
    for pair in changed:
        rows = stretches[pair]
        for gap in _gaps(rows, begins, ends):
            before = next((row for row in rows if row.ends is not None and row.ends + 1 == gap.begins), None)
            if before is not None:
                before.ends = gap.ends
                longer.append(before)
            else:
                rows.append(
                    Assignment(unit_id=pair[0], indicator_id=pair[1], begins=gap.begins, ends=gap.ends)
                )
    Assignment.objects.bulk_update(longer, ["ends"])
    Assignment.objects.bulk_create(row for pair in changed for row in stretches[pair] if row.pk is None)
    return changed


@transaction.atomic
def unassign(*, pairs: Collection[Pair], begins: Month, approved: Months) -> list[Pair]:
    """Let these duties end before `begins`; returns those for which that is a change.

    Raises ValidationError where approved figures of that month or later would be left without a duty. A stretch that
    would only have begun then has never held, and is taken back.
    """
    units, indicators = _locked(pairs)
    stretches = _stretches(pairs)
    settled = approved(pairs, begins)
    _refuse(
        f"{_name(pair, units, indicators)}：{late[-1].label}已有审定数，最早从{(late[-1] + 1).label}起停报。"
        for pair in pairs
        if (late := _inside(settled.get(pair, ()), stretches[pair], begins))
    )
    ended: list[Assignment] = []
    never: list[int] = []
    changed: dict[Pair, None] = {}
    for pair in pairs:
        for row in stretches[pair]:
            if row.ends is not None and row.ends < begins:
                continue
            changed[pair] = None
            if row.begins >= begins:
                never.append(row.pk)
            else:
                row.ends = begins - 1
                ended.append(row)
    Assignment.objects.filter(pk__in=never).delete()
    Assignment.objects.bulk_update(ended, ["ends"])
    return list(changed)


def copy_assignments(*, source: Unit, to: Unit, domain: str, begins: Month, unfilled: Months) -> list[Pair]:
    """Give a unit all that another one files in that month and such a unit can file; takes nothing from it."""
    wanted = assigned_in([source.pk], domain, begins)
    indicators = Indicator.objects.in_bulk([indicator for _, indicator in wanted])
    pairs = [(to.pk, pk) for pk, indicator in indicators.items() if fits(to, indicator)]
    return assign(pairs=pairs, begins=begins, unfilled=unfilled) if pairs else []


def _locked(pairs: Collection[Pair]) -> tuple[dict[int, Unit], dict[int, Indicator]]:
    """The units, locked so that two people change one unit's duties one after the other, and the indicators."""
    rows = Unit.objects.select_for_update(no_key=True).filter(pk__in={unit for unit, _ in pairs})
    units = {unit.pk: unit for unit in rows.order_by("pk")}
    return units, Indicator.objects.in_bulk({indicator for _, indicator in pairs})


def _stretches(pairs: Collection[Pair]) -> defaultdict[Pair, list[Assignment]]:
    wanted = set(pairs)
    found: defaultdict[Pair, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(
        unit__in={unit for unit, _ in pairs}, indicator__in={indicator for _, indicator in pairs}
    )
    for row in rows.order_by("begins"):
        if (pair := (row.unit_id, row.indicator_id)) in wanted:
            found[pair].append(row)
    return found


def _gaps(rows: Iterable[Assignment], begins: Month, ends: Month | None) -> list[Stretch]:
    """The months from `begins` to `ends` that no stretch holds, in order."""
    gaps = _free(rows, begins)
    if ends is None:
        return gaps
    return [
        Stretch(gap.begins, ends if gap.ends is None else min(gap.ends, ends))
        for gap in gaps
        if gap.begins <= ends
    ]


def _free(rows: Iterable[Assignment], begins: Month) -> list[Stretch]:
    gaps: list[Stretch] = []
    free: Month = begins
    for row in sorted(rows, key=lambda row: row.begins):
        if row.ends is not None and row.ends < free:
            continue
        if row.begins > free:
            gaps.append(Stretch(free, row.begins - 1))
        if row.ends is None:
            return gaps
        free = row.ends + 1
    return [*gaps, Stretch(free, None)]


def _outside(months: Iterable[Month], rows: Iterable[Assignment], ends: Month | None) -> list[Month]:
    held = [Stretch(row.begins, row.ends) for row in rows]
    wanted = (month for month in months if ends is None or month <= ends)
    return sorted(month for month in wanted if not any(one.holds(month) for one in held))


def _inside(months: Iterable[Month], rows: Iterable[Assignment], begins: Month) -> list[Month]:
    held = [Stretch(row.begins, row.ends) for row in rows]
    return sorted(month for month in months if month >= begins and any(one.holds(month) for one in held))


def _unfit(pair: Pair, units: Mapping[int, Unit], indicators: Mapping[int, Indicator]) -> str:
    indicator = indicators[pair[1]]
    if indicator.retired:
        return f"“{indicator.label}”已停用，不能再安排填报。"
    if indicator.is_derived:
        return f"“{indicator.label}”由分子分母算出，不用填报。"
    if not fits(units[pair[0]], indicator):
        return f"{_name(pair, units, indicators)}：按指标的填报方，这个单位不填，请先核对指标。"
    return ""


def _name(pair: Pair, units: Mapping[int, Unit], indicators: Mapping[int, Indicator]) -> str:
    return f"{units[pair[0]].label}“{indicators[pair[1]].label}”"


def _refuse(sentences: Iterable[str]) -> None:
    found = [sentence for sentence in sentences if sentence]
    if not found:
        return
    more = [f"另有 {len(found) - MOST_SENTENCES} 处同样不能改。"] if len(found) > MOST_SENTENCES else []
    raise ValidationError([*found[:MOST_SENTENCES], *more])
