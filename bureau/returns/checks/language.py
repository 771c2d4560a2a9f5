"""The language of relations: `fairs == offline_fairs + online_fairs`, read into a tree that never runs as code.

A formula is one comparison, or several joined by `and`. Numbers, codes, + - * / and brackets mean what they say;
a bare name is an indicator of the declaring domain. The functions:

    prev(x)          a stock at the end of the period before
    target(x)        the year's target
    completion(x)    the completion rate as somebody states it (a text, a workbook); sheets compute it
    towns(x)         the sum over the towns of the bureau
    carried(x, y)    what came in last year and was not done: the sum of x less the sum of y, never below zero
    setting(name)    a threshold that the bureau may change
    round(e, n)      half up; n may be `digits`: as many decimals as the stated figure has

and `months`, the number of months that the figures cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final

COMPARISONS: Final = ("==", "<=", ">=", "<", ">")
FUNCTIONS: Final = {
    "prev": 1,
    "target": 1,
    "completion": 1,
    "towns": 1,
    "carried": 2,
    "setting": 1,
    "round": 2,
}
DIGITS: Final = "digits"
MONTHS: Final = "months"

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[a-z_][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)"
    r"|(?P<sign>==|<=|>=|[-+*/(),<>]))"
)


class FormulaError(ValueError):
    """The formula cannot be read; the message is for the developer who wrote it."""


@dataclass(frozen=True)
class Number:
    value: Fraction


@dataclass(frozen=True)
class Code:
    """What the sheet, or the year so far, says of an indicator."""

    code: str


@dataclass(frozen=True)
class Of:
    """A function of indicators: prev, target, completion, towns, carried."""

    function: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Threshold:
    key: str


@dataclass(frozen=True)
class Months:
    """How many months the figures cover."""


@dataclass(frozen=True)
class Rounded:
    """`decimals` None: as many as the stated figure has."""

    inner: Node
    decimals: int | None


@dataclass(frozen=True)
class Operation:
    sign: str
    left: Node
    right: Node


Node = Number | Code | Of | Threshold | Months | Rounded | Operation


@dataclass(frozen=True)
class Comparison:
    sign: str
    left: Node
    right: Node

    @property
    def nodes(self) -> Iterator[Node]:
        yield from walk(self.left)
        yield from walk(self.right)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every indicator named, in the order of the formula."""
        found: dict[str, None] = {}
        for node in self.nodes:
            if isinstance(node, Code):
                found[node.code] = None
            elif isinstance(node, Of):
                found.update(dict.fromkeys(node.codes))
        return tuple(found)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it."""
    yield node
    if isinstance(node, Rounded):
        yield from walk(node.inner)
    elif isinstance(node, Operation):
        yield from walk(node.left)
        yield from walk(node.right)


@cache
def read(formula: str, domain: str) -> tuple[Comparison, ...]:
    """The comparisons of a formula. Raises FormulaError."""
    return _Reader(formula, domain).conjunction()


class _Reader:
    def __init__(self, formula: str, domain: str) -> None:
        self._formula = formula
        self._domain = domain
        self._tokens = list(_tokens(formula))
        self._place = 0

    def conjunction(self) -> tuple[Comparison, ...]:
        found = [self._comparison()]
        while self._next == "and":
            self._take("and")
            found.append(self._comparison())
        if self._next:
            raise self._error(f"{self._next!r} stands where the formula should end")
        return tuple(found)

    @property
    def _next(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self, expected: str = "") -> str:
        token = self._next
        if not token or (expected and token != expected):
            raise self._error(f"{expected or 'a term'} is missing at {token!r}")
        self._place += 1
        return token

    def _error(self, what: str) -> FormulaError:
        return FormulaError(f"{self._formula!r}: {what}")

    def _comparison(self) -> Comparison:
        left = self._sum()
        sign = self._take()
        if sign not in COMPARISONS:
            raise self._error(f"{sign!r} compares nothing")
        return Comparison(sign, left, self._sum())

    def _sum(self) -> Node:
        node = self._product()
        while self._next in {"+", "-"}:
            sign = self._take()
            node = Operation(sign, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._term()
        while self._next in {"*", "/"}:
            sign = self._take()
            node = Operation(sign, node, self._term())
        return node

    def _term(self) -> Node:
        word = self._take()
        if word == "(":
            node = self._sum()
            self._take(")")
            return node
        if word[0].isdigit():
            return Number(Fraction(Decimal(word)))
        if not word[0].isalpha():
            raise self._error(f"{word!r} is no term")
        if word in FUNCTIONS and self._next == "(":
            return self._function(word)
        if word == MONTHS:
            return Months()
        return Code(self._full(word))

    def _function(self, name: str) -> Node:
        self._take("(")
        if name == "round":
            inner = self._sum()
            self._take(",")
            decimals = self._take()
            self._take(")")
            if decimals != DIGITS and not decimals.isdigit():
                raise self._error(f"{decimals!r} is no number of decimals")
            return Rounded(inner, None if decimals == DIGITS else int(decimals))
        names = [self._name()]
        while self._next == ",":
            self._take(",")
            names.append(self._name())
        self._take(")")
        if len(names) != FUNCTIONS[name]:
            raise self._error(f"{name} takes {FUNCTIONS[name]}, not {len(names)}")
        if name == "setting":
            return Threshold(names[0])
        return Of(name, tuple(names))

    def _name(self) -> str:
        token = self._take()
        if not token[0].isalpha():
            raise self._error(f"{token!r} is no name")
        return self._full(token)

    def _full(self, name: str) -> str:
        return name if "." in name else f"{self._domain}.{name}"


def _tokens(formula: str) -> Iterator[str]:
    place = 0
    text = formula.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise FormulaError(f"{formula!r}: nothing can be made of {text[place:].strip()[:20]!r}")
        yield match[0].strip()
        place = match.end()


Linear = dict[Node, Fraction]
# The constant of a linear form stands under this key.
ONE: Final = Number(Fraction(1))


def linear(node: Node) -> Linear | None:
    """The node as a sum of operands with factors, or None when operands are multiplied or divided."""
    match node:
        case Number():
            return {ONE: node.value}
        case Code() | Of() | Threshold() | Months():
            return {node: Fraction(1)}
        case Rounded():
            return None
        case Operation(sign, left, right):
            one, other = linear(left), linear(right)
            if one is None or other is None:
                return None
            if sign in {"+", "-"}:
                return added(one, other, 1 if sign == "+" else -1)
            if sign == "*" and one.keys() <= {ONE}:
                one, other = other, one
            if not other.keys() <= {ONE} or (sign == "/" and not other.get(ONE)):
                return None
            factor = other.get(ONE, Fraction(0))
            return {key: value * factor if sign == "*" else value / factor for key, value in one.items()}


def added(one: Linear, other: Linear, factor: int) -> Linear:
    result = dict(one)
    for key, value in other.items():
        result[key] = result.get(key, Fraction(0)) + factor * value
    return {key: value for key, value in result.items() if value}
