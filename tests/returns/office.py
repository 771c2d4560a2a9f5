"""A small district with its people and nine indicators: enough to fill, review and settle a sheet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from django.test import Client
from rest_framework.test import APIClient

from bureau.catalogue.models import Assignment, Indicator, RatePart
from bureau.figures.hashing import content_hash
from bureau.figures.models import Sheet
from bureau.figures.writing import CellChange, save_figures
from bureau.organisation.models import Post, Role, Unit, UnitKind, User
from bureau.periods import Month
from bureau.returns import steps

MONTH = Month(2026, 10)
DOMAIN = "employment"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class Office:
    """The district `east`: two towns, one section, and who works there. Indicators stand under their short keys."""

    east: Unit
    town: Unit
    other_town: Unit
    section: Unit
    foreign_town: Unit
    people: dict[str, User]
    indicators: dict[str, Indicator] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def page(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name], backend=BACKEND)
        return client

    def api(self, name: str) -> APIClient:
        client = APIClient()
        client.force_login(self.people[name], backend=BACKEND)
        return client

    def sheet(self, unit: Unit | None = None, month: Month = MONTH) -> Sheet:
        return steps.open_sheet(unit=unit or self.town, month=month, domain=DOMAIN)

    def fill(self, sheet: Sheet, **values: object) -> None:
        """Write cells through the one door; values in the base unit, None for not reported."""
        from bureau.figures.models import Figure

        versions = dict(
            Figure.objects.filter(unit_id=sheet.unit_id, month=sheet.month).values_list(
                "indicator_id", "version"
            )
        )
        save_figures(
            sheet=sheet,
            changes=[
                CellChange(
                    self.indicators[key].pk,
                    None if value is None else Decimal(str(value)),
                    versions.get(self.indicators[key].pk, 0),
                )
                for key, value in values.items()
            ],
            by=self.people["zhang"],
        )

    def filled(self, month: Month = MONTH) -> Sheet:
        """A sheet of the town with every asked cell filled."""
        sheet = self.sheet(month=month)
        self.fill(sheet, jobs=30, hard=4, unemployed=120, workforce=6000, loans=84680001, events=2)
        return sheet

    def submitted(self) -> Sheet:
        sheet = self.filled()
        return steps.submit(sheet, by=self["zhang"])

    def approved(self) -> Sheet:
        sheet = self.submitted()
        return steps.approve(sheet, seen=content_hash(sheet.pk), by=self["li"])


def build() -> Office:
    city = Unit.objects.create(code="city", name="示范市", kind=UnitKind.CITY)
    east = Unit.objects.create(code="east", name="东城区人社局", kind=UnitKind.BUREAU, parent=city)
    west = Unit.objects.create(code="west", name="西城区人社局", kind=UnitKind.BUREAU, parent=city)
    town = Unit.objects.create(code="east-01", name="城关镇", kind=UnitKind.TOWN, parent=east, order=1)
    other = Unit.objects.create(code="east-02", name="东湖街道", kind=UnitKind.TOWN, parent=east, order=2)
    foreign = Unit.objects.create(code="west-01", name="西关镇", kind=UnitKind.TOWN, parent=west)
    section = Unit.objects.create(
        code="east-jy", name="就业股", kind=UnitKind.SECTION, parent=east, domains=[DOMAIN]
    )
    office = Office(east, town, other, section, foreign, {})
    for name, full_name, unit, role in (
        ("zhang", "张三", town, Role.CLERK),
        ("wang", "王五", other, Role.CLERK),
        ("chen", "陈六", section, Role.CLERK),
        ("li", "李四", section, Role.REVIEWER),
        ("zhao", "赵七", east, Role.OFFICE),
        ("director", "钱局", east, Role.LEADER),
        ("sysadmin", "孙管", east, Role.SYSTEM_ADMIN),
        ("stranger", "周外", foreign, Role.CLERK),
    ):
        user = User.objects.create_user(name, "Demo-password-1", full_name)
        Post.objects.create(user=user, unit=unit, role=role)
        office.people[name] = user
    _catalogue(office)
    for unit in (town, other, foreign):
        for key, indicator in office.indicators.items():
            if key != "rate":
                Assignment.objects.create(unit=unit, indicator=indicator, begins=Month(2024, 1))
    return office


def _catalogue(office: Office) -> None:
    def add(key: str, name: str, order: int, **more: object) -> Indicator:
        values: dict[str, object] = {
            "domain": DOMAIN,
            "group_key": "jobs",
            "group": "就业与失业",
            "duty": "jobs",
            "unit": "人",
            "display_unit": "人",
            "kind": "flow",
            "aggregate": "sum",
            "direction": "higher",
            "reported_by": "towns",
        }
        values |= more
        indicator = Indicator.objects.create(code=f"{DOMAIN}.{key}", name=name, order=order, **values)
        office.indicators[key] = indicator
        return indicator

    jobs = add("jobs", "城镇新增就业人数", 1)
    add("hard", "就业困难人员就业", 2, parent=jobs, exhaustive=False)
    unemployed = add("unemployed", "期末登记失业人数", 3, kind="stock", aggregate="last", direction="lower")
    workforce = add("workforce", "期末从业人数", 4, kind="stock", aggregate="last")
    rate = add(
        "rate", "登记失业率", 5, unit="%", display_unit="%", decimals=2, kind="rate", aggregate="ratio"
    )
    for side, part in (
        ("numerator", unemployed),
        ("denominator", unemployed),
        ("denominator", workforce),
    ):
        RatePart.objects.create(rate=rate, side=side, part=part)
    add(
        "loans",
        "创业担保贷款金额",
        6,
        unit="元",
        display_unit="万元",
        decimals=4,
        group_key="start",
        group="创业扶持",
    )
    add(
        "events",
        "招聘活动场次",
        7,
        unit="场",
        display_unit="场",
        kind="event",
        group_key="start",
        group="创业扶持",
    )


def close(unit: Unit, day: datetime.date) -> None:
    unit.closed_on = day
    unit.save()
