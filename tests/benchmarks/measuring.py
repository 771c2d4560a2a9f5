"""Timing a limit and the product beside each other, and saying how they compare."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

Step = Callable[[], object]


@dataclass(frozen=True)
class Result:
    """Best times in seconds; the ratio is product ÷ limit and should not pass the goal."""

    name: str
    limit: float
    product: float
    goal: float
    notes: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        return self.product / self.limit

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.goal

    def __str__(self) -> str:
        verdict = "met" if self.is_met else f"missed by {self.ratio - self.goal:.2f}"
        line = (
            f"{self.name:20s} limit {self.limit * 1000:9.1f} ms   product {self.product * 1000:9.1f} ms   "
            f"ratio {self.ratio:5.2f}   goal ≤ {self.goal:g} ({verdict})"
        )
        return "\n".join([line, *(f"{'':20s} {note}" for note in self.notes)])


@dataclass
class Contest:
    """Runs in turns, so that whatever else the machine does meets both; the best of each counts."""

    limit: Step
    product: Step
    before_limit: Step = field(default=lambda: None)
    before_product: Step = field(default=lambda: None)

    def best(self, rounds: int) -> tuple[float, float]:
        limits, products = [], []
        for _ in range(rounds):
            self.before_limit()
            limits.append(seconds(self.limit))
            self.before_product()
            products.append(seconds(self.product))
        return min(limits), min(products)


def seconds(step: Step) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def run(sql: str, parameters: object = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)  # type: ignore[arg-type]  # a mapping or a list, as the statement has it


def rows(sql: str, parameters: object = None) -> list[tuple[Any, ...]]:  # Any: whatever the columns hold
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)  # type: ignore[arg-type]  # a mapping or a list, as the statement has it
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def must_be_equal(difference: Sequence[object], what: str) -> None:
    """A race between unequal results says nothing."""
    if difference:
        raise SystemExit(f"{what} differ, for example: {difference[:3]}")
