"""The language of counting rules (取数规则), read into frozen values. Nothing here touches the database.

    count where kind=线下 by held_on
    sum(amount) where item in (生活补贴,安家补贴) and paid by paid_on
    stock(opened_on,closed_on) where kind=基地, plus employment.graduates_registered

`docs/developers/counting-rules.md` says what each form means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

CLASS_YEAR: Final = "class_year"
# The classes of graduates (届) change in July; who belongs to a stock of one was registered by then.
CLASS_BEGINS: Final = 7
CLASS_ENTERED: Final = "registered_on"


class Measure(StrEnum):
    """What is made of the rows that a rule picks."""

    COUNT = "count"
    SUM = "sum"
    MAXIMUM = "maximum"
    DAYS = "days"  # the longest time between two dates
    DISTINCT = "distinct"


class Gathering(StrEnum):
    """Which rows meet in a month."""

    MONTH = "month"  # those whose deciding date lies in it
    LAST = "last"  # the same, but a month without rows says nothing
    OPEN = "open"  # those open at its end
    CLASS = "class"  # those of the class of that month


class Test(StrEnum):
    EQUALS = "equals"
    IN = "in"
    NOT_IN = "not in"
    FILLED = "not null"
    TRUE = "true"
    PAST = "past"  # the date lies in the month or before it
    NOT_PAST = "not past"


@dataclass(frozen=True)
class Atom:
    """One condition on one field."""

    field: str
    test: Test
    values: tuple[str, ...] = ()


# All of these, each being any of those: `a and b or c` reads as a and (b or c).
Condition = tuple[tuple[Atom, ...], ...]


@dataclass(frozen=True)
class Rule:
    """One counting rule. `of` is the measured field, `until` the later date of DAYS.

    `by` decides the month; an OPEN rule has `opens` and `closes` instead. `minus` takes off the rows whose date of
    that name lies in the month; `also` adds a rule over the same rows, `plus` the figures of other indicators.
    """

    text: str
    measure: Measure
    gathering: Gathering
    of: str = ""
    until: str = ""
    where: Condition = ()
    by: str = ""
    opens: str = ""
    closes: str = ""
    minus: str = ""
    also: tuple[Rule, ...] = field(default=())
    plus: tuple[str, ...] = ()

    @property
    def atoms(self) -> Iterator[Atom]:
        for alternatives in self.where:
            yield from alternatives


class RuleError(ValueError):
    """The text is no counting rule."""


_HEAD = re.compile(
    r"(?P<last>last )?(?:"
    r"(?P<count>count)"
    r"|(?P<of>sum|distinct|max)\((?P<field>[a-z_0-9]+)(?:-(?P<since>[a-z_0-9]+))?\)"
    r"|stock\((?P<opens>[a-z_0-9]+),\s*(?P<closes>[a-z_0-9]+)\)"
    r"|stock_sum\((?P<sum>[a-z_0-9]+);\s*(?P<sum_opens>[a-z_0-9]+),\s*(?P<sum_closes>[a-z_0-9]+)\)"
    r")(?: where (?P<where>.+?))?(?: by (?P<by>[a-z_0-9]+))?"
)
_MORE = re.compile(r",\s+(plus|minus)\s+")
_PERIOD = re.compile(r"([a-z_0-9]+) in period")
_CODE = re.compile(r"[a-z_]+\.[a-z0-9_]+")
_ATOM = re.compile(
    r"(?P<field>[a-z_0-9]+)(?:"
    r"\s*=\s*(?P<equals>[^\s,()=]+)"
    r"| (?P<not>not )?in \((?P<values>[^()]+)\)"
    r"| (?P<word>not null|not past|past))?"
)
_MEASURES = {"sum": Measure.SUM, "distinct": Measure.DISTINCT, "max": Measure.MAXIMUM}
_WORDS = {"not null": Test.FILLED, "not past": Test.NOT_PAST, "past": Test.PAST}


@lru_cache(maxsize=1024)
def parse(text: str) -> Rule | None:
    """Read a rule. None for a rank (位次), which is copied from a ranking and not counted from rows.

    Raises RuleError for anything that is no rule.
    """
    if text.startswith("rank "):
        return None
    main, *more = _MORE.split(text.strip())
    rule = _main(text, main)
    minus, also, plus = "", list[Rule](), list[str]()
    for sign, part in zip(more[::2], more[1::2], strict=True):
        if sign == "minus":
            match = _PERIOD.fullmatch(part)
            if match is None or minus or rule.gathering is not Gathering.MONTH:
                raise RuleError(f"{text}: only “, minus <date> in period” can be taken off, once")
            minus = match[1]
        elif _CODE.fullmatch(part):
            plus.append(part)
        else:
            also.append(_main(part, part))
    return Rule(
        text=text,
        measure=rule.measure,
        gathering=rule.gathering,
        of=rule.of,
        until=rule.until,
        where=rule.where,
        by=rule.by,
        opens=rule.opens,
        closes=rule.closes,
        minus=minus,
        also=tuple(also),
        plus=tuple(plus),
    )


def _main(text: str, main: str) -> Rule:
    match = _HEAD.fullmatch(main)
    if match is None:
        raise RuleError(f"{text}: no counting rule")
    where = _condition(text, match["where"] or "")
    opens, closes = match["opens"] or match["sum_opens"] or "", match["closes"] or match["sum_closes"] or ""
    measure = Measure.COUNT if match["count"] or match["opens"] else Measure.SUM
    of, until = match["sum"] or "", ""
    if match["of"]:
        measure, of = _MEASURES[match["of"]], match["field"]
        if match["since"]:
            if match["of"] != "max":
                raise RuleError(f"{text}: days between two dates can only be max")
            measure, of, until = Measure.DAYS, match["since"], match["field"]
    if opens:
        if match["by"] or match["last"]:
            raise RuleError(f"{text}: a stock has no deciding date")
        return Rule(text, measure, Gathering.OPEN, of=of, where=where, opens=opens, closes=closes)
    if not match["by"]:
        raise RuleError(f"{text}: no deciding date")
    gathering = Gathering.LAST if match["last"] else Gathering.MONTH
    if match["by"] == CLASS_YEAR:
        if measure not in (Measure.COUNT, Measure.SUM) or match["last"]:
            raise RuleError(f"{text}: a class can be counted and added up only")
        gathering = Gathering.CLASS
    return Rule(text, measure, gathering, of=of, until=until, where=where, by=match["by"])


def _condition(text: str, where: str) -> Condition:
    if not where:
        return ()
    return tuple(
        tuple(_atom(text, part) for part in alternatives.split(" or "))
        for alternatives in where.split(" and ")
    )


def _atom(text: str, part: str) -> Atom:
    match = _ATOM.fullmatch(part.strip())
    if match is None:
        raise RuleError(f"{text}: no condition: {part}")
    if match["equals"]:
        return Atom(match["field"], Test.EQUALS, (match["equals"],))
    if match["values"]:
        values = tuple(value.strip() for value in match["values"].split(","))
        return Atom(match["field"], Test.NOT_IN if match["not"] else Test.IN, values)
    return Atom(match["field"], _WORDS[match["word"]] if match["word"] else Test.TRUE)
