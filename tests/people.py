"""The people of the access rules, each in her place: nine in east, one clerk in west, one who holds no post."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.organisation.models import Post, Role, Unit, UnitKind, User

PASSWORD = "Kai-Hua-2026"


@dataclass(frozen=True)
class People:
    """zhang, wang and chen file (two towns and a section), li reviews, zhao is the office, the director reads."""

    city: Unit
    east: Unit
    west: Unit
    section: Unit
    town: Unit
    other_town: Unit
    western_town: Unit
    users: dict[str, User]

    def __getitem__(self, username: str) -> User:
        return self.users[username]


def settle() -> People:
    city = _unit("city", "示范市", UnitKind.CITY, None)
    east = _unit("east", "东区人社局", UnitKind.BUREAU, city)
    west = _unit("west", "西区人社局", UnitKind.BUREAU, city)
    section = _unit("east-jy", "就业股", UnitKind.SECTION, east, domains=["employment"])
    office = _unit("east-zh", "综合股", UnitKind.SECTION, east)
    town = _unit("east-01", "城关镇", UnitKind.TOWN, east)
    other_town = _unit("east-02", "东湖街道", UnitKind.TOWN, east)
    western_town = _unit("west-01", "石湾镇", UnitKind.TOWN, west)
    places = {
        "zhang": ("张明", town, Role.CLERK),
        "wang": ("王芳", other_town, Role.CLERK),
        "chen": ("陈静", section, Role.CLERK),
        "li": ("李强", section, Role.REVIEWER),
        "zhao": ("赵敏", office, Role.OFFICE),
        "director": ("周局长", east, Role.LEADER),
        "sysadmin": ("系统员", east, Role.SYSTEM_ADMIN),
        "secadmin": ("安全员", east, Role.SECURITY_ADMIN),
        "auditor": ("审计员", east, Role.AUDIT_ADMIN),
        "xu": ("徐西", western_town, Role.CLERK),
    }
    users = {name: account(name, full_name) for name, (full_name, _, _) in places.items()}
    for name, (_, unit, role) in places.items():
        Post.objects.create(user=users[name], unit=unit, role=role)
    users["stranger"] = account("stranger", "新来的")
    return People(city, east, west, section, town, other_town, western_town, users)


def account(username: str, full_name: str) -> User:
    return User.objects.create_user(username, PASSWORD, full_name)


def _unit(
    code: str, name: str, kind: UnitKind, parent: Unit | None, *, domains: list[str] | None = None
) -> Unit:
    return Unit.objects.create(code=code, name=name, kind=kind, parent=parent, domains=domains or [])
