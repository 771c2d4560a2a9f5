"""What the box in the masthead finds beside indicators: each room that has something to find says how."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

MOST = 12


@dataclass(frozen=True)
class Found:
    """One thing by its name, with a word or two beside it."""

    label: str
    url: str
    note: str = ""


# A person and the words that must all fit her things; a User, whose class this room cannot know.
Finder = Callable[[Any, list[str]], Iterable[Found]]
_finders: dict[str, Finder] = {}


def add_finder(title: str, finder: Finder) -> None:
    """Called by an app when it is ready."""
    _finders[title] = finder


def find_all(user: Any, text: str) -> list[tuple[str, list[Found]]]:  # Any: see Finder
    """What each room finds, under its title; rooms that find nothing are left out."""
    words = text.split()
    found = [(title, list(finder(user, words))[:MOST]) for title, finder in _finders.items()] if words else []
    return [(title, rows) for title, rows in found if rows]
