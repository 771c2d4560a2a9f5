"""Whose figures a person may bring in: as a clerk her own unit's, as the office the past years of her bureau."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from bureau.organisation.access import grants_of
from bureau.organisation.models import Role, Unit, User
from bureau.periods import Month
from bureau.returns.progress import units_read_by

NOT_HERS = "您不能填报这个单位的数，请去掉这一行。"
NOT_HER_DOMAIN = "您不填报这个领域的指标，请去掉这一行。"
OFFICE_PAST_ONLY = "本年的数由各单位自己填报；综合股只能导入以前年度的历史数，请去掉这一格。"


@dataclass(frozen=True)
class Filling:
    """What one person files herself: units with their domains (None: all), and units of which she loads the past."""

    own: dict[int, frozenset[str] | None]
    past: frozenset[int] = field(default_factory=frozenset)

    @property
    def anything(self) -> bool:
        return bool(self.own or self.past)

    def has(self, unit_id: int) -> bool:
        return unit_id in self.own or unit_id in self.past

    def refusal(self, unit_id: int, domain: str, month: Month) -> str:
        """Why the cell is not hers to bring in; empty when it is."""
        if unit_id in self.own:
            domains = self.own[unit_id]
            return "" if domains is None or domain in domains else NOT_HER_DOMAIN
        if unit_id in self.past:
            return "" if month.year < this_year() else OFFICE_PAST_ONLY
        return NOT_HERS


def filling_of(user: User, *, with_past: bool) -> Filling:
    own: dict[int, frozenset[str] | None] = {}
    areas: list[int] = []
    for grant in grants_of(user):
        if grant.role is Role.CLERK:
            before = own.get(grant.home_id, frozenset())
            both = None if grant.domains is None or before is None else before | frozenset(grant.domains)
            own[grant.home_id] = both
        elif grant.role is Role.OFFICE and with_past:
            areas.append(grant.area_id)
    past = Unit.objects.filter(lineage__overlap=areas).filing().values_list("pk", flat=True)
    return Filling(own, frozenset(past))


def readable_units(user: User) -> list[Unit]:
    """The units that exist for this person; the others look like units nobody knows."""
    return list(units_read_by(user).filing())


def this_year() -> int:
    return timezone.localdate().year
