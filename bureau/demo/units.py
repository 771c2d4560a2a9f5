"""示范市: the city, its two district bureaus, their sections and towns."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bureau.demo.tables import DATA, rows_of
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month

BUREAUS: Final = ("east", "west")

CITY: Final = ("city", "示范市", "示范市")
BUREAU_NAMES: Final = {
    "east": ("示范市东区人力资源和社会保障局", "东区人社局"),
    "west": ("示范市西区人力资源和社会保障局", "西区人社局"),
}


@dataclass(frozen=True)
class DemoUnit:
    """One section or town as the data file lists it; towns carry a weight, sections their duties."""

    bureau: str
    code: str
    kind: UnitKind
    name: str
    short_name: str
    duties: tuple[str, ...]
    domains: tuple[str, ...]
    weight: int
    closed_on: datetime.date | None
    merged_into: str

    def is_open_in(self, month: Month) -> bool:
        return self.closed_on is None or self.closed_on >= month.first_day


def listed_units() -> tuple[DemoUnit, ...]:
    return tuple(
        DemoUnit(
            bureau=row["bureau"],
            code=f"{row['bureau']}-{row['suffix']}",
            kind=UnitKind(row["kind"]),
            name=row["name"],
            short_name=row["short_name"],
            duties=tuple(row["duties"].split()),
            domains=tuple(row["domains"].split()),
            weight=int(row["weight"] or 0),
            closed_on=datetime.date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
            merged_into=f"{row['bureau']}-{row['merged_into']}" if row["merged_into"] else "",
        )
        for row in rows_of(DATA / "units.csv")
    )


def create_units(listed: Sequence[DemoUnit]) -> dict[str, Unit]:
    """Write the whole tree; the units by code."""
    code, name, short_name = CITY
    city = Unit.objects.create(
        code=code, name=name, short_name=short_name, kind=UnitKind.CITY, is_demonstration=True
    )
    made = {code: city}
    for order, bureau in enumerate(BUREAUS, start=1):
        name, short_name = BUREAU_NAMES[bureau]
        made[bureau] = Unit.objects.create(
            code=bureau,
            name=name,
            short_name=short_name,
            kind=UnitKind.BUREAU,
            parent=city,
            order=order,
            is_demonstration=True,
        )
    leaves = Unit.objects.bulk_create(
        Unit(
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            parent=made[unit.bureau],
            duties=list(unit.duties),
            domains=list(unit.domains),
            closed_on=unit.closed_on,
            order=order,
            is_demonstration=True,
        )
        for order, unit in enumerate(listed, start=10)
    )
    made |= {leaf.code: leaf for leaf in leaves}
    for unit in listed:
        leaf = made[unit.code]
        leaf.lineage = [*made[unit.bureau].lineage, leaf.pk]
        leaf.merged_into = made.get(unit.merged_into)
    Unit.objects.bulk_update(leaves, ["lineage", "merged_into"])
    return made
