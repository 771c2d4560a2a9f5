"""Finding a yearly summary by its unit and year: `2025年总结`, `总结`."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from bureau.organisation.models import User
from bureau.web.finding import Found, add_finder
from reports.summaries.access import readable_units
from reports.summaries.reading import years_of


def find_summaries(user: User, words: list[str]) -> Iterator[Found]:
    if not any("总结" in word or word.isdecimal() for word in words):
        return
    for unit in readable_units(user):
        for year in years_of(unit):
            names = (
                f"{unit.name}{year}年工作总结",
                f"{unit.label}{year}年度总结",
                f"{year}年总结",
                f"{year}总结",
            )
            if all(any(word in name for name in names) for word in words):
                yield Found(names[0], reverse("summaries:summary", args=[unit.code, year]))


add_finder("文稿", find_summaries)
