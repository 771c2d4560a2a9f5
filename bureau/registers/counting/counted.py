"""The indicators that are counted from rows, as the catalogue has them now, with everything their rules stand on."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.core.checks import Error
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models

from bureau.catalogue.declarations import DECLARED
from bureau.catalogue.models import Aggregate
from bureau.periods import Month, StatisticalWindow
from bureau.registers.counting.grammar import (
    CLASS_ENTERED,
    CLASS_YEAR,
    Gathering,
    Measure,
    Rule,
    RuleError,
    Test,
    parse,
)
from bureau.registers.declarations import Register
from bureau.registers.personal import PersonalField, PersonalKind
from bureau.registers.registry import all_registers, find_register

logger = logging.getLogger(__name__)

# Of some registers: their own indicators, those that add others to their count, and what these add.
_RULES: Final = r"""
SELECT i.id, i.code, i.register, i.counting_rule, i.aggregate, i.cutoff_day, i.year_start_month
FROM catalogue_indicator i
WHERE NOT i.retired AND i.register <> '' AND (
    %(registers)s::text[] IS NULL OR i.register = ANY(%(registers)s) OR i.counting_rule LIKE '%%, plus %%'
    OR i.code IN (
        SELECT m[1] FROM catalogue_indicator p
        CROSS JOIN LATERAL regexp_matches(p.counting_rule, ', plus ([a-z_]+\.[a-z0-9_]+)', 'g') m
        WHERE p.counting_rule LIKE '%%, plus %%'))
ORDER BY i.id
"""


class How(StrEnum):
    """How a part answers for a month: by the month's rows, by those of the year so far, by those open, by a class."""

    MONTH = "month"
    YEAR = "year"
    OPEN = "open"
    CLASS = "class"


@dataclass(frozen=True)
class Part:
    """A rule over the rows of one register, with the window and the meaning of the indicator that declares it."""

    register: Register
    rule: Rule
    window: StatisticalWindow
    aggregate: str

    @property
    def how(self) -> How:
        """A stock told by what happened is what happened since its year began; so its last month tells the year."""
        stock = self.aggregate == Aggregate.LAST
        match self.rule.gathering:
            case Gathering.OPEN:
                return How.OPEN
            case Gathering.CLASS:
                return How.CLASS if stock else How.MONTH
            case Gathering.MONTH if stock:
                return How.YEAR
            case _:
                return How.MONTH

    @property
    def by(self) -> str:
        """The date that decides the month; of a class it is the register's own."""
        if self.rule.gathering is Gathering.CLASS:
            return CLASS_ENTERED if self.how is How.CLASS else self.register.decides
        return self.rule.by


@dataclass(frozen=True)
class Counted:
    """An indicator that is counted, with the parts whose sum it is."""

    id: int
    code: str
    aggregate: str
    window: StatisticalWindow
    parts: tuple[Part, ...]

    @property
    def register(self) -> Register:
        """Its own register: the one that a unit adopts."""
        return self.parts[0].register

    @property
    def is_silent(self) -> bool:
        """Whether a month without rows says nothing; otherwise it says 0."""
        return self.parts[0].rule.gathering is Gathering.LAST or self.aggregate == Aggregate.MAXIMUM

    @property
    def adds_up(self) -> bool:
        return self.aggregate == Aggregate.SUM

    def touches(self, registers: Collection[str]) -> bool:
        return any(part.register.code in registers for part in self.parts)

    def reach(
        self, first: Month | None, last: Month | None, horizon: Month
    ) -> tuple[Month | None, Month | None]:
        """The months that rows dated from `first` to `last` can move; stocks are told up to `horizon`."""
        window = self.window
        if last is not None and any(part.window.cutoff_day is not None for part in self.parts):
            last = last + 1
        hows = {part.how for part in self.parts}
        if hows & {How.OPEN, How.CLASS}:
            return first, horizon
        if How.YEAR in hows:
            return first, horizon if last is None else min(_year_end(window, last), horizon)
        if last is not None and any(part.rule.measure is Measure.DISTINCT for part in self.parts):
            last = _year_end(window, last)
        return first, last


def _year_end(window: StatisticalWindow, month: Month) -> Month:
    return window.month_at(window.year_of(month), 12)


