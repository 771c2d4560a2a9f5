"""A small bureau in the database and, beside it, the same bureau as plain data for the reference."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import connection

from bureau.catalogue.models import Assignment, Indicator, RatePart
from bureau.organisation.models import Unit, UnitKind
from bureau.periods import Month
from bureau.totals.columns import page_columns
from tests.totals.reference import PageKey, PlainIndicator, PlainUnit, World

DOMAIN = "employment"
KINDS = {"sum": "flow", "last": "stock", "maximum": "rate", "ratio": "rate"}
FIGURE = """
INSERT INTO figures_figure (unit_id, month, indicator_id, sheet_id, value, approved_value, version, source, changed_at)
VALUES (%(unit)s, %(month)s, %(indicator)s, %(sheet)s, %(value)s, %(approved)s, 1, 'typed', now())
ON CONFLICT (unit_id, month, indicator_id) DO UPDATE SET
    value = excluded.value, approved_value = excluded.approved_value, version = figures_figure.version + 1
"""
SHEET = """
INSERT INTO figures_sheet (unit_id, month, domain, state, content_hash, opened_at)
VALUES (%s, %s, %s, 'open', '', now())
ON CONFLICT (unit_id, month, domain) DO UPDATE SET content_hash = '' RETURNING id
"""


class Workbench:
    """Builds and changes the bureau, in SQL and in `world` alike."""

    def __init__(self) -> None:
        self.world = World()
        self.number = 0

    def unit(
        self,
        kind: UnitKind,
        parent: Unit | None = None,
        opened_on: datetime.date | None = None,
        closed_on: datetime.date | None = None,
    ) -> Unit:
        self.number += 1
        code = f"unit-{self.number}"
        unit = Unit.objects.create(
            code=code, name=code, kind=kind, parent=parent, opened_on=opened_on, closed_on=closed_on
        )
        files = kind in {UnitKind.SECTION, UnitKind.TOWN}
        parent_id = None if parent is None else parent.pk
        self.world.units[unit.pk] = PlainUnit(unit.pk, parent_id, files, opened_on, closed_on)
        return unit

    def indicator(
        self,
        aggregate: str,
        start: int = 1,
        numerator: Sequence[tuple[int, int]] = (),
        denominator: Sequence[tuple[int, int]] = (),
    ) -> int:
        """A new indicator's id; the sides of a rate are (part id, sign)."""
        self.number += 1
        indicator = Indicator.objects.create(
            code=f"{DOMAIN}.made_{self.number}",
            name=f"指标{self.number}",
            domain=DOMAIN,
            unit="人",
            display_unit="人",
            kind=KINDS[aggregate],
            aggregate=aggregate,
            direction="higher",
            reported_by="both",
            year_start_month=start,
            cutoff_day=None if start == 1 else 20,
        )
        for side, terms in (("numerator", numerator), ("denominator", denominator)):
            for part, sign in terms:
                RatePart.objects.create(rate=indicator, side=side, part_id=part, sign=sign)
        plain = PlainIndicator(indicator.pk, aggregate, start, tuple(numerator), tuple(denominator))
        self.world.indicators[indicator.pk] = plain
        return indicator.pk

    def assign(self, unit: Unit, indicator: int, begins: Month, ends: Month | None = None) -> None:
        Assignment.objects.create(unit=unit, indicator_id=indicator, begins=begins, ends=ends)
        self.world.assignments.append((unit.pk, indicator, begins, ends))

    def report(
        self,
        unit: Unit,
        indicator: int,
        month: Month,
        value: Decimal | int | None,
        approved: Decimal | int | None = None,
    ) -> None:
        """Write the cell, past every form and check; the triggers see it as they see any write."""
        with connection.cursor() as cursor:
            cursor.execute(SHEET, [unit.pk, month.number, DOMAIN])
            (sheet,) = cursor.fetchone() or (None,)
            cursor.execute(
                FIGURE,
                {
                    "unit": unit.pk,
                    "month": month.number,
                    "indicator": indicator,
                    "sheet": sheet,
                    "value": value,
                    "approved": approved,
                },
            )
        plain = tuple(None if one is None else Decimal(one) for one in (value, approved))
        self.world.figures[unit.pk, indicator, month] = (plain[0], plain[1])

    def strike(self, unit: Unit, indicator: int, month: Month) -> None:
        """Remove the cell altogether, where there is one."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM figures_figure WHERE unit_id = %s AND indicator_id = %s AND month = %s",
                [unit.pk, indicator, month.number],
            )
        self.world.figures.pop((unit.pk, indicator, month), None)


def stored_pages() -> dict[PageKey, dict[str, Decimal | int | None]]:
    """Every page in the table, with every column."""
    columns = page_columns()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unit_id, year, indicator_id, series, {', '.join(columns)} FROM totals_total")
        rows: list[tuple[Any, ...]] = cursor.fetchall()  # as wide as the table
    return {row[:4]: dict(zip(columns, row[4:], strict=True)) for row in rows}


def marks_waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM figures_mark")
        (count,) = cursor.fetchone() or (0,)
    return int(count)
