"""How the catalogue is told in Chinese: kinds, directions, who files, what a target asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bureau.catalogue.declarations import DECLARED, Direction, Kind, Reporter
from bureau.catalogue.models import Indicator, Target
from bureau.quantities import entry, entry_unit

KINDS: Final = {Kind.FLOW: "流量", Kind.EVENT: "发生数", Kind.STOCK: "存量", Kind.RATE: "比率"}
DIRECTIONS: Final = {
    Direction.HIGHER: "越高越好",
    Direction.LOWER: "越低越好",
    Direction.HOLD: "保持",
    Direction.NONE: "不评好坏",
}
REPORTERS: Final = {Reporter.SECTION: "股室", Reporter.TOWNS: "街镇", Reporter.BOTH: "股室和街镇"}
SIGNS: Final = {
    Target.Kind.AT_LEAST.value: "",
    Target.Kind.AT_MOST.value: "≤",
    Target.Kind.KEEP.value: "保持 ",
    Target.Kind.NET_GROWTH.value: "+",
}


def domain_title(domain: str) -> str:
    """就业 for employment; the key itself for a domain that has gone."""
    return DECLARED[domain].title if domain in DECLARED else domain


def domains() -> list[tuple[str, str]]:
    """All domains with their titles, in the order in which they were declared."""
    return [(indicator_set.domain, indicator_set.title) for indicator_set in DECLARED.values()]


def kind_word(indicator: Indicator) -> str:
    return KINDS[Kind(indicator.kind)]


def direction_word(indicator: Indicator) -> str:
    return DIRECTIONS[Direction(indicator.direction)]


def reporter_word(indicator: Indicator) -> str:
    return REPORTERS[Reporter(indicator.reported_by)]


def typed(indicator: Indicator, value: Decimal | None) -> str:
    """A base-unit value as it stands in a field of entry: money in 万元; nothing for None."""
    if value is None:
        return ""
    return entry(value, unit=entry_unit(indicator.unit), base_unit=indicator.unit)


def goal_text(target: Target, indicator: Indicator) -> str:
    """`11000`, `≤3`, `≥90` (of a rate), `保持 0`, in the unit of entry."""
    sign = SIGNS[target.kind]
    if not sign and indicator.is_derived:
        sign = "≥"
    return f"{sign}{typed(indicator, target.value)}"
