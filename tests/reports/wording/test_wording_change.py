from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.wording import Measure, difference_from, from_to, multiple, year_on_year


def people(value: int, key: str = "") -> Measure:
    return Measure(Decimal(value), "人", "万人", 2, key)


def money(value: int) -> Measure:
    return Measure(Decimal(value), "元", "万元", 2)


def per_cent(value: str) -> Measure:
    return Measure(Decimal(value), "%", "%", 2)


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (1071, 1000, "同比增长7.1%"),
        (929, 1000, "同比下降7.1%"),
        (1000, 1000, "与上年同期持平"),
        (1000400, 1000000, "与上年同期基本持平"),
        (1, 10000, "同比下降99.99%"),
        (0, 10000, "同比下降100%"),
        (12, 0, "比上年同期增加12人"),
        (12, -3, "比上年同期增加15人"),
        (-5, 3, "比上年同期减少8人"),
    ],
)
def test_an_amount_changes_by_per_cent_of_a_positive_base(now: int, before: int, text: str) -> None:
    assert year_on_year(people(now), Decimal(before)).text == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        ("3.37", "3.97", "同比下降0.6个百分点"),
        ("95.9", "95.2", "同比上升0.7个百分点"),
        ("95.9", "95.9", "与上年同期持平"),
        ("95.901", "95.9", "同比上升0.001个百分点"),
    ],
)
def test_a_rate_changes_by_points_never_by_per_cent(now: str, before: str, text: str) -> None:
    assert year_on_year(per_cent(now), Decimal(before)).text == text


def test_without_last_year_nothing_is_said() -> None:
    assert not year_on_year(people(5), None)
    assert not multiple(people(5), None)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.integers(0, 2))
def test_the_direction_of_a_sentence_is_that_of_the_figure(now: int, before: int, decimals: int) -> None:
    text = year_on_year(people(now), Decimal(before), decimals=decimals).text
    assert ("增" in text) <= (now > before)
    assert ("下降" in text or "减" in text) <= (now < before)
    assert ("持平" in text and "基本" not in text) == (now == before)


def test_a_difference_is_told_in_the_fitting_unit() -> None:
    assert difference_from(people(22000), Decimal(2000)).text == "比上年同期增加2万人"
    assert difference_from(money(480000), Decimal(500000)).text == "比上年同期减少2万元"
    assert difference_from(people(5), Decimal(5), since="上月").text == "与上月持平"
    assert difference_from(per_cent("4.1"), Decimal("4.6"), since="年初").text == "比年初下降0.5个百分点"


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (400, 100, "比上年同期增长3倍"),
        (415, 100, "比上年同期增长3.2倍"),
        (150, 100, "同比增长50%"),
        (25, 100, "同比下降75%"),
        (25, 0, "比上年同期增加25人"),
    ],
)
def test_three_times_more_is_four_times_as_much_and_a_fall_has_no_multiples(
    now: int, before: int, text: str
) -> None:
    assert multiple(people(now), Decimal(before)).text == text


def test_from_one_value_to_another_in_one_unit() -> None:
    assert from_to(people(22000), Decimal(10439)).text == "由10439人增至22000人"
    assert from_to(people(22000), Decimal(25000)).text == "由2.5万人降至2.2万人"
    assert from_to(people(10), Decimal(10)).text == "保持在10人"
    assert from_to(per_cent("4.901"), Decimal("4.9")).text == "与4.9%基本持平"


def test_the_earlier_value_is_printed_as_the_earlier_value() -> None:
    assert [number.role for number in from_to(people(12), Decimal(10)).numbers] == ["previous", "value"]
