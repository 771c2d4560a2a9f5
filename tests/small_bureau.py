"""A small city for tests: east with two sections and two towns, west with one town, and the people in them."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.catalogue.models import Assignment, Indicator
from bureau.organisation.models import Post, Role, Unit, UnitKind, User
from bureau.periods import Month

BEGINNING = Month(2020, 1)


@dataclass(frozen=True)
class SmallBureau:
    """zhang files for 城关镇, wang for 河口镇, zhao for the section; li reviews, lin is the office, chen directs."""

    city: Unit
    east: Unit
    west: Unit
    section: Unit
    office: Unit
    town: Unit
    other_town: Unit
    western_town: Unit
    zhang: User
    wang: User
    zhao: User
    li: User
    lin: User
    chen: User
    admin: User


def build_bureau() -> SmallBureau:
    city = unit("city", "云浦市人社局", UnitKind.CITY, None)
    east = unit("east", "东区人社局", UnitKind.BUREAU, city)
    west = unit("west", "西区人社局", UnitKind.BUREAU, city)
    section = unit("east-employment", "就业股", UnitKind.SECTION, east, domains=["employment"])
    office = unit("east-office", "综合股", UnitKind.SECTION, east)
    town = unit("east-chengguan", "城关镇", UnitKind.TOWN, east, order=1)
    other_town = unit("east-hekou", "河口镇", UnitKind.TOWN, east, order=2)
    western_town = unit("west-shiwan", "石湾镇", UnitKind.TOWN, west)
    return SmallBureau(
        city=city,
        east=east,
        west=west,
        section=section,
        office=office,
        town=town,
        other_town=other_town,
        western_town=western_town,
        zhang=person("zhang", "张三", town, Role.CLERK),
        wang=person("wang", "王五", other_town, Role.CLERK),
        zhao=person("zhao", "赵六", section, Role.CLERK),
        li=person("li", "李四", section, Role.REVIEWER),
        lin=person("lin", "林可欣", office, Role.OFFICE),
        chen=person("chen", "陈局长", east, Role.LEADER),
        admin=person("admin", "系统员", east, Role.SYSTEM_ADMIN),
    )


def unit(
    code: str,
    name: str,
    kind: UnitKind,
    parent: Unit | None,
    *,
    domains: list[str] | None = None,
    order: int = 0,
) -> Unit:
    return Unit.objects.create(
        code=code, name=name, kind=kind, parent=parent, domains=domains or [], order=order
    )


def person(username: str, full_name: str, at: Unit, role: Role) -> User:
    user = User.objects.create_user(username, None, full_name)
    Post.objects.create(user=user, unit=at, role=role)
    return user


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


def assign(one: Indicator, *units: Unit, begins: Month = BEGINNING) -> None:
    Assignment.objects.bulk_create(Assignment(unit=unit, indicator=one, begins=begins) for unit in units)
