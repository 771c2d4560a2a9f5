"""What a check has to say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bureau.returns.checks.declarations import Level

WORDS: Final = {Level.HARD: "强制", Level.SOFT: "核实", Level.DEFINITION: "口径"}


@dataclass(frozen=True)
class Side:
    """One side of a relation in words: its name, how it comes about (12＋10), what it comes to, in which unit."""

    name: str
    value: str
    unit: str
    working: str = ""

    @property
    def text(self) -> str:
        return (
            f"{self.name} {self.working}＝{self.value}"
            if self.working
            else f"{self.name} {self.value}".strip()
        )


@dataclass(frozen=True)
class Suggestion:
    """What one operand would have to be, the others being right. Nothing is changed by it. `value` in base units.

    `is_to_date`: of the year so far, not of the month. `is_elsewhere`: of the bureau's total, not of this sheet.
    """

    code: str
    name: str
    value: Decimal
    text: str
    is_to_date: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Finding:
    """One remark on a sheet: `hard` stops submission, `soft` asks for an explanation and carries it on.

    `cells` are the indicators of this sheet, in its order; `codes` all that the relation speaks of. `refused` says
    why an explanation that was given does not count.
    """

    rule: str
    level: Level
    title: str
    message: str
    cells: tuple[str, ...]
    codes: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    explanation: str = ""
    refused: str = ""
    hint: str = ""

    @property
    def is_settled(self) -> bool:
        return self.level is Level.DEFINITION or (self.level is Level.SOFT and bool(self.explanation))

    @property
    def is_open(self) -> bool:
        return not self.is_settled

    @property
    def word(self) -> str:
        return "已说明" if self.level is Level.SOFT and self.explanation else WORDS[self.level]

    @property
    def css(self) -> str:
        return "said" if self.level is Level.SOFT and self.explanation else str(self.level)

    @property
    def sentence(self) -> str:
        """All of it in one line: what is wrong, what would mend it, why an explanation was refused."""
        return "".join(filter(None, (self.message, self.advice, self.refused)))

    @property
    def advice(self) -> str:
        if not self.suggestions:
            return ""
        candidates = "，或".join(f"{one.name}应为 {one.text}" for one in self.suggestions)
        return f"其余的数没错的话，{candidates}；请核对后自己改，系统不改数。"

    def explained(self, explanation: str) -> Finding:
        return replace(self, explanation=explanation)


@dataclass(frozen=True)
class Verdict:
    """All findings of one sheet, hard ones first, and how many checks were passed."""

    findings: tuple[Finding, ...]
    passed: int

    @property
    def hard(self) -> int:
        return sum(one.level is Level.HARD for one in self.findings)

    @property
    def waiting(self) -> int:
        return sum(one.level is Level.SOFT and one.is_open for one in self.findings)

    @property
    def explained(self) -> int:
        return sum(one.level is Level.SOFT and not one.is_open for one in self.findings)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What stops submission: hard findings, and soft ones that nobody explained."""
        return tuple(one for one in self.findings if one.is_open)

    def of_cell(self, code: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if code in one.cells)
