"""The people of the demonstration. All of them log in with one password, which nobody chose in advance."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from bureau.demo.tables import DATA, rows_of
from bureau.organisation.models import Post, Role, Unit, User

# Hands for the months that none of the people filed or reviewed; nobody can log in as them.
ENTRY: Final = ("demo-entry", "演示填报")
REVIEW: Final = ("demo-review", "演示审核")


@dataclass(frozen=True)
class Hands:
    """Who filled and who reviewed the sheets of a unit and domain."""

    users: Mapping[str, User]
    clerks: Mapping[str, User]  # unit code → clerk
    reviewers: Mapping[tuple[str, str], User]  # bureau code, domain → reviewer
    office: User

    def clerk_of(self, unit: str) -> User:
        return self.clerks.get(unit, self.users[ENTRY[0]])

    def reviewer_of(self, bureau: str, domain: str) -> User:
        return self.reviewers.get((bureau, domain), self.users[REVIEW[0]])


def random_password() -> str:
    """Fourteen characters that can be read aloud, of the classes a password must have."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    body = "".join(secrets.choice(letters + string.digits[2:]) for _ in range(10))
    return f"{secrets.choice(letters).upper()}{body}-{secrets.choice(string.digits[2:])}{secrets.choice(letters)}"


def create_people(units: Mapping[str, Unit], *, password: str) -> Hands:
    """Write the accounts and their posts. One hash serves all: they share the password."""
    listed = list(rows_of(DATA / "people.csv"))
    secret, now = make_password(password), timezone.now()
    accounts = [
        User(
            username=row["username"],
            full_name=row["full_name"],
            password=secret,
            password_changed_at=now,
            is_demonstration=True,
        )
        for row in listed
    ]
    accounts += [
        User(
            username=username,
            full_name=full_name,
            password=make_password(None),
            is_active=False,
            is_demonstration=True,
        )
        for username, full_name in (ENTRY, REVIEW)
    ]
    users = {user.username: user for user in User.objects.bulk_create(accounts)}
    Post.objects.bulk_create(
        Post(user=users[row["username"]], unit=units[row["unit"]], role=Role(row["role"])) for row in listed
    )
    return _hands(users, listed, units)


def _hands(
    users: Mapping[str, User], listed: Sequence[Mapping[str, str]], units: Mapping[str, Unit]
) -> Hands:
    return Hands(
        users=users,
        office=next(users[row["username"]] for row in listed if row["role"] == Role.OFFICE),
        clerks={row["unit"]: users[row["username"]] for row in listed if row["role"] == Role.CLERK},
        reviewers={
            (row["unit"].partition("-")[0], domain): users[row["username"]]
            for row in listed
            if row["role"] == Role.REVIEWER
            for domain in units[row["unit"]].domains
        },
    )


def standing_hands() -> Hands:
    """The same people, once they are in the database."""
    listed = list(rows_of(DATA / "people.csv"))
    names = [row["username"] for row in listed] + [ENTRY[0], REVIEW[0]]
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[row["unit"] for row in listed])}
    return _hands(users, listed, units)


def renew_password(password: str) -> int:
    """Let all demonstration accounts that can log in have this password; the number of accounts changed."""
    people = User.objects.filter(is_demonstration=True, is_active=True)
    stale = [
        secret
        for secret in people.order_by().values_list("password", flat=True).distinct()
        if not check_password(password, secret)
    ]
    return people.filter(password__in=stale).update(
        password=make_password(password), password_changed_at=timezone.now()
    )
