"""Notices on the first page: each room says which it raises, the page of the month draws them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Notice:
    """Something a person should know of, in a sentence that leads to where it is told in full."""

    text: str
    url: str


# Any: a User, whose class this room cannot know.
Raise = Callable[[Any], Iterable[Notice]]

_sources: list[Raise] = []


def add_notices(source: Raise) -> None:
    """Called by an app when it is ready. It is asked whenever the first page opens, so it looks before it reads."""
    if source not in _sources:
        _sources.append(source)


def notices_for(user: Any) -> Iterator[Notice]:  # Any: as above
    for source in _sources:
        yield from source(user)
