"""Dividing totals: nothing is lost, nothing is invented, and it comes out equal everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.demo.allotting import allot, allot_within, noise, scaled

weights = st.lists(st.integers(0, 5000), min_size=1, max_size=40)


@given(st.integers(0, 10**12), weights, st.sampled_from([1, 100]))
def test_the_parts_sum_to_the_total(total: int, shares: list[int], step: int) -> None:
    assert sum(allot(total, shares, step=step)) == total


@given(st.integers(0, 10**9), weights)
def test_no_part_is_further_than_one_from_its_share(total: int, shares: list[int]) -> None:
    whole = sum(shares)
    for part, share in zip(allot(total, shares), shares, strict=True):
        assert not whole or abs(part * whole - total * share) < whole


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=1), st.data())
def test_no_part_is_above_its_cap(cells: list[tuple[int, int]], data: st.DataObject) -> None:
    caps = [cap for _, cap in cells]
    total = data.draw(st.integers(0, sum(caps)))
    parts = allot_within(
        total, [weight for weight, _ in cells], caps, step=data.draw(st.sampled_from([1, 100]))
    )
    assert sum(parts) == total
    assert all(0 <= part <= cap for part, cap in zip(parts, caps, strict=True))


def test_a_total_above_all_caps_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        allot_within(11, [1, 1], [5, 5])


def test_money_is_divided_in_whole_hundreds_and_the_rest_stands_in_one_part() -> None:
    assert allot(84_680_001, [1, 3, 2], step=100) == [14_113_300, 42_340_001, 28_226_700]


def test_noise_is_the_same_for_everybody() -> None:
    assert [noise("a", 1), noise("a", 2), noise("b", 1)] == [209, 463, -408]
    assert all(-1000 <= noise("range", n) <= 1000 for n in range(300))


def test_small_figures_are_rounded_and_not_cut() -> None:
    assert scaled(4, by=-1000, per_mille=30) == 4
