"""System checks over what the domains declare: a wrong declaration stops the start, not the year's end.

Every problem has a stable id; `docs/developers/add-an-indicator.md` lists them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from bureau.catalogue.declarations import DECLARED, Group, Indicator, IndicatorSet, Kind, Term, terms_of
from bureau.catalogue.names import plain_text
from bureau.catalogue.units import BASE_UNITS, may_show, may_stand_beneath
from bureau.periods import PeriodError, StatisticalWindow

LOCAL_PREFIX: Final = "x_"  # codes a bureau gives its own indicators: employment.x_night_shift_jobs
MOST_DECIMALS: Final = 4  # values are stored with four
_KEY = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True)
class Catalogue:
    """All sets at once, with the indicators by code; of a code declared twice the first counts."""

    sets: Sequence[IndicatorSet]
    domains: Collection[str]
    known: Mapping[str, Indicator]

    def __iter__(self) -> Iterator[Indicator]:
        for indicator_set in self.sets:
            for _, indicator in indicator_set:
                yield indicator


def check_declarations(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """The system check: everything that the domains of this installation have declared."""
    return list(problems_of(list(DECLARED.values()), [name.rpartition(".")[2] for name in settings.DOMAINS]))


def problems_of(sets: Sequence[IndicatorSet], domains: Collection[str]) -> Iterator[Error]:
    """Every mistake in these sets, in the order in which they are declared."""
    known: dict[str, Indicator] = {}
    for indicator_set in sets:
        for _, indicator in indicator_set:
            known.setdefault(indicator.code, indicator)
    catalogue = Catalogue(sets, domains, known)
    for rule in RULES:
        yield from rule(catalogue)


def _code_problems(catalogue: Catalogue) -> Iterator[Error]:
    seen: set[str] = set()
    for indicator_set in catalogue.sets:
        for _, indicator in indicator_set:
            code = indicator.code
            if not indicator.is_well_coded():
                yield Error(f"{code!r} is not a code of the form domain.name_in_words", id="catalogue.E001")
            if indicator.domain != indicator_set.domain:
                yield Error(f"{code} is declared by {indicator_set.domain}", id="catalogue.E002")
            if code.partition(".")[2].startswith(LOCAL_PREFIX):
                yield Error(
                    f"{code} begins with {LOCAL_PREFIX}, which is kept for a bureau's own indicators",
                    id="catalogue.E003",
                )
            if code in seen:
                yield Error(f"{code} is declared twice", id="catalogue.E004")
            seen.add(code)


def _name_problems(catalogue: Catalogue) -> Iterator[Error]:
    """Names are told apart without signs, so “送技下乡” and 送技下乡 may be one indicator's, never two's."""
    owners: dict[str, str] = {}
    for indicator in catalogue:
        names = (indicator.name, *indicator.aliases)
        for name, times in Counter(names).items():
            if times > 1:
                yield Error(f"{indicator.code} is called {name} twice", id="catalogue.E005")
        for name in names:
            key = plain_text(name)
            if not key:
                yield Error(f"{indicator.code} has an empty name or alias", id="catalogue.E005")
            elif owners.setdefault(key, indicator.code) != indicator.code:
                yield Error(
                    f"{indicator.code} is called {name}, which already names {owners[key]}",
                    id="catalogue.E006",
                )


def _unit_problems(catalogue: Catalogue) -> Iterator[Error]:
    for indicator in catalogue:
        if indicator.unit not in BASE_UNITS:
            yield Error(f"{indicator.code} is stored in {indicator.unit!r}", id="catalogue.E007")
        elif indicator.display_unit and not may_show(indicator.display_unit, indicator.unit):
            yield Error(
                f"{indicator.code} is stored in {indicator.unit}, "
                f"which {indicator.display_unit!r} does not show",
                id="catalogue.E007",
            )
        if not 0 <= indicator.decimals <= MOST_DECIMALS:
            yield Error(f"{indicator.code} shows {indicator.decimals} decimals", id="catalogue.E008")


def _window_problems(catalogue: Catalogue) -> Iterator[Error]:
    for indicator in catalogue:
        try:
            StatisticalWindow(indicator.cutoff_day, indicator.year_start_month)
        except PeriodError:
            yield Error(
                f"{indicator.code} has no such statistical window: cut-off day {indicator.cutoff_day}, "
                f"year from month {indicator.year_start_month}",
                id="catalogue.E009",
            )


def _rate_problems(catalogue: Catalogue) -> Iterator[Error]:
    for indicator in catalogue:
        has_parts = bool(indicator.numerator or indicator.denominator)
        if indicator.kind is not Kind.RATE and (has_parts or indicator.maximum):
            yield Error(f"{indicator.code} has parts or a maximum and is no rate", id="catalogue.E010")
        elif indicator.kind is Kind.RATE and indicator.maximum and has_parts:
            yield Error(f"{indicator.code} is a maximum and has parts as well", id="catalogue.E010")
        elif indicator.kind is Kind.RATE and not indicator.maximum:
            if not (indicator.numerator and indicator.denominator):
                yield Error(f"{indicator.code} is a rate without both of its parts", id="catalogue.E011")
            if indicator.unit != "%":
                yield Error(f"{indicator.code} is a rate and not in %", id="catalogue.E012")


def _part_problems(catalogue: Catalogue) -> Iterator[Error]:
    for indicator in catalogue:
        for formula in filter(None, (indicator.numerator, indicator.denominator)):
            try:
                terms = terms_of(formula)
            except ValueError as error:
                yield Error(f"{indicator.code}: {error}", id="catalogue.E013")
                continue
            yield from _term_problems(indicator, terms, catalogue.known)


def _term_problems(rate: Indicator, terms: Sequence[Term], known: Mapping[str, Indicator]) -> Iterator[Error]:
    parts = [known[term.code] for term in terms if term.code in known]
    for term in terms:
        if term.code not in known:
            yield Error(f"{rate.code} is a rate of {term.code}, which nobody declares", id="catalogue.E014")
    for part in parts:
        if part.kind is Kind.RATE:
            yield Error(f"{rate.code} is a rate of {part.code}, itself a rate", id="catalogue.E015")
    if len({part.unit for part in parts}) > 1:
        yield Error(f"{rate.code} adds parts of several units", id="catalogue.E016")
    for code, times in Counter(term.code for term in terms).items():
        if times > 1:
            yield Error(f"{rate.code} names {code} twice on one side", id="catalogue.E017")


def _parent_problems(catalogue: Catalogue) -> Iterator[Error]:
    for indicator in catalogue:
        if bool(indicator.parent) != (indicator.exhaustive is not None):
            yield Error(
                f"{indicator.code}: parent and exhaustive are declared together or not at all",
                id="catalogue.E018",
            )
        if not indicator.parent:
            continue
        parent = catalogue.known.get(indicator.parent)
        if parent is None:
            yield Error(
                f"{indicator.code} stands beneath {indicator.parent}, which nobody declares",
                id="catalogue.E019",
            )
        elif not may_stand_beneath(indicator.unit, parent.unit):
            yield Error(
                f"{indicator.code} ({indicator.unit}) stands beneath {parent.code} ({parent.unit})",
                id="catalogue.E020",
            )


def _circle_problems(catalogue: Catalogue) -> Iterator[Error]:
    for circle in _circles({code: _codes_in(one) for code, one in catalogue.known.items()}):
        yield Error(f"rates made of one another: {' → '.join(circle)}", id="catalogue.E021")
    for circle in _circles({code: [one.parent] for code, one in catalogue.known.items()}):
        yield Error(f"parents of one another: {' → '.join(circle)}", id="catalogue.E022")


def _codes_in(indicator: Indicator) -> list[str]:
    try:
        return [term.code for term in indicator.parts]
    except ValueError:  # told by E013
        return []


def _circles(arrows: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Each circle once, beginning and ending with the same code."""
    done: set[str] = set()

    def walk(code: str, path: list[str]) -> Iterator[list[str]]:
        if code in path:
            yield [*path[path.index(code) :], code]
        elif code not in done:
            for following in arrows.get(code, ()):
                yield from walk(following, [*path, code])
            done.add(code)

    for code in arrows:
        yield from walk(code, [])


