"""The data files of the demonstration as typed rows."""

from __future__ import annotations

import csv
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from bureau.catalogue.declarations import Term, terms_of

DATA = Path(__file__).resolve().parent / "data"


class Method(enum.StrEnum):
    """How the months of an indicator come about; `size` is the bureau's figure in the file."""

    FLOW = "flow"  # `size` a year, over units by weight and over months by season
    SHARE = "share"  # `size` (0-1) of another indicator, never above it in any cell
    PER = "per"  # about `size` for each one of another indicator
    TIMES = "times"  # exactly `size` for each one of another indicator, rounded up
    SUM = "sum"  # others added and subtracted, cell by cell
    STOCK = "stock"  # a level of `size` that moves slowly
    YEARLY = "yearly"  # a level that changes with the year only
    PART = "part"  # `size` (0-1) of another stock
    ROLL = "roll"  # `size` at the start, then each month's comings and goings
    PROGRESS = "progress"  # grows through the year to `size` (0-1) of a stock
    PEAK = "peak"  # a maximum: reaches `size` in one month of the year


@dataclass(frozen=True)
class PlanRow:
    """How one indicator behaves in the demonstration.

    `section` is the per cent that the section files itself where section and towns both may file; 100 leaves the
    towns out: rates, sums and balances are reckoned within one sheet, so their parts are filed in one place.
    `growth` is per cent a year. `months`, when given, are the only months of the year in which it is filed.
    """

    code: str
    method: Method
    sizes: Mapping[str, Decimal]
    terms: tuple[Term, ...]
    season: tuple[int, ...]
    section: int
    growth: Decimal
    months: tuple[int, ...]

    def size(self, bureau: str) -> Decimal:
        return self.sizes[bureau]

    @property
    def filed_in(self) -> tuple[int, ...]:
        return self.months or tuple(range(1, 13))


@dataclass(frozen=True)
class SeedRow:
    """What a published summary says of one indicator, or what its printed rates need (`basis` part)."""

    code: str
    value: int
    target: int | None
    basis: str


@dataclass(frozen=True)
class TargetRow:
    """What is expected of one indicator: a plain value, or a multiple of what the year brings (`pace`).

    A target that is handed down is divided among the units that file.
    """

    code: str
    kind: str
    basis: str
    sizes: Mapping[str, Decimal]
    handed_down: bool


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def seasons() -> dict[str, tuple[int, ...]]:
    return {
        row["season"]: tuple(int(row[f"m{number}"]) for number in range(1, 13))
        for row in rows_of(DATA / "seasons.csv")
    }


@cache
def plan() -> tuple[PlanRow, ...]:
    """All rows, each below the rows that it is reckoned from. Raises ValueError where one is not."""
    result: list[PlanRow] = []
    known: set[str] = set()
    for path in sorted((DATA / "plan").glob("*.csv")):
        for row in rows_of(path):
            planned = _plan_row(row)
            unknown = [term.code for term in planned.terms if term.code not in known]
            if unknown or planned.code in known:
                raise ValueError(f"{planned.code} stands twice or above what it is reckoned from: {unknown}")
            known.add(planned.code)
            result.append(planned)
    return tuple(result)


def _plan_row(row: Mapping[str, str]) -> PlanRow:
    return PlanRow(
        code=row["code"],
        method=Method(row["method"]),
        sizes={bureau: Decimal(row[bureau] or 0) for bureau in ("east", "west")},
        terms=terms_of(row["of"]) if row["of"] else (),
        season=seasons()[row["season"] or "even"],
        section=int(row["section"] or 100),
        growth=Decimal(row["growth"] or 0),
        months=tuple(int(number) for number in row["months"].split()),
    )


def seeds(name: str) -> dict[str, SeedRow]:
    """The seed file of one bureau and year, e.g. `east_2023`."""
    return {
        row["code"]: SeedRow(
            code=row["code"],
            value=int(row["value"]),
            target=int(row["target"]) if row["target"] else None,
            basis=row["basis"],
        )
        for row in rows_of(DATA / f"seed_{name}.csv")
    }


def targets() -> tuple[TargetRow, ...]:
    return tuple(
        TargetRow(
            code=row["code"],
            kind=row["kind"],
            basis=row["basis"],
            sizes={bureau: Decimal(row[bureau]) for bureau in ("east", "west")},
            handed_down=row["handed_down"] == "yes",
        )
        for row in rows_of(DATA / "targets.csv")
    )
