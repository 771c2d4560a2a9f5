from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.quantities import Qualifier, interval_of, plain
from reports.wording import Measure, qualified, roughly


def people(value: int, key: str = "") -> Measure:
    return Measure(Decimal(value), "人", "万人", 2, key)


def money(value: int) -> Measure:
    return Measure(Decimal(value), "元", "万元", 2)


firms = st.integers(-100, 10**7).map(lambda value: Measure(Decimal(value), "家"))


@pytest.mark.parametrize(
    ("measure", "around", "qualifier", "text"),
    [
        (people(73), 70, "余", "70余人"),
        (Measure(Decimal(7256), "个"), 7200, "余", "7200余个"),
        (Measure(Decimal(41000), "个", unit="万个"), 40000, "余", "4万余个"),
        (money(34_120_000), 34_000_000, "余", "3400余万元"),
        (people(3050), 3000, "超", "超3000人"),
        (people(3050), 3000, "逾", "逾3000人"),
        (people(2950), 3000, "近", "近3000人"),
        (people(3010), 3000, "约", "约3000人"),
        (people(2950), 3000, "超", "2950人"),
        (people(3050), 3000, "近", "3050人"),
        (people(3000), 3000, "超", "3000人"),
        (people(80), 70, "余", "80人"),
        (people(-5), 10, "近", "-5人"),
    ],
)
def test_a_word_stands_only_where_the_figure_bears_it_out(
    measure: Measure, around: int, qualifier: Qualifier, text: str
) -> None:
    assert qualified(measure, Decimal(around), qualifier).text == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7256, "7200余家"),
        (6980, "近7000家"),
        (7000, "7000家"),
        (73, "73家"),
        (5, "5家"),
        (9990, "近10000家"),
        (-7256, "-7256家"),
    ],
)
def test_rough_numbers_choose_their_word(value: int, text: str) -> None:
    assert roughly(Measure(Decimal(value), "家")).text == text


@given(firms, st.integers(1, 3))
def test_what_is_told_roughly_is_true(measure: Measure, digits: int) -> None:
    phrase = roughly(measure, digits=digits)
    number = plain(phrase.numbers[0].value)
    qualifier: Qualifier = "近" if "近" in phrase.text else "余" if "余" in phrase.text else ""
    assert measure.value in interval_of(number, unit="家", base_unit="家", qualifier=qualifier)