def _group_problems(catalogue: Catalogue) -> Iterator[Error]:
    for indicator_set in catalogue.sets:
        keys: set[str] = set()
        for group in indicator_set.groups:
            name = f"{indicator_set.domain}, group {group.key!r}"
            if not _KEY.match(group.key) or group.key in keys:
                yield Error(f"{name} needs a key of its own in small letters", id="catalogue.E023")
            keys.add(group.key)
            if group.duty not in indicator_set.duties:
                yield Error(f"{name} is the duty of {group.duty!r}, untitled", id="catalogue.E024")
            for code in _out_of_place(group):
                yield Error(f"{name}: {code} does not follow its parent's row", id="catalogue.E025")


def _out_of_place(group: Group) -> Iterator[str]:
    """Rows that do not come right after their parent or after its other descendants."""
    above: list[str] = []
    for indicator in group.indicators:
        if not indicator.parent:
            above = [indicator.code]
        elif indicator.parent in above:
            above = [*above[: above.index(indicator.parent) + 1], indicator.code]
        else:
            yield indicator.code


def _domain_problems(catalogue: Catalogue) -> Iterator[Error]:
    declaring = {indicator_set.domain for indicator_set in catalogue.sets if indicator_set.groups}
    for domain in catalogue.domains:
        if domain not in declaring:
            yield Error(f"the domain {domain} declares no indicators", id="catalogue.E026")
    for indicator_set in catalogue.sets:
        if indicator_set.domain not in catalogue.domains:
            yield Error(f"{indicator_set.domain} is no domain of settings.DOMAINS", id="catalogue.E026")
    strangers: defaultdict[str, list[str]] = defaultdict(list)
    for indicator in catalogue:
        for section in indicator.sections:
            if section not in catalogue.domains:
                strangers[section].append(indicator.code)
    for section, codes in strangers.items():
        yield Error(f"{', '.join(codes)} printed under {section!r}, no domain", id="catalogue.E027")


RULES: Final[tuple[Callable[[Catalogue], Iterator[Error]], ...]] = (
    _code_problems,
    _name_problems,
    _unit_problems,
    _window_problems,
    _rate_problems,
    _part_problems,
    _parent_problems,
    _circle_problems,
    _group_problems,
    _domain_problems,
)
