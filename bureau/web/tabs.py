"""The thumb index: each room says which tabs it adds, nobody lists them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Count:
    """The small figure on a tab: how many things wait, and whether one of them is late or was sent back."""

    number: int
    late: bool = False


@dataclass(frozen=True)
class Tab:
    """One entry of the index, shown to people with one of `roles` (empty: to everybody).

    `count` is asked on every page, so it is one cheap query at most. `divided` puts a rule above the tab. `also` are
    beginnings of addresses that belong to the tab beside those below its own.
    """

    key: str
    label: str
    url_name: str
    order: int
    roles: frozenset[str] = field(default_factory=frozenset)
    count: Callable[[Any], Count | None] | None = None  # Any: a User, whose class this room cannot know
    divided: bool = False
    also: tuple[str, ...] = ()


_tabs: dict[str, Tab] = {}


def add_tab(tab: Tab) -> None:
    """Called by an app when it is ready. Two tabs under one key are a mistake in the code."""
    if _tabs.get(tab.key, tab) != tab:
        raise ValueError(f"Two rooms declare the tab {tab.key}")
    _tabs[tab.key] = tab


def all_tabs() -> list[Tab]:
    return sorted(_tabs.values(), key=lambda tab: tab.order)
