"""How a domain says what its numbers have to do with one another.

A domain's `checks` module declares one `CheckBook`: relations as formulas over indicators, and notes for what must
never be added or compared. The core collects the books at start and checks them (`system.py`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bureau.returns.checks.language import Comparison, read
from bureau.returns.checks.thresholds import COMMON, Setting, Thresholds


class Level(enum.StrEnum):
    HARD = "hard"  # 强制性审核: blocks submission
    SOFT = "soft"  # 核实性审核: asks for an explanation, which travels on
    DEFINITION = "definition"  # 口径: told beside the number, stops nothing


class Span(enum.StrEnum):
    """Over which months a relation holds.

    What may happen in one month and be finished in another (issued and spent) is compared over the year so far.
    """

    MONTH = "month"
    TO_DATE = "to_date"


class Scope(enum.StrEnum):
    SHEET = "sheet"  # one unit files all of it
    ACROSS = "across"  # several units of a bureau may file it
    HISTORY = "history"  # one unit's months


@dataclass(frozen=True)
class Check:
    """One relation. `relations` are its numbers in the bureau's list of relations, the first names the rule.

    `counts_alike` is the reason why figures of two units may be compared (一岗一人). `when` is a condition that
    must be known and true. `doubtful` are the operands for which the value that would mend the sum is told; empty
    for all of them. `aside` tells apart several checks of one relation.
    """

    relations: str
    formula: str
    title: str
    level: Level = Level.HARD
    span: Span = Span.MONTH
    scope: Scope = Scope.SHEET
    hint: str = ""
    counts_alike: str = ""
    when: str = ""
    doubtful: tuple[str, ...] = ()
    aside: str = ""
    domain: str = ""

    @property
    def relation_ids(self) -> tuple[str, ...]:
        return tuple(self.relations.split())

    @property
    def rule(self) -> str:
        return self.relation_ids[0] + (f".{self.aside}" if self.aside else "")

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        return read(self.formula, self.domain)

    @cached_property
    def conditions(self) -> tuple[Comparison, ...]:
        return read(self.when, self.domain) if self.when else ()

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(code for one in (*self.comparisons, *self.conditions) for code in one.codes)

    @cached_property
    def doubted(self) -> frozenset[str]:
        return frozenset(_full(self.domain, name) for name in self.doubtful)


class Forbidden(enum.StrEnum):
    """What nobody may do with the indicators of a note; the start of the portal holds it."""

    SUM = "sum"  # not addable: no parent, rate or relation may add them
    LINK = "link"  # no inclusion, no ratio: no parent, rate or relation may have two of them
    NOTHING = "nothing"


@dataclass(frozen=True)
class Note:
    """口径 that is no arithmetic: told beside the numbers, and kept by the declarations themselves.

    `counted` says from which register and by which rule the one indicator is counted.
    """

    relations: str
    text: str
    codes: tuple[str, ...]
    level: Level = Level.DEFINITION
    forbids: Forbidden = Forbidden.NOTHING
    counted: tuple[str, str] | None = None

    @property
    def relation_ids(self) -> tuple[str, ...]:
        return tuple(self.relations.split())


@dataclass(frozen=True)
class CheckBook:
    """All relations that one domain declares. Keys of its settings begin with the domain."""

    domain: str
    checks: tuple[Check, ...] = ()
    notes: tuple[Note, ...] = ()
    settings: tuple[Setting, ...] = ()


DECLARED: Final[dict[str, CheckBook]] = {}


def declare(
    domain: str,
    *,
    checks: tuple[Check, ...] = (),
    notes: tuple[Note, ...] = (),
    settings: tuple[Setting, ...] = (),
) -> None:
    """Make a domain's relations known. Declaring a domain twice is a mistake of ours and raises ValueError."""
    if domain in DECLARED:
        raise ValueError(f"{domain} declares its checks twice")
    DECLARED[domain] = book(domain, checks, notes, settings)


def book(
    domain: str,
    checks: tuple[Check, ...] = (),
    notes: tuple[Note, ...] = (),
    settings: tuple[Setting, ...] = (),
) -> CheckBook:
    """The book with every bare name completed by its domain."""
    return CheckBook(
        domain,
        tuple(replace(check, domain=domain) for check in checks),
        tuple(replace(note, codes=tuple(_full(domain, code) for code in note.codes)) for note in notes),
        tuple(replace(setting, key=_full(domain, setting.key)) for setting in settings),
    )


def _full(domain: str, name: str) -> str:
    return name if "." in name else f"{domain}.{name}"


def all_checks() -> Iterator[Check]:
    for declared in DECLARED.values():
        yield from declared.checks


def all_notes() -> Iterator[Note]:
    for declared in DECLARED.values():
        yield from declared.notes


def all_settings() -> Iterator[Setting]:
    yield from COMMON
    for declared in DECLARED.values():
        yield from declared.settings


def default_thresholds() -> Thresholds:
    return Thresholds.over(all_settings())


def completion(relations: str, name: str) -> Check:
    """A stated completion rate is the year so far over the target, to the decimals in which it is stated."""
    formula = f"completion({name}) == round({name} / target({name}) * 100, digits)"
    return Check(relations, formula, "完成率", span=Span.TO_DATE)
