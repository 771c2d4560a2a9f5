"""All checks of one sheet: pure over its snapshot, so that page, API, submission, sweep and reading agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from bureau.returns.checks.declarations import Check, Level, Span, all_checks
from bureau.returns.checks.explaining import refusal
from bureau.returns.checks.family import Shape, family, shape_of
from bureau.returns.checks.finding import Finding, Verdict
from bureau.returns.checks.movement import movement
from bureau.returns.checks.relations import judged
from bureau.returns.checks.snapshot import Item, Snapshot

MISSING: Final = "missing"
_ORDER: Final = {Level.HARD: 0, Level.SOFT: 1, Level.DEFINITION: 2}


@dataclass(frozen=True)
class Library:
    """The declared checks, found by the indicators they speak of."""

    by_code: Mapping[str, tuple[Check, ...]]
    shapes: frozenset[Shape]

    def about(self, codes: Iterable[str]) -> list[Check]:
        found: dict[str, Check] = {}
        for code in codes:
            for check in self.by_code.get(code, ()):
                found[check.rule] = check
        return list(found.values())


@cache
def library() -> Library:
    """Everything declared; the declarations are complete once the portal has started."""
    by_code: defaultdict[str, list[Check]] = defaultdict(list)
    shapes: set[Shape] = set()
    for check in all_checks():
        for code in check.codes:
            by_code[code].append(check)
        if not check.conditions:
            shapes |= {shape for one in check.comparisons if (shape := shape_of(one)) is not None}
    return Library({code: tuple(checks) for code, checks in by_code.items()}, frozenset(shapes))


def evaluate(snapshot: Snapshot) -> Verdict:
    """All that can be said of a sheet."""
    declared = library()
    rows = [item.code for item in snapshot.sheet]
    answers: list[Finding | None] = list(_missing(snapshot))
    for check in declared.about(rows):
        answers += judged(check, snapshot)
    answers += family(snapshot, declared.shapes)
    answers += movement(snapshot)
    return _verdict(snapshot, answers)


def evaluate_relations(snapshot: Snapshot, span: Span | None = None) -> Verdict:
    """The declared relations alone, each over its own span or all over `span`: a bureau, a past year, a text."""
    answers: list[Finding | None] = []
    codes = [code for code, months in snapshot.series.items() if months]
    stated = [key if isinstance(key, str) else key.codes[0] for key in snapshot.stated]
    for check in library().about([*codes, *stated, *snapshot.targets]):
        answers += judged(check, snapshot, span)
    return _verdict(snapshot, answers)


def _verdict(snapshot: Snapshot, answers: Iterable[Finding | None]) -> Verdict:
    found = [one for one in answers if one is not None]
    passed = sum(one is None for one in answers)
    settled = [_settled(one, snapshot) for one in found]
    order = {item.code: place for place, item in enumerate(snapshot.sheet)}
    settled.sort(
        key=lambda one: (
            _ORDER[one.level],
            one.is_settled,
            order.get(one.cells[0] if one.cells else "", 0),
        )
    )
    return Verdict(tuple(settled), passed)


def _missing(snapshot: Snapshot) -> Iterator[Finding | None]:
    for item in snapshot.sheet:
        if snapshot.typed(item.code) is not None:
            continue
        explanation = snapshot.explanations.get(item.code, "")
        yield _no_number(item, explanation) if explanation else _not_filled(item)


def missing_sentence(name: str) -> str:
    return f"“{name}”未填：没有发生请填 0，确实没有数请写说明。"


def _not_filled(item: Item) -> Finding:
    sentence = missing_sentence(item.name)
    return Finding(MISSING, Level.HARD, "未填", sentence, (item.code,), (item.code,))


def _no_number(item: Item, explanation: str) -> Finding:
    sentence = f"“{item.name}”没有数，已说明：{explanation}"
    return Finding(MISSING, Level.SOFT, "没有数", sentence, (item.code,), (item.code,))


def _settled(finding: Finding, snapshot: Snapshot) -> Finding:
    """A soft finding is settled by the explanation of one of its cells, unless that explains nothing."""
    if finding.level is not Level.SOFT:
        return finding
    refused = ""
    for code in finding.cells:
        explanation = snapshot.explanations.get(code, "")
        if not explanation:
            continue
        refused = refusal(explanation, snapshot.thresholds)
        if not refused:
            return finding.explained(explanation)
    return replace(finding, refused=refused) if refused else finding
