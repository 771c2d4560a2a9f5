"""Lights by the rule that bureaus publish."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bureau.catalogue.models import Indicator, Target
from bureau.periods import Span
from bureau.totals.pace import completion, due, light

JUNE = Span("t", 6)


@pytest.mark.parametrize(
    ("aggregate", "unit", "kind", "value", "expected"),
    [
        ("sum", "人", Target.Kind.AT_LEAST, 100, "done"),
        ("sum", "人", Target.Kind.AT_LEAST, 50, "ok"),
        ("sum", "人", Target.Kind.AT_LEAST, 40, "slow"),
        ("sum", "人", Target.Kind.AT_LEAST, Decimal("39.99"), "late"),
        ("sum", "人", Target.Kind.AT_LEAST, None, "unknown"),
        ("last", "人", Target.Kind.AT_LEAST, 95, "slow"),
        ("last", "人", Target.Kind.AT_LEAST, 50, "late"),
        ("ratio", "%", Target.Kind.AT_LEAST, 90, "slow"),
        ("ratio", "%", Target.Kind.AT_LEAST, 100, "ok"),
        ("sum", "人", Target.Kind.AT_MOST, 100, "within"),
        ("sum", "人", Target.Kind.AT_MOST, 105, "near"),
        ("sum", "人", Target.Kind.AT_MOST, Decimal("105.01"), "over"),
        ("sum", "户", Target.Kind.KEEP, 100, "kept"),
        ("sum", "户", Target.Kind.KEEP, 99, "broken"),
    ],
)
def test_the_light_in_june_of_a_target_of_a_hundred(
    aggregate: str, unit: str, kind: str, value: Decimal | int | None, expected: str
) -> None:
    indicator = Indicator(aggregate=aggregate, unit=unit)
    known = None if value is None else Decimal(value)
    assert light(indicator, kind, Decimal(100), known, JUNE) == expected


def test_a_ceiling_has_neither_completion_nor_anything_due() -> None:
    indicator = Indicator(aggregate="sum", unit="人")
    assert completion(Target.Kind.AT_MOST, Decimal(4), Decimal(3)) is None
    assert due(indicator, Target.Kind.AT_MOST, Decimal(4), JUNE) is None


def test_a_target_of_zero_is_reached_or_not_and_never_divided_by() -> None:
    indicator = Indicator(aggregate="sum", unit="人")
    assert completion(Target.Kind.AT_LEAST, Decimal(0), Decimal(3)) is None
    assert light(indicator, Target.Kind.AT_LEAST, Decimal(0), Decimal(0), JUNE) == "done"
