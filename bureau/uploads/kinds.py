"""What can be imported. Each room adds its kinds in its `work.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bureau.organisation.models import Unit, User
from bureau.periods import Month
from bureau.uploads.reading import Grid
from bureau.web.api.errors import invalid

# Errors beyond these are counted and not listed: nobody mends ten thousand by reading them.
MOST_ERRORS = 5000
MOST_CHANGES = 500


@dataclass(frozen=True)
class Wish:
    """What somebody wants imported: into which unit and month, where the kind asks for them."""

    user: User
    unit: Unit | None = None
    month: Month | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong, at its place as people count: worksheet, row from 1, column by letter."""

    sheet: str
    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Change:
    """One cell that would change; `old` and `new` are for programs, `shown` is what people read."""

    sheet: str
    row: int
    column: str
    unit: str
    period: str
    indicator: str
    name: str
    old: str | None
    new: str | None
    shown: tuple[str, str]


@dataclass
class Preview:
    """What an import would do. `plan` goes to a private file and comes back, byte for byte, when it is confirmed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    faults: list[Fault] = field(default_factory=list)
    faults_in_all: int = 0
    changes: list[Change] = field(default_factory=list)
    plan: bytes = b""

    def fault(self, fault: Fault) -> None:
        self.faults_in_all += 1
        if len(self.faults) < MOST_ERRORS:
            self.faults.append(fault)

    @property
    def counts(self) -> dict[str, int]:
        return {"new": self.new, "changed": self.changed, "same": self.same, "errors": self.faults_in_all}

    @property
    def faults_in_order(self) -> list[dict[str, object]]:
        order = {name: place for place, name in enumerate(dict.fromkeys(f.sheet for f in self.faults))}
        faults = sorted(self.faults, key=lambda f: (order[f.sheet], f.row, len(f.column), f.column))
        return [asdict(fault) for fault in faults]


@dataclass(frozen=True)
class Applied:
    """What an import did: cells written, and a sentence for the person."""

    written: int
    message: str


@dataclass(frozen=True)
class ImportKind:
    """A kind of import.

    `may` raises Http404 where the wish names something outside the person's range, and answers False where the right
    is missing; it is asked again when the job runs. `preview` reads the tables and writes nothing. `apply` carries
    the plan out in the caller's transaction: all of it, or a ValidationError that says what has changed since.
    `counts` is the noun of what it writes, `about` what a change of the preview names. A file with personal data in
    clear is not kept (`keeps_file`): its plan, which holds them sealed, is all that stays until it is confirmed.
    """

    name: str
    label: str
    hint: str
    may: Callable[[Wish], bool]
    preview: Callable[[Wish, Sequence[Grid]], Preview]
    apply: Callable[[Wish, Path], Applied]
    asks_unit: bool = False
    counts: str = "格"
    about: str = "单位和指标"
    keeps_file: bool = True


@dataclass(frozen=True)
class ImportFamily:
    """Kinds named `<prefix>:<what>`, which come and go with what is declared elsewhere.

    `find` gives the kind of a full name, `offered` those a person may choose from.
    """

    prefix: str
    find: Callable[[str], ImportKind | None]
    offered: Callable[[User], Sequence[ImportKind]]


_kinds: dict[str, ImportKind] = {}
_families: dict[str, ImportFamily] = {}


def add_import_kind(kind: ImportKind) -> None:
    """Two rooms with one name are a mistake in the code."""
    if kind.name in _kinds:
        raise ValueError(f"Two rooms declare the import {kind.name}")
    _kinds[kind.name] = kind


def add_import_family(family: ImportFamily) -> None:
    """Two rooms with one prefix are a mistake in the code."""
    if family.prefix in _families:
        raise ValueError(f"Two rooms declare the imports {family.prefix}")
    _families[family.prefix] = family


def import_kind(name: str) -> ImportKind:
    kind = _known(name)
    if kind is None:
        known = sorted([*_kinds, *(f"{prefix}:<code>" for prefix in _families)])
        raise invalid({"kind": [f"没有“{name[:40]}”这种导入，可选：{'、'.join(known) or '无'}。"]})
    return kind


def label_of(name: str) -> str:
    kind = _known(name)
    return kind.label if kind is not None else name


def about_of(name: str) -> str:
    kind = _known(name)
    return kind.about if kind is not None else ""


def kinds_for(user: User) -> list[ImportKind]:
    """The kinds a person may choose from without naming a unit first."""
    alone = [kind for kind in _kinds.values() if not kind.asks_unit and kind.may(Wish(user))]
    return [*alone, *(kind for family in _families.values() for kind in family.offered(user))]


def _known(name: str) -> ImportKind | None:
    family = _families.get(name.partition(":")[0]) if ":" in name else None
    return _kinds.get(name) if family is None else family.find(name)