def load_counted(registers: Collection[str] | None = None) -> list[Counted]:
    """The counted indicators of some registers (None: all), with those that add one of them to their own count.

    Ranks, rules that cannot be read and rules over registers that nobody declared are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RULES, {"registers": None if registers is None else list(registers)})
        rows = cursor.fetchall()
    known: dict[str, tuple[int, Part]] = {}
    for pk, code, register_code, text, aggregate, cutoff, start in rows:
        register = find_register(register_code)
        rule = _readable(code, text)
        if register is not None and rule is not None:
            known[code] = pk, Part(register, rule, StatisticalWindow(cutoff, start), aggregate)
    counted = []
    for code, (pk, part) in known.items():
        parts = _with_added(part, known)
        if parts is not None:
            one = Counted(pk, code, part.aggregate, part.window, parts)
            if registers is None or one.touches(registers):
                counted.append(one)
    return counted


def _readable(code: str, text: str) -> Rule | None:
    try:
        return parse(text)
    except RuleError as error:
        # The declared ones are checked at start; a bureau's own indicator may still say anything.
        logger.warning("%s is not counted: %s", code, error)
        return None


def _with_added(part: Part, known: dict[str, tuple[int, Part]]) -> tuple[Part, ...] | None:
    """The part, what its rule adds, and the parts of the indicators added; None while one of these is not known."""
    parts = [part, *(Part(part.register, rule, part.window, part.aggregate) for rule in part.rule.also)]
    for code in part.rule.plus:
        if code not in known:
            return None
        more = _with_added(known[code][1], known)
        if more is None:
            return None
        parts += more
    return tuple(parts)


def problems_of_rules(registers: Iterable[Register] | None = None) -> Iterator[Error]:
    """Counting rules of the declared indicators that cannot be read, or name what their register has not."""
    by_code = {one.code: one for one in (all_registers() if registers is None else registers)}
    declared = {one.code: one for one_set in DECLARED.values() for _, one in one_set}
    for one in declared.values():
        if not one.register:
            continue
        try:
            rule = parse(one.counting_rule)
        except RuleError as error:
            yield Error(f"{one.code}: {error}", id="registers.E020")
            continue
        if rule is None or one.register not in by_code:
            continue
        for code in rule.plus:
            if code not in declared or not declared[code].register:
                yield Error(f"{one.code} adds {code}, which is not counted", id="registers.E021")
        aggregate = Aggregate.LAST if one.kind == "stock" else Aggregate.SUM
        for part in (rule, *rule.also):
            yield from _problems(one.code, Part(by_code[one.register], part, StatisticalWindow(), aggregate))


def _problems(code: str, part: Part) -> Iterator[Error]:
    rule, model = part.rule, part.register.model
    days = [part.by, rule.opens, rule.closes, rule.minus, rule.until]
    days += [atom.field for atom in rule.atoms if atom.test in (Test.PAST, Test.NOT_PAST)]
    numbers = [rule.of] if rule.measure in (Measure.SUM, Measure.MAXIMUM) else []
    flags = [atom.field for atom in rule.atoms if atom.test is Test.TRUE]
    classes = [CLASS_YEAR] if rule.gathering is Gathering.CLASS else []
    others = [rule.of, *(atom.field for atom in rule.atoms)]
    for names, kind, noun in (
        (days, models.DateField, "date"),
        (numbers, (models.IntegerField, models.DecimalField), "number"),
        (classes, models.IntegerField, "number"),
        (flags, models.BooleanField, "flag"),
        (others, models.Field, "field"),
    ):
        for name in filter(None, names):
            try:
                found = model._meta.get_field(name)
            except FieldDoesNotExist:
                yield Error(
                    f"{code} is counted by {name}, which {part.register.code} has not", id="registers.E022"
                )
                continue
            if not isinstance(found, kind):
                yield Error(f"{code} is counted by {name}, which is no {noun}", id="registers.E023")
            elif isinstance(found, PersonalField) and not _can_be_told_apart(found, rule):
                yield Error(f"{code} cannot read {name}, which is sealed", id="registers.E024")
    if rule.gathering is Gathering.OPEN:
        for alternatives in rule.where:
            if len(alternatives) > 1 and any(a.test in (Test.PAST, Test.NOT_PAST) for a in alternatives):
                yield Error(f"{code}: a stock asks for past or not past alone", id="registers.E025")


def _can_be_told_apart(found: PersonalField, rule: Rule) -> bool:
    """A sealed field can be counted once per person, or asked whether it is filled; a sealed list cannot be parted."""
    if any(atom.field == found.name and atom.test is not Test.FILLED for atom in rule.atoms):
        return False
    if rule.of != found.name:
        return True
    return rule.measure is Measure.DISTINCT and found.personal_kind is not PersonalKind.LIST
