"""Snapshots for tests: numbers written as `code=value`, over the declared catalogue and without a database."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from bureau.catalogue.declarations import DECLARED, Kind, Reporter, terms_of
from bureau.catalogue.models import Aggregate
from bureau.periods import Month
from bureau.returns.checks.language import Of
from bureau.returns.checks.snapshot import Item, Snapshot

MONTH = Month(2023, 12)
RELATIONS = Path(__file__).with_name("relations.csv")


@dataclass(frozen=True)
class Case:
    """One relation with figures that satisfy it (or, where the paper itself is at odds, do not), and one changed."""

    relation: str
    rule: str
    level: str
    scope: str
    seed: str
    outcome: str
    given: str
    changed: str

    def __str__(self) -> str:
        return f"{self.relation} {self.changed.partition('=')[0]}"

    @property
    def first(self) -> str:
        return self.given.split()[0]


@cache
def cases() -> tuple[Case, ...]:
    with RELATIONS.open(encoding="utf-8", newline="") as file:
        return tuple(Case(**row) for row in csv.DictReader(file))


@cache
def items() -> Mapping[str, Item]:
    found = {}
    for indicator_set in DECLARED.values():
        for place, (_, one) in enumerate(indicator_set):
            aggregates = {Kind.STOCK: Aggregate.LAST, Kind.RATE: Aggregate.RATIO}
            found[one.code] = Item(
                code=one.code,
                name=one.name,
                unit=one.unit,
                decimals=one.decimals,
                kind=one.kind,
                aggregate=Aggregate.MAXIMUM if one.maximum else aggregates.get(one.kind, Aggregate.SUM),
                parent=one.parent,
                exhaustive=one.exhaustive,
                numerator=terms_of(one.numerator) if one.numerator else (),
                denominator=terms_of(one.denominator) if one.denominator else (),
                is_shared=one.reported_by is Reporter.BOTH,
                is_asked=False,
                order=place,
            )
    return found


def snapshot(*figures: str, domain: str = "", month: Month = MONTH, asks: Iterable[str] = ()) -> Snapshot:
    """A unit that files what is named. `prev:` is the month before, `last:` a year ago, `target:` the year's."""
    series: dict[str, dict[int, Decimal]] = {}
    targets: dict[str, Decimal] = {}
    stated: dict[str | Of, Decimal] = {}
    for figure in figures:
        name, _, text = figure.partition("=")
        role, _, code = name.rpartition(":")
        value = Decimal(text)
        match role:
            case "target":
                targets[code] = value
            case "completion":
                stated[Of("completion", (code,))] = value
            case _ if items()[code].is_derived:
                stated[code] = value
            case "prev":
                series.setdefault(code, {})[month.previous.number] = value
            case "last":
                series.setdefault(code, {})[month.last_year.number] = value
            case _:
                series.setdefault(code, {})[month.number] = value
    filed = {*series, *asks}
    known = {
        code: Item(**{**vars(item), "is_asked": code in filed and not item.is_derived})
        for code, item in items().items()
    }
    return Snapshot(
        unit_id=1, month=month, items=known, series=series, domain=domain, targets=targets, stated=stated
    )


def with_change(figures: str, changed: str) -> list[str]:
    """The figures with one of them replaced."""
    name = changed.partition("=")[0]
    return [changed if figure.partition("=")[0] == name else figure for figure in figures.split()]
