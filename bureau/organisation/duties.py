"""职责: what a section answers for within its domains, as the domains name it.

A rule of the layers keeps this room from knowing the domains, so whoever knows them says the words here.
"""

from __future__ import annotations

from collections.abc import Mapping

_titles: dict[str, str] = {}


def name_duties(titles: Mapping[str, str]) -> None:
    """Called at start with each domain's duties, key to title."""
    _titles.update(titles)


def duty_choices() -> list[tuple[str, str]]:
    return list(_titles.items())
