"""Whose figures a person may bring in: as a clerk her own unit's, as the office the past years of her bureau."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from bureau.figures.importing import Key
from bureau.figures.models import Sheet, SheetState
from bureau.organisation.access import grants_of
from bureau.organisation.models import Role, Unit, User
from bureau.periods import Month
from bureau.returns.calendar.deadlines import deadlines_for
from bureau.returns.progress import units_read_by

NOT_HERS = "您不能填报这个单位的数，请去掉这一行。"
NOT_HER_DOMAIN = "您不填报这个领域的指标，请去掉这一行。"
CLOSED = "这张表已过关表时间，不能再填。确需补报请联系综合股展期。"
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

    def refusals(self, keys: Sequence[Key]) -> dict[Key, str]:
        """Why the sheets are not hers to change now; those that are hers are left out.

        A sheet that has closed takes nothing from its clerk; the past that the office loads was never hers to miss.
        """
        now = timezone.now()
        sent_back = _sent_back(keys)
        deadlines = deadlines_for([key for key in keys if key[0] in self.own and key not in sent_back])
        found: dict[Key, str] = {}
        for key in keys:
            sentence = self._refusal(*key)
            if not sentence and key in deadlines and not deadlines[key].takes_entries(now):
                sentence = CLOSED
            if sentence:
                found[key] = sentence
        return found

    def _refusal(self, unit_id: int, domain: str, month: Month) -> str:
        if unit_id in self.own:
            domains = self.own[unit_id]
            return "" if domains is None or domain in domains else NOT_HER_DOMAIN
        if unit_id in self.past:
            return "" if month.year < this_year() else OFFICE_PAST_ONLY
        return NOT_HERS


def _sent_back(keys: Sequence[Key]) -> set[Key]:
    """What was sent back may still be mended after the close."""
    units = {unit for unit, _, _ in keys}
    rows = Sheet.objects.filter(unit__in=units, state=SheetState.RETURNED)
    return set(rows.values_list("unit_id", "domain", "month"))


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
