"""Loading the demonstration: everything or nothing, and never beside the units of a real bureau."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import connection, transaction

from bureau.audit.attribution import acting
from bureau.catalogue.models import Indicator
from bureau.demo.assignments import create_assignments
from bureau.demo.bureaus import DemoBureau
from bureau.demo.explanations import explain_towns
from bureau.demo.history import filled_at, write_history
from bureau.demo.people import Hands, create_people
from bureau.demo.rows.loading import load_rows
from bureau.demo.states import StateOfDemo
from bureau.demo.tables import plan, targets
from bureau.demo.targets import TargetBook
from bureau.demo.units import BUREAUS, create_units, listed_units
from bureau.figures.loading import LoadedCell, load_cells
from bureau.figures.models import Source
from bureau.jobs.starting import start
from bureau.organisation.models import Unit
from bureau.periods import Month

ACTOR: Final = "load_demo"
# The job that writes the rows of the registers afterwards.
ROWS: Final = "demo_rows"


class NotADemonstration(Exception):
    """The database holds a real bureau."""

    def __init__(self) -> None:
        super().__init__(
            "数据库里已有正式单位，演示数据不能与正式数据混在一起。"
            "请改用一个空数据库（设置 DATABASE_URL）再装演示数据。"
        )


class CatalogueMissing(Exception):
    """The demonstration names indicators that the catalogue does not know."""

    def __init__(self, missing: int) -> None:
        super().__init__(
            f"指标目录里缺 {missing} 项演示要用的指标，请先运行 ./portal manage sync_catalogue 再装演示数据。"
        )


@dataclass(frozen=True)
class Loaded:
    """How much was written."""

    units: int
    people: int
    assignments: int
    targets: int
    sheets: int
    figures: int
    rows: int


def load_demo(*, password: str, current: Month, rows_later: bool = False) -> Loaded | None:
    """Write the whole demonstration up to the month `current` in one transaction; None when it stands already.

    With `rows_later` the rows of the registers are left to a worker, so that the portal opens sooner. Raises
    NotADemonstration beside real units and CatalogueMissing before `sync_catalogue`. The caller rolls up.
    """
    with transaction.atomic(), acting(ACTOR):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [ACTOR])
        if Unit.objects.filter(is_demonstration=False).exists():
            raise NotADemonstration
        if Unit.objects.exists():
            return None
        return _load(password, current, rows_later)


def _load(password: str, current: Month, rows_later: bool) -> Loaded:
    indicators = {one.code: one for one in Indicator.objects.in_force()}
    codes = {row.code for row in plan()} | {row.code for row in targets()}
    if missing := codes - indicators.keys():
        raise CatalogueMissing(len(missing))
    listed = listed_units()
    units = create_units(listed)
    hands = create_people(units, password=password)
    bureaus = [
        DemoBureau(code, [unit for unit in listed if unit.bureau == code], indicators, current=current)
        for code in BUREAUS
    ]
    assignments = create_assignments(
        (duty for bureau in bureaus for duty in bureau.duties),
        units=units,
        indicators=indicators,
        current=current,
    )
    book = TargetBook(units, indicators, by=hands.office)
    for bureau in bureaus:
        bureau.set_targets(book)
    figures = _load_figures(bureaus, units, indicators, hands, current)
    goals = book.write()
    explain_towns()
    sheets = write_history(list(units.values()), hands)
    if rows_later:
        start(ROWS, {"current": str(current)}, owner=hands.office)
    return Loaded(
        units=len(units),
        people=len(hands.users),
        assignments=assignments,
        targets=goals,
        sheets=sheets,
        figures=figures,
        rows=0 if rows_later else load_rows(bureaus, units=units, hands=hands, current=current),
    )


def _load_figures(
    bureaus: Sequence[DemoBureau],
    units: Mapping[str, Unit],
    indicators: Mapping[str, Indicator],
    hands: Hands,
    current: Month,
) -> int:
    """Load the cells in the name of those who keep them: one load for each clerk, past years and recent ones apart."""
    piles: dict[tuple[str, Source], list[LoadedCell]] = defaultdict(list)
    clerks = {code: hands.clerk_of(code).username for code in units}
    for source in (Source.HISTORIC, Source.TYPED):
        for bureau in bureaus:
            historic = source is Source.HISTORIC
            cells = bureau.published_cells() if historic else bureau.synthetic_cells()
            for code, unit, month, value in cells:
                piles[clerks[unit], source].append(
                    LoadedCell(
                        units[unit].pk,
                        month,
                        indicators[code].pk,
                        Decimal(value),
                        filled_at(units[unit], month),
                    )
                )
    state_of = StateOfDemo(list(units.values()), current)
    return sum(
        load_cells(pile, state_of=state_of, by=hands.users[clerk], source=source)
        for (clerk, source), pile in piles.items()
    )
