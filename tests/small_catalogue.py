"""A few indicators for tests, who files them, and figures that go the way real ones go."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bureau.catalogue.models import Assignment, Indicator, RatePart
from bureau.figures.hashing import content_hash
from bureau.figures.models import Figure, Sheet
from bureau.figures.writing import CellChange, save_figures
from bureau.organisation.models import Unit, User
from bureau.periods import Month
from bureau.returns.steps import approve, open_sheet, submit
from bureau.totals.rolling import Locking, drain

BEGINNING = Month(2020, 1)


def indicator(code: str, name: str, **more: object) -> Indicator:
    """A flow of people, higher is better, with a target, unless `more` says otherwise."""
    columns: dict[str, object] = {
        "domain": code.partition(".")[0],
        "group_key": "main",
        "group": "主要指标",
        "duty": "jobs",
        "unit": "人",
        "display_unit": "人",
        "kind": "flow",
        "aggregate": "sum",
        "direction": "higher",
        "reported_by": "both",
        "assessed": True,
        "order": Indicator.objects.count() + 1,
    }
    return Indicator.objects.create(code=code, name=name, **(columns | more))


def rate(code: str, name: str, numerator: Indicator, denominator: Indicator) -> Indicator:
    one = indicator(
        code, name, unit="%", display_unit="%", decimals=1, kind="rate", aggregate="ratio", denominator="d"
    )
    RatePart.objects.create(rate=one, side=RatePart.Side.NUMERATOR, part=numerator)
    RatePart.objects.create(rate=one, side=RatePart.Side.DENOMINATOR, part=denominator)
    return one


def assign(one: Indicator, *units: Unit, begins: Month = BEGINNING) -> None:
    Assignment.objects.bulk_create(Assignment(unit=unit, indicator=one, begins=begins) for unit in units)


def fill(unit: Unit, month: Month, values: Mapping[Indicator, int | str], *, by: User) -> Sheet:
    """Type the values into the unit's open sheet; all indicators are of one domain."""
    domain = next(iter(values)).domain
    sheet = open_sheet(unit=unit, month=month, domain=domain)
    stood = dict(
        Figure.objects.filter(unit=unit, month=month, indicator__in=values).values_list(
            "indicator_id", "version"
        )
    )
    changes = [CellChange(one.pk, Decimal(value), stood.get(one.pk, 0)) for one, value in values.items()]
    save_figures(sheet=sheet, changes=changes, by=by)
    drain(Locking.WAIT)
    return sheet


def settle_sheet(sheet: Sheet, *, by: User, reviewer: User) -> None:
    """Report and approve it as it stands, and let the totals follow."""
    submit(sheet, by=by)
    approve(sheet, seen=content_hash(sheet.pk), by=reviewer)
    drain(Locking.WAIT)


def approved(
    unit: Unit, month: Month, values: Mapping[Indicator, int | str], *, by: User, reviewer: User
) -> None:
    settle_sheet(fill(unit, month, values, by=by), by=by, reviewer=reviewer)
