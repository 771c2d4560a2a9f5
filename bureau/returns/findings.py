"""What speaks against a sheet. In this first form: cells that are missing, and those explained as not available."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bureau.returns.lines import Line

MISSING = "missing"
HARD, SOFT = "hard", "soft"


@dataclass(frozen=True)
class Finding:
    """One remark: `hard` stops submission, `soft` asks for an explanation and carries it on."""

    rule: str
    level: str
    message: str
    cells: tuple[str, ...]
    explanation: str = ""

    @property
    def is_open(self) -> bool:
        return not self.explanation


def findings_of(lines: Sequence[Line]) -> list[Finding]:
    return list(_missing(lines))


def missing_sentence(name: str) -> str:
    return f"“{name}”未填：没有发生请填 0，确实没有数请写说明。"


def _missing(lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        if line.is_missing:
            yield Finding(MISSING, HARD, missing_sentence(line.name), (line.code,))
        elif line.value is None and line.explanation and not line.is_derived:
            yield Finding(
                MISSING,
                SOFT,
                f"“{line.name}”没有数，已说明：{line.explanation}",
                (line.code,),
                line.explanation,
            )
