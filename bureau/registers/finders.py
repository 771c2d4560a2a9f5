"""Finding a firm by its name from the box in the masthead."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from bureau.organisation.access import is_administrator
from bureau.organisation.models import User
from bureau.registers.directory.reading import firms_named
from bureau.web.finding import MOST, Found, add_finder


def find_firms(user: User, words: list[str]) -> Iterator[Found]:
    if is_administrator(user):
        return
    for firm in firms_named(user, words).order_by("name", "pk")[:MOST]:
        yield Found(firm.name, reverse("directory:firm", args=[firm.pk]), "企业名录")


add_finder("企业", find_firms)
