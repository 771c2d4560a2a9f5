"""The kinds of long work there are. Each room adds its own in its `work.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bureau.jobs.run import Run
from bureau.organisation.models import User

__all__ = ["Handler", "JobKind", "Run", "job", "kind_of", "label_of"]

Handler = Callable[[Run], Mapping[str, Any] | None]  # Any: JSON values of the result
Right = Callable[[User, Mapping[str, Any]], bool]  # Any: JSON values of the parameters


@dataclass(frozen=True)
class JobKind:
    """A kind of job: its Chinese name, who does it, and whether its owner still has the right to what it made."""

    name: str
    label: str
    handler: Handler
    may: Right | None = None


_kinds: dict[str, JobKind] = {}


def job(name: str, *, label: str, may: Right | None = None) -> Callable[[Handler], Handler]:
    """Declare the handler of a kind of job. It must be able to run again from the start: a worker may die."""

    def declare(handler: Handler) -> Handler:
        if name in _kinds:
            raise ValueError(f"Two handlers declare the job {name}")
        _kinds[name] = JobKind(name, label, handler, may)
        return handler

    return declare


def kind_of(name: str) -> JobKind:
    """Raises LookupError for a kind nobody declares."""
    try:
        return _kinds[name]
    except KeyError as error:
        raise LookupError(f"Nobody declares the job {name}") from error


def label_of(name: str) -> str:
    """The Chinese name for a list; an old row may be of a kind that no longer exists."""
    return _kinds[name].label if name in _kinds else name
