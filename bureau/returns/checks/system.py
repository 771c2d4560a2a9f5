"""System checks over the declared relations: a wrong one stops the start, not a clerk at the month's end.

Every problem has a stable id; `docs/developers/add-a-check.md` lists them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Warning

from bureau.catalogue.declarations import DECLARED as CATALOGUE
from bureau.catalogue.declarations import Indicator, Kind, terms_of
from bureau.returns.checks.declarations import DECLARED, Check, CheckBook, Forbidden, Level, Note
from bureau.returns.checks.language import Code, Comparison, FormulaError, Of, Operation, Threshold, walk
from bureau.returns.checks.measures import UnitMismatch, unit_of
from bureau.returns.checks.thresholds import COMMON


@dataclass(frozen=True)
class Declared:
    """All books at once, with the catalogue they speak of and the settings they name."""

    books: Sequence[CheckBook]
    indicators: Mapping[str, Indicator]

    @property
    def checks(self) -> Iterator[Check]:
        for book in self.books:
            yield from book.checks

    @property
    def readable(self) -> Iterator[tuple[Check, Comparison]]:
        """Every comparison whose codes are known."""
        for check in self.checks:
            try:
                comparisons = (*check.comparisons, *check.conditions)
            except FormulaError:
                continue
            for comparison in comparisons:
                if all(code in self.indicators for code in comparison.codes):
                    yield check, comparison

    @property
    def units(self) -> dict[str, str]:
        units = {setting.key: setting.unit for setting in COMMON}
        units |= {setting.key: setting.unit for book in self.books for setting in book.settings}
        return units | {code: indicator.unit for code, indicator in self.indicators.items()}


def check_relations(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """The system check: everything that the domains of this installation have declared."""
    indicators = {one.code: one for one_set in CATALOGUE.values() for _, one in one_set}
    return list(problems_of(list(DECLARED.values()), indicators))


def problems_of(books: Sequence[CheckBook], indicators: Mapping[str, Indicator]) -> Iterator[CheckMessage]:
    declared = Declared(books, indicators)
    for rule in RULES:
        yield from rule(declared)


def _formula_problems(declared: Declared) -> Iterator[CheckMessage]:
    units = declared.units
    for check in declared.checks:
        try:
            comparisons = (*check.comparisons, *check.conditions)
        except FormulaError as error:
            yield Error(f"{check.rule} ({check.domain}): {error}", id="returns.E001")
            continue
        for comparison in comparisons:
            for code in comparison.codes:
                if code not in declared.indicators:
                    yield Error(f"{check.rule} names {code}, which nobody declares", id="returns.E002")
            for node in comparison.nodes:
                if isinstance(node, Threshold) and node.key not in units:
                    yield Error(f"{check.rule} names the setting {node.key}, unknown", id="returns.E003")
        for code in check.doubted - check.codes:
            yield Error(f"{check.rule} doubts {code}, which it does not name", id="returns.E006")
        if check.domain not in {code.partition(".")[0] for code in check.codes}:
            yield Error(f"{check.rule} names nothing of {check.domain}", id="returns.E004")


def _rule_problems(declared: Declared) -> Iterator[CheckMessage]:
    rules = Counter(check.rule for check in declared.checks)
    for rule, times in rules.items():
        if times > 1:
            yield Error(
                f"the rule {rule} is declared {times} times; tell them apart by aside", id="returns.E005"
            )


def _unit_problems(declared: Declared) -> Iterator[CheckMessage]:
    units = declared.units
    for check, comparison in declared.readable:
        if any(isinstance(node, Threshold) and node.key not in units for node in comparison.nodes):
            continue
        try:
            left = unit_of(comparison.left, units.__getitem__)
            right = unit_of(comparison.right, units.__getitem__)
        except UnitMismatch as mismatch:
            yield Error(f"{check.rule} adds figures of two units: {mismatch}", id="returns.E007")
            continue
        if left == right or check.counts_alike or "" in {left, right}:
            continue
        yield Error(
            f"{check.rule} compares {left} with {right} and does not say why they count alike",
            id="returns.E008",
        )


def _kind_problems(declared: Declared) -> Iterator[CheckMessage]:
    for check, comparison in declared.readable:
        for node in comparison.nodes:
            if not isinstance(node, Of):
                continue
            kinds = {code: declared.indicators[code].kind for code in node.codes}
            wrong = [
                code
                for code, kind in kinds.items()
                if (node.function == "prev") != (kind is Kind.STOCK) and node.function in {"prev", "carried"}
            ]
            if wrong:
                yield Error(
                    f"{check.rule}: {node.function} of {', '.join(wrong)}, a {kinds[wrong[0]]}",
                    id="returns.E009",
                )


def _note_problems(declared: Declared) -> Iterator[CheckMessage]:
    for book in declared.books:
        for note in book.notes:
            for code in note.codes:
                if code not in declared.indicators:
                    yield Error(f"{note.relations} notes {code}, which nobody declares", id="returns.E002")
            if all(code in declared.indicators for code in note.codes):
                yield from _offences(note, declared)
                yield from _counting(note, declared)


def _offences(note: Note, declared: Declared) -> Iterator[CheckMessage]:
    if note.forbids is Forbidden.NOTHING:
        return
    for what, codes, adds in _bonds(declared):
        together = sorted(set(codes) & set(note.codes))
        if len(together) > 1 and (adds or note.forbids is Forbidden.LINK):
            kind = Warning if note.level is Level.SOFT else Error
            number = "returns.W010" if note.level is Level.SOFT else "returns.E010"
            yield kind(f"{what} joins {', '.join(together)} against {note.relations}", id=number)


def _bonds(declared: Declared) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Everything that joins indicators: what it is, which, and whether it adds them."""
    families: dict[str, list[str]] = {}
    for code, indicator in declared.indicators.items():
        if indicator.parent:
            yield f"the parent of {code}", (code, indicator.parent), False
            if indicator.exhaustive:
                families.setdefault(indicator.parent, []).append(code)
        for formula in filter(None, (indicator.numerator, indicator.denominator)):
            yield f"the rate {code}", tuple(term.code for term in terms_of(formula)), True
        if indicator.numerator and indicator.denominator:
            yield f"the rate {code}", tuple(term.code for term in indicator.parts), False
    for parent, children in families.items():
        yield f"the parts of {parent}", tuple(children), True
    for check, comparison in declared.readable:
        yield check.rule, comparison.codes, False
        for side in (comparison.left, comparison.right):
            for node in walk(side):
                if isinstance(node, Operation) and node.sign in {"+", "-"}:
                    added = tuple(inner.code for inner in walk(node) if isinstance(inner, Code))
                    yield check.rule, added, True


def _counting(note: Note, declared: Declared) -> Iterator[CheckMessage]:
    if note.counted is None:
        return
    register, rule = note.counted
    for code in note.codes:
        indicator = declared.indicators[code]
        if indicator.register != register or not indicator.counting_rule.startswith(rule):
            yield Error(
                f"{code} is not counted by {rule} from {register} as {note.relations} says", id="returns.E011"
            )


RULES: Final[tuple[Callable[[Declared], Iterator[CheckMessage]], ...]] = (
    _formula_problems,
    _rule_problems,
    _unit_problems,
    _kind_problems,
    _note_problems,
)
