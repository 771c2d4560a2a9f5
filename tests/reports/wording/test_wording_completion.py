from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.periods import Span
from reports.wording import (
    Measure,
    Printed,
    Progress,
    Style,
    ceiling,
    completed_respectively,
    completion,
    completion_rate,
    finish,
    half_time,
    kept,
    pace,
    stated_with_completion,
)


def people(value: int, key: str = "") -> Measure:
    return Measure(Decimal(value), "人", "万人", 2, key)


def per_cent(value: str) -> Measure:
    return Measure(Decimal(value), "%", "%", 2)


def progress(name: str, value: int, target: int, decimals: int = 1) -> Progress:
    return Progress(name, people(value, name), Decimal(target), decimals)


counts = st.integers(0, 10**7)
targets = st.integers(1, 10**7)
NOVEMBER = Span.parse("t11").pace


@pytest.mark.parametrize(
    ("name", "value", "target", "decimals", "sentence"),
    [
        ("城镇新增就业", 10439, 11000, 1, "城镇新增就业10439人，完成全年任务（11000人）的94.9%"),
        ("失业人员再就业", 4068, 4500, 1, "失业人员再就业4068人，完成全年任务（4500人）的90.4%"),
        ("困难人员再就业", 395, 300, 2, "困难人员再就业395人，完成全年任务（300人）的131.67%"),
        ("扶持创业", 544, 650, 1, "扶持创业544人，完成全年任务（650人）的83.7%"),
        ("城镇新增就业", 22000, 20000, 1, "城镇新增就业2.2万人，完成全年任务（2万人）的110%"),
    ],
)
def test_the_sentences_of_a_real_summary_come_out(
    name: str, value: int, target: int, decimals: int, sentence: str
) -> None:
    assert stated_with_completion(progress(name, value, target, decimals)).text == sentence


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("task", "完成全年任务（11000人）的94.9%"),
        ("target", "完成年目标任务11000人的94.9%"),
        ("share", "占全年目标任务11000人的94.9%"),
        ("bare", "完成全年目标任务的94.9%"),
        ("rate", "完成率94.9%"),
    ],
)
def test_each_style_words_the_same_rate(style: Style, text: str) -> None:
    assert completion(progress("就业", 10439, 11000), style).text == text


def test_every_printed_number_says_what_it_is_and_of_which_figure() -> None:
    phrase = stated_with_completion(progress("就业", 10439, 11000))
    assert phrase.numbers == (
        Printed("10439人", Decimal(10439), "人", "value", "就业"),
        Printed("11000人", Decimal(11000), "人", "target", "就业"),
        Printed("94.9%", Decimal("94.9"), "%", "completion", "就业"),
    )


@given(counts, targets, st.integers(0, 2))
def test_a_printed_rate_is_on_the_side_of_100_where_the_figure_is(
    value: int, target: int, decimals: int
) -> None:
    rate = completion_rate(Decimal(value), Decimal(target), decimals)
    assert rate is not None
    assert (rate > 100, rate == 100, rate == 0) == (value > target, value == target, value == 0)


@pytest.mark.parametrize(("value", "text"), [(10999, "99.99%"), (11001, "100.01%"), (11000, "100%")])
def test_a_hairs_breadth_from_the_target_shows(value: int, text: str) -> None:
    assert completion(progress("就业", value, 11000), "rate").text == f"完成率{text}"


def test_without_a_positive_target_or_with_a_negative_value_no_rate_is_named() -> None:
    assert completion(progress("净增", 5, 0)).text == "全年任务为0人"
    assert completion(progress("净增", -5, 100)).text == "全年任务为100人"
    assert completion_rate(Decimal(5), Decimal(0)) is None


def test_a_list_of_completions_keeps_the_order_of_its_values() -> None:
    items = [
        progress("新增就业", 10439, 11000),
        progress("再就业", 4068, 4500),
        progress("扶持创业", 544, 650),
    ]
    assert completed_respectively(items).text == (
        "新增就业10439人、再就业4068人、扶持创业544人，分别完成全年任务的94.9%、90.4%和83.7%"
    )
    assert [number.key for number in completed_respectively(items).numbers[3:]] == [
        "新增就业",
        "再就业",
        "扶持创业",
    ]


def test_a_list_with_one_without_rate_is_told_one_by_one() -> None:
    items = [progress("新增就业", 50, 100), progress("净增", -5, 100)]
    assert completed_respectively(items).text == (
        "新增就业50人，完成全年任务（100人）的50%；净增-5人，全年任务为100人"
    )


@pytest.mark.parametrize(
    ("value", "limit", "text"),
    [
        ("1.46", "4", "控制在4%以内，低于控制目标2.54个百分点"),
        ("3.37", "4", "控制在4%以内，低于控制目标0.63个百分点"),
        ("4", "4", "控制在4%以内，与控制目标持平"),
        ("4.3", "4", "高于控制目标（4%）0.3个百分点"),
        ("4.001", "4", "高于控制目标（4%）0.001个百分点"),
        ("1.455", "4", "控制在4%以内，低于控制目标2.54个百分点"),
    ],
)
def test_a_ceiling_is_kept_or_broken_by_the_figure(value: str, limit: str, text: str) -> None:
    assert ceiling(per_cent(value), Decimal(limit)).text == text


def test_a_ceiling_of_a_count_is_told_in_its_unit() -> None:
    assert ceiling(people(480), Decimal(500)).text == "控制在500人以内，低于控制目标20人"


def test_a_level_is_held_or_missed() -> None:
    assert kept(people(0), Decimal(0)).text == "保持在0人"
    assert kept(people(3), Decimal(0)).text == "高于目标（0人）3人"


@pytest.mark.parametrize(
    ("value", "slot", "word"),
    [
        (99, 12, ""),
        (100, 12, "全面完成"),
        (101, 12, "超额完成"),
        (100, 11, "提前完成"),
        (101, 6, "提前超额完成"),
    ],
)
def test_only_a_reached_target_is_called_reached(value: int, slot: int, word: str) -> None:
    assert finish(progress("就业", value, 100), slot=slot) == word


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (10439, "快于时序进度3.2个百分点"),
        (9500, "慢于时序进度5.3个百分点"),
        (10100, "与时序进度基本一致"),
        (-1, ""),
    ],
)
def test_pace_is_told_in_points_against_months_elapsed(value: int, text: str) -> None:
    assert pace(progress("就业", value, 11000), NOVEMBER).text == text


@given(counts, targets, st.integers(1, 12))
def test_pace_words_never_contradict_the_figure(value: int, target: int, slot: int) -> None:
    text = pace(progress("就业", value, target), Fraction(slot, 12)).text
    assert ("快于" in text) <= (value * 12 > target * slot)
    assert ("慢于" in text) <= (value * 12 < target * slot)


def test_the_half_year_slogan_needs_june_and_every_half() -> None:
    half = [progress("就业", 50, 100), progress("创业", 60, 100)]
    assert half_time(half, Fraction(1, 2)) == "实现“双过半”"
    assert half_time(half, Fraction(7, 12)) == ""
    assert half_time([*half, progress("培训", 49, 100)], Fraction(1, 2)) == ""
    assert half_time([], Fraction(1, 2)) == ""
